"""Course -> questions for other programs: learning platforms and flashcards."""
