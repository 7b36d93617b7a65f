"""Tables in a text: those whose first row titles the parts of scenarios, and all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answerable.exchange.lines import Line
from answerable.labels import START, meaning

Cell = list[Line]


def with_titles(rows: Sequence[Sequence[Cell]]) -> list[Line]:
    """The lines of a table, cell by cell.

    Where the first row holds labels, each cell below follows the label of its column; a row is a
    scenario of its own if one of the labels is that of its situation or title.
    """
    titles = _titles(rows)
    if titles is None:
        return [line for row in rows for cell in row for line in _apart(cell)]
    whole = bool({"situation", "title", START}.intersection(titles))
    found: list[Line] = []
    for number, row in enumerate(rows[1:]):
        begins = whole
        for column, cell in enumerate(row):
            if not any(line.text.strip() for line in cell):
                continue
            name = titles[column] if column < len(titles) else ""
            if name and (whole or number == 0):
                found.append(Line(cell[0].number, "", label=name, begins=begins, opens=True))
                begins = False
            elif not name and column < len(rows[0]):
                found += _as_label(rows[0][column])
            found += _apart([replace(line, heading=0, strong=0) for line in cell])
    return found


def _titles(rows: Sequence[Sequence[Cell]]) -> list[str] | None:
    """The fields that the first row names, "" for those that are not known; None for no titles."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    texts = [" ".join(line.text for line in cell).strip(" :*_") for cell in rows[0]]
    names = [meaning(text) or "" for text in texts]
    known = [name for name in names if name]
    if len(known) < 2 or len(known) * 2 < len(names) or len(set(known)) < len(known):
        return None
    return ["title" if name == START else name for name in names]


def _as_label(title: Cell) -> Iterator[Line]:
    """A title that is not known, with a colon: it is told like any label that is not known."""
    for line in title[:1]:
        yield Line(line.number, f"{line.text.rstrip(' :')}:", opens=True)


def _apart(cell: Cell) -> Iterator[Line]:
    """The lines of a cell; the first opens a paragraph."""
    for place, line in enumerate(cell):
        yield replace(line, opens=True) if not place and not line.bullet else line
