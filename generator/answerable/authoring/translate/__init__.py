"""Finds what isn't translated in a course, and makes files to start from."""
