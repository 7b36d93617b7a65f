"""Writes a course's questions for other programs: learning platforms and flashcards."""
