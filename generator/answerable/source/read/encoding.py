"""Decode the bytes of a file, or say in a diagnostic how to save the file properly."""

from __future__ import annotations

import codecs
import re

from answerable.diagnostics import Diagnostic, Location, Severity

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_BYTE_LINE_BREAK = re.compile(rb"\r\n|\n|\r")
# All but what YAML calls printable, and line breaks that editors don't treat as such.
_REFUSED_CHARACTER = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_HINT = (
    "open it in your editor and save it again as UTF-8\n"
    "in Windows Notepad: File, Save as, Encoding: UTF-8\n"
    "in VS Code: press the encoding's name at the bottom right, then Save with Encoding, UTF-8"
)


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Decode UTF-8, with or without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(data):
        message = "The file isn't saved as UTF-8. It seems to be UTF-16."
        return Diagnostic("AN103", Severity.ERROR, message, Location(path), _HINT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _not_utf8(data, path)


def not_opened(path: str, error: OSError) -> Diagnostic:
    """Return AN101 with the system's reason why a file can't be read."""
    message = f"The file can't be opened: {error.strerror or type(error).__name__}."
    hint = (
        "check the spelling, and which folder it is in"
        if isinstance(error, FileNotFoundError)
        else "close other programs that use it, and check that you have permission to read it"
    )
    return Diagnostic("AN101", Severity.ERROR, message, Location(path), hint)


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text without their line breaks, as editors and YAML count them."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def line_starts(text: str) -> tuple[int, ...]:
    """Return the offset of each line, in characters from the start of the text."""
    return (0, *(found.end() for found in _LINE_BREAK.finditer(text)))


def line_break_of(text: str) -> str:
    """Return the line break of the first line; a line feed if the text has only one line."""
    found = _LINE_BREAK.search(text)
    return found.group() if found else "\n"


def refused_character(text: str) -> re.Match[str] | None:
    """Find the first character that no text may contain: control, broken and hidden characters."""
    return _REFUSED_CHARACTER.search(text)


def without_refused_characters(text: str) -> str:
    """Replace characters that no text may contain by U+FFFD."""
    return _REFUSED_CHARACTER.sub("\ufffd", text)


def _looks_wide(data: bytes) -> bool:
    """Whether this looks like UTF-16 without a byte order mark: every second byte of ordinary text
    is 0.
    """
    return b"\0" in data[:2] and data.count(b"\0") * 3 > len(data)


def _not_utf8(data: bytes, path: str) -> Diagnostic:
    message = "The file isn't saved as UTF-8. It seems to come from an older program."
    location = Location(path)
    for number, line in enumerate(_BYTE_LINE_BREAK.split(data.removeprefix(codecs.BOM_UTF8)), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            before = line[: error.start].decode("utf-8")
            # Show the rest of the line in the usual encoding of Windows in Western Europe.
            rest = line[error.start :].decode("cp1252", "replace")
            column = len(before) + 1
            location = Location(path, number, column, column + 1, before + rest)
            break
    return Diagnostic("AN103", Severity.ERROR, message, location, _HINT)
