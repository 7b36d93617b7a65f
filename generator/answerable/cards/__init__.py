"""Course -> printable cards: a PDF to print on both sides, and a picture of one card."""

from answerable.cards.geometry import Paper
from answerable.cards.typeset import CardsError, Picture, make_pdf, make_picture

__all__ = ["CardsError", "Paper", "Picture", "make_pdf", "make_picture"]
