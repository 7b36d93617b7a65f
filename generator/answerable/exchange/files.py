"""A file that somebody brings -> the scenarios in it, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from answerable.diagnostics import Location
from answerable.exchange.article import read_text
from answerable.exchange.csvtable import read_csv
from answerable.exchange.found import Found
from answerable.exchange.gift import read_gift
from answerable.exchange.table import from_rows
from answerable.exchange.word import read_word
from answerable.exchange.workbook import read_workbook

Reader = Callable[[bytes, str], Found]

_MAX_BYTES = 50_000_000


def _workbook(data: bytes, path: str) -> Found:
    rows, found = read_workbook(data, path)
    return _with_rows(found, from_rows(rows, path) if not found.diagnostics or rows else Found())


def _csv(data: bytes, path: str) -> Found:
    rows, found = read_csv(data, path)
    return _with_rows(found, from_rows(rows, path) if not found.diagnostics or rows else Found())


def _with_rows(found: Found, rows: Found) -> Found:
    return Found(rows.drafts, found.diagnostics + rows.diagnostics)


READERS: dict[str, Reader] = {
    ".xlsx": _workbook,
    ".csv": _csv,
    ".tsv": _csv,
    ".docx": read_word,
    ".md": read_text,
    ".txt": read_text,
    ".gift": read_gift,
}


def read_file(file: Path) -> Found:
    """Read one file. Never raises for what is in it; OSError if it cannot be opened."""
    path = file.as_posix()
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        found = Found()
        message = f"Files of the kind `{file.suffix or file.name}` cannot be imported."
        hint = f"save it as one of: {', '.join(READERS)}"
        found.error("AN510", message, Location(path), hint)
        return found
    with file.open("rb") as stream:
        return reader(stream.read(_MAX_BYTES), path)
