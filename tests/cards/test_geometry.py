"""Sheets: whatever the grid, a card's back lies behind its front, and marks stay in the margins."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.cards.geometry import SHEETS, Mark, Sheet, Slot, backs, crop_marks, fronts

CLOSE = 1e-3  # mm; crop marks are rounded to this


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Any grid on any paper, with margins that have room for marks, and not symmetrical."""
    length = st.floats(20, 150)
    margin = st.floats(6, 40)
    gap = st.floats(0, 12)
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    width, height = draw(length), draw(length)
    pitch_x, pitch_y = width + draw(gap), height + draw(gap)
    left, top = draw(margin), draw(margin)
    return Sheet(
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


def any_sheet() -> st.SearchStrategy[Sheet]:
    return st.one_of(st.sampled_from(list(SHEETS.values())), sheets())


def overlap(sheet: Sheet, one: Slot, other: Slot) -> bool:
    return (
        abs(one.x - other.x) < sheet.card_width - CLOSE
        and abs(one.y - other.y) < sheet.card_height - CLOSE
    )


def touches(sheet: Sheet, mark: Mark, slot: Slot) -> bool:
    return (
        mark.x2 > slot.x
        and mark.x1 < slot.x + sheet.card_width
        and mark.y2 > slot.y
        and mark.y1 < slot.y + sheet.card_height
    )


@given(any_sheet())
def test_a_hole_through_any_point_of_a_front_comes_out_on_its_own_back(sheet: Sheet) -> None:
    for front, back in zip(fronts(sheet), backs(sheet), strict=True):
        for across, down in itertools.product((0.0, 0.3, 1.0), repeat=2):
            x = front.x + across * sheet.card_width
            y = front.y + down * sheet.card_height
            # The paper is turned like the page of a book: left becomes right.
            seen_from_behind = sheet.paper_width - x
            assert seen_from_behind == pytest.approx(back.x + (1 - across) * sheet.card_width)
            assert y == pytest.approx(back.y + down * sheet.card_height)


@given(any_sheet())
def test_cards_lie_on_the_paper_and_apart_from_each_other(sheet: Sheet) -> None:
    for slots in (fronts(sheet), backs(sheet)):
        assert len(slots) == sheet.cards
        for slot in slots:
            assert -CLOSE <= slot.x <= sheet.paper_width - sheet.card_width + CLOSE
            assert -CLOSE <= slot.y <= sheet.paper_height - sheet.card_height + CLOSE
        assert not any(overlap(sheet, *pair) for pair in itertools.combinations(slots, 2))


@given(any_sheet())
def test_marks_are_on_the_paper_and_off_the_cards(sheet: Sheet) -> None:
    for slots in (fronts(sheet), backs(sheet)):
        for mark in crop_marks(sheet, slots):
            assert 0 < mark.x1 <= mark.x2 < sheet.paper_width
            assert 0 < mark.y1 <= mark.y2 < sheet.paper_height
            assert not any(touches(sheet, mark, slot) for slot in slots)


@given(any_sheet())
def test_every_edge_of_every_card_has_a_mark_at_both_ends_of_the_cut(sheet: Sheet) -> None:
    slots = fronts(sheet)
    marks = crop_marks(sheet, slots)
    upright = [round(mark.x1, 2) for mark in marks if mark.x1 == mark.x2]
    level = [round(mark.y1, 2) for mark in marks if mark.y1 == mark.y2]
    for slot in slots:
        for x in (slot.x, slot.x + sheet.card_width):
            assert sum(abs(x - at) < 0.02 for at in upright) >= 2
        for y in (slot.y, slot.y + sheet.card_height):
            assert sum(abs(y - at) < 0.02 for at in level) >= 2


@pytest.mark.parametrize("paper", SHEETS)
def test_cards_that_touch_share_one_cut(paper: str) -> None:
    sheet = SHEETS[paper]  # type: ignore[index]
    for slots in (fronts(sheet), backs(sheet)):
        assert len(crop_marks(sheet, slots)) == 2 * (sheet.columns + 1) + 2 * (sheet.rows + 1)


@pytest.mark.parametrize("paper", SHEETS)
def test_margins_are_wide_enough_for_an_office_printer(paper: str) -> None:
    sheet = SHEETS[paper]  # type: ignore[index]
    last = fronts(sheet)[-1]
    right = sheet.paper_width - last.x - sheet.card_width
    bottom = sheet.paper_height - last.y - sheet.card_height
    assert min(sheet.left, sheet.top, right, bottom) >= 6
