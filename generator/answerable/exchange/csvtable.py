"""CSV: the same table as plain text, for every program that knows no workbooks.

Cells that begin like a formula get an apostrophe in front, so that no program runs them; it goes
again on the way back (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from answerable.diagnostics import Diagnostic, Location
from answerable.exchange.found import Found
from answerable.exchange.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    with_line_breaks,
)
from answerable.reading.encoding import decode, split_lines

MAX_BYTES = 20_000_000

# Japanese editions of Excel take the wide forms of the signs for the signs.
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_LIKE_A_FORMULA = re.compile(rf"'*{_FORMULA}")
_GUARDED = re.compile(rf"'+{_FORMULA}")
_SAVE = (
    "save it as “CSV UTF-8”, which Excel offers under Save as, File type\n"
    "or save it as .xlsx and import that"
)
_QUOTE = (
    'put quotation marks around the whole cell, and write those inside it twice: ""\n'
    "or save it as .xlsx and import that"
)


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as UTF-8 with a mark by which Excel knows it, commas, and the line ends of RFC 4180."""
    held = io.StringIO(newline="")
    csv.writer(held).writerows([[_guarded(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, path: str) -> tuple[list[Row], Found]:
    """The rows of a file with commas, semicolons or tabs."""
    found = Found()
    if len(data) > MAX_BYTES:
        found.error("AN510", "The file is larger than 20 MB.", Location(path), "split it")
        return [], found
    text = decode(data, path)
    if isinstance(text, Diagnostic):
        where = text.location
        found.error(text.code, text.message, where, _SAVE)
        return [], found
    rows = list(islice(_rows(text, path, found), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        message = f"The table has more than {MAX_ROWS:,} rows."
        found.error("AN513", message, Location(path), "split it into several files")
        return [], found
    return rows, found


def _rows(text: str, path: str, found: Found) -> Iterator[Row]:
    """The rows of a text that are not empty, until one cannot be read."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                texts = (with_line_breaks(_unguarded(cell)) for cell in cells[:MAX_COLUMNS])
                yield Row(number, tuple(texts))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"Quotation marks do not fit in the row that begins here ({error})."
        where = Location(path, line, 1, 2, split_lines(text)[line - 1])
        found.error("AN510", message, where, _QUOTE)


def _guarded(text: str) -> str:
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
