"""Reads tables within a text, with or without titles that name the parts of scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answerable.exchange.scenarios.texts.lines import TextLine
from answerable.model.fieldnames import NO_NAMES, OwnNames, meaning
from answerable.model.fieldnametable import START

CellLines = list[TextLine]

_MOST_ABOVE = 4
"""How many of the first rows are searched for the titles."""


def with_titles(rows: Sequence[Sequence[CellLines]], own: OwnNames = NO_NAMES) -> list[TextLine]:
    """The lines of a table, cell by cell.

    If the first row has labels, each cell below follows the label of its column. If one of the
    labels is for a situation or title, each row is a scenario of its own.
    """
    above = _merged(rows)
    if above and _titles(rows[above:], own):
        head = (line for row in rows[:above] for cell in row for line in _apart(cell))
        return [*head, *with_titles(rows[above:], own)]
    titles = _titles(rows, own)
    if titles is None:
        return [line for row in rows for cell in row for line in _apart(cell)]
    whole = bool({"situation", "title", START}.intersection(titles))
    found: list[TextLine] = []
    for number, row in enumerate(rows[1:]):
        begins = whole
        if len(row) == 1 and "title" in titles:
            found += [replace(line, heading=1) for line in row[0]]  # merged: belongs to no column
            continue
        for column, cell in enumerate(row):
            if not any(line.text.strip() for line in cell):
                continue
            name = titles[column] if column < len(titles) else ""
            if name and (whole or number == 0):
                found.append(TextLine(cell[0].number, "", label=name, begins=begins, opens=True))
                begins = False
            elif not name and column < len(rows[0]):
                found += _as_label(rows[0][column])
            found += _apart([replace(line, heading=0, strong=0) for line in cell])
    return found


def _merged(rows: Sequence[Sequence[CellLines]]) -> int:
    """How many of the first rows have words in at most one cell, as rows of merged cells do."""
    for place, row in enumerate(rows[:_MOST_ABOVE]):
        if sum(any(line.text.strip() for line in cell) for cell in row) > 1:
            return place
    return 0


def _titles(rows: Sequence[Sequence[CellLines]], own: OwnNames) -> list[str] | None:
    """The fields that the first row names, "" for unknown ones; None if it has no titles."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    texts = [" ".join(line.text for line in cell).strip(" :*_") for cell in rows[0]]
    names = [meaning(text, own) or "" for text in texts]
    known = [name for name in names if name]
    if len(known) < 2 or len(known) * 2 < len(names) or len(set(known)) < len(known):
        return None
    return ["title" if name == START else name for name in names]


def _as_label(title: CellLines) -> Iterator[TextLine]:
    """An unknown title with a colon, so that it is reported like any unknown label."""
    for line in title[:1]:
        yield TextLine(line.number, f"{line.text.rstrip(' :')}:", opens=True)


def _apart(cell: CellLines) -> Iterator[TextLine]:
    """The lines of a cell; the first opens a paragraph."""
    for place, line in enumerate(cell):
        yield replace(line, opens=True) if not place and not line.bullet else line
