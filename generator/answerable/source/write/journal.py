"""What is going to happen to several files, noted before it happens, so that it can be undone."""

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
    """A file that changes: its path from the folder of the course, the name of the old file in the
    workplace (None for a file that is new), and the hash of the new content.
    """

    path: str
    old: str | None
    after: str

    def is_changed(self, target: Path) -> bool:
        """Whether the file holds what the command has written."""
        return _hash_of_file(target) == self.after

    def is_unchanged(self, target: Path, work: Path) -> bool:
        """Whether the file is still as the command found it."""
        before = _hash_of_file(work / self.old) if self.old else None
        return _hash_of_file(target) == before


@dataclass(frozen=True, slots=True)
class Journal:
    """All files that change together, and the folders made for them, the outermost first."""

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
        """Take the journal away: from now on, the changes are there permanently."""
        (work / _FILE).unlink(missing_ok=True)
        (work / _RUN).unlink(missing_ok=True)


def read_journal(work: Path) -> Journal | None:
    """The journal that a run on this machine has left, None if there is none.

    One that came with somebody's files is left unread: a course must not tell a command what to
    change.
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
    """Whether a journal is there that no run on this machine has left."""
    return os.path.lexists(work / _FILE) and read_journal(work) is None


def _journal(noted: Any) -> Journal:
    """Raises `ValueError` for paths that point outside the folder."""
    entries = tuple(JournalEntry(str(path), old, str(after)) for path, old, after in noted["files"])
    folders = tuple(map(str, noted["folders"]))
    for path in (*(one.path for one in entries), *folders):
        if PurePath(path).is_absolute() or ".." in PurePath(path).parts:
            raise ValueError(path)
    for one in entries:
        if one.old is not None and not _OLD.fullmatch(one.old):
            raise ValueError(one.old)
    return Journal(entries, folders)


def keep(file: Path, name: Path) -> None:
    """Give a file a second name, under which its content stays when the file is replaced."""
    try:
        os.link(file, name)
    except OSError:  # another file system, or one without second names
        shutil.copy2(file, name)


def hash_of(content: bytes) -> str:
    """By what a content is known."""
    return hashlib.sha256(content).hexdigest()


def _hash_of_file(file: Path) -> str | None:
    try:
        return hash_of(file.read_bytes())
    except OSError:
        return None


def _run(work: Path) -> str:
    """What no copy of a workplace has: the number of a file in it on this disk, and when that was
    made, to the nanosecond. The file stays until the journal has ended.
    """
    status = (work / _RUN).stat(follow_symlinks=False)
    return f"{status.st_ino} {status.st_ctime_ns}"
