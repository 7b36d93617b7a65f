"""Turns the texts of other programs into Markdown."""
