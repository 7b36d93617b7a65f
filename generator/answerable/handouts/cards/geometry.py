"""Calculate where fronts, backs, folds and crop marks are on a sheet of paper. Lengths are in mm.

The origin is the upper left corner of the page, x runs to the right and y downwards, as in Typst.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.handouts.typeset.papers import Edge, Size

MARK_GAP = 1.0
"""Gap between a card and its crop mark, so that a slightly wrong cut leaves no ink on the card."""

MARK_LENGTH = 4.0
SHORTEST_MARK = 1.5
MARK_MARGIN = 1.5
"""Gap between a mark and the paper's edge; without it, some viewers scale the page."""

CORNER_RADIUS = 3.5
"""Radius of the guides for a corner punch, in mm."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The upper left corner of one card on a page, and whether it is upside down there."""

    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class CardGrid:
    """A grid of equal cards on paper, which is landscape if it is wider than high.

    `left` and `top` are the corner of the first card. A pitch is the distance from the edge of one
    card to the same edge of the next, so a pitch equal to the card's size leaves no gap. On
    `precut` stock nothing is printed between the cards.
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
    precut: bool = False

    @property
    def cards(self) -> int:
        """Number of cards on one sheet."""
        return self.columns * self.rows


def grid(paper: Size, card: Size) -> CardGrid | None:
    """As many cards as fit on a paper, centred; None if none fits.

    The paper is turned if more fit that way. Cards may reach the edge of the paper, because
    what is printed on them keeps away from it.
    """
    upright, across = _centred(paper, card), _centred((paper[1], paper[0]), card)
    best = across if across.cards > upright.cards else upright
    return best if best.cards else None


def whole_page(card: Size, *, bleed: float = 0) -> CardGrid:
    """One card per page, with `bleed` around it."""
    width, height = card
    page = (width + 2 * bleed, height + 2 * bleed)
    return CardGrid(*page, width, height, 1, 1, bleed, bleed, width, height, precut=True)


def _centred(paper: Size, card: Size) -> CardGrid:
    tolerance = 0.01  # 8 1/2 in are 215.9 mm, and two halves of it must fit
    columns, rows = (int((p + tolerance) // c) for p, c in zip(paper, card, strict=True))
    left, top = (
        round((p - n * c) / 2, 3) for p, n, c in zip(paper, (columns, rows), card, strict=True)
    )
    return CardGrid(*paper, *card, columns, rows, left, top, *card)


def fronts(sheet: CardGrid) -> tuple[Slot, ...]:
    """The slots of the fronts, row by row from the upper left."""
    return tuple(
        Slot(sheet.left + column * sheet.pitch_x, sheet.top + row * sheet.pitch_y)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    )


def backs(
    sheet: CardGrid, turned_on: Edge = "long-edge", offset: tuple[float, float] = (0, 0)
) -> tuple[Slot, ...]:
    """The slots of the backs, in the order of their fronts.

    Paper that turns like the page of a book swaps left and right; paper that turns like the
    page of a wall calendar swaps top and bottom and is upside down. The mirror axis is the middle
    of the paper, not of the grid, so that backs also fit if margins differ. `offset` moves them to
    the right and down, for printers whose second side is off.
    """
    dx, dy = offset
    if turns_like_a_book(sheet, turned_on):
        return tuple(
            Slot(sheet.paper_width - slot.x - sheet.card_width + dx, slot.y + dy)
            for slot in fronts(sheet)
        )
    return tuple(
        Slot(slot.x + dx, sheet.paper_height - slot.y - sheet.card_height + dy, turned=True)
        for slot in fronts(sheet)
    )


def turns_like_a_book(sheet: CardGrid, turned_on: Edge) -> bool:
    """Whether the paper turns on a vertical edge."""
    portrait = sheet.paper_width <= sheet.paper_height
    return portrait == (turned_on == "long-edge")


@dataclass(frozen=True, slots=True)
class Fold:
    """Cards for one-sided printing: each front has its back next to it, to be folded behind.

    `sheet` is the grid of pairs. In a pair the back is to the left of the front, or above it and
    upside down.
    """

    sheet: CardGrid
    card: Size

    @property
    def side_by_side(self) -> bool:
        return self.sheet.card_width > self.card[0]

    def front(self, pair: Slot) -> Slot:
        """The slot of a pair's front."""
        if self.side_by_side:
            return Slot(pair.x + self.card[0], pair.y)
        return Slot(pair.x, pair.y + self.card[1])

    def back(self, pair: Slot) -> Slot:
        """The slot of a pair's back."""
        return Slot(pair.x, pair.y, turned=not self.side_by_side)

    def crease(self, pair: Slot) -> Stroke:
        """The line along which a pair is folded."""
        front = self.front(pair)
        if self.side_by_side:
            return Stroke(front.x, front.y, front.x, front.y + self.card[1])
        return Stroke(front.x, front.y, front.x + self.card[0], front.y)


def folded(paper: Size, card: Size) -> Fold | None:
    """As many folded cards as fit on a paper; None if none fits."""
    width, height = card
    beside, above = grid(paper, (2 * width, height)), grid(paper, (width, 2 * height))
    sheets = [sheet for sheet in (beside, above) if sheet]
    best = max(sheets, key=lambda sheet: sheet.cards, default=None)
    return Fold(best, card) if best else None


def crop_marks(sheet: CardGrid, slots: tuple[Slot, ...]) -> tuple[Stroke, ...]:
    """Marks in the margins for every cut along an edge of a card in `slots`.

    There are none on pre-cut stock, and none in margins that are too narrow.
    """
    if sheet.precut:
        return ()
    # Rounded, so that the cut between two cards doesn't become two that differ in the 15th digit.
    xs = sorted({round(x, 3) for slot in slots for x in (slot.x, slot.x + sheet.card_width)})
    ys = sorted({round(y, 3) for slot in slots for y in (slot.y, slot.y + sheet.card_height)})
    above, below = _mark(ys[0]), _mark(sheet.paper_height - ys[-1])
    left, right = _mark(xs[0]), _mark(sheet.paper_width - xs[-1])
    return (
        *(Stroke(x, ys[0] - above, x, ys[0] - MARK_GAP) for x in xs if above),
        *(Stroke(x, ys[-1] + MARK_GAP, x, ys[-1] + below) for x in xs if below),
        *(Stroke(xs[0] - left, y, xs[0] - MARK_GAP, y) for y in ys if left),
        *(Stroke(xs[-1] + MARK_GAP, y, xs[-1] + right, y) for y in ys if right),
    )


def _mark(margin: float) -> float:
    """Distance from the cards to the outer end of a mark in a margin; 0 if none fits."""
    end = min(MARK_GAP + MARK_LENGTH, margin - MARK_MARGIN)
    return end if end - MARK_GAP >= SHORTEST_MARK else 0
