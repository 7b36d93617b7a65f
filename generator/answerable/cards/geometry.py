"""Where cards stand on a sheet of paper: fronts, backs and crop marks. All lengths are in mm.

The origin is the upper left corner of the page, x runs to the right and y downwards, as in Typst.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Paper = Literal["a4", "letter"]

MARK_GAP = 1.0
"""Between a card and its crop mark, so that no ink is left on a card cut a little off."""

MARK_LENGTH = 4.0


@dataclass(frozen=True, slots=True)
class Slot:
    """The upper left corner of one card on a page."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A crop mark: a line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of equal cards on portrait paper.

    `left` and `top` are the corner of the first card; a pitch is the way from the edge of one
    card to the same edge of the next, so a pitch equal to the card's size leaves no gap.
    """

    paper_width: float
    paper_height: float
    card_width: float
    card_height: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    @property
    def cards(self) -> int:
        """Cards on one sheet."""
        return self.columns * self.rows


SHEETS: Mapping[Paper, Sheet] = MappingProxyType(
    {
        # A6 less the margins that every office printer can keep: 10 mm all round.
        "a4": Sheet(210, 297, 95, 138.5, 2, 2, 10, 10, 95, 138.5),
        # 3 7/8 x 5 1/8 in with 3/8 in all round: sizes that can be found on an inch ruler.
        "letter": Sheet(215.9, 279.4, 98.425, 130.175, 2, 2, 9.525, 9.525, 98.425, 130.175),
    }
)


def fronts(sheet: Sheet) -> tuple[Slot, ...]:
    """Where the fronts stand, row by row from the upper left."""
    return tuple(
        Slot(sheet.left + column * sheet.pitch_x, sheet.top + row * sheet.pitch_y)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    )


def backs(sheet: Sheet) -> tuple[Slot, ...]:
    """Where the backs stand, in the order of their fronts, for paper turned on its long edge.

    The page is mirrored with the width of the paper, not of the grid, so that backs also fit
    where the left and right margins differ.
    """
    return tuple(
        Slot(sheet.paper_width - slot.x - sheet.card_width, slot.y) for slot in fronts(sheet)
    )


def crop_marks(sheet: Sheet, slots: tuple[Slot, ...]) -> tuple[Mark, ...]:
    """Marks in the margins at every edge along which a card in `slots` is cut.

    A margin has to hold `MARK_GAP` + `MARK_LENGTH`, and should be wider: a mark up to the edge of
    the paper makes some viewers scale the page.
    """
    # Rounded, so that the one cut between two cards is not two that differ in the 15th digit.
    xs = sorted({round(x, 3) for slot in slots for x in (slot.x, slot.x + sheet.card_width)})
    ys = sorted({round(y, 3) for slot in slots for y in (slot.y, slot.y + sheet.card_height)})
    near, far = MARK_GAP, MARK_GAP + MARK_LENGTH
    return (
        *(Mark(x, ys[0] - far, x, ys[0] - near) for x in xs),
        *(Mark(x, ys[-1] + near, x, ys[-1] + far) for x in xs),
        *(Mark(xs[0] - far, y, xs[0] - near, y) for y in ys),
        *(Mark(xs[-1] + near, y, xs[-1] + far, y) for y in ys),
    )
