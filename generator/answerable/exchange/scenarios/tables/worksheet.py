"""Reads the visible rows of the scenarios' sheet in a workbook (XLSX)."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from answerable.diagnostics import Location
from answerable.exchange.scenarios.office import refused, transitional
from answerable.exchange.scenarios.result import MAX_COLUMNS, ImportResult
from answerable.exchange.scenarios.tables.table import (
    MAX_ROWS,
    SEARCHED,
    NoText,
    Row,
    with_line_breaks,
)
from answerable.exchange.scenarios.tables.titles import Map, are_titles
from answerable.exchange.scenarios.tables.visible import Seen, look_at, place_of
from answerable.exchange.scenarios.tables.workbook import HELP, SHEET

_LAST_ROW_OF_ALL = 1_048_576
"""The last row that Excel has. Larger numbers would make the loop run that long."""

_LOOKED_AT = 100
"""How many rows of a sheet that isn't read are searched for words."""

_MAX_CELLS = 10_000_000

_Known = TypeVar("_Known", str, int)


def read_workbook(
    data: bytes, path: str, told: Map | None = None
) -> tuple[list[Row], ImportResult]:
    """The rows of the sheet of scenarios, and what is wrong with the file; `told` is as in
    `from_rows`.

    The sheet is “Scenarios” or, if there is none, the first one with known titles. What is hidden
    is not imported: hidden sheets and rows, and words that are struck through.
    """
    found = ImportResult()
    if problem := refused(data, path):
        found.diagnostics.append(problem)
        return [], found
    try:
        with warnings.catch_warnings(action="ignore"):  # about features without text
            usual = transitional(data)
            book = load_workbook(io.BytesIO(usual), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
            chosen = _chosen(book, told)
            seen = look_at(usual, chosen._worksheet_path)
            rows = list(_shown(_rows(chosen, path, found), seen, path, found))
            for sheet in book.worksheets:
                if sheet is not chosen:
                    _name_other(sheet, chosen.title, told, path, found)
    except Exception as error:  # the library raises anything
        hint = "open it in your spreadsheet program and save it again as .xlsx"
        message = f"The workbook can't be read ({type(error).__name__})."
        found.error("AN510", message, Location(path), hint)
        return [], found
    return rows, found


def _shown(rows: Iterable[Row], seen: Seen, path: str, found: ImportResult) -> Iterator[Row]:
    """The rows that the sheet shows, with their visible text; what is left out is reported."""
    struck, marked = _by_row(seen.struck), _by_row(seen.marked)
    merged = _by_row(seen.merged)
    spread: dict[int, tuple[int, str]] = {}
    above = True
    numbers: set[int] = set()
    for row in rows:
        where = Location(path, row.number, place=f"row {row.number}")
        within = {at: text for at, (last, text) in spread.items() if row.number <= last}
        for column, _, last in merged.get(row.number, ()):
            if column < len(row.cells):
                spread[column] = (last, row.cells[column])
        if row.number in seen.hidden_rows:
            message = f"Row {row.number} is hidden or filtered out, and isn't imported."
            hint = "to import it, unhide it and import again"
            if above:
                found.warn("AN527", message, where, hint)
            else:
                found.leave_out("AN527", message, where, hint)
            continue
        cells = list(row.cells)
        for column, name, text in struck.get(row.number, ()):
            if column < len(cells) and cells[column] != text:
                cells[column] = re.sub(r" {2,}", " ", with_line_breaks(unescape(text))).strip()
                message = f"The struck-through words in the cell {name} aren't imported."
                hint = "if you want them, remove the strikethrough"
                found.warn("AN527", message, Location(path, row.number, place=name), hint)
        for column, _, text in () if above else marked.get(row.number, ()):
            if column < len(cells):
                cells[column] = with_line_breaks(unescape(text))
        numbers.add(row.number)
        above = above and not are_titles(cells)
        if any(cells):
            yield replace(row, cells=tuple(cells), merged=within)
    _name_what_hangs_on_cells(seen, numbers, path, found)


def _by_row(texts: Mapping[str, _Known]) -> dict[int, list[tuple[int, str, _Known]]]:
    """What is known about cells, with their columns and names, by row."""
    found: dict[int, list[tuple[int, str, _Known]]] = {}
    for name, text in texts.items():
        if place := place_of(name):
            found.setdefault(place[0], []).append((place[1], name, text))
    return found


def _name_what_hangs_on_cells(seen: Seen, rows: set[int], path: str, found: ImportResult) -> None:
    """Report links and notes, for which a scenario has no place."""
    for name, target in seen.links.items():
        place = place_of(name)
        if place and place[0] in rows:
            message = f"The link in the cell {name} isn't imported: {target[:200]}"
            hint = "write it in the text, as [words](address), or in the column “Source 1”"
            found.warn("AN527", message, Location(path, place[0], place=name), hint)
    for name, text in seen.notes.items():
        place = place_of(name)
        if place and place[0] in rows:
            message = f"The note on the cell {name} isn't imported: “{text[:200]}”"
            hint = "if it belongs to the scenario, write it in a cell"
            found.warn("AN527", message, Location(path, place[0], place=name), hint)
    if seen.pictures:
        hint = (
            "save them next to the scenarios, and name each in the column “Picture”: "
            "desk.jpg | A parcel on a desk"
        )
        found.warn("AN525", "Pictures on the sheet aren't imported.", Location(path), hint)


def _chosen(book: Any, told: Map | None) -> Any:
    """The sheet of scenarios: by its name, or else by its titles, or else the first one. Hidden
    sheets count only if there is no other.
    """
    shown = [sheet for sheet in book.worksheets if _is_visible(sheet)] or book.worksheets
    named = next((sheet for sheet in shown if sheet.title == SHEET), None)
    if named is not None:
        return named
    return next((sheet for sheet in shown if _has_titles(sheet, told)), shown[0])


def _is_visible(sheet: Any) -> bool:
    return bool(sheet.sheet_state == "visible")


def _name_other(sheet: Any, chosen: str, told: Map | None, path: str, found: ImportResult) -> None:
    """Report a sheet that isn't read but has scenarios, or visible words that aren't ours."""
    message = f"The sheet “{sheet.title}” isn't read, only “{chosen}”."
    if _has_titles(sheet, told):
        hint = f"move its rows to “{chosen}”, or save it as a separate file"
        if not _is_visible(sheet):
            message = f"The sheet “{sheet.title}” is hidden, and isn't imported."
            hint = "unhide it (right-click the name of a sheet, Unhide), and import again"
    elif _is_visible(sheet) and sheet.title != HELP and _has_words(sheet):
        hint = "if it contains scenarios, write column titles above them; otherwise leave it"
    else:
        return
    found.warn("AN516", message, Location(path, place=sheet.title), hint)


def _has_words(sheet: Any) -> bool:
    first = sheet.iter_rows(max_row=_LOOKED_AT, max_col=MAX_COLUMNS, values_only=True)
    return any(isinstance(value, str) and value.strip() for row in first for value in row)


def _has_titles(sheet: Any, told: Map | None) -> bool:
    first = sheet.iter_rows(max_row=SEARCHED, max_col=MAX_COLUMNS, values_only=True)
    return any(are_titles([str(value or "") for value in row], told) for row in first)


def _rows(sheet: Any, path: str, found: ImportResult) -> Iterator[Row]:
    """The rows that aren't empty, until there are too many."""
    count = size = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=_LAST_ROW_OF_ALL), start=1):
        read = cells[:MAX_COLUMNS]
        texts = tuple(_text(cell) for cell in read)
        size += len(cells)
        count += any(texts)
        if count > MAX_ROWS or size > _MAX_CELLS:
            message = f"The sheet has more than {MAX_ROWS:,} rows, or is very wide."
            hint = "delete empty columns at its right end, or split it into several files"
            found.error("AN513", message, Location(path), hint)
            return
        if any(texts):
            refused = {at: _REFUSED[c.data_type] for at, c in enumerate(read) if _is_refused(c)}
            yield Row(number, texts, refused)


_REFUSED = {
    "f": NoText(
        "contains a formula; only its result can be imported",
        "copy it, and paste it back with Paste special, Values",
    ),
    "e": NoText("shows an error", "write the text itself in the cell"),
}
"""What isn't text, by the type of a cell in the file (ECMA-376, part 1, 18.18.11)."""


def _is_refused(cell: Any) -> bool:
    return cell.value is not None and cell.data_type in _REFUSED


def _text(cell: Any) -> str:
    """The text of a cell; for a formula, the formula itself."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime.datetime():
            return value.date().isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return with_line_breaks(unescape(value))
        case _:
            return str(value)
