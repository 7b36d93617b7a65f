"""Cards -> pages: which face stands where, on which side of which sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answerable.cards.geometry import (
    Edge,
    Fold,
    Line,
    Sheet,
    Slot,
    backs,
    crop_marks,
    fronts,
)

Sides = Literal["both", "fronts", "backs"]


@dataclass(frozen=True, slots=True)
class Duplex:
    """Sheets that are printed on both sides, or on one of them.

    `turned_on` is the edge on which the paper turns, `offset` what the backs are moved by, in mm
    to the right and down.
    """

    sheet: Sheet
    turned_on: Edge = "long-edge"
    sides: Sides = "both"
    offset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OneSided:
    """Every face is a page of its own, one after the other."""

    sheet: Sheet


Printing = Duplex | Fold | OneSided
"""How cards come onto paper."""


def pages(faces: Sequence[int], printing: Printing) -> list[dict[str, Any]]:
    """The pages for cards with so many faces each, as `cards.typ` reads them."""
    match printing:
        case Duplex():
            return _two_sided(len(faces), printing)
        case Fold():
            return _folded(len(faces), printing)
        case OneSided(sheet):
            (slot,) = fronts(sheet)
            return [
                _page((), (), [_slot(slot, card, face)])
                for card, count in enumerate(faces)
                for face in range(count)
            ]


def _two_sided(cards: int, printing: Duplex) -> list[dict[str, Any]]:
    sheet = printing.sheet
    behind = backs(sheet, printing.turned_on, printing.offset)
    found = []
    for first in range(0, cards, sheet.cards):
        here = range(first, min(first + sheet.cards, cards))
        for face, side, slots in ((0, "fronts", fronts(sheet)), (1, "backs", behind)):
            if printing.sides in ("both", side):
                marks = crop_marks(sheet, slots)
                placed = [_slot(s, card, face) for s, card in zip(slots, here, strict=False)]
                found.append(_page(marks, (), placed))
    return found


def _folded(cards: int, fold: Fold) -> list[dict[str, Any]]:
    pairs = fronts(fold.sheet)
    found = []
    for first in range(0, cards, len(pairs)):
        here = list(zip(pairs, range(first, min(first + len(pairs), cards)), strict=False))
        placed = [
            _slot(place(pair), card, face)
            for pair, card in here
            for face, place in ((0, fold.front), (1, fold.back))
        ]
        creases = tuple(fold.crease(pair) for pair, _ in here)
        found.append(_page(crop_marks(fold.sheet, pairs), creases, placed))
    return found


def _page(
    marks: Sequence[Line], creases: Sequence[Line], slots: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "marks": [dataclasses.astuple(mark) for mark in marks],
        "creases": [dataclasses.astuple(crease) for crease in creases],
        "slots": slots,
    }


def _slot(slot: Slot, card: int, face: int) -> dict[str, Any]:
    return {"x": slot.x, "y": slot.y, "turned": slot.turned, "card": card, "face": face}
