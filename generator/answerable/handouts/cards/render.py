"""Typeset a deck as a PDF or a picture, in parts that run in parallel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
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
from answerable.handouts.typeset.papers import INCH
from answerable.handouts.typeset.texts import COURSE_FILE
from answerable.handouts.typeset.typesetting import Document, PrintError
from answerable.source.processes import share_out

PART = 160
"""The most cards that are set at once, because a typesetter's memory grows with them."""

Advance = Callable[[int, int], None]
"""Called after each part with the number of finished cards and the total."""


def nobody(done: int, total: int) -> None:
    """Ignore the progress."""


_PICTURE_MARGIN = 6.0  # mm, for the shadow
_PICTURE_WIDTH = 900  # CSS pixels
_PICTURE_DENSITY = 1.5  # image pixels per CSS pixel: sharp on phones, and still a small file


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, and how each face of each card came out: for people (`faces`) and in detail.

    `left_out` are warnings about texts that did not fit and were replaced.
    """

    pdf: bytes
    faces: tuple[Outcome, ...]
    fits: tuple[Fit, ...]
    left_out: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with a transparent background, to be shown at `width` x `height` CSS pixels."""

    png: bytes
    alt: str
    width: int
    height: int


def print_deck(
    deck: Deck,
    plan: PrintPlan,
    document: Document,
    *,
    workers: int | None = None,
    advance: Advance = nobody,
) -> Printed:
    """The deck as a PDF (PDF/UA-1).

    The bytes depend only on deck, plan and document, not on the number of `workers`
    (default: one per processor). Raises `PrintError` (AN401, AN403).
    """
    deck = _settable(deck, document)
    parts = [
        _Portion(cards, first, plan, document) for first, cards in _parts(deck.cards, plan.printing)
    ]
    done: list[Printed] = []
    found: list[Diagnostic] = []
    results = _set_all(parts, workers or os.cpu_count() or 1)
    for part, result in zip(parts, results, strict=True):
        if isinstance(result, Printed):
            done.append(result)
        else:
            found.extend(result)
        advance(part.first + len(part.cards), len(deck.cards))
    if found:
        raise PrintError(tuple(found))
    joined = pdf.join([part.pdf for part in done])
    finished = pdf.finish(joined, turning_edge(plan.printing), bleed=plan.bleed)
    return Printed(
        finished,
        tuple(face for part in done for face in part.faces),
        tuple(fit for part in done for fit in part.fits),
        tuple(one for part in done for one in part.left_out),
    )


def picture_of(deck: Deck, plan: PrintPlan, document: Document, *, alt: str) -> Picture:
    """Front and back of the first card side by side, for a web page. Raises `PrintError`."""
    deck = _settable(deck, document)
    margin, (width, height) = _PICTURE_MARGIN, plan.style.card
    size = (2 * width + 3 * margin, height + 2 * margin)
    places = (margin, 2 * margin + width)
    slots = (Placed(x, margin, False, 0, face) for face, x in enumerate(places))
    layout = Layout(size, [PrintedPage((), (), tuple(slots))], picture=True)
    ppi = _PICTURE_WIDTH * _PICTURE_DENSITY / (size[0] / INCH)
    png = fit_cards(deck.cards[:1], plan.style, layout, document).typesetter.png(ppi=ppi)
    return Picture(png, alt, _PICTURE_WIDTH, round(_PICTURE_WIDTH * size[1] / size[0]))


def _settable(deck: Deck, document: Document) -> Deck:
    if not deck.cards:
        raise PrintError((_no_cards(),))
    return settable(deck, document)


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some of the cards, with all that is needed to set them; `first` is the index of the first."""

    cards: tuple[Card, ...]
    first: int
    plan: PrintPlan
    document: Document


def _parts(cards: Sequence[Card], printing: Printing) -> Iterator[tuple[int, tuple[Card, ...]]]:
    """Split cards into parts that end with a full sheet."""
    on_a_sheet = printing.sheet.cards
    size = max(PART // on_a_sheet, 1) * on_a_sheet
    for first in range(0, len(cards), size):
        yield first, tuple(cards[first : first + size])


def _set_all(parts: list[_Portion], workers: int) -> Iterator[Printed | tuple[Diagnostic, ...]]:
    if len(parts) == 1 or workers == 1:
        yield from map(_set, parts)
        return
    yield from share_out(_set, parts, workers, turns=2)  # a typesetter's caches only grow


def _set(part: _Portion) -> Printed | tuple[Diagnostic, ...]:
    """The pages of some cards, or what is wrong with them."""
    plan = part.plan
    layout = Layout(
        plan.page, pages([len(card.faces) for card in part.cards], plan.printing), plan.corners
    )
    try:
        fitted = fit_cards(part.cards, plan.style, layout, part.document)
        finished = fitted.typesetter.pdf()
    except PrintError as error:
        return error.diagnostics
    faces = (_outcome(part.cards[fit.card], fit, plan.style) for fit in fitted.fits)
    fits = (replace(fit, card=part.first + fit.card) for fit in fitted.fits)
    return Printed(finished, tuple(faces), tuple(fits), fitted.left_out)


def _outcome(card: Card, fit: Fit, style: Style) -> Outcome:
    name, points = card.faces[fit.face].name, style.base * fit.step
    return Outcome(card.code, name, points, fit.step, fit.shorter, fits=fit.whole)


def _no_cards() -> Diagnostic:
    return Diagnostic(
        code="AN403",
        severity=Severity.ERROR,
        message="There is no card to print: no scenario of this course has what goes on one.",
        location=Location(COURSE_FILE),
        hint="Add a scenario file to the folder of a module. Excuses and lessons come from "
        "scenarios with an `excuse`.",
    )
