"""Order modules and scenarios, and report where course.yml and the folder differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from answerable.diagnostics import Diagnostic, Edit, Location, Severity
from answerable.model import CourseFile, ModuleEntry
from answerable.source.read.draft import Draft
from answerable.source.read.names import did_you_mean, is_id, title_of
from answerable.source.read.positions import Keys, Source

OrderedModule: TypeAlias = tuple[ModuleEntry, list[Draft]]
"""A module with its scenarios in order."""


def collisions(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Yield AN309 for every scenario whose id is already used by another one."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.id, draft)
        if other is not draft:
            message = f"The id `{draft.id}` is already taken by {other.file.as_posix()}."
            hint = "ids must be unique in the whole course: rename one of the two files"
            where = draft.source.at("id") if draft.source.value else draft.whole
            yield _error("AN309", message, where, hint)


def alias_collisions(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Yield AN317 for every earlier id that another scenario has, or had."""
    taken = {draft.id: draft for draft in reversed(drafts)}
    for draft in drafts:
        for place, alias in enumerate(draft.aliases):
            if alias in taken:
                message = f"The earlier id `{alias}` is taken by {taken[alias].file.as_posix()}."
                hint = "saved answers would belong to two scenarios: remove one of the two"
                yield _error("AN317", message, draft.source.at("aliases", place), hint)
            taken.setdefault(alias, draft)


class CourseOrder:
    """Puts modules and scenarios in the order of course.yml, and reports where the two differ.

    `known` is False if course.yml could not be read: then nothing is reported about it.
    """

    def __init__(
        self, source: Source, file: CourseFile, drafts: Sequence[Draft], known: bool
    ) -> None:
        self.source = source
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self._known = known
        self._by_module: dict[str, dict[str, Draft]] = {}
        self._module_of: dict[str, str] = {}
        for draft in drafts:
            self._by_module.setdefault(draft.module, {}).setdefault(draft.id, draft)
            self._module_of.setdefault(draft.id, draft.module)

    def modules(self, folders: Mapping[str, Sequence[Path]]) -> list[OrderedModule]:
        """All modules with their scenarios in order."""
        entries: dict[str, OrderedModule] = {}
        for place, entry in enumerate(self.file.modules):
            keys = ("modules", place, "folder")
            if entry.folder in entries:
                self._listed_twice(entry.folder, keys)
            elif entry.folder not in folders:
                self._no_folder(entry.folder, keys, folders)
            else:
                entries[entry.folder] = (entry, self._scenarios(place, entry))
                if not folders[entry.folder]:
                    self._empty(entry.folder, keys)
        for name, files in folders.items():
            if files and name not in entries and is_id(name):
                if self.file.modules:
                    self._not_listed(name, files[0].parent)
                entry = ModuleEntry(folder=name, title=title_of(name))
                entries[name] = (entry, list(self._by_module.get(name, {}).values()))
        return list(entries.values())

    def _scenarios(self, place: int, entry: ModuleEntry) -> list[Draft]:
        rest = dict(self._by_module.get(entry.folder, {}))
        ordered: dict[str, Draft] = {}
        for number, scenario_id in enumerate(entry.scenarios):
            keys = ("modules", place, "scenarios", number)
            if scenario_id in ordered:
                self._listed_twice(scenario_id, keys)
            elif draft := rest.pop(scenario_id, None):
                ordered[scenario_id] = draft
            else:
                self._no_scenario(scenario_id, entry.folder, keys)
        if entry.scenarios:
            for draft in rest.values():
                message = f"course.yml doesn't list the scenario `{draft.id}`, so it comes last."
                hint = f"add `- {draft.id}` to the scenarios of the module `{entry.folder}`"
                where = draft.whole
                fix = self._entry_below(("modules", place, "scenarios"), entry, draft.id)
                self._add(Diagnostic("AN314", Severity.WARNING, message, where, hint, fix))
        return [*ordered.values(), *rest.values()]

    def _entry_below(self, keys: Keys, entry: ModuleEntry, name: str) -> tuple[Edit, ...]:
        """The edit that lists one more scenario after the last one, if each has its own line."""
        last = self.source.values[*keys, len(entry.scenarios) - 1]
        line = self.source.lines[last.line - 1]
        start = line[: last.column - 1]
        if start.strip() != "-":
            return ()
        end = (last.line, len(line) + 1)
        return (Edit(self.source.path, *end, *end, f"\n{start}{name}"),)

    def _add(self, diagnostic: Diagnostic) -> None:
        if self._known:
            self.diagnostics.append(diagnostic)

    def _listed_twice(self, name: str, keys: tuple[str | int, ...]) -> None:
        message = f"`{name}` is listed a second time."
        self._add(_error("AN310", message, self.source.at(*keys), "delete one of the two"))

    def _no_folder(
        self, name: str, keys: tuple[str | int, ...], folders: Mapping[str, Sequence[Path]]
    ) -> None:
        hint = did_you_mean(name, folders, "create it, or delete the module here")
        message = f"There is no folder `{name}`."
        self._add(_error("AN311", message, self.source.at(*keys), hint))

    def _not_listed(self, name: str, folder: Path) -> None:
        message = f"course.yml doesn't list the module `{name}`, so it comes last."
        hint = f"add it to the modules:\n  - folder: {name}\n    title: …"
        self._add(_warning("AN312", message, Location(folder.as_posix()), hint))

    def _empty(self, name: str, keys: tuple[str | int, ...]) -> None:
        message = f"The module `{name}` has no scenarios."
        hint = "put a scenario file in its folder, or delete the module here"
        self._add(_warning("AN315", message, self.source.at(*keys), hint))

    def _no_scenario(self, name: str, module: str, keys: tuple[str | int, ...]) -> None:
        if other := self._module_of.get(name):
            hint = f"it is in the folder `{other}`: list it there, or move the file"
        else:
            missing = f"create the file `{module}/{name}.yml`, or delete the line"
            hint = did_you_mean(name, self._by_module.get(module, {}), missing)
        message = f"There is no scenario `{name}` in the folder `{module}`."
        self._add(_error("AN313", message, self.source.at(*keys), hint))


def _error(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, location, hint)


def _warning(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, location, hint)
