"""Sheets: whatever the grid, a card's back lies behind its front, and marks stay in the margins."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.handouts.cards.geometry import (
    MARK_MARGIN,
    CardGrid,
    Slot,
    Stroke,
    backs,
    crop_marks,
    folded,
    fronts,
    grid,
    turns_like_a_book,
)
from answerable.handouts.cards.stocks import shipped_stocks
from answerable.handouts.typeset.papers import CARD_SIZES, PAPERS, Edge, Size, card_size

CLOSE = 1e-3  # mm; crop marks are rounded to this
STOCKS = {stock.id: stock.sheet for stock in shipped_stocks().stocks}
PLAIN = ("plain-a4", "plain-letter", "plain-a5", "plain-poker")
EDGES: tuple[Edge, ...] = ("long-edge", "short-edge")


@st.composite
def made_up(draw: st.DrawFn) -> CardGrid:
    """Any grid on any paper, with margins that have room for marks, and not symmetrical."""
    length = st.floats(20, 150)
    margin = st.floats(7, 40)
    gap = st.floats(0, 12)
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    width, height = draw(length), draw(length)
    pitch_x, pitch_y = width + draw(gap), height + draw(gap)
    left, top = draw(margin), draw(margin)
    return CardGrid(
        paper_width=left + (columns - 1) * pitch_x + width + draw(margin),
        paper_height=top + (rows - 1) * pitch_y + height + draw(margin),
        card_width=width,
        card_height=height,
        columns=columns,
        rows=rows,
        left=left,
        top=top,
        pitch_x=pitch_x,
        pitch_y=pitch_y,
    )


def any_sheet() -> st.SearchStrategy[CardGrid]:
    return st.one_of(st.sampled_from(list(STOCKS.values())), made_up())


sizes = st.tuples(st.floats(40, 220), st.floats(40, 300))
papers = st.sampled_from(list(PAPERS.values()))


def overlap(size: Size, one: Slot, other: Slot) -> bool:
    return abs(one.x - other.x) < size[0] - CLOSE and abs(one.y - other.y) < size[1] - CLOSE


def touches(sheet: CardGrid, mark: Stroke, slot: Slot) -> bool:
    return (
        mark.x2 > slot.x
        and mark.x1 < slot.x + sheet.card_width
        and mark.y2 > slot.y
        and mark.y1 < slot.y + sheet.card_height
    )


def where(sheet: CardGrid, slot: Slot, across: float, down: float) -> tuple[float, float]:
    """A spot of a card on its page, for shares of its width and height as one reads it."""
    if slot.turned:
        across, down = 1 - across, 1 - down
    return slot.x + across * sheet.card_width, slot.y + down * sheet.card_height


@given(any_sheet(), st.sampled_from(EDGES))
def test_a_hole_through_any_spot_of_a_front_comes_out_on_its_own_back(
    sheet: CardGrid, edge: Edge
) -> None:
    book = turns_like_a_book(sheet, edge)
    for front, back in zip(fronts(sheet), backs(sheet, edge), strict=True):
        for across, down in itertools.product((0.0, 0.3, 1.0), repeat=2):
            x, y = where(sheet, front, across, down)
            seen_from_behind = (sheet.paper_width - x, y) if book else (x, sheet.paper_height - y)
            # A card that is turned like a page shows its back with left and right exchanged.
            assert seen_from_behind == pytest.approx(where(sheet, back, 1 - across, down))


@pytest.mark.parametrize(
    ("size", "edge", "book"),
    [
        ((210, 297), "long-edge", True),
        ((210, 297), "short-edge", False),
        ((297, 210), "long-edge", False),
        ((297, 210), "short-edge", True),
    ],
)
def test_the_edge_decides_how_paper_turns(size: Size, edge: Edge, book: bool) -> None:
    sheet = CardGrid(*size, 50, 50, 1, 1, 10, 10, 50, 50)
    assert turns_like_a_book(sheet, edge) is book


def test_backs_are_mirrored_with_the_width_of_the_paper() -> None:
    # A strip of 12 mm at the right of the fronts is at the left of the backs.
    first, second, *_ = backs(STOCKS["sigel-lp711"])
    assert (first.x, second.x) == (111, 12)


@given(any_sheet(), st.sampled_from(EDGES), st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
def test_an_offset_moves_all_backs_alike(
    sheet: CardGrid, edge: Edge, offset: tuple[float, float]
) -> None:
    for plain, moved in zip(backs(sheet, edge), backs(sheet, edge, offset), strict=True):
        assert (moved.x - plain.x, moved.y - plain.y) == pytest.approx(offset)
        assert moved.turned == plain.turned


@given(any_sheet(), st.sampled_from(EDGES))
def test_cards_lie_on_the_paper_and_apart_from_each_other(sheet: CardGrid, edge: Edge) -> None:
    size = (sheet.card_width, sheet.card_height)
    for slots in (fronts(sheet), backs(sheet, edge)):
        assert len(slots) == sheet.cards
        for slot in slots:
            assert -0.05 <= slot.x <= sheet.paper_width - sheet.card_width + 0.05
            assert -0.05 <= slot.y <= sheet.paper_height - sheet.card_height + 0.05
        assert not any(overlap(size, *pair) for pair in itertools.combinations(slots, 2))


@given(any_sheet())
def test_marks_are_on_the_paper_and_off_the_cards(sheet: CardGrid) -> None:
    for slots in (fronts(sheet), backs(sheet)):
        for mark in crop_marks(sheet, slots):
            assert MARK_MARGIN - CLOSE <= mark.x1 <= mark.x2
            assert mark.x2 <= sheet.paper_width - MARK_MARGIN + CLOSE or mark.x1 == mark.x2
            assert MARK_MARGIN - CLOSE <= mark.y1 <= mark.y2
            assert not any(touches(sheet, mark, slot) for slot in slots)


@given(made_up())
def test_every_edge_of_every_card_has_a_mark_at_both_ends_of_the_cut(sheet: CardGrid) -> None:
    slots = fronts(sheet)
    marks = crop_marks(sheet, slots)
    upright = [round(mark.x1, 2) for mark in marks if mark.x1 == mark.x2]
    level = [round(mark.y1, 2) for mark in marks if mark.y1 == mark.y2]
    for slot in slots:
        for x in (slot.x, slot.x + sheet.card_width):
            assert sum(abs(x - at) < 0.02 for at in upright) >= 2
        for y in (slot.y, slot.y + sheet.card_height):
            assert sum(abs(y - at) < 0.02 for at in level) >= 2


@pytest.mark.parametrize("name", STOCKS)
def test_nothing_is_printed_between_the_cards_of_pre_cut_stock(name: str) -> None:
    sheet = STOCKS[name]
    assert (crop_marks(sheet, fronts(sheet)) == ()) == sheet.precut


@pytest.mark.parametrize("name", PLAIN)
def test_cards_that_touch_share_one_cut(name: str) -> None:
    sheet = STOCKS[name]
    for slots in (fronts(sheet), backs(sheet)):
        assert len(crop_marks(sheet, slots)) == 2 * (sheet.columns + 1) + 2 * (sheet.rows + 1)


@pytest.mark.parametrize("name", PLAIN)
def test_margins_are_wide_enough_for_an_office_printer(name: str) -> None:
    sheet = STOCKS[name]
    last = fronts(sheet)[-1]
    right = sheet.paper_width - last.x - sheet.card_width
    bottom = sheet.paper_height - last.y - sheet.card_height
    assert min(sheet.left, sheet.top, right, bottom) >= 6


@given(papers, sizes)
def test_a_grid_holds_as_many_cards_as_the_better_side_of_the_paper(
    paper: Size, card: Size
) -> None:
    upright, across = (
        int((width + 0.01) // card[0]) * int((height + 0.01) // card[1])
        for width, height in (paper, paper[::-1])
    )
    sheet = grid(paper, card)
    assert (sheet.cards if sheet else 0) == max(upright, across)
    if sheet:
        assert sorted((sheet.paper_width, sheet.paper_height)) == sorted(paper)


@pytest.mark.parametrize(
    ("paper", "card", "cards"),
    [
        ("a4", "a6", 4),
        ("a4", "a7", 8),
        ("a4", "poker", 9),
        ("a4", "bridge", 10),
        ("letter", "index", 4),
        ("letter", "business", 10),
        ("a5", "a6", 2),
        ("a6", "a7", 2),
    ],
)
def test_the_grids_that_people_know(paper: str, card: str, cards: int) -> None:
    sheet = grid(PAPERS[paper], CARD_SIZES[card])
    assert sheet is not None
    assert sheet.cards == cards


@given(papers, sizes)
def test_a_folded_card_has_its_back_behind_its_front(paper: Size, card: Size) -> None:
    fold = folded(paper, card)
    if fold is None:
        assert grid(paper, (2 * card[0], card[1])) is grid(paper, (card[0], 2 * card[1])) is None
        return
    for pair in fronts(fold.sheet):
        front, back, crease = fold.front(pair), fold.back(pair), fold.crease(pair)
        for across, down in itertools.product((0.0, 0.3, 1.0), repeat=2):
            x, y = front.x + across * card[0], front.y + down * card[1]
            if fold.side_by_side:
                behind = (2 * crease.x1 - x, y)
                spot = (back.x + (1 - across) * card[0], back.y + down * card[1])
            else:
                behind = (x, 2 * crease.y1 - y)
                spot = (back.x + across * card[0], back.y + (1 - down) * card[1])
            assert behind == pytest.approx(spot)
        # On its head, a back is upright when the card is turned like a page.
        assert back.turned is not fold.side_by_side


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("90x50", (90, 50)),
        ("90 x 50 mm", (90, 50)),
        ("3.5x2in", (88.9, 50.8)),
        ("A7", (74, 105)),
        ("30x90", None),
        ("301x90", None),
        ("big", None),
        ("90", None),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, size: Size | None) -> None:
    assert card_size(text) == (pytest.approx(size) if size else None)
