"""A course's table of contents: its modules and scenarios in order, and the files that they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.i18n import N_
from answerable.model import CourseFile
from answerable.source.read.folder import course_files
from answerable.source.read.languagefiles import language_of
from answerable.source.read.names import as_id, numbered_id, title_of
from answerable.source.read.positions import Source, Value
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields

BY_HAND = N_("course.yml can’t be changed here. Change it as a text.")


class NotPossibleError(ValueError):
    """Something can't be arranged like that. The message is marked for translation."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario: its id, its file, and its fields, empty if they can't be read."""

    id: str
    file: Path
    source: Source

    @property
    def module(self) -> str:
        """The folder of its module."""
        return self.file.parent.name


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents. `course` is course.yml with its `content`, None without such a file.

    `entries` are the modules as course.yml has them, or as they would be there.
    """

    folder: Path
    course: Source | None
    content: bytes
    entries: tuple[dict[str, Value], ...]
    scenarios: tuple[Listed, ...]

    def of_module(self, module: str) -> list[Listed]:
        """The scenarios of a module in order. Those that its list lacks come last."""
        found = {one.id: one for one in self.scenarios if one.module == module}
        listed = next((one.get("scenarios") for one in self.entries if name(one) == module), None)
        order = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        return [found[one] for one in dict.fromkeys([*order, *found]) if one in found]

    def at(self, path: str) -> Listed:
        """The scenario whose file has this path in the course's folder. Raises `KeyError`."""
        for one in self.scenarios:
            if one.file.relative_to(self.folder).as_posix() == path:
                return one
        raise KeyError(path)

    def with_entries(self, entries: Sequence[dict[str, Value]]) -> FileChange:
        """The change to course.yml for other modules. Raises `NotPossibleError`."""
        if self.course is None or self.course.value is None:
            raise NotPossibleError(BY_HAND)
        value: Any = list(entries)
        text = with_fields(self.course, self.content.decode(), {"modules": value}, CourseFile)
        if text is None:
            raise NotPossibleError(BY_HAND)
        return FileChange(Path(self.course.path), self.content, text)

    def with_order(self, orders: dict[str, list[str]]) -> list[FileChange]:
        """The change to course.yml for other ids in some modules, by folder; none if the order of
        file names is the same.
        """
        changed = []
        for entry in self.entries:
            ids: list[Value] = list(orders.get(name(entry), ()))
            is_by_name = not isinstance(entry.get("scenarios"), list)
            if name(entry) not in orders or (is_by_name and ids == sorted(map(str, ids))):
                changed.append(entry)
            else:
                changed.append({**entry, "scenarios": ids} if ids else _without_list(entry))
        return [] if tuple(changed) == self.entries else [self.with_entries(changed)]


def contents_of(folder: Path) -> Contents:
    """Read the table of contents of a course's folder. Raises `OSError`."""
    files = course_files(folder)
    file = files.course[0] if len(files.course) == 1 else None
    content = file.read_bytes() if file else b""
    course = parse(content, file.as_posix()) if file else None
    written = (course.value or {}).get("modules") if course else None
    entries = [one for one in written if isinstance(one, dict)] if isinstance(written, list) else []
    if not entries:
        entries = [{"folder": one, "title": title_of(one)} for one in files.modules]
    scenarios = [
        _placed(one, parse(one.read_bytes(), one.as_posix()))
        for module in files.modules.values()
        for one in module
    ]
    return Contents(folder, course, content, tuple(entries), tuple(scenarios))


def name(entry: dict[str, Value]) -> str:
    """The folder of a module's entry."""
    folder = entry.get("folder")
    return folder if isinstance(folder, str) else ""


def translations(file: Path) -> dict[str, Path]:
    """The translations of a scenario's file, by language."""
    return {
        language: one
        for one in sorted(file.parent.glob(f"{file.stem}.*.y*ml"))
        if (language := language_of(one)) and one.stem == f"{file.stem}.{language}"
    }


def free_id(contents: Contents, title: str) -> str:
    """An id for a new scenario that no other one has or had, made from its title."""
    return numbered_id(as_id(title), taken(contents).__contains__)


def taken(contents: Contents) -> set[str]:
    """The ids that scenarios have or had."""
    found = set()
    for one in contents.scenarios:
        aliases = (one.source.value or {}).get("aliases")
        found |= {one.id, one.file.stem}
        found |= (
            {alias for alias in aliases if isinstance(alias, str)}
            if isinstance(aliases, list)
            else set()
        )
    return found


def _placed(file: Path, source: Source) -> Listed:
    own = (source.value or {}).get("id")
    return Listed(own if isinstance(own, str) and own else file.stem, file, source)


def _without_list(entry: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in entry.items() if key != "scenarios"}
