"""Keep the last version of a large folder aside, to make the next one from it.

To make ten thousand folders takes seconds, and so does deleting them; to move one does not. The
spares are in the user's cache folder, at most one for each name, and can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from pathlib import Path

import platformdirs

from answerable.source.storage.kept import hash_of

MOST = 4
"""How many spares there are at most; the newest stay."""


def set_aside(folder: Path, name: bytes) -> None:
    """Keep a folder as the spare of this name, or delete it if the system can't move it there."""
    spare = _place_of(name)
    try:
        spare.parent.mkdir(parents=True, exist_ok=True)
        _discard(spare)
        folder.rename(spare)
        spare.touch()
        by_age = sorted(spare.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    except OSError:  # it is on another disk, or nothing may be written there
        shutil.rmtree(folder, ignore_errors=True)
        return
    for old in by_age[:-MOST]:
        _discard(old)


def take_spare(name: bytes, place: Path) -> bool:
    """Move the spare of this name to a path that is free. False if there is none, or it can't."""
    try:
        _place_of(name).rename(place)
    except OSError:
        return False
    return True


def _place_of(name: bytes) -> Path:
    return platformdirs.user_cache_path("answerable") / "spares" / hash_of(name)


def _discard(folder: Path) -> None:
    """Delete a folder, if nobody takes it at the same time."""
    going = folder.with_name(secrets.token_hex(8))
    with contextlib.suppress(OSError):
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)
