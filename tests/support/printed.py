"""Make decks of cards in one call."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import PdfDocument, raw

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.decks.scenarios import scenario_cards
from answerable.handouts.cards.faces import Deck
from answerable.handouts.cards.make import PrintedDeck, make_deck
from answerable.handouts.cards.options import CardOptions, PrintPlan, plan
from answerable.handouts.cards.render import Printed, print_deck
from answerable.handouts.typeset.typesetting import Document
from answerable.model import Course


def plain_deck(course: Course, base_url: str | None = None, **options: Any) -> Deck:
    """Scenario cards without the two introductory cards."""
    style = plan(CardOptions(**options)).style
    return scenario_cards(course, course.scenarios, Published(base_url), style)


def set_deck(deck: Deck, course: Course, how: PrintPlan, **more: Any) -> Printed:
    document = Document(deck.title, course.language, course.authors, how.ink)
    return print_deck(deck, how, document, **more)


def make_pdf(course: Course, base_url: str | None = None, **options: Any) -> bytes:
    """Scenario cards without the two introductory cards, as a PDF."""
    how = plan(CardOptions(**options))
    return set_deck(plain_deck(course, base_url, **options), course, how).pdf


def whole_deck(course: Course, name: str = "scenarios", **options: Any) -> PrintedDeck:
    """A deck as trainers get it."""
    return make_deck(name, course, course.scenarios, plan(CardOptions(**options)))


def type_sizes(pdf: bytes) -> set[float]:
    """The sizes of all texts in a PDF, in points."""
    found = set()
    for page in PdfDocument(pdf):
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(text, size)
            found.add(round(size.value * abs(text.get_matrix().d), 1))
    return found
