"""Reads questions in Moodle's GIFT as scenarios and items: exported ones, and other people's."""
