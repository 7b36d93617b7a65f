"""Texts of other programs -> Markdown of a field."""
