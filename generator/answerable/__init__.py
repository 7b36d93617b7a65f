"""Answerable turns scenario files into a training site and printable cards."""

__version__ = "0.1.0"
