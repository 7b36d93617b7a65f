"""Files whose scenarios are being brought into a course: kept until they are finished with.

Kept are a file's own content and what was decided about its scenarios, so that they are understood
again when the course has changed, or when it was said what a column means.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from answerable.build.studio.database import Database
from answerable.source.read.positions import Value


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one scenario of a file.

    `fields` are those that were corrected, with what a scenario file is to have there; None for one
    to leave out. `module` is the folder or title of its module, "" for what the file says. `taken`
    is the path of the scenario that it has become, "" if it isn't in the course.
    """

    fields: Mapping[str, Value] = field(default_factory=dict)
    module: str = ""
    is_left: bool = False
    taken: str = ""


class Bundle(NamedTuple):
    """A file with scenarios. `module` is for those of which nothing says where they belong."""

    number: int
    name: str
    content: bytes
    module: str
    decisions: Mapping[str, Decision]

    def decision(self, place: str) -> Decision:
        """What was decided about the scenario at a place."""
        return self.decisions.get(place, Decision())


def add(database: Database, folder: Path, name: str, content: bytes) -> int:
    """Keep a file for the course in a folder. Returns its number."""
    with database.transaction() as connection:
        made = connection.execute(
            "INSERT INTO bundle (folder, name, content, module) VALUES (?, ?, ?, '')",
            (str(folder), name, content),
        )
        return made.lastrowid or 0


def names(database: Database, folder: Path) -> Sequence[tuple[int, str]]:
    """The files that are kept for a course: their numbers and names, the latest first."""
    with database.transaction() as connection:
        return connection.execute(
            "SELECT number, name FROM bundle WHERE folder = ? ORDER BY number DESC", (str(folder),)
        ).fetchall()


def bundle(database: Database, folder: Path, number: int) -> Bundle | None:
    """A file that is kept for a course; None if there is none with this number."""
    with database.transaction() as connection:
        found = connection.execute(
            "SELECT name, content, module FROM bundle WHERE folder = ? AND number = ?",
            (str(folder), number),
        ).fetchone()
        rows = connection.execute(
            "SELECT place, fields, module, is_left, taken FROM bundled_scenario WHERE bundle = ?",
            (number,),
        )
        decisions = {
            place: Decision(json.loads(fields), module, bool(is_left), taken)
            for place, fields, module, is_left, taken in rows
        }
    if found is None:
        return None
    name, content, module = found
    return Bundle(number, name, content, module, decisions)


def decide(database: Database, number: int, decisions: Mapping[str, Decision]) -> None:
    """Keep what was decided about scenarios of a file, by their places."""
    with database.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO bundled_scenario VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, place, json.dumps(one.fields), one.module, one.is_left, one.taken)
                for place, one in decisions.items()
            ),
        )


def choose_module(database: Database, number: int, module: str) -> None:
    """Keep where scenarios of a file belong of which nothing says it."""
    with database.transaction() as connection:
        connection.execute("UPDATE bundle SET module = ? WHERE number = ?", (module, number))


def remove(database: Database, number: int) -> None:
    """Forget a file, and what was decided about it."""
    with database.transaction() as connection:
        connection.execute("DELETE FROM bundled_scenario WHERE bundle = ?", (number,))
        connection.execute("DELETE FROM bundle WHERE number = ?", (number,))
