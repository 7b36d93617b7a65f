"""Reads the scenarios in a file, with the reader for its content or its extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from answerable.diagnostics import Location, Severity
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.exchange.scenarios.kind import kind_of, other_program
from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.tables.csvtable import read_csv
from answerable.exchange.scenarios.tables.table import Row, from_rows
from answerable.exchange.scenarios.tables.titles import Map, titles_of
from answerable.exchange.scenarios.tables.worksheet import read_workbook
from answerable.exchange.scenarios.texts.plaintext import read_text
from answerable.exchange.scenarios.texts.word import read_word
from answerable.model.fieldnames import own_names
from answerable.source.read.encoding import not_opened

Reader = Callable[[bytes, str], ImportResult]
TableReader = Callable[[bytes, str, Map | None], tuple[list[Row], ImportResult]]

NOTHING: Mapping[str, str] = {}

MAX_BYTES = 50_000_000
"""Of one file. What a larger one has beyond them isn't read."""


def _with_rows(
    rows: Sequence[Row], found: ImportResult, path: str, told: Map | None
) -> ImportResult:
    """The scenarios of a table, together with the findings about its file."""
    if found.diagnostics and not rows:
        return found
    whole = from_rows(rows, path, told)
    whole.diagnostics[:0] = found.diagnostics
    whole.left_out += found.left_out
    if not whole.seen and not any(d.severity is Severity.ERROR for d in whole.diagnostics):
        message = "The table contains no scenarios. The template's example doesn't count."
        hint = "fill in one row for each scenario, save the file, and import it again"
        whole.error("AN520", message, Location(path), hint)
    return whole


def _table(read: TableReader, data: bytes, path: str, told: Map | None = None) -> ImportResult:
    return _with_rows(*read(data, path, told), path, told)


_TABLES = {
    ".xlsx": partial(_table, read_workbook),
    ".csv": partial(_table, read_csv),
    ".tsv": partial(_table, read_csv),
}
_TEXTS = {".docx": read_word, ".md": read_text, ".txt": read_text}
READERS: dict[str, Reader] = {**_TABLES, **_TEXTS, ".gift": read_gift}

_AS_XLSX = "open it in your spreadsheet program, and save it as an Excel workbook (.xlsx)"
_AS_DOCX = "open it in your word processor, and save it as a Word document (.docx)"
_SAVE_AS = dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods", ".numbers"), _AS_XLSX) | dict.fromkeys(
    (".doc", ".odt", ".rtf", ".pages", ".pdf"), _AS_DOCX
)
"""What to do about files of other programs, by extension."""


def read_file(
    file: Path,
    told: Map | None = None,
    language: str = "en",
    named: Mapping[str, str] = NOTHING,
) -> ImportResult:
    """Read one file. Never raises for its content, nor if it can't be opened.

    `told` says what its custom column titles mean; `language` is that of the course, and `named`
    are its own names for fields, with the fields.
    """
    path = file.as_posix()
    if problem := _not_taken(file):
        found = ImportResult()
        found.error("AN510", *problem)
        return found
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES)
    except OSError as error:
        return ImportResult(diagnostics=[not_opened(path, error)])
    return read_bytes(data, path, told, language, named)


def read_bytes(
    data: bytes,
    path: str,
    told: Map | None = None,
    language: str = "en",
    named: Mapping[str, str] = NOTHING,
) -> ImportResult:
    """Read the content of a file; its type comes from the content, or else from its extension."""
    if other := other_program(data):
        message, remedy = other
        found = ImportResult()
        found.error("AN510", message, Location(path), remedy)
        return found
    kind = kind_of(data, Path(path).suffix.lower())
    if kind not in READERS:
        found = ImportResult()
        hint = _SAVE_AS.get(kind, f"save it as one of: {', '.join(READERS)}")
        message = f"Files of the type `{kind or Path(path).name}` can't be imported."
        found.error("AN510", message, Location(path), hint)
        return found
    if kind in _TABLES:
        return _TABLES[kind](data, path, titles_of(named) | dict(told or {}))
    if kind == ".gift":
        return read_gift(data, path, language)
    # In a text, “Patient: …” is what somebody says.
    fields = {phrase: name for phrase, name in named.items() if name not in ("customer", "agent")}
    return _TEXTS[kind](data, path, own_names(fields))


def _not_taken(file: Path) -> tuple[str, Location, str] | None:
    """Why a file isn't read, whatever its content: message, place and remedy; otherwise None."""
    where = Location(file.as_posix())
    if file.name.startswith("~$"):
        message = "This isn't a workbook, but a marker that Excel or Word keeps while one is open."
        return message, where, f"close the file, then import {file.name[2:]}"
    if file.is_dir():
        return "This is a folder.", where, f"name the files in it, such as {file.name}/new.xlsx"
    if not file.exists():
        hint = "check the spelling and the extension, and that you are in the course's folder"
        return "There is no such file.", where, hint
    if not file.stat().st_size:
        return "The file is empty.", where, "save it again in the program that made it"
    return None
