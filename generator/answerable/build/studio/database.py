"""What the studio keeps on this computer besides the courses' own files: one SQLite database.

It holds the courses that were opened, what was typed and isn't saved yet, files whose scenarios are
being brought in, and every save. Nothing of it is in a course's folder, so a course from elsewhere
can't bring any along.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import platformdirs

_TABLES = """
CREATE TABLE IF NOT EXISTS course (folder TEXT PRIMARY KEY, opened REAL NOT NULL);
CREATE TABLE IF NOT EXISTS draft (
  folder TEXT NOT NULL, path TEXT NOT NULL, base BLOB NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (folder, path)
);
CREATE TABLE IF NOT EXISTS save (
  number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, at REAL NOT NULL,
  what TEXT NOT NULL, done INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS saved_file (
  save INTEGER NOT NULL REFERENCES save (number), path TEXT NOT NULL, before BLOB, after BLOB
);
CREATE TABLE IF NOT EXISTS bundle (
  number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, name TEXT NOT NULL,
  content BLOB NOT NULL, module TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS bundled_scenario (
  bundle INTEGER NOT NULL REFERENCES bundle (number), place TEXT NOT NULL,
  fields TEXT NOT NULL, module TEXT NOT NULL, is_left INTEGER NOT NULL, taken TEXT NOT NULL,
  PRIMARY KEY (bundle, place)
);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def usual_place() -> Path:
    """Where the database is: in the user's own folder for what programs keep."""
    return platformdirs.user_data_path("answerable") / "studio.sqlite3"


VERSION = 1
"""Of the tables; a database with a higher one is a later program's."""


def usable(file: Path) -> tuple[Database, Path | None]:
    """The database in a file. One that can't be read, or that a later program has made, is set
    aside, and its new place is returned as well. Raises `OSError`.
    """
    database = Database(file)
    try:
        with database.transaction() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("SELECT base, text FROM draft LIMIT 1")
            connection.execute("SELECT at, done FROM save LIMIT 1")
        if version <= VERSION:
            return database, None
        with database.transaction() as connection:
            connection.execute(f"PRAGMA user_version = {version}")
    except sqlite3.DatabaseError:
        pass
    aside = next(
        one for n in count(1) if not (one := file.with_name(f"{file.stem}-{n}.aside")).exists()
    )
    file.replace(aside)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    return database, aside


@dataclass(frozen=True, slots=True)
class Database:
    """The database in a file, which is made when it is first needed."""

    file: Path

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together at the end of the block, also if the power
        goes off, or not at all if it raises. Raises `sqlite3.Error`, and `OSError`.
        """
        if not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.closing(sqlite3.connect(self.file, timeout=10)) as connection:
            connection.executescript(f"PRAGMA journal_mode = WAL;{_TABLES}")
            with connection:
                yield connection

    def setting(self, name: str, default: str) -> str:
        """What was set on this computer."""
        with self.transaction() as connection:
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Remember something on this computer."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
