"""One run of the studio: the courses that are open, and what all of its pages need."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from answerable.build.studio import history
from answerable.build.studio.access import PREVIEWS, Keys
from answerable.build.studio.database import Database
from answerable.build.studio.desk import Desk, key_of
from answerable.source.write.changes import undo_interrupted

CONFIG = "mkdocs.yml"


def remember(database: Database, folder: Path) -> str:
    """Put a project's folder on the list of courses. Returns its key."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO course VALUES (?, ?)", (str(folder.resolve()), time.time())
        )
    return key_of(folder)


@dataclass
class Studio:
    """The open courses by their keys. `work` is a folder for copies and previews; `url` is the
    studio's own address, with a slash at its end.
    """

    database: Database
    work: Path
    url: str
    keys: Keys = field(default_factory=Keys)
    _desks: dict[str, Desk] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def entrance(self) -> str:
        """The address that lets a browser in."""
        return f"{self.url}?token={self.keys.token}"

    def remember(self, folder: Path) -> str:
        """Put a project's folder on the list of courses. Returns its key."""
        return remember(self.database, folder)

    def forget(self, key: str) -> None:
        """Take a course off the list; its files stay."""
        with self.database.transaction() as connection:
            for folder in self.folders:
                if key_of(folder) == key:
                    connection.execute("DELETE FROM course WHERE folder = ?", (str(folder),))

    @property
    def folders(self) -> Sequence[Path]:
        """The projects that were opened and still exist, the latest first."""
        with self.database.transaction() as connection:
            rows = connection.execute("SELECT folder FROM course ORDER BY opened DESC").fetchall()
        return [Path(name) for (name,) in rows if (Path(name) / CONFIG).is_file()]

    def desk(self, key: str) -> Desk:
        """The course with this key, opened if it isn't yet. Raises `KeyError`, and `BuildFailed` if
        mkdocs.yml is wrong.
        """
        with self._lock:
            if key not in self._desks:
                folder = next((one for one in self.folders if key_of(one) == key), None)
                if folder is None:
                    raise KeyError(key)
                desk = Desk(folder / CONFIG, self.database, self.work, self.preview_of(key))
                with contextlib.suppress(OSError):  # after the power went off during a save
                    undo_interrupted([desk.folder])
                    history.settle(self.database, desk.folder)
                self._desks[key] = desk
                desk.begin()
            return self._desks[key]

    def preview_of(self, key: str) -> str:
        """The address of a course's preview."""
        return f"{self.url.rstrip('/')}{PREVIEWS}{self.keys.previews}/{key}/"

    def close(self) -> None:
        """Stop following the courses."""
        for desk in self._desks.values():
            desk.stop()
