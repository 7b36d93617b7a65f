"""Makes a new version of a site from an older one, so that only what differs has to be touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from answerable.build.publish.pages import paths

Stamp = tuple[int, int, int]
"""What identifies a file as long as nobody writes to it: its number, size and modification time."""


def stamp_of(status: os.stat_result) -> Stamp:
    return status.st_ino, status.st_size, status.st_mtime_ns


def refill(older: Path | None, fresh: Path, others: Set[str]) -> tuple[Path, Mapping[str, Stamp]]:
    """Move the files of the folder `fresh` into an older version of the site, and delete what the
    new one doesn't have: it will have `others`, given by their paths, as well.

    Returns the folder, and the stamps of the other files that are in it already, in some version.
    Without an older version that can be changed, that is `fresh`.
    """
    if older is None:
        return fresh, {}
    own = frozenset(paths(fresh))
    try:
        there, folders = _strip(older, own | others)
    except OSError:
        shutil.rmtree(older, ignore_errors=True)
        return fresh, {}
    for folder in sorted(_folders_of(own) - folders):
        (older / folder).mkdir()
    for path in own:
        (fresh / path).replace(older / path)
    shutil.rmtree(fresh)
    return older, {path: there[path] for path in there.keys() - own}


def _strip(root: Path, wanted: Set[str]) -> tuple[dict[str, Stamp], Set[str]]:
    """Delete all but these files from a folder. Returns which of them there are, and the folders.

    Raises `OSError` for a folder that can't be changed.
    """
    files: dict[str, Stamp] = {}
    folders: set[str] = set()
    waiting = [""]
    for within in waiting:
        with os.scandir(root / within) as entries:
            for entry in entries:
                path, status = within + entry.name, entry.stat(follow_symlinks=False)
                if not entry.is_dir(follow_symlinks=False):
                    files[path] = stamp_of(status)
                elif status.st_mode & 0o200:
                    folders.add(path)
                    waiting.append(f"{path}/")
                else:
                    raise PermissionError(path)
    for path in files.keys() - wanted:
        (root / path).unlink()
        del files[path]
    used = _folders_of(wanted)
    for folder in sorted(folders - used, reverse=True):
        (root / folder).rmdir()
    return files, folders & used


def _folders_of(files: Iterable[str]) -> Set[str]:
    """All folders that files are in, given by paths, but for the one that has everything."""
    found: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
