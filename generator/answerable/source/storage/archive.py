"""Make a zip from files; the same files give exactly the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date in the format
_ORDINARY_FILE = 0o100644 << 16


def make_zip(files: Mapping[str, bytes], *, folder: str = "") -> bytes:
    """Zip files, by path, in a folder of that name, or at the root of the zip if there is none."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}" if folder else path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, content)
    return held.getvalue()
