"""Scenarios that were found + the course they go into -> what has to be written.

New scenarios become new files, those that the course has already are compared field by field.
The reader judges everything: each scenario by itself, with its places in the file that was brought,
and at last the whole course as it would be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from answerable.diagnostics import Diagnostic, Location, Severity, in_order
from answerable.diagnostics.failure import BuildFailed
from answerable.exchange.scenarios.planning.parts import about_missing, missing, summary, to_text
from answerable.exchange.scenarios.planning.returned import (
    changed,
    exported,
    is_lacking,
    of_same_kind,
    other_kinds,
)
from answerable.exchange.scenarios.planning.translated import following
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult, Origin
from answerable.exchange.scenarios.tables.columns import (
    Column,
    columns,
    numbers_of,
    to_row,
    to_values,
)
from answerable.model import Course, CourseFile, Scenario, ScenarioFile
from answerable.model.labels import MODULE
from answerable.source.read import consistency
from answerable.source.read.fields import check
from answerable.source.read.load import COURSE_FILE, load_course
from answerable.source.read.names import (
    as_id,
    closest,
    is_id,
    is_transliterated,
    numbered_id,
    title_of,
)
from answerable.source.read.positions import Source, Value
from answerable.source.read.source import parse
from answerable.source.storage.folders import scratch_folder
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields
from answerable.source.write.folder import copy_course
from answerable.source.write.listing import listed

_SCHEMA = "scenario.schema.json"
_NO_SCENARIO_YET = {"AN303"}

ImportStatus = Literal["new", "changed", "same", "not taken"]


@dataclass(frozen=True, slots=True)
class PlannedScenario:
    """One scenario that was found, as it is shown to the person: where, what, and its fate."""

    draft: ImportedScenario
    title: str
    place: str
    state: ImportStatus
    summary: str


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. Nothing may be written if a diagnostic is an error.

    `own` are the files of scenarios that change; `seen` is how many scenarios the files hold, taken
    or not; `missing` are those that the course alone has, where a table holds most of it.
    """

    entries: list[PlannedScenario] = field(default_factory=list)
    changes: list[FileChange] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    own: set[Path] = field(default_factory=set)
    seen: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many of the scenarios that were seen are new, changed, or the same as they are."""
        return sum(entry.state != "not taken" for entry in self.entries)

    @property
    def has_errors(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


def plan_import(
    found: Sequence[ImportResult], folder: Path, *, module: str | None, incomplete: bool
) -> ImportPlan:
    """Compare what was found with the course in `folder`.

    `module` is where scenarios go whose file names none. With `incomplete`, those with missing
    parts are written with gaps to fill in. Raises `BuildFailed` if the course itself is broken.
    """
    planner = _Planner(folder, module, incomplete)
    plan = planner.plan
    plan.diagnostics += [one for each in found for one in each.diagnostics]
    for each in found:
        for draft in each.drafts:
            planner.take(draft)
    plan.seen = sum(each.seen for each in found)
    plan.missing = planner.missing()
    planner.list_in_course()
    if not plan.has_errors:
        plan.diagnostics += planner.judge()
    plan.diagnostics = list(in_order(plan.diagnostics))
    return plan


class _Planner:
    """Goes through the scenarios that were found, one by one."""

    def __init__(self, folder: Path, module: str | None, incomplete: bool) -> None:
        self.plan = ImportPlan()
        self._folder = folder
        self._module = module
        self._incomplete = incomplete
        report = load_course(folder)
        errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
        if any(one.code not in _NO_SCENARIO_YET for one in errors):
            raise BuildFailed(tuple(errors))
        self._course: Course | None = report.course
        self._course_source = report.sources[COURSE_FILE]
        self._sources = report.sources
        self._translations = report.translations
        scenarios = report.course.scenarios if report.course else ()
        self._known: dict[str, Scenario] = {scenario.id: scenario for scenario in scenarios}
        self._known_titles = {_folded(scenario.title): scenario.id for scenario in scenarios}
        self._first_ids = {scenario.first_id: scenario.id for scenario in scenarios}
        self._exported: dict[str, Mapping[str, Value]] | None = None
        self._told: set[str] = set()
        self._categories: set[tuple[str, str]] = set()
        said = (self._course_source.value or {}).get("language")
        self._language = said if isinstance(said, str) else CourseFile().language
        self._taken: dict[str, ImportedScenario] = {}
        self._taken_titles: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._new: list[tuple[str, str]] = []

    def take(self, draft: ImportedScenario) -> None:
        """One scenario: new, changed, the same, or not to be taken as it is."""
        values = dict(draft.source.value or {})
        given = values.pop("id", None)
        title = values.get("title")
        title = title if isinstance(title, str) else ""
        scenario_id = given if isinstance(given, str) else self._id_for(title) if title else ""
        if draft.origin:
            scenario_id = self._first_ids.get(scenario_id, scenario_id)
        existing = self._known.get(scenario_id)
        before = len(self.plan.diagnostics)
        state: ImportStatus = "new"
        place = scenario_id
        if self._has_no_name(draft, scenario_id, title, asked=given is not None):
            # What else is wrong with it is said now, too.
            self._folder_of(draft)
            self._about_parts(draft, values)
        elif draft.origin and self._is_foreign(draft, draft.origin):
            state = "not taken"
        elif existing:
            place = f"{existing.module_id}/{scenario_id}"
            state = self._compare(draft, existing, asked=given is not None)
        else:
            place = self._add(draft, scenario_id, values)
        if scenario_id not in self._taken:
            self._taken[scenario_id] = draft
            self._taken_titles[scenario_id] = _folded(title)
        found = self.plan.diagnostics[before:]
        if draft.unread or any(one.severity is Severity.ERROR for one in found):
            state = "not taken"
        self.plan.entries.append(PlannedScenario(draft, title, place, state, summary(values)))

    def _error(
        self, code: str, message: str, draft: ImportedScenario, hint: str, *keys: str | int
    ) -> None:
        where = draft.source.at(*keys) if keys and keys in draft.source.values else draft.where
        self.plan.diagnostics.append(Diagnostic(code, Severity.ERROR, message, where, hint))

    def _id_for(self, title: str) -> str:
        """The id of a scenario that gives none: that of the one with its title, or a new one.

        Titles of other scripts may sound alike; then a number tells their ids apart.
        """
        named = _folded(title)
        if named in self._known_titles:
            return self._known_titles[named]
        base = as_id(title)
        if not is_transliterated(title):
            return base

        def is_taken(name: str) -> bool:
            return name in self._known or self._taken_titles.get(name, named) != named

        return numbered_id(base, is_taken)

    def _has_no_name(
        self, draft: ImportedScenario, scenario_id: str, title: str, *, asked: bool
    ) -> bool:
        """Whether it cannot get the id that it asks for, or that its title makes; says why."""
        if ("id",) in draft.unread or (not asked and not title):
            return True  # said already, or with the other parts that are missing
        if not is_id(scenario_id):
            hint = f"write it with small letters, digits and hyphens: {as_id(scenario_id)}"
            self._error("AN502", f"“{scenario_id}” cannot be an id.", draft, hint, "id")
        elif scenario_id in self._taken:
            other = self._taken[scenario_id].where
            place = other.place or f"line {other.line}"
            message = f"{other.path}, {place}, has the same id already: `{scenario_id}`."
            hint = "an id is made from the title: change one of the two titles, or give an “Id”"
            self._error("AN502", message, draft, hint, "id" if asked else "title")
        else:
            return False
        return True

    def _add(self, draft: ImportedScenario, scenario_id: str, values: dict[str, Value]) -> str:
        """Plan a new file; return its place, `module/id`."""
        self._tell_lacking(draft)
        folder = self._folder_of(draft)
        gaps = self._about_parts(draft, values)
        if folder is None:
            return scenario_id
        schema = (self._folder / _SCHEMA).exists()
        first = f"# yaml-language-server: $schema=../{_SCHEMA}" if schema else ""
        text = to_text(values, gaps, first)
        file = self._folder / folder / f"{scenario_id}.yml"
        self.plan.changes.append(FileChange(file, None, text))
        self._new.append((folder, scenario_id))
        written = parse(text, file.as_posix())
        if written.value != values and not self.plan.has_errors:
            message = "The texts could not be written so that they read back unchanged."
            self._error("AN506", message, draft, "look for invisible characters in them")
        return f"{folder}/{scenario_id}"

    def _about_parts(self, draft: ImportedScenario, values: dict[str, Value]) -> list[Column]:
        """Say what is wrong with the parts of a scenario. Returns those that are missing.

        A title cannot be left as a gap where the file's name is made from it.
        """
        gaps = missing(draft)
        named = "id" in (draft.source.value or {})
        needed = [part for part in gaps if part.keys == ("title",) and not named]
        others = [part for part in gaps if part not in needed]
        self.plan.diagnostics += about_missing(draft, needed, allowed=None)
        self.plan.diagnostics += about_missing(draft, others, allowed=self._incomplete)
        self._judge_alone(replace(draft.source, value=values), bool(gaps or draft.unread))
        return gaps

    def _judge_alone(self, source: Source, has_gaps: bool) -> None:
        scenario, problems = check(source, ScenarioFile)
        if scenario is not None:
            problems += consistency.check(scenario, source)
        # What is missing has been said already, in the words of the file that was brought.
        told = {str(key) for one in columns() if one.required for key in one.keys}
        self.plan.diagnostics += [
            one
            for one in problems
            if not (has_gaps and one.code == "AN202" and _named(one) in told)
        ]

    def _folder_of(self, draft: ImportedScenario) -> str | None:
        """The module's folder, known or new; None, and a diagnostic, if nothing says which."""
        modules = self._course.modules if self._course else ()
        said = draft.module or self._module
        if (MODULE,) in draft.unread:
            return None
        if said is None:
            if len(modules) == 1:
                return modules[0].id
            names = ", ".join(f"`{module.id}`" for module in modules)
            hint = (
                f"add --module with one of {names}, or with a new name"
                if names
                else ("add --module with a name for it, such as --module follow-through")
            )
            if draft.cells is not None:
                hint = (
                    "write it into the column “Module”; of merged cells, the first alone holds it\n"
                    f"or {hint}"
                )
            self._error("AN503", "Nothing says which module it belongs to.", draft, hint)
            return None
        for module in modules:
            if _folded(said) in (module.id, _folded(module.title)):
                return module.id
        for known, title in self._titles.items():
            if _folded(said) in (known, _folded(title)):
                return known
        folder = as_id(said)
        others = {module.id: module.title for module in modules} | self._titles
        if is_transliterated(said):
            alike = {name for name, title in others.items() if is_transliterated(title)}
            folder = numbered_id(folder, alike.__contains__)
        if any(module.id == folder for module in modules):
            return folder
        near = closest(said, [name for one in modules for name in (one.id, one.title)])
        if near and folder not in self._titles:
            message = f"There is no module “{said}”."
            self._error("AN503", message, draft, f"did you mean “{near}”?", MODULE)
            return None
        known = title_of(said) if is_id(said) else said
        self._titles.setdefault(folder, known)
        return folder

    def _compare(self, draft: ImportedScenario, existing: Scenario, *, asked: bool) -> ImportStatus:
        """Plan changes of a scenario that the course has; `asked`: its id is given."""
        source = self._sources[existing.id]
        if draft.origin and self._course and draft.origin.course == self._course.id:
            self._name_other_category(draft, existing)
            fields = self._returned_fields(draft, existing, source)
        elif draft.cells is None or not asked:
            if self._says_the_same(draft, existing):
                return "same"
            message = f"The course has a scenario `{existing.id}` already, and it differs."
            hint = "give it another title"
            if draft.cells is not None:
                hint += f", or write `{existing.id}` into the column “Id” to change that one"
            self._error("AN502", message, draft, hint, "title")
            return "not taken"
        else:
            self._stays_in_module(draft, existing)
            fields = self._changed_fields(draft, existing, source)
        return self._change(draft, existing, source, fields) if fields else "same"

    def _stays_in_module(self, draft: ImportedScenario, existing: Scenario) -> None:
        module = self._course.modules if self._course else ()
        names = {one.id: one.title for one in module}
        if draft.module and draft.module.casefold() not in (
            existing.module_id,
            names[existing.module_id].casefold(),
        ):
            message = f"The scenario lies in the module `{existing.module_id}`."
            hint = "to move it, move its file, and its line in course.yml"
            self._error("AN503", message, draft, hint, MODULE)

    def _name_other_category(self, draft: ImportedScenario, existing: Scenario) -> None:
        """Say that a question lies in the category of another module, or in one of no module; of
        the latter, once.
        """
        titles = {one.id: one.title for one in (self._course.modules if self._course else ())}
        said = draft.module
        if said is None or _folded(said) == _folded(titles[existing.module_id]):
            return
        if _folded(said) not in map(_folded, titles.values()):
            if (draft.where.path, said) in self._categories:
                return
            self._categories.add((draft.where.path, said))
        message = f"The category “{said}” is not the module of this scenario, and is not taken."
        hint = "to move a scenario, move its file, and its line in course.yml"
        where = draft.where
        self.plan.diagnostics.append(Diagnostic("AN526", Severity.WARNING, message, where, hint))

    def _change(
        self, draft: ImportedScenario, existing: Scenario, source: Source, fields: dict[str, Value]
    ) -> ImportStatus:
        """Plan other values for some fields of a scenario that the course has."""
        path = Path(source.path)
        before = path.read_bytes()
        text = with_fields(source, before.decode("utf-8"), fields, ScenarioFile)
        if text is None:
            message = f"{source.path} is written so that its fields cannot be changed one by one."
            self._error("AN506", message, draft, "run `answerable fmt` on it, then import again")
            return "not taken"
        self.plan.changes.append(FileChange(path, before, text))
        self.plan.own.add(path)
        new, _ = check(parse(text, source.path), ScenarioFile)
        if new is not None:
            self._carry_into_translations(existing, new)
        return "changed"

    def _returned_fields(
        self, draft: ImportedScenario, existing: Scenario, source: Source
    ) -> dict[str, Value]:
        """The fields of a scenario that were edited since it was exported."""
        old, after = source.value or {}, dict(draft.source.value or {})
        before = self._as_exported(existing)
        for place, name in other_kinds(before, after):
            message = (
                f"The item `{name}` is of another kind in the course. It stays as it is there."
            )
            hint = "to change its kind, change it in its scenario"
            where = draft.source.at("items", place)
            warning = Diagnostic("AN526", Severity.WARNING, message, where, hint)
            self.plan.diagnostics.append(warning)
        fields = {
            name: _shaped(value, old.get(name))
            for name, value in changed(old, before, of_same_kind(before, after)).items()
        }
        if fields:
            told: dict[str, Value] = {
                name: value for name, value in (old | fields).items() if value is not None
            }
            self._judge_alone(replace(draft.source, value=told), has_gaps=False)
        return fields

    def _as_exported(self, existing: Scenario) -> Mapping[str, Value]:
        if self._exported is None:
            self._exported = exported(self._course) if self._course else {}
        return self._exported.get(existing.first_id, {})

    def _is_foreign(self, draft: ImportedScenario, origin: Origin) -> bool:
        """Whether texts are in another language than those of the course; says so once a file."""
        here, there = self._language, origin.language or self._language
        if here.partition("-")[0] == there.partition("-")[0]:
            return False
        if draft.where.path not in self._told:
            self._told.add(draft.where.path)
            message = f"The file is in the language “{there}”, and the course in “{here}”."
            hint = (
                f"where the course is meant to be in it, write `language: {there}` into course.yml"
            )
            if self._course and origin.course == self._course.id:
                hint = (
                    f"change texts of a translation in its own files, which end in .{there}.yml;\n"
                    "to bring those of the course, export them without --language"
                )
            self._error("AN508", message, draft, hint)
        return True

    def _tell_lacking(self, draft: ImportedScenario) -> None:
        """Name once what an exported file has no place for, where a new scenario comes from it."""
        if draft.origin and draft.where.path not in self._told:
            self._told.add(draft.where.path)
            lacking = ", ".join(f"`{one}`" for one in ScenarioFile.model_fields if is_lacking(one))
            message = (
                f"Questions have no place for some parts of a scenario: {lacking}; nor for hints, "
                "own words, and phrases with several gaps among its `items`."
            )
            hint = "where the course that they come from has any, copy them from its files"
            where = Location(draft.where.path)
            self.plan.diagnostics.append(Diagnostic("AN526", Severity.NOTE, message, where, hint))

    def _carry_into_translations(self, old: Scenario, new: ScenarioFile) -> None:
        """Plan what changes in the translations of a scenario, so that they are built like it."""
        for translation in self._translations:
            source = translation.sources.get(old.id)
            if source is None:
                continue
            fields, told = following(old, new, source)
            if not fields:
                continue
            path = Path(source.path)
            before = path.read_bytes()
            text = with_fields(
                source,
                before.decode("utf-8"),
                {
                    name: _shaped(value, (source.value or {}).get(name))
                    for name, value in fields.items()
                },
                ScenarioFile,
            )
            if text is not None:  # else the reader tells in which part the two differ
                self.plan.changes.append(FileChange(path, before, text))
                self.plan.diagnostics += told

    def _says_the_same(self, draft: ImportedScenario, existing: Scenario) -> bool:
        if draft.origin:
            source, values = self._sources[existing.id], draft.source.value or {}
            return not changed(source.value or {}, self._as_exported(existing), values)
        values = {k: v for k, v in (draft.source.value or {}).items() if k != "id"}
        model, _ = check(replace(draft.source, value=values), ScenarioFile)
        return model is not None and all(
            getattr(model, name) == getattr(existing, name) for name in values
        )

    def _changed_fields(
        self, draft: ImportedScenario, existing: Scenario, source: Source
    ) -> dict[str, Value]:
        """The fields in which a row differs, as the scenario's file would hold them.

        A column that the table does not have says nothing; an empty cell empties the field.
        """
        cells = draft.cells or {}
        numbers = numbers_of([existing])
        for keys in cells:
            if len(keys) > 1 and isinstance(keys[1], int):
                name = str(keys[0])
                numbers[name] = max(numbers.get(name, 0), keys[1] + 1)
        among = columns(numbers)
        row = to_row(existing, existing.module_id, existing.id, among)
        merged: dict[Column, str] = {
            column: cells.get(column.keys, text)
            for column, text in zip(among, row, strict=True)
            if column.keys not in ((MODULE,), ("id",))
        }
        values, _ = to_values(merged)
        given = replace(draft.source, value=values)
        model, _ = check(given, ScenarioFile)
        gaps = missing(replace(draft, source=given))
        required = [gap for gap in gaps if gap.required]
        self.plan.diagnostics += about_missing(draft, required, allowed=None)
        self._judge_alone(given, bool(required or draft.unread))
        if model is None:
            return {}
        old = source.value or {}
        carried = {str(column.keys[0]) for column in merged}
        return {
            name: _shaped(values.get(name), old.get(name))
            for name in ScenarioFile.model_fields
            if name in carried and getattr(model, name) != getattr(existing, name)
        }

    def missing(self) -> list[str]:
        """The scenarios of the course that are not in the tables, if most of them are: otherwise
        a table is not meant to hold the course.
        """
        named = {name for name in self._known if (draft := self._taken.get(name)) and draft.cells}
        if len(named) * 2 <= len(self._known):
            return []
        return [
            name
            for name, scenario in self._known.items()
            if name not in named and scenario.status != "retired"
        ]

    def list_in_course(self) -> None:
        """Put new modules and scenarios into course.yml, where it lists them, or a new module has a
        title that its folder does not tell.
        """
        source = self._course_source
        entries = (source.value or {}).get("modules") or self._unlisted()
        path = Path(source.path)
        if not isinstance(entries, list) or not self._new or not path.is_file():
            return
        before = path.read_bytes()
        text = before.decode("utf-8")
        missed: list[str] = []
        listed_folders = {one.get("folder") for one in entries if isinstance(one, dict)}
        new_folders = {folder for folder, _ in self._new} - listed_folders
        added: list[Value] = [
            {
                "folder": folder,
                "title": title,
                "scenarios": [name for place, name in self._new if place == folder],
            }
            for folder, title in self._titles.items()
            if folder in new_folders
        ]
        if added:
            longer = with_fields(source, text, {"modules": [*entries, *added]}, CourseFile)
            text, missed = (longer, missed) if longer else (text, sorted(new_folders))
        for folder, name in self._new:
            if folder not in new_folders:
                listing = listed(parse(text, source.path), text, folder, name)
                text = listing.text or text
                missed += [name] if listing.by_hand else []
        if missed:
            message = f"course.yml could not be extended: {', '.join(missed)}."
            hint = "run `answerable fmt` on it first, or add them to the modules by hand"
            self.plan.diagnostics.append(
                Diagnostic("AN506", Severity.WARNING, message, source.whole(), hint)
            )
        if text.encode() != before:
            self.plan.changes.append(FileChange(path, before, text))

    def _unlisted(self) -> list[Value] | None:
        """The modules of a course that does not list them, as it would; None if it need not."""
        titles = {folder: title_of(folder) for folder in self._titles}
        if titles == self._titles:
            return None
        modules = self._course.modules if self._course else ()
        return [{"folder": one.id, "title": one.title} for one in modules]

    def judge(self) -> Iterable[Diagnostic]:
        """What the reader has against the course as it would be."""
        if not self.plan.changes:
            return ()
        with scratch_folder() as temporary:
            copy = temporary / "course"
            copy_course(self._folder, copy)
            for change in self.plan.changes:
                file = copy / change.path.relative_to(self._folder)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(change.after.encode())
            found = load_course(copy).diagnostics
        here, there = self._folder.as_posix(), copy.as_posix()
        return [
            replace(
                one, location=replace(one.location, path=one.location.path.replace(there, here))
            )
            for one in found
            if one.severity is Severity.ERROR and not (self._incomplete and one.code == "AN202")
        ]


def _folded(text: str) -> str:
    """A title as it is compared with others: without capitals, and with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _named(diagnostic: Diagnostic) -> str:
    """The field that a diagnostic is about: the first name in backticks."""
    return diagnostic.message.partition("`")[2].partition("`")[0]


def _shaped(new: Value, old: Value) -> Value:
    """New values as the author wrote the old ones: as bare texts, with the same end of line."""
    if isinstance(new, str) and isinstance(old, str) and new.strip() == old.strip():
        return old
    if isinstance(new, dict) and isinstance(old, str) and len(new) == 1:
        return _shaped(next(iter(new.values())), old)
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: _shaped(value, old.get(key)) for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        return [_shaped(one, other) for one, other in zip_longest(new, old[: len(new)])]
    return new
