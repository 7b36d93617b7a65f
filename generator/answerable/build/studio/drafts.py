"""What was typed and isn't saved yet: the next text of a file, and what it began from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from answerable.build.studio.database import Database


class Unsaved(NamedTuple):
    """A file's next text, and the content that the file had when its author began."""

    base: bytes
    text: str


def is_saved(unsaved: Unsaved) -> bool:
    """Whether it is what the file has already."""
    return unsaved.text.encode() == unsaved.base


def unsaved_in(database: Database, folder: Path) -> Mapping[str, Unsaved]:
    """What isn't saved yet of a course, by the path of its file within the course's folder."""
    with database.transaction() as connection:
        rows = connection.execute(
            "SELECT path, base, text FROM draft WHERE folder = ?", (str(folder),)
        )
        return {path: Unsaved(base, text) for path, base, text in rows}


def keep(database: Database, folder: Path, path: str, unsaved: Unsaved) -> None:
    """Keep what was typed, in place of what was kept of that file before."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)",
            (str(folder), path, unsaved.base, unsaved.text),
        )


def drop(database: Database, folder: Path, path: str) -> None:
    """Forget what was typed, after it was saved or given up."""
    with database.transaction() as connection:
        connection.execute("DELETE FROM draft WHERE folder = ? AND path = ?", (str(folder), path))


def move(database: Database, folder: Path, path: str, target: str) -> None:
    """Let what was typed in a file follow it to another path."""
    with database.transaction() as connection:
        connection.execute(
            "UPDATE OR REPLACE draft SET path = ? WHERE folder = ? AND path = ?",
            (target, str(folder), path),
        )
