"""Recognises the type of a file by its content, because extensions are often wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

from answerable.exchange.scenarios.tables.table import SEARCHED
from answerable.exchange.scenarios.tables.titles import are_titles
from answerable.exchange.scenarios.texts.lines import TextLine, pieces_of

_LOOKED_AT = 200_000
"""How much of a file is looked at, in bytes: its beginning shows the type."""

_LINES = 500
"""How many of the first lines are searched for labels."""

_AS_DOCX = "open it in your word processor, and save it as a Word document (.docx)"
_AS_XLSX = "open it in your spreadsheet program, and save it as an Excel workbook (.xlsx)"

_OFFICE = ((b"word/document", ".docx"), (b"xl/workbook", ".xlsx"))
"""Names of parts, which are plain text in a zip (ECMA-376, part 2)."""

_NOTES = """\
in a spreadsheet program, write the template's titles above its columns, and save it as .xlsx
the template: answerable template --xlsx template.xlsx"""

_OTHERS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), message, remedy)
    for pattern, message, remedy in (
        (rb"%PDF-", "This is a PDF.", "save the document it was made from as .docx"),
        (rb"\{\\rtf", "This is a text in the Rich Text Format.", _AS_DOCX),
        (rb"PK\x03\x04[^\n]{0,80}opendocument\.text", "This is an OpenDocument text.", _AS_DOCX),
        (
            rb"PK\x03\x04[^\n]{0,80}opendocument\.spreadsheet",
            "This is an OpenDocument spreadsheet.",
            _AS_XLSX,
        ),
        (
            rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b",
            "This is a web page.",
            "open it in a browser, copy its text into a Word document, and import that",
        ),
        (
            rb"\s*(?:<\?xml[^>]*>\s*)?<quiz\b",
            "This file contains questions as Moodle XML.",
            "in Moodle’s question bank, choose Export and the GIFT format; then import that file",
        ),
        (
            rb"#(?:separator|html|notetype column|deck column|columns|guid column):",
            "This file contains Anki notes, without titles that explain the columns.",
            _NOTES,
        ),
        (
            rb"(?s:.*\n)?(?<![^\n])not_accountable:[ \t]*(?:[>|][+-]?)?[ \t]*\r?\n",
            "This is already a scenario file.",
            "give it the extension .yml, and put it in a module's folder",
        ),
    )
)
"""How unreadable files begin, what they are, and what to do about them."""

_GIFT = re.compile(
    r"^[ \t]*(?:::(?:\\.|[^\\:\n])+::|\$CATEGORY:|//\s*question:\s*\d+)",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERS = re.compile(
    r"(?<!\\)\{\s*(?:[=~](?:\\.|[^\\{}]){1,2000}|(?:T|F|TRUE|FALSE)\s*(?:#[^{}]{0,500})?|#[^{}]{1,200})\}"
)
_LABELLED = re.compile(r"^[^\w\n]*\w[^\n:{}=~]{0,40}:\s", re.MULTILINE)


def kind_of(data: bytes, ending: str) -> str:
    """The extension that fits a file's content; `ending` if the content doesn't tell."""
    if data.startswith(b"PK\3\4"):
        held = [kind for part, kind in _OFFICE if part in data]
        return ending if ending in held or not held else held[0]
    text = _beginning(data)
    if text is None or ending == ".gift":
        return ending
    if _is_table(text):
        return ending if ending in (".csv", ".tsv") else ".csv"
    if ending not in (".csv", ".tsv", ".xlsx", ".docx"):
        return ".gift" if _is_gift(text) else ending
    if _GIFT.search(text):
        return ".gift"
    is_text = _is_article(text) or (ending in (".xlsx", ".docx") and _LABELLED.search(text))
    return ".txt" if is_text else ending


def other_program(data: bytes) -> tuple[str, str] | None:
    """What an unreadable file is, and what to do about it; None if it may be readable."""
    beginning = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    for pattern, message, remedy in _OTHERS:
        if pattern.match(beginning):
            return message, remedy
    return None


def _beginning(data: bytes) -> str | None:
    """The first lines of a file; None if it isn't a text file."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data[:_LOOKED_AT].decode("utf-16" if wide else "utf-8-sig", "replace")
    return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")


def _is_gift(text: str) -> bool:
    """Whether a text contains questions, judged by titles and comments, or by answers.

    Any text may have braces, so those count only if it has no labels of scenarios.
    """
    return bool(_GIFT.search(text) or (_ANSWERS.search(text) and not _LABELLED.search(text)))


def _is_article(text: str) -> bool:
    """Whether lines begin with several labels of a scenario, including one of a reply."""
    lines = [TextLine(at, line) for at, line in enumerate(islice(text.split("\n"), _LINES), 1)]
    found = {piece.label.field for piece in pieces_of(lines) if piece.label}
    return len(found) > 1 and bool(found & {"accountable", "not_accountable"})


def _is_table(text: str) -> bool:
    return any(are_titles(cells) for cells in _first_rows(text))


def _first_rows(text: str) -> Iterator[list[str]]:
    """The first lines that aren't empty, split at each of the possible separators of cells."""
    lines = [line for line in islice(text.split("\n"), 200) if line.strip()][:SEARCHED]
    for line in lines:
        for delimiter in "\t;,":
            if delimiter in line:
                yield next(csv.reader([line[:10_000]], delimiter=delimiter), [])
