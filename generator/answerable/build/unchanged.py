"""Remembers builds, so that one that would make the published site again needn't run.

A build is remembered by everything that it read, and by the folder that it left. So nothing can be
out of date: after any change, also one by hand in the published folder, no build is remembered.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from answerable.build.mkdocs.programs import programs_of
from answerable.build.mkdocs.project import Project
from answerable.diagnostics import Diagnostic
from answerable.source.storage.kept import hash_of, keep, known_value

_SECOND = 1_000_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class Build:
    """A build of a site. `read` is a hash of all that it reads; empty if nobody can know that."""

    read: str

    def known_notes(self, published: Path) -> tuple[Diagnostic, ...] | None:
        """The warnings and notes of the build that has left this folder as it is, if it read the
        same; else None.
        """
        known = known_value(_KIND, self._key(published)) if self.read else None
        if known is None:
            return None
        left, notes = known
        same: tuple[Diagnostic, ...] | None = notes if left == _left_in(published) else None
        return same

    def remember(self, published: Path, notes: tuple[Diagnostic, ...]) -> None:
        """Remember that this build has just left the folder as it is, with these notes."""
        if self.read and (left := _left_in(published)):
            keep(_KIND, self._key(published), (left, notes))

    def _key(self, published: Path) -> tuple[bytes, ...]:
        return os.fsencode(published), self.read.encode()


_KIND = "builds"


def build_of(project: Project, *options: object) -> Build:
    """The build of a project as it is now; `options` are what else decides the result."""
    if programs_of(project).found:
        return Build("")  # they may read anything
    # Messages name files relative to the current folder. Settings may be variables' values.
    parts = [repr((Path.cwd(), project.config_file, project.settings.values, options))]
    with contextlib.suppress(OSError):  # the build itself says which file can't be read
        parts += [f"{file} {hash_of(file.read_bytes())}" for file in _files(project)]
        return Build(hash_of("\n".join(parts).encode()))
    return Build("")


def _files(project: Project) -> Iterator[Path]:
    """All files that a site is made from. Links are followed, but each folder is visited once."""
    seen: set[str] = set()
    for source in project.sources:
        if source.is_file():
            yield source
        for place, folders, names in os.walk(source, followlinks=True):
            seen.add(os.path.realpath(place))
            inner = [(name, os.path.realpath(Path(place, name))) for name in folders]
            folders[:] = sorted(name for name, real in inner if real not in seen)
            files = (Path(place, name) for name in sorted(names))
            yield from (file for file in files if file.is_file())  # reading a pipe would never end


def _left_in(folder: Path) -> str:
    """A hash of what identifies all files in a folder without reading them.

    Empty without a folder, and where the clock has steps of a second: a file may be changed twice
    within one.
    """
    found: list[str] = []
    times: list[int] = []
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    found.append(entry.path)
                    continue
                one = entry.stat(follow_symlinks=False)
                times.append(one.st_ctime_ns)
                said = one.st_ino, one.st_mode, one.st_size, one.st_mtime_ns, one.st_ctime_ns
                found.append(f"{entry.path} {said}")
    if all(time % _SECOND == 0 for time in times):
        return ""
    return hash_of("\n".join(sorted(found)).encode())
