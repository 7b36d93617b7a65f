"""Whole tables: each word of each cell is in a scenario, or a message says why not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.tables.columns import columns
from answerable.exchange.scenarios.tables.csvtable import read_csv
from answerable.exchange.scenarios.tables.table import Row, from_rows
from answerable.exchange.scenarios.tables.worksheet import read_workbook

OURS = [column.title for column in columns() if column.is_for_most]
OTHERS = ["Solutions", "Solution 1: when", "Tags", "Id", "Minutes", "Source 1", "Other replies"]
STRANGE = ["Notes", "Bad answer", "Lektion", ""]
BETWEEN = [" ", "\n", "\n- ", "\n1. ", " (i) ", " (ii) ", "; or ", ", ", ": ", "You could:\n- "]
BETWEEN += ["<b>", "</b>", "<li>", "<br>", "</ul>", "&nbsp;", "**", "\u200b", "\n\n", "\t", "|"]
BETWEEN += ['"', "<a href='https://x.example'>", "</a>", "Consider ", "• ", " or ", "<!-- ", "#"]
WORD = re.compile(r"w\d+x")

Rows = Sequence[Sequence[str]]


def as_rows(rows: Rows) -> ImportResult:
    return from_rows([Row(at, tuple(row)) for at, row in enumerate(rows, 1)], "a.csv")


def as_csv(rows: Rows) -> ImportResult:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=";").writerows(rows)
    return _whole(*read_csv(held.getvalue().encode(), "a.csv"))


def as_workbook(rows: Rows) -> ImportResult:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return _whole(*read_workbook(held.getvalue(), "a.xlsx"))


def _whole(rows: Sequence[Row], found: ImportResult) -> ImportResult:
    whole = from_rows(rows, "a")
    whole.diagnostics += found.diagnostics
    return whole


@st.composite
def cells(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.integers(1, 10**6).map("w{}x".format), max_size=4))
    between = draw(st.lists(st.sampled_from(BETWEEN), min_size=5, max_size=5))
    return "".join(f"{sign}{word}" for sign, word in zip(between, words, strict=False))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    titles = draw(st.lists(st.sampled_from(OURS + OTHERS + STRANGE), max_size=8))
    row = st.lists(cells(), max_size=len(titles) + 4)
    return [["Title", "Situation", *titles], *draw(st.lists(row, max_size=3))]


@pytest.mark.parametrize("read", [as_rows, as_csv, as_workbook])
@given(tables())
@settings(max_examples=20)
def test_no_word_of_a_table_is_lost(
    read: Callable[[Rows], ImportResult], rows: list[list[str]]
) -> None:
    titles, *below = rows
    found = read(rows)
    said = " ".join(_said(found))
    unread = " ".join(one.message for one in found.diagnostics if one.code == "AN512")
    beyond = {one.location.line for one in found.diagnostics if one.code == "AN519"}
    for number, row in enumerate(below, 2):
        for place, cell in enumerate(row):
            lost = [word for word in WORD.findall(cell) if word not in said]
            if not lost:
                continue
            title = titles[place] if place < len(titles) else None
            named = "has no title" if title == "" else f"“{title}”"
            assert number in beyond or named in unread, lost


def _said(found: ImportResult) -> Iterator[str]:
    """All words of the scenarios, and of what is said about the file."""
    for draft in found.drafts:
        yield from _texts(draft.source.value)
        yield draft.module or ""
    for one in found.diagnostics:
        yield f"{one.message} {one.location.excerpt}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def test_cells_are_shown_in_their_order() -> None:
    rows = [Row(1, ("Ort", "Title")), Row(2, ("Two", "One"))]
    found = from_rows(rows, "a.csv", {"ort": "Situation"})
    assert found.drafts[0].where.excerpt == "A2: Two   B2: One"


@pytest.mark.parametrize("read", [as_rows, as_csv, as_workbook])
def test_a_column_without_a_title_is_named(read: Callable[[Rows], ImportResult]) -> None:
    found = read([["Title", "", "Situation"], ["One", "some words", "Two"]])
    told = [(one.code, one.location.place) for one in found.diagnostics]
    assert told == [("AN512", "B1")]


@pytest.mark.parametrize("read", [as_rows, as_csv, as_workbook])
def test_a_row_with_nothing_but_words_beyond_the_titles_is_named(
    read: Callable[[Rows], ImportResult],
) -> None:
    found = read([["Title", "Situation"], ["One", "Two"], ["", "", "", "some words"]])
    assert [(one.code, one.location.line) for one in found.diagnostics] == [("AN519", 3)]
