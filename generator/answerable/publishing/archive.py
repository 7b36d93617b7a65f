"""A site built for file:// -> one zip, the same to the byte for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

READ_ME = "READ-ME-FIRST.txt"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that the format knows
_ORDINARY_FILE = 0o100644 << 16

_TEXT = """\
{title}

1. Unpack this zip first. (Windows: right-click it, then "Extract all".)
2. Open the new folder, and in it the file index.html. It opens in your browser.

Nothing needs to be installed, and no connection is needed. Your answers stay in this browser, for
this folder: before you move or rename it, press "Save a copy" on the page "My progress", and open
that copy there afterwards.
"""


def make_zip(files: Mapping[str, bytes], *, folder: str, title: str) -> bytes:
    """The files, by path, in a folder of that name, with a text that says how to begin."""
    read_me = _TEXT.format(title=title).replace("\n", "\r\n").encode("utf-8-sig")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted({**files, READ_ME: read_me}.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, content)
    return held.getvalue()
