"""Whether files were saved, told by looking at them: the one way that works on every disk.

Notices of operating systems do not reach through network folders and containers, and editors save
in many ways. A look at a thousand files takes some milliseconds.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_SETTLED = 0.03
"""Seconds. A program that saves by writing in pieces or by renaming is done after that."""

_COSTLY = 0.02
"""Seconds a look may take before looks become rarer."""


class Watch:
    """Looks at files and folders. `paths` may be set again at any time."""

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
        """Take the files as they are now for what is known of them."""
        self._seen = snapshot(self._paths)

    def changed(self) -> bool:
        """Whether something is different from what was noted; not while it is being written."""
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
    """Time of the last change, in nanoseconds, and size, in bytes, of every file below the paths.

    Hidden files and those that editors keep beside a file do not count.
    """
    return {entry: found for path in paths for entry, found in _files(path)}


def _files(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if path.is_file():
        yield str(path), _mark(path.stat())
        return
    waiting = [str(path)]
    while waiting:
        # What is gone between two looks is told by the next one.
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if _counts(entry.name) and entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif _counts(entry.name):
                    with contextlib.suppress(OSError):  # a broken link hides no other
                        yield entry.path, _mark(entry.stat())


def _mark(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


def _counts(name: str) -> bool:
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
