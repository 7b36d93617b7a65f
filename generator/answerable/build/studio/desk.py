"""A course that is open in the studio: its files with what isn't saved yet, checked and previewed.

What is typed is put into a copy of the course's folder (`source.storage.mirror`). The check and the
preview read that copy just as they read any course, so nothing is known of forms there.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from answerable.build.mkdocs.project import Project, load_project
from answerable.build.mkdocs.trust import is_allowed
from answerable.build.preview.rebuild import Rebuilder
from answerable.build.preview.state import Board, State
from answerable.build.preview.watch import PAUSE, Watch
from answerable.build.studio import drafts
from answerable.build.studio.database import Database
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.jobs import BUILDING, Jobs
from answerable.checks.cache import cache_file
from answerable.checks.cached import cached_look
from answerable.checks.check import Checked, check_folder
from answerable.diagnostics import Diagnostic, Edit, Location
from answerable.source.storage.mirror import Mirror


@dataclass
class Desk:
    """An open course. `work` is a folder of its own for copies and previews.

    `project` raises `BuildFailed` if mkdocs.yml is wrong.
    """

    config_file: Path
    database: Database
    work: Path
    base: str
    board: Board = field(default_factory=Board)
    writing: threading.RLock = field(default_factory=threading.RLock)
    """Held by whoever reads what isn't saved in order to change it."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _typed: threading.Event = field(default_factory=threading.Event)

    @property
    def key(self) -> str:
        """What the addresses of this course have in place of its folder."""
        return key_of(self.config_file.parent)

    @property
    def project(self) -> Project:
        return load_project(self.config_file)

    @cached_property
    def folder(self) -> Path:
        """The course's folder, with course.yml."""
        return self.project.course_folder.absolute()

    @cached_property
    def _mirror(self) -> Mirror:
        return Mirror(self.folder, self.work / self.key / self.folder.name)

    @cached_property
    def jobs(self) -> Jobs:
        """What is being made from the course, or was."""
        return Jobs(self.work / self.key / "made")

    @property
    def unsaved(self) -> Mapping[str, Unsaved]:
        """What isn't saved yet, by the path of its file in the course's folder."""
        return drafts.unsaved_in(self.database, self.folder)

    def text(self, path: str) -> str:
        """The text of a file as it would be saved now. Raises `OSError`, `ValueError`."""
        unsaved = self.unsaved.get(path)
        return unsaved.text if unsaved else (self.folder / path).read_bytes().decode("utf-8-sig")

    def copied(self) -> Path:
        """The folder with the course as it would be saved now. Raises `OSError`."""
        with self._lock:
            self._mirror.follow({path: one.text.encode() for path, one in self.unsaved.items()})
            return self._mirror.copy

    def check(self) -> Checked:
        """Everything that is wrong with the course as it would be saved now.

        Locations have paths within the course's folder.
        """
        folder = self.copied()
        look = partial(cached_look, cache_file(folder), 1)
        with self._lock:
            checked = check_folder(folder, datetime.date.today(), look)
        return replace(checked, diagnostics=_within(folder, checked.diagnostics))

    def begin(self) -> None:
        """Keep a preview of the course up to date, in a thread of its own."""
        threading.Thread(target=self._follow, daemon=True, name=f"preview {self.key}").start()

    def stop(self) -> None:
        """Stop following the course."""
        self._stopped.set()

    def renew(self) -> None:
        """Make the preview again, although nothing was typed."""
        self._typed.set()

    def keep(self, path: str, unsaved: Unsaved | None) -> None:
        """Keep what was typed in a file; None if all of it is saved or given up."""
        if unsaved is None:
            drafts.drop(self.database, self.folder, path)
        else:
            drafts.keep(self.database, self.folder, path, unsaved)
        self._typed.set()

    def _follow(self) -> None:
        watch = Watch()
        builder = Rebuilder(
            self.config_file,
            self.work / self.key / "pages",
            self.base,
            lambda: self._typed.is_set() or watch.changed(),
            is_allowed,
            course=lambda _: self.copied(),
        )
        while not self._stopped.is_set():
            self._typed.clear()
            watch.note()
            with contextlib.suppress(OSError, sqlite3.Error):  # moved, or gone, for the moment
                self._build(builder)
                watch.paths = (*builder.paths, self.folder)
            while not (self._stopped.is_set() or self._typed.wait(PAUSE) or watch.changed()):
                pass

    def _build(self, builder: Rebuilder) -> None:
        before = self.board.state
        for state in _building(builder.build(before)):
            problems = _within(self._mirror.copy, state.problems)
            state = replace(state, problems=problems)
            if before.locales:
                self.board.publish(state)
        if not before.locales:
            self.board.publish(state)


def _building(states: Iterator[State]) -> Iterator[State]:
    """The states of a preview, each of which is made while nothing else is built."""
    while True:
        with BUILDING:
            state = next(states, None)
        if state is None:
            return
        yield state


def versions_of(state: State) -> str:
    """What tells one preview from the next, in all of its languages."""
    return ",".join(f"{locale}{built.version}" for locale, built in state.locales.items())


def key_of(folder: Path) -> str:
    """The name of a project's folder in addresses: nothing that tells of this computer."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]


def _within(folder: Path, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings whose paths begin in the course's folder, wherever its copy is."""
    start = f"{folder.as_posix()}/"

    def path(name: str) -> str:
        return name.removeprefix(start)

    def place(where: Location) -> Location:
        return replace(where, path=path(where.path))

    def edit(one: Edit) -> Edit:
        return replace(one, path=path(one.path))

    return tuple(
        replace(one, location=place(one.location), fix=tuple(map(edit, one.fix))) for one in found
    )
