"""Keep the temporary files of tests in memory, where there is room."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 4 * 2**30
"""Many times what a run leaves there until it ends: 30,000 files of 330 MB."""


def keep_files_in_memory() -> None:
    """A disk takes long to make and remove so many: a tenth of the time of all tests but those in a
    browser.
    """
    if "TMPDIR" not in os.environ and _MEMORY.is_dir() and _is_fit(_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


def _is_fit(folder: Path) -> bool:
    """Whether tests may write much into a folder and run programs from it."""
    if not os.access(folder, os.W_OK) or os.statvfs(folder).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(folder).free > _ROOM
