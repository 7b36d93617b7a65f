"""Every save: it can be undone, also after the program has been restarted."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.build.studio.database import Database
from answerable.source.write.changes import FileChange, write

KEPT = 2000
"""How many saves of a course are kept; the oldest ones go first."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file before and after a save; None if it didn't exist. `path` is within the course's
    folder.
    """

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Save:
    """One save: its number, when it was made (seconds since 1970), what it was about, its files."""

    number: int
    at: float
    what: str
    files: tuple[SavedFile, ...]


class ChangedSinceError(Exception):
    """A file is no longer as a save left it, so that undoing the save would lose what came after.

    `path` is within the course's folder.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def save(database: Database, folder: Path, changes: Sequence[FileChange], what: str) -> int:
    """Write changes to a course's files, all or none, and keep how they were before. Returns the
    number of the save.

    Raises `OSError` as `write` does; then nothing has changed.
    """
    files = [
        (os.path.relpath(one.path, folder).replace(os.sep, "/"), one.before, one.content)
        for one in changes
    ]
    with database.transaction() as connection:
        made = connection.execute(
            "INSERT INTO save (folder, at, what, done) VALUES (?, ?, ?, 0)",
            (str(folder), time.time(), what),
        )
        number = made.lastrowid or 0
        connection.executemany(
            "INSERT INTO saved_file VALUES (?, ?, ?, ?)", ((number, *one) for one in files)
        )
    try:
        write(changes)
    except BaseException:
        _forget(database, number)
        raise
    with database.transaction() as connection:
        connection.execute("UPDATE save SET done = 1 WHERE number = ?", (number,))
    _forget_the_oldest(database, folder)
    return number


def saves(database: Database, folder: Path, since: float = 0) -> list[Save]:
    """The saves of a course since a time, the newest first."""
    with database.transaction() as connection:
        rows = connection.execute(
            "SELECT number, at, what FROM save WHERE folder = ? AND at >= ? AND done "
            "ORDER BY number DESC",
            (str(folder), since),
        ).fetchall()
        return [
            Save(
                number,
                at,
                what,
                tuple(
                    SavedFile(*file)
                    for file in connection.execute(
                        "SELECT path, before, after FROM saved_file WHERE save = ?", (number,)
                    )
                ),
            )
            for number, at, what in rows
        ]


def settle(database: Database, folder: Path) -> None:
    """Decide on saves during which the program was killed: those whose files were written are
    saves, the others were none.
    """
    with database.transaction() as connection:
        rows = connection.execute(
            "SELECT number FROM save WHERE folder = ? AND NOT done", (str(folder),)
        ).fetchall()
        files = {
            number: connection.execute(
                "SELECT path, after FROM saved_file WHERE save = ?", (number,)
            ).fetchall()
            for (number,) in rows
        }
    for number, written in files.items():
        if all(_content(folder / path) == after for path, after in written):
            with database.transaction() as connection:
                connection.execute("UPDATE save SET done = 1 WHERE number = ?", (number,))
        else:
            _forget(database, number)


def undo(database: Database, folder: Path, one: Save, what: str) -> None:
    """Write the files as they were before a save, which is a save itself.

    Raises `ChangedSinceError` if one has changed since, and `OSError`.
    """
    changes = []
    for file in one.files:
        path = folder / file.path
        if _content(path) != file.after:
            raise ChangedSinceError(file.path)
        changes.append(FileChange(path, file.after, file.before))
    save(database, folder, changes, what)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _forget(database: Database, number: int) -> None:
    with database.transaction() as connection:
        connection.execute("DELETE FROM saved_file WHERE save = ?", (number,))
        connection.execute("DELETE FROM save WHERE number = ?", (number,))


def _forget_the_oldest(database: Database, folder: Path) -> None:
    with database.transaction() as connection:
        last = connection.execute(
            "SELECT number FROM save WHERE folder = ? ORDER BY number DESC LIMIT 1 OFFSET ?",
            (str(folder), KEPT),
        ).fetchone()
        old = (str(folder), last[0] if last else 0)
        connection.execute(
            "DELETE FROM saved_file WHERE save IN "
            "(SELECT number FROM save WHERE folder = ? AND number <= ?)",
            old,
        )
        connection.execute("DELETE FROM save WHERE folder = ? AND number <= ?", old)
