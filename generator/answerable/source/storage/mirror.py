"""A copy of a folder that follows it, for trying what the folder would be with some other texts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from answerable.source.storage.files import write_file


class Mirror:
    """A copy of `folder` in `copy`, in which some files have other texts.

    Hidden files aren't copied. A link is copied as what it leads to, or, if that is outside of the
    folder, as a link, so that readers treat it as they do the original.
    """

    def __init__(self, folder: Path, copy: Path) -> None:
        self.folder = folder
        self.copy = copy
        self._seen: dict[str, tuple[int, int] | bytes] = {}

    def follow(self, instead: Mapping[str, bytes]) -> bool:
        """Bring the copy up to date; `instead` has the contents that differ, by path with forward
        slashes. Returns whether anything changed. Raises `OSError`.
        """
        self.copy.mkdir(parents=True, exist_ok=True)
        wanted: dict[str, tuple[int, int] | bytes] = {}
        for path, status in _files(self.folder):
            wanted[path] = instead.get(path) or (status.st_mtime_ns, status.st_size)
        before = self._seen
        if wanted == before:
            return False
        for path in before.keys() - wanted.keys():
            (self.copy / path).unlink(missing_ok=True)
        for path, state in wanted.items():
            if before.get(path) != state:
                self._take(path, state)
        for folder in _folders(self.folder):  # course.yml may name one without files
            (self.copy / folder).mkdir(parents=True, exist_ok=True)
        self._seen = wanted
        return True

    def _take(self, path: str, state: tuple[int, int] | bytes) -> None:
        origin, target = self.folder / path, self.copy / path
        if isinstance(state, bytes):
            write_file(target, state, durable=False)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        real = Path(os.path.realpath(origin))
        if real.is_relative_to(os.path.realpath(self.folder)):
            shutil.copy2(real, target)
        else:
            target.symlink_to(real)


def _files(folder: Path, above: str = "") -> Iterator[tuple[str, os.stat_result]]:
    for entry in _entries(folder):
        path = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{path}/")
        elif entry.is_file() or entry.is_symlink():
            try:
                yield path, entry.stat()
            except OSError:  # a link to nothing
                yield path, entry.stat(follow_symlinks=False)


def _folders(folder: Path, above: str = "") -> Iterator[str]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield f"{above}{entry.name}"
            yield from _folders(Path(entry.path), f"{above}{entry.name}/")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [one for one in entries if not one.name.startswith(".")]
