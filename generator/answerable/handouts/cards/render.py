"""Typeset a deck as a PDF or a picture, in parts that run in parallel and are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.cards.faces import Card, Deck
from answerable.handouts.cards.fit import Fit, Layout, fit_cards
from answerable.handouts.cards.imposition import Placed, PrintedPage, Printing, pages, turning_edge
from answerable.handouts.cards.options import PrintPlan
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset import pdf
from answerable.handouts.typeset.characters import settable
from answerable.handouts.typeset.outcome import Outcome
from answerable.handouts.typeset.qr import qr_svg
from answerable.handouts.typeset.texts import COURSE_FILE
from answerable.handouts.typeset.typesetting import Document, PrintError, set_once

PART = 24
"""The most cards that are set at once. With more of them, an edit costs more, and a typesetter's
memory grows; with fewer, so does the file, because each part has fonts of its own.
"""

CREW = 4
"""The most threads that set parts. They work at the same time because Typst doesn't hold Python's
lock. With many more, Typst would forget a part before it is written: it remembers ten documents.
"""

Advance = Callable[[int, int], None]
"""Called after each part with the number of finished cards and the total."""


def nobody(done: int, total: int) -> None:
    """Ignore the progress."""


_PICTURE_MARGIN = 6.0  # mm, for the shadow
_PICTURE_WIDTH = 900  # CSS pixels


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, and how each face of each card came out: for people (`faces`) and in detail.

    `codes` are the QR codes as SVG, by address. `left_out` are warnings about texts that did not
    fit and were replaced.
    """

    pdf: bytes
    faces: tuple[Outcome, ...]
    fits: tuple[Fit, ...]
    codes: Mapping[str, str]
    left_out: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CardPicture:
    """An SVG with a transparent background, to be shown at `width` x `height` CSS pixels."""

    svg: bytes
    alt: str
    width: int
    height: int


def print_deck(
    deck: Deck, plan: PrintPlan, document: Document, *, advance: Advance = nobody
) -> Printed:
    """The deck as a PDF (PDF/UA-1).

    The bytes depend only on deck, plan and document. Parts that were set before are kept, so that a
    changed card costs no more than its own part. Raises `PrintError` (AN401, AN403).
    """
    _refuse_none(deck)
    done: list[Printed] = []
    found: list[Diagnostic] = []
    crew = ThreadPoolExecutor(min(os.cpu_count() or 1, CREW))
    try:
        parts = [
            (first, cards, crew.submit(_set_once, cards, plan, document))
            for first, cards in _parts(deck.cards, plan.printing)
        ]
        for first, cards, part in parts:
            try:
                printed = part.result()
            except PrintError as error:
                found += error.diagnostics
            else:
                fits = (replace(fit, card=first + fit.card) for fit in printed.fits)
                done.append(replace(printed, fits=tuple(fits)))
            advance(first + len(cards), len(deck.cards))
    finally:
        crew.shutdown(cancel_futures=True)
    if found:
        raise PrintError(tuple(found))
    edge = turning_edge(plan.printing)
    return Printed(
        pdf.finish([part.pdf for part in done], edge, bleed=plan.bleed),
        tuple(face for part in done for face in part.faces),
        tuple(fit for part in done for fit in part.fits),
        {url: code for part in done for url, code in part.codes.items()},
        tuple(one for part in done for one in part.left_out),
    )


def picture_of(deck: Deck, plan: PrintPlan, document: Document, *, alt: str) -> CardPicture:
    """Front and back of the first card side by side, for a web page. Raises `PrintError`."""
    _refuse_none(deck)
    first = deck.cards[:1]
    margin, (width, height) = _PICTURE_MARGIN, plan.style.card
    size = (2 * width + 3 * margin, height + 2 * margin)
    places = (margin, 2 * margin + width)
    slots = (Placed(x, margin, False, 0, face) for face, x in enumerate(places))
    layout = Layout(size, [PrintedPage((), (), tuple(slots))], picture=True)

    def make() -> bytes:
        fitted = fit_cards(settable(first, document), plan.style, layout, document)
        return fitted.typesetter.svg()

    svg = set_once(("picture", first, plan.style, layout), document, make)
    return CardPicture(svg, alt, _PICTURE_WIDTH, round(_PICTURE_WIDTH * size[1] / size[0]))


def _refuse_none(deck: Deck) -> None:
    if not deck.cards:
        raise PrintError((_no_cards(),))


def _parts(cards: Sequence[Card], printing: Printing) -> Iterator[tuple[int, tuple[Card, ...]]]:
    """Split cards into parts that end with a full sheet; with the place of their first card."""
    on_a_sheet = printing.sheet.cards
    size = max(PART // on_a_sheet, 1) * on_a_sheet
    for first in range(0, len(cards), size):
        yield first, tuple(cards[first : first + size])


def _set_once(cards: tuple[Card, ...], plan: PrintPlan, document: Document) -> Printed:
    return set_once(("cards", cards, plan), document, lambda: _set(cards, plan, document))


def _set(cards: tuple[Card, ...], plan: PrintPlan, document: Document) -> Printed:
    """The pages of some cards. Raises `PrintError`."""
    cards = settable(cards, document)
    layout = Layout(
        plan.page, pages([len(card.faces) for card in cards], plan.printing), plan.corners
    )
    fitted = fit_cards(cards, plan.style, layout, document)
    return Printed(
        fitted.typesetter.pdf(),
        tuple(_outcome(cards[fit.card], fit, plan.style) for fit in fitted.fits),
        fitted.fits,
        {url: qr_svg(url) for url in _addresses(cards)},
        fitted.left_out,
    )


def _addresses(cards: Sequence[Card]) -> Iterator[str]:
    """The addresses of all QR codes."""
    for card in cards:
        for face in card.faces:
            if face.question and face.question.url:
                yield face.question.url


def _outcome(card: Card, fit: Fit, style: Style) -> Outcome:
    face, points = card.faces[fit.face], style.base * fit.step
    pictured = fit.pictured > 0 and not face.bare
    return Outcome(card.code, face.name, points, fit.step, fit.shorter, fit.whole, pictured)


def _no_cards() -> Diagnostic:
    return Diagnostic(
        code="AN403",
        severity=Severity.ERROR,
        message="There is no card to print: no scenario of this course has what goes on one.",
        location=Location(COURSE_FILE),
        hint="Add a scenario file to the folder of a module. Excuses and lessons come from "
        "scenarios with an `excuse`.",
    )
