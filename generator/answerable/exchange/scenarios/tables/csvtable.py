"""Reads and writes tables as CSV, for programs that can't read workbooks.

An apostrophe is put before any character that could start a formula in a spreadsheet, so that no
program runs it; reading removes it again (OWASP, "CSV Injection"). This happens after every
possible separator and line break, not only at the start of a cell: a program that opens the file
with another separator ignores the quotation marks that keep cells together.
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
"""How many characters are searched for the row of titles."""

# Japanese editions of Excel treat the full-width forms of these characters like the others.
_SIGNS = "=+\\-@＝＋－＠"
_SPLITTING = ";\t|\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_SEPARATOR = "sep="
"""The first line may tell Excel the separator: this, followed by the separator."""

# What may be between a separator and such a character. A run is never tried again from within.
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
    """Rows as CSV with commas and the line ends of RFC 4180, in UTF-8 with the mark that Excel
    needs.
    """
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
    """The rows of a text that aren't empty, up to one that can't be read."""
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
    """The separator of cells: the one that gives known titles, or else the most frequent one."""
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
    """Whether a cell may begin in the run before such a character."""
    return run.start() == 0 or _BEGINS_A_CELL.search(run[0]) is not None
