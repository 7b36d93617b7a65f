"""CSV: the same table as plain text, for every program that knows no workbooks.

Where a cell may begin that a spreadsheet takes for a formula, an apostrophe is before its sign, so
that no program runs it; it goes again on the way back (OWASP, "CSV Injection"). A cell may begin
behind any sign at which spreadsheets split a line, and a row at each line break: opening the file
with another separator loses the quotation marks that keep cells together.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from answerable.diagnostics import Diagnostic, Location
from answerable.exchange.scenarios.result import MAX_COLUMNS, ImportResult
from answerable.exchange.scenarios.tables.table import (
    MAX_CELL,
    MAX_ROWS,
    SEARCHED,
    Row,
    with_line_breaks,
)
from answerable.exchange.scenarios.tables.titles import Map, are_titles
from answerable.source.read.encoding import decode, split_lines

MAX_BYTES = 20_000_000
_DELIMITERS = ",;\t"
_LOOKED_AT = 100_000
"""How many characters may be before the end of the titles."""

# Japanese editions of Excel take the wide forms of the signs for the signs.
_SIGNS = "=+\\-@＝＋－＠"
_SPLITTING = ";\t|\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_SEPARATOR = "sep="
"""What the first line may say to Excel, with the separator behind it."""

# What may be between a separator and a sign. No place within such a run is tried again.
_RUN = r"\s\"';|\u200b\ufeff"
_BEFORE_A_SIGN = re.compile(rf"(?<![{_RUN}])[{_RUN}]*+(?=[{_SIGNS}])")
_BEGINS_A_CELL = re.compile(f"[{_SPLITTING}]")
_SAVE = (
    "save it as “CSV UTF-8”, which Excel offers under Save as, File type\n"
    "or save it as .xlsx and import that"
)
_QUOTE = (
    'put quotation marks around the whole cell, and double those inside it: ""\n'
    "or save it as .xlsx and import that"
)


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as UTF-8 with a mark by which Excel knows it, commas, and the line ends of RFC 4180."""
    held = io.StringIO(newline="")
    csv.writer(held).writerows([[_guarded(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, path: str, told: Map | None = None) -> tuple[list[Row], ImportResult]:
    """The rows of a file with commas, semicolons or tabs; `told` is as in `from_rows`."""
    found = ImportResult()
    if len(data) > MAX_BYTES:
        found.error("AN510", "The file is larger than 20 MB.", Location(path), "split it")
        return [], found
    text = decode(data, path)
    if isinstance(text, Diagnostic):
        where = text.location
        found.error(text.code, text.message, where, _SAVE)
        return [], found
    rows = list(islice(_rows(text, path, found, told), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        message = f"The table has more than {MAX_ROWS:,} rows."
        found.error("AN513", message, Location(path), "split it into several files")
        return [], found
    return rows, found


def _rows(text: str, path: str, found: ImportResult, told: Map | None) -> Iterator[Row]:
    """The rows of a text that are not empty, until one cannot be read."""
    csv.field_size_limit(MAX_CELL * 4)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, told), strict=True
    )
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells) and not (number == 1 and cells[0].strip().lower() == _SEPARATOR):
                texts = (with_line_breaks(_unguarded(cell)) for cell in cells[:MAX_COLUMNS])
                yield Row(number, tuple(texts))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"Quotation marks don't match in the row that begins here ({error})."
        where = Location(path, line, 1, 2, split_lines(text)[line - 1])
        found.error("AN510", message, where, _QUOTE)


def _delimiter(text: str, told: Map | None) -> str:
    """The sign at which the lines split: that by which titles show, else the one seen most."""
    start = text[:_LOOKED_AT]
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        with suppress(csv.Error):
            if any(are_titles(cells[:MAX_COLUMNS], told) for cells in islice(reader, SEARCHED)):
                return delimiter
    return max(_DELIMITERS, key=start.partition("\n")[0].count)


def _guarded(text: str) -> str:
    return _BEFORE_A_SIGN.sub(lambda run: run[0] + ("'" if _begins(run) else ""), text)


def _unguarded(text: str) -> str:
    return _BEFORE_A_SIGN.sub(
        lambda run: run[0].removesuffix("'") if _begins(run) else run[0], text
    )


def _begins(run: re.Match[str]) -> bool:
    """Whether a cell may begin in what is before a sign."""
    return run.start() == 0 or _BEGINS_A_CELL.search(run[0]) is not None
