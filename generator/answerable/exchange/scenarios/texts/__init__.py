"""Reads scenarios from articles in Markdown, plain text or Word.

The steps: files become lines, lines are split into pieces at labels, and pieces become scenarios.
"""
