"""Checks untrusted Office files before a library opens them.

XLSX and DOCX are zips of XML parts (ECMA-376, part 2). Limits keep a small file from unpacking into
a huge one. They apply to every part, because relations can name any part, whatever its extension.
Parts must not declare entities, and must be UTF-8 or UTF-16; the format demands both anyway.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from answerable.diagnostics import Diagnostic, Location, Severity

MAX_BYTES = 20_000_000
"""The largest file that is opened, in bytes."""

MAX_PARTS = 5_000
MAX_UNFOLDED = 100_000_000
"""All parts together when unpacked, in bytes."""

MAX_PART = 60_000_000
"""One part when unpacked, in bytes. A sheet of ten thousand scenarios has about 50 million."""

MAX_TAGS = 4_000_000
"""Tags of all parts together, because libraries make an object for each. A workbook of ten thousand
scenarios has about 3.3 million.
"""

_CHUNK = 1 << 16
_OVERLAP = 64
"""How many bytes of a chunk are searched again with the next; longer than any search term."""

_TYPES = "[Content_Types].xml"
_MACROS = b"macroEnabled"
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHER_ENCODINGS = (b"\x4c\x6f\xa7\x94", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")
"""First bytes that make a parser read a part as EBCDIC or UTF-32 (XML 1.0, F.1)."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What Python's zipfile raises; a RuntimeError means that a password is needed."""

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of older programs begin, and password-protected ones of newer programs ([MS-CFB], 2.2).
"""

_COMPOUND_HINT = (
    "open it, and save it without a password as .xlsx or .docx\n"
    "in Excel: File, Save as, Excel Workbook; in Word: Word Document"
)

_HINT = "save it again with the program it was made with, and try that file"
_TOO_MUCH = "The file expands to more than can be read."

_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(?:(?P<kind>\w+)/(?P<named>extendedProperties|customProperties)"
    rb"|(?P<other>\w+))"
)
_USUAL = b"http://schemas.openxmlformats.org/"
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}


def refused(data: bytes, path: str, *, tags: int = MAX_TAGS) -> Diagnostic | None:
    """Why a file must not be opened; None if it is fine. Nothing is unpacked beyond the limits.

    `tags` is how many tags all its parts may have together.
    """
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        return _error(path, f"The file is larger than {megabytes} MB.", "remove its pictures")
    if data.startswith(_COMPOUND):
        message = (
            "The file is protected by a password, or is in an older format than its name says."
        )
        return _error(path, message, _COMPOUND_HINT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return (
                _bad_list(archive, path) or _bad_part(archive, path, tags) or _macros(archive, path)
            )
    except _BROKEN:
        message = "The file is damaged, or isn't of the type that its name says."
        return _error(path, message, _HINT)


def transitional(data: bytes) -> bytes:
    """Convert a “Strict Open XML” file into the usual kind, which libraries read.

    Only the names of its namespaces change, not its texts (ECMA-376, part 1 and part 4). The file
    must have passed `refused`. Files of other kinds are returned unchanged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        if not any(_STRICT.search(old.read(name)) for name in _starting_points(old)):
            return data
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as new:
            for part in old.infolist():
                new.writestr(part.filename, _STRICT.sub(_as_usual, old.read(part)))
    return held.getvalue()


def _starting_points(archive: zipfile.ZipFile) -> Iterator[str]:
    return (name for name in archive.namelist() if name.lower() == "_rels/.rels")


def _as_usual(match: re.Match[bytes]) -> bytes:
    if match["named"]:
        return _USUAL + match["kind"] + b"/2006/" + _RENAMED[match["named"]]
    return _USUAL + match["other"] + b"/2006"


def _bad_list(archive: zipfile.ZipFile, path: str) -> Diagnostic | None:
    """What is wrong with the list of parts, before any of them is unpacked."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    if len(parts) > MAX_PARTS or total > MAX_UNFOLDED or largest > MAX_PART:
        return _error(path, _TOO_MUCH, _HINT)
    names: set[str] = set()
    for part in parts:
        name = part.filename
        if name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts:
            return _error(path, f"Its part `{name}` would be outside the file.", _HINT)
        if name.lower() in names:  # names of parts ignore case (part 2, 6.2.2.3)
            return _error(path, f"It has two parts with the name `{name}`.", _HINT)
        names.add(name.lower())
    return None


def _bad_part(archive: zipfile.ZipFile, path: str, tags: int) -> Diagnostic | None:
    """What is wrong inside the parts; each is searched in small pieces."""
    for part in archive.infolist():
        size = 0
        rest = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                if not size and (problem := _encoding(chunk)):
                    return _error(path, f"Its part `{part.filename}` {problem}.", _HINT)
                size += len(chunk)
                tags -= chunk.count(b"<")
                if tags < 0:
                    return _error(path, _TOO_MUCH, _HINT)
                # Without zeros, the search also works in UTF-16.
                seen = rest + chunk.replace(b"\0", b"")
                if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                    return _error(path, f"Its part `{part.filename}` declares entities.", _HINT)
                rest = seen[-_OVERLAP:]
    return None


def _encoding(start: bytes) -> str | None:
    """Why the encoding of a part is refused, as the end of a sentence; None if it is fine.

    `start` are its first bytes.
    """
    if start.startswith(_OTHER_ENCODINGS):
        return "is not UTF-8 or UTF-16"
    for mark in _MARKS:
        start = start.removeprefix(mark)
    declared = _DECLARED.match(start[:2_000].replace(b"\0", b""))
    if declared and declared[1].strip().lower() not in _ENCODINGS:
        name = declared[1].decode("ascii", "replace")[:20]
        return f"declares the encoding “{name}”, but only UTF-8 and UTF-16 are allowed"
    return None


def _macros(archive: zipfile.ZipFile, path: str) -> Diagnostic | None:
    """A finding if the file contains macros, judged by its parts and their content types."""
    types = next((one for one in archive.namelist() if one.lower() == _TYPES.lower()), None)
    content = archive.read(types) if types else b""
    parts = (PurePosixPath(name).name.lower() for name in archive.namelist())
    if _MACROS in content or any(name.startswith("vbaproject") for name in parts):
        hint = "save it as an ordinary workbook (.xlsx) or document (.docx), and import that"
        return _error(path, "The file contains macros, which are programs.", hint)
    return None


def _error(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("AN510", Severity.ERROR, message, Location(path), hint)
