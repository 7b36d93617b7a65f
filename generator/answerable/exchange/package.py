"""Office files of strangers: what is refused before a library opens them.

XLSX and DOCX are zips of XML parts (ECMA-376, part 2). Limits keep a small file from unfolding into
a huge one, and parts may not declare entities, which the format forbids anyway.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from answerable.diagnostics import Diagnostic, Location, Severity

MAX_BYTES = 20_000_000
"""The largest file that is opened, in bytes."""

MAX_PARTS = 5_000
MAX_UNFOLDED = 100_000_000
"""All parts together when unfolded, in bytes."""

MAX_TAGS = 4_000_000
"""Tags of all parts together: libraries make an object of each. A workbook of ten thousand
scenarios has some three million.
"""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What Python's zipfile raises; a RuntimeError says that a password is needed."""

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of older programs begin, and protected ones of newer programs ([MS-CFB], 2.2)."""

_COMPOUND_HINT = (
    "open it, and save it without a password as .xlsx or .docx\n"
    "in Excel: File, Save as, Excel Workbook; in Word: Word Document"
)

_HINT = "save it again with the program it was made with, and try that file"


def refused(data: bytes, path: str, *, tags: int = MAX_TAGS) -> Diagnostic | None:
    """Why a file is not opened; None if it may be. Nothing is unfolded beyond the limits.

    `tags` is how many tags all of its parts may have together.
    """
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        return _error(path, f"The file is larger than {megabytes} MB.", "take its pictures out")
    if data.startswith(_COMPOUND):
        message = "The file is protected by a password, or of an older kind than its name says."
        return _error(path, message, _COMPOUND_HINT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _bad_part(archive, path, tags)
    except _BROKEN:
        message = "The file is damaged, or of another kind than its name says."
        return _error(path, message, _HINT)


def _bad_part(archive: zipfile.ZipFile, path: str, tags: int) -> Diagnostic | None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNFOLDED:
        return _error(path, "The file unfolds into more than can be read.", _HINT)
    for part in parts:
        if part.filename.lower().endswith(_PICTURES):
            continue
        with archive.open(part) as stream:
            content = stream.read(part.file_size + 1)
        if len(content) > part.file_size:
            return _error(path, "The file unfolds into more than it says.", _HINT)
        tags -= content.count(b"<")
        if tags < 0:
            return _error(path, "The file unfolds into more than can be read.", _HINT)
        # Without zeros, the search finds it in UTF-16 as well.
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            return _error(path, f"Its part `{part.filename}` declares entities.", _HINT)
    return None


def _error(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("AN510", Severity.ERROR, message, Location(path), hint)
