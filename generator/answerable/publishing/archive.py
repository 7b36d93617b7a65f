"""Files -> one zip, the same to the byte for the same files; and what lies in that of a site."""

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


def read_me(title: str) -> bytes:
    """The text that lies beside a packed site and says how to begin."""
    return _TEXT.format(title=title).replace("\n", "\r\n").encode("utf-8-sig")


def make_zip(files: Mapping[str, bytes], *, folder: str = "") -> bytes:
    """The files, by path, in a folder of that name; without one, at the root of the zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}" if folder else path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, content)
    return held.getvalue()
