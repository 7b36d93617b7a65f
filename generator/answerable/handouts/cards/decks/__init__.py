"""Build decks from a course: decide which texts go on which card."""
