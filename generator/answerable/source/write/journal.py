"""Record changes to several files before they happen, so that they can be undone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from answerable.source.storage.files import write_file

_FILE = "journal.json"
_RUN = "run"
_OLD = re.compile(r"[0-9]+\.old")
_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A file that changes: its path relative to the course folder, the name of the old file in the
    workplace (None for a new file), and the hash of the new content (None for a removed file).
    """

    path: str
    old: str | None
    after: str | None

    def is_changed(self, target: Path) -> bool:
        """Whether the file contains what the command has written."""
        return _hash_of_file(target) == self.after

    def is_unchanged(self, target: Path, work: Path) -> bool:
        """Whether the file is still as the command found it."""
        before = _hash_of_file(work / self.old) if self.old else None
        return _hash_of_file(target) == before


@dataclass(frozen=True, slots=True)
class Journal:
    """All files that change together, and the folders made for them, outermost first."""

    entries: tuple[JournalEntry, ...]
    folders: tuple[str, ...]

    def write(self, work: Path) -> None:
        """Put the journal into the workplace: from now on, the changes can be undone."""
        (work / _RUN).unlink(missing_ok=True)
        (work / _RUN).touch()
        entries = [[one.path, one.old, one.after] for one in self.entries]
        noted = {"run": _run(work), "files": entries, "folders": self.folders}
        write_file(work / _FILE, json.dumps(noted).encode())

    @staticmethod
    def end(work: Path) -> None:
        """Remove the journal: from now on, the changes are permanent."""
        (work / _FILE).unlink(missing_ok=True)
        (work / _RUN).unlink(missing_ok=True)


def read_journal(work: Path) -> Journal | None:
    """Return the journal that a run on this computer has left, or None if there is none.

    A journal that came along with somebody's files is ignored: a course must not tell a command
    what to change.
    """
    file = work / _FILE
    try:
        if file.stat().st_size > _MAX_BYTES:
            return None
        noted = json.loads(file.read_bytes())
        return _journal(noted) if noted["run"] == _run(work) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def is_foreign(work: Path) -> bool:
    """Whether there is a journal that wasn't left by a run on this computer."""
    return os.path.lexists(work / _FILE) and read_journal(work) is None


def _journal(noted: Any) -> Journal:
    """Rebuild a journal from JSON. Raises `ValueError` for paths that point outside the folder."""
    entries = tuple(JournalEntry(str(path), old, after) for path, old, after in noted["files"])
    folders = tuple(map(str, noted["folders"]))
    for path in (*(one.path for one in entries), *folders):
        if PurePath(path).is_absolute() or ".." in PurePath(path).parts:
            raise ValueError(path)
    for one in entries:
        if one.old is not None and not _OLD.fullmatch(one.old):
            raise ValueError(one.old)
    return Journal(entries, folders)


def keep(file: Path, name: Path) -> None:
    """Give a file a second name, under which its content remains when the file is replaced."""
    try:
        os.link(file, name)
    except OSError:  # another file system, or one without hard links
        shutil.copy2(file, name)


def hash_of(content: bytes) -> str:
    """Return the hash that identifies a content."""
    return hashlib.sha256(content).hexdigest()


def _hash_of_file(file: Path) -> str | None:
    try:
        return hash_of(file.read_bytes())
    except OSError:
        return None


def _run(work: Path) -> str:
    """Return what no copy of a workplace can share: the inode number of a file in it and the time
    it was made, in nanoseconds. The file stays until the journal has ended.
    """
    status = (work / _RUN).stat(follow_symlinks=False)
    return f"{status.st_ino} {status.st_ctime_ns}"
