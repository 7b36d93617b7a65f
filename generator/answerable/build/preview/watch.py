"""Notices that files were saved by polling them, the only way that works on every disk.

Notifications from the operating system don't get through network folders and containers, and
editors save in many ways. Polling a thousand files takes a few milliseconds.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAUSE = 0.08
"""Seconds between two checks of the files. Nobody saves faster."""

_SETTLED = 0.03
"""Seconds without a change after which a save in several steps counts as complete."""

_COSTLY = 0.02
"""If a poll takes longer than this many seconds, polls become rarer."""


class Watch:
    """Polls files and folders. `paths` may be changed at any time."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._paths = tuple(paths)
        self._seen = snapshot(self._paths)
        self._rest_until = 0.0

    @property
    def paths(self) -> tuple[Path, ...]:
        return self._paths

    @paths.setter
    def paths(self, paths: Iterable[Path]) -> None:
        new = tuple(paths)
        if new != self._paths:
            self._paths = new
            self._seen = snapshot(new)

    def note(self) -> None:
        """Remember the files as they are now, for `changed` to compare with."""
        self._seen = snapshot(self._paths)

    def changed(self) -> bool:
        """Whether files differ from those noted; waits until they are no longer being written."""
        begun = time.monotonic()
        if begun < self._rest_until:
            return False
        now = snapshot(self._paths)
        took = time.monotonic() - begun
        self._rest_until = begun + 10 * took if took > _COSTLY else 0.0
        if now == self._seen:
            return False
        while True:
            time.sleep(_SETTLED)
            before, now = now, snapshot(self._paths)
            if now == before:
                return True


def snapshot(paths: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """The time of the last change (nanoseconds) and size (bytes) of every file below the paths.

    Hidden files and editors' temporary files don't count.
    """
    return {entry: found for path in paths for entry, found in _files(path)}


def _files(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    with contextlib.suppress(OSError):  # it may disappear at any moment
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            yield str(path), _mark(status)
            return
    waiting = [str(path)]
    while waiting:
        # If a folder disappears meanwhile, the next poll finds out.
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if _counts(entry.name) and entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif _counts(entry.name):
                    with contextlib.suppress(OSError):  # skip only the broken link
                        yield entry.path, _mark(entry.stat())


def _mark(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


def _counts(name: str) -> bool:
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
