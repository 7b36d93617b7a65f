"""Tells the people who maintain a course what is due, who owns what, and how it is balanced."""
