"""Makes a new course: the author's answers, its files, and writing those that don't exist yet."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable import __version__
from answerable.authoring.scaffold import templates
from answerable.authoring.scaffold.topics import TOPICS
from answerable.model.schema import schemas
from answerable.source.read.names import as_course_id
from answerable.source.write.changes import FileChange, write

THIS_MACHINE = "http://127.0.0.1:8000/"
OWNER = "Training team"

REVIEW_AFTER = datetime.timedelta(days=365)
_COURSE = "scenarios/"
_PROGRAMS = (".sh", ".command")
"""Endings of files that are to be started by a double click."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The author's answers. `url` is where the course will be published; `topic` is one of
    `TOPICS`.
    """

    title: str
    owner: str = OWNER
    url: str = THIS_MACHINE
    topic: str = TOPICS[0]


@dataclass(frozen=True, slots=True)
class Created:
    """The files that were written, and those that already existed; relative to the course."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def default_title(folder: Path) -> str:
    """A title made from the folder's name: `my-course` gives “My course”."""
    words = " ".join(folder.resolve().name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or "My course"


def course_files(answers: Answers, today: datetime.date, requirement: str | None) -> dict[str, str]:
    """All files of a new course, by path. `today` is for review dates.

    `requirement` is how pip finds this program, None if it is only on this computer.
    """
    url = answers.url if answers.url.endswith("/") else f"{answers.url}/"
    values = {
        "id": as_course_id(answers.title),
        "title": answers.title,
        "owner": answers.owner,
        "url": url,
        "review_by": (today + REVIEW_AFTER).isoformat(),
        "requirement": requirement,
        "version": __version__,
    }
    files = {}
    for name, path in templates.names(answers.topic):
        is_of_course = path.startswith(_COURSE) and path.endswith(".yml")
        files[path] = (
            templates.render_course_file(name, path, **values)
            if is_of_course
            else templates.render(name, **values)
        )
    for path in files:
        if path.endswith(".bat"):
            files[path] = files[path].replace("\n", "\r\n")
    return files | {_COURSE + name: text for name, text in schemas().items()}


def create(folder: Path, files: Mapping[str, str]) -> Created:
    """Write the files that don't exist yet. Existing files are never touched.

    A course folder that already has scenarios gets no examples. Raises `OSError` if something can't
    be written; then everything written so far is removed.
    """
    own = {path for path in files if path.startswith(_COURSE) and not path.endswith(".json")}
    has_course = any((folder / "scenarios").rglob("*.y*ml"))
    kept = [path for path in files if os.path.lexists(folder / path)]
    written = [path for path in files if path not in kept and not (has_course and path in own)]
    write([FileChange(folder / path, None, files[path]) for path in written])
    for path in written:
        if path.endswith(_PROGRAMS):
            (folder / path).chmod(0o755)
    return Created(tuple(written), tuple(kept))
