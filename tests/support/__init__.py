"""Helpers that several test modules share: small courses, projects and built pages."""
