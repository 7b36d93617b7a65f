"""Converts between scenarios and the rows of a table, for CSV and workbooks alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from answerable.diagnostics import Location
from answerable.exchange.scenarios.markdown.brief import first_words
from answerable.exchange.scenarios.markdown.cells import AS_IT_IS, plain
from answerable.exchange.scenarios.markdown.emphasis import to_markdown, unmarked
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult
from answerable.exchange.scenarios.tables.cellvalues import (
    introductions,
    may_be_several,
    to_row,
    to_values,
)
from answerable.exchange.scenarios.tables.columns import Column, columns, numbers_of
from answerable.exchange.scenarios.tables.titles import (
    Map,
    Titles,
    are_titles,
    folded,
    nearest,
    understood,
)
from answerable.exchange.scenarios.tables.worded import worded
from answerable.model import Course
from answerable.model.fieldnametable import MODULE
from answerable.model.wording import in_brief
from answerable.source.read.encoding import refused_character
from answerable.source.read.load import module_letter
from answerable.source.read.positions import Keys, Source, Span, Value

MAX_ROWS = 20_000
MAX_CELL = 32_767
"""The most characters that Excel allows in a cell."""

ASKS = "write it in the column “{}”"

SEARCHED = 10
"""How many of the first rows are searched for the titles."""

_TITLES = (
    "write the template's titles in the first row, in English, above the texts\n"
    "the template: answerable template --xlsx template.xlsx"
)
_BETWEEN = "   "
_BREAK = re.compile("\r\n?|[\v\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class NoText:
    """Why a cell can't be read, as the end of a sentence about it, and what to do."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the spreadsheet, from 1, and its cells as texts.

    `refused` are the cells that can't be read, by column index; `merged` are the texts of merged
    cells from rows above that extend into this row.
    """

    number: int
    cells: tuple[str, ...]
    refused: Mapping[int, NoText] = field(default_factory=dict)
    merged: Mapping[int, str] = field(default_factory=dict)


def with_line_breaks(text: str) -> str:
    """The text of a cell with all kinds of line breaks made the same."""
    return _BREAK.sub("\n", text)


def to_rows(course: Course) -> list[list[str]]:
    """A course as a table: the titles of the columns, then one row per scenario in course order."""
    among = worded(columns(numbers_of(course.scenarios)), course)
    rows = [
        to_row(scenario, scenario.module_id, scenario.id, among) for scenario in course.scenarios
    ]
    return [[column.title for column in among], *rows]


def example_row() -> list[str]:
    """A template's example row. If it is unchanged, an import leaves it out."""
    return [_example(column) for column in columns()]


def _example(column: Column) -> str:
    # Hidden example text must not get into a scenario of somebody who never saw it.
    return column.example if column.is_for_most else ""


def _is_example(cells: Mapping[Column, str]) -> bool:
    """Whether a row has the example's title and only texts of the example, in any module."""
    filled = {column: text.strip() for column, text in cells.items() if text.strip()}
    return any(column.keys == ("title",) for column in filled) and all(
        column.keys == (MODULE,) or text == column.example for column, text in filled.items()
    )


def from_rows(rows: Sequence[Row], path: str, told: Map | None = None) -> ImportResult:
    """The scenarios of a table, one for each row below the titles that isn't empty.

    `told` is what people said about the meaning of custom titles.
    """
    found = ImportResult()
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    heads = range(min(len(filled), SEARCHED))
    place = next((at for at in heads if are_titles(filled[at].cells, told)), None)
    if place is None:
        found.error("AN511", _no_titles(filled), Location(path), _TITLES)
        return found
    head = filled[place]
    below, again = _without_titles(head, filled[place + 1 :])
    _report_around(found, path, filled[:place], again)
    found.titles += [cell for cell in head.cells if cell.strip()]
    titles = understood(head.cells, told)
    unread = _report_titles(found, path, head, titles, below)
    known = dict(sorted(titles.known.items()))
    written = [
        _laid_out(row, known, cells)
        for row in below
        for cells in (_cells(row, known),)
        if any(text.strip() for text in cells.values()) and not _is_example(cells)
    ]
    behind = [row for row in below if not any(map(str.strip, _cells(row, known).values()))]
    by_number = {one.row.number: one.line for one in written}
    lines = tuple(by_number.get(number + 1, "") for number in range(max(by_number, default=0)))
    titled = {column.keys for column in known.values()} & {("title",), ("id",)}
    if written and not titled:
        message = "No column has titles, so they are made from the first words of the situations."
        hint = "to choose other titles, add a column “Title”"
        found.warn("AN518", message, Location(path, head.number, place=f"row {head.number}"), hint)
    for row in behind:
        _report_beyond(found, path, row, head, "")
    for one in written:
        _report_beyond(found, path, one.row, head, one.line)
        _add(found, path, one, known, unread, lines)
    return found


def _without_titles(head: Row, below: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows below the titles, split into scenarios and rows that only repeat the titles."""
    titles = [folded(cell) for cell in head.cells[: _filled(head)]]
    again = [row for row in below if [folded(cell) for cell in row.cells[: _filled(row)]] == titles]
    numbers = {row.number for row in again}
    return [row for row in below if row.number not in numbers], again


def _report_around(
    found: ImportResult, path: str, above: Sequence[Row], again: Sequence[Row]
) -> None:
    """Report rows with text above the titles, and rows that repeat the titles."""
    for row in above:
        words = " ".join(cell.strip() for cell in row.cells if cell.strip())
        message = f"“{in_brief(plain(words), 60)}” is above the titles, and isn't imported."
        hint = "if it belongs to a scenario, write it in a column below the titles"
        found.warn("AN522", message, Location(path, row.number, place=f"row {row.number}"), hint)
    for row in again:
        message = "This row repeats the column titles, and isn't imported."
        hint = "leave it, or delete it to get rid of this message"
        found.warn("AN522", message, Location(path, row.number, place=f"row {row.number}"), hint)


@dataclass(frozen=True, slots=True)
class _RowLine:
    """A row with its cells by column, and the line that shows them: `A2: The parcel   B2: …`.

    `spans` says where in the line each cell is that isn't empty; `names` are the cells' names in
    the spreadsheet.
    """

    row: Row
    cells: Mapping[Column, str]
    line: str
    spans: Mapping[Column, Span]
    names: Mapping[Span, str]


def _cells(row: Row, known: Mapping[int, Column]) -> dict[Column, str]:
    """The texts of a row by column. A cell that is merged over several rows counts for each row
    that has a title of its own.
    """
    titled = any(column.keys == ("title",) and _at(row, at) for at, column in known.items())
    found = {}
    for index, column in known.items():
        cell = row.cells[index] if index < len(row.cells) else ""
        found[column] = _text(cell or (row.merged.get(index, "") if titled else ""), column)
    return found


def _text(cell: str, column: Column) -> str:
    """The text of a cell, with bold and italic words marked if the column contains Markdown."""
    text = cell if cell.endswith(AS_IT_IS) else plain(cell, marks=True)
    return to_markdown(text) if column.is_prose else unmarked(text)


def _laid_out(row: Row, known: Mapping[int, Column], cells: Mapping[Column, str]) -> _RowLine:
    spans: dict[Column, Span] = {}
    names: dict[Span, str] = {}
    line = ""
    for index, column in known.items():
        if not cells[column].strip():
            continue
        name = f"{module_letter(index)}{row.number}"
        line += f"{name}: "
        shown = " ".join(cells[column].split())
        spans[column] = Span(row.number, len(line) + 1, len(line) + 1 + max(len(shown), 1))
        line += shown + _BETWEEN
        names[spans[column]] = name
    return _RowLine(row, cells, line.rstrip(), spans, names)


def _no_titles(filled: Sequence[Row]) -> str:
    """The message if no row has known titles; it shows what the first row has instead."""
    message = "No row contains column titles such as Title and Situation."
    first = filled[0].cells if filled else ()
    cells = [" ".join(cell.split())[:30] for cell in first if cell.strip()]
    if not cells:
        return f"{message} The table is empty."
    shown = ", ".join(f"“{cell}”" for cell in cells[:4])
    return f"{message} The first row contains {shown}{' …' if len(cells) > 4 else ''}."


def _report_titles(
    found: ImportResult, path: str, head: Row, titles: Titles, below: Sequence[Row]
) -> frozenset[Keys]:
    """Report how custom titles were understood, and which columns are not read: an error unless
    they are empty or left out on purpose. Returns the fields that the unread ones may contain.
    """

    def where(place: int) -> Location:
        return Location(path, head.number, place=f"{module_letter(place)}{head.number}")

    def subject(place: int) -> str:
        return f"The column {module_letter(place)}, “{head.cells[place][:60].strip()}”,"

    def is_empty(place: int) -> bool:
        return not any(_at(row, place) for row in below)

    if told := sorted(titles.mapped + titles.left_out):
        shown = (f"“{_typed(head.cells[at])}” is {_named(titles, at)}" for at in told)
        hint = "as set with --map, in columns.txt, or by the labels in course.yml"
        found.note("AN518", f"Mapped titles: {', '.join(shown)}.", where(told[0]), hint)
    if guessed := sorted(titles.guessed + titles.nearly):
        first = _typed(head.cells[guessed[0]])
        shown = (f"“{_typed(head.cells[at])}” as “{titles.known[at].title}”" for at in guessed)
        hint = f'if one of them is wrong, say what it means, or leave it out: --map "{first}="'
        message = f"Titles recognised by their meaning: {', '.join(shown)}."
        found.warn("AN518", message, where(guessed[0]), hint)
    for place in titles.doubled:
        if not is_empty(place):
            hint = f'give it another title, or leave it out: --map "{_typed(head.cells[place])}="'
            message = f"{subject(place)} isn't read, because another column has the same title."
            found.error("AN512", message, where(place), hint)
    for place, title in enumerate(head.cells[: _filled(head)]):
        if not title.strip() and not is_empty(place):
            message = f"The column {module_letter(place)} has no title, and isn't read."
            hint = "write a title above it that says what it contains, or delete the column"
            found.error("AN512", message, where(place), hint)
    unread = set()
    for place in titles.strange:
        if is_empty(place):
            continue
        title = _typed(head.cells[place])
        near = nearest(title)
        ours = "if it matches a column of the template, put that title in place of the dots"
        ask = f"did you mean “{near.title}”? If so, write" if near else ours
        hint = f'{ask}: --map "{title}={near.title if near else "…"}"\n'
        hint += f'or leave it out: --map "{title}="'
        if near:
            unread.add(near.keys)
        found.unread.append(head.cells[place].strip())
        message = f"{subject(place)} isn't read, because no field has this title."
        found.error("AN512", message, where(place), hint)
    return frozenset(unread)


def _filled(row: Row) -> int:
    """How many cells a row has up to the last that isn't empty."""
    return max((place for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _named(titles: Titles, place: int) -> str:
    return f"“{titles.known[place].title}”" if place in titles.known else "left out"


def _at(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _typed(title: str) -> str:
    """A title in a form that fits in quotation marks on a command line."""
    return " ".join(title.replace('"', " ").replace("*", " ").split())[:200]


def _report_beyond(found: ImportResult, path: str, row: Row, head: Row, line: str) -> None:
    """Report that a row has texts beyond the last title, so that its cells may be shifted."""
    titled, last = _filled(head), _filled(row)
    if last > titled:
        message = f"This row has {last} cells, but there are only {titled} titles."
        hint = (
            "put quotation marks around each text that contains the separator, or give the extra "
            "columns titles"
        )
        where = Location(path, row.number, 1, 2, line, place=f"row {row.number}")
        found.error("AN519", message, where, hint)


def _add(
    found: ImportResult,
    path: str,
    written: _RowLine,
    known: Mapping[int, Column],
    unread_titles: frozenset[Keys],
    lines: tuple[str, ...],
) -> None:
    """Add the scenario of a row. `lines` are the lines of all rows of the table, by number."""
    row, cells, spans = written.row, written.cells, written.spans
    for index, column in known.items():
        if column not in spans:
            continue
        name = written.names[spans[column]]
        where = _at_cell(path, written, column)
        if index in row.refused:
            no_text = row.refused[index]
            found.error("AN514", f"The cell {name} {no_text.reason}.", where, no_text.remedy)
        else:
            _judge_cell(found, column, cells[column], name, where)
    _report_leftovers(found, path, row, known, cells)
    unread = {known[index] for index in row.refused if index in known}
    cells = {column: text for column, text in cells.items() if column not in unread}
    values, origins = to_values(cells)
    for column, text in introductions(cells).items():
        where = _at_cell(path, written, column)
        message = f"“{in_brief(text, 60)}” introduces the list in this cell, and isn't imported."
        found.warn("AN522", message, where, "if it matters, write it in another column")
    module: Value = values.pop(MODULE, None)
    if not {("title",), ("id",)} & {column.keys for column in known.values()}:
        situation = values.get("situation")
        if isinstance(situation, str) and (title := first_words(situation)):
            values = {"title": title, **values}
            origins[("title",)] = origins[("situation",)]
    places = {keys: spans[column] for keys, column in origins.items()}
    source = Source(path, lines, values, places, places, places=dict(written.names))
    found.drafts.append(
        ImportedScenario(
            source,
            Location(path, row.number, 1, 2, written.line, place=f"row {row.number}"),
            ASKS,
            module if isinstance(module, str) else None,
            {column.keys: text for column, text in cells.items()},
            unread_titles.union(column.keys for column in unread),
        )
    )


def _at_cell(path: str, written: _RowLine, column: Column) -> Location:
    """The location of a cell that isn't empty."""
    span = written.spans[column]
    return Location(
        path, written.row.number, *span[1:], excerpt=written.line, place=written.names[span]
    )


def _report_leftovers(
    found: ImportResult,
    path: str,
    row: Row,
    known: Mapping[int, Column],
    cells: Mapping[Column, str],
) -> None:
    """Report cells that still contain phrases of the example, which was only partly overwritten.

    A single one may be somebody's own words, such as a common excuse.
    """
    left = [
        f"{module_letter(index)}{row.number} ({column.title})"
        for index, column in known.items()
        if cells[column].strip() == column.example and len(column.example.split()) > 2
    ]
    if len(left) > 1:
        message = f"Part of the template's example is still in {', '.join(left)}."
        hint = "overwrite or clear these cells"
        where = Location(path, row.number, place=f"row {row.number}")
        found.warn("AN517", message, where, hint)


def _judge_cell(found: ImportResult, column: Column, text: str, name: str, where: Location) -> None:
    if len(text) > MAX_CELL:
        found.error("AN513", "The cell is too long.", where, "keep it below 32,767 characters")
    elif refused := refused_character(text):
        found.error(
            "AN104",
            f"The cell contains an invisible character (U+{ord(refused.group()):04X}).",
            where,
            "type the text of the cell again, or delete the character",
        )
    elif may_be_several(column, text):
        found.warn(
            "AN515",
            f"The cell {name} is read as one entry, commas included.",
            where,
            "write one per line: Alt+Enter starts a new line in a cell (Ctrl+Enter in LibreOffice)",
        )
