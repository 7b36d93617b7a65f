"""Arrange the faces of cards on pages: which face goes where, on which side of which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.handouts.cards.geometry import (
    CardGrid,
    Fold,
    Slot,
    Stroke,
    backs,
    crop_marks,
    fronts,
)
from answerable.handouts.typeset.papers import Edge
from answerable.i18n import translator

Sides = Literal["both", "fronts", "backs"]


@dataclass(frozen=True, slots=True)
class Duplex:
    """Sheets that are printed on both sides, or on just one.

    `turned_on` is the edge on which the paper turns; `offset` moves the backs, in mm to the right
    and down.
    """

    sheet: CardGrid
    turned_on: Edge = "long-edge"
    sides: Sides = "both"
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OneSided:
    """Every face on its own page, one after the other."""

    sheet: CardGrid


Printing = Duplex | Fold | OneSided
"""How cards are arranged on paper."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A face of a card, with the upper left corner of its place on a page in mm."""

    x: float
    y: float
    turned: bool
    card: int
    face: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One side of a sheet: where to cut it, where to fold it, and the faces on it."""

    marks: tuple[Stroke, ...]
    creases: tuple[Stroke, ...]
    slots: tuple[Placed, ...]


def pages(faces: Sequence[int], printing: Printing) -> list[PrintedPage]:
    """The pages for cards; `faces` is the number of faces of each card."""
    match printing:
        case Duplex():
            return _two_sided(len(faces), printing)
        case Fold():
            return _folded(len(faces), printing)
        case OneSided(sheet):
            (slot,) = fronts(sheet)
            return [
                PrintedPage((), (), (_placed(slot, card, face),))
                for card, count in enumerate(faces)
                for face in range(count)
            ]


def turning_edge(printing: Printing) -> Edge | None:
    """The edge on which a printer turns the paper; None if it prints only one side."""
    if isinstance(printing, Duplex) and printing.sides == "both":
        return printing.turned_on
    return None


def how_to_print(printing: Printing, language: str) -> str:
    """What to choose in the print dialog, in words."""
    _ = translator(language).gettext
    match turning_edge(printing):
        case "long-edge":
            return _("Print at 100%, on both sides, flipped on the long edge.")
        case "short-edge":
            return _("Print at 100%, on both sides, flipped on the short edge.")
        case None if isinstance(printing, Fold):
            return _("Print at 100%, on one side, and fold each card on the dashed line.")
        case None:
            return _("Print at 100%, on one side.")


def _two_sided(cards: int, printing: Duplex) -> list[PrintedPage]:
    sheet = printing.sheet
    behind = backs(sheet, printing.turned_on, printing.offset)
    found = []
    for first in range(0, cards, sheet.cards):
        here = range(first, min(first + sheet.cards, cards))
        for face, side, slots in ((0, "fronts", fronts(sheet)), (1, "backs", behind)):
            if printing.sides in ("both", side):
                marks = crop_marks(sheet, slots)
                placed = (_placed(s, card, face) for s, card in zip(slots, here, strict=False))
                found.append(PrintedPage(marks, (), tuple(placed)))
    return found


def _folded(cards: int, fold: Fold) -> list[PrintedPage]:
    pairs = fronts(fold.sheet)
    found = []
    for first in range(0, cards, len(pairs)):
        here = list(zip(pairs, range(first, min(first + len(pairs), cards)), strict=False))
        placed = tuple(
            _placed(place(pair), card, face)
            for pair, card in here
            for face, place in ((0, fold.front), (1, fold.back))
        )
        creases = tuple(fold.crease(pair) for pair, _ in here)
        found.append(PrintedPage(crop_marks(fold.sheet, pairs), creases, placed))
    return found


def _placed(slot: Slot, card: int, face: int) -> Placed:
    return Placed(slot.x, slot.y, slot.turned, card, face)
