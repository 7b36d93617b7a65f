"""Plans an import: which files to write for the scenarios that were found.

New scenarios become new files; existing ones are compared field by field. Everything is validated:
each scenario on its own, with its places in the imported file, and finally the whole course as it
would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, in_order
from answerable.diagnostics.failure import BuildFailed
from answerable.exchange.scenarios.planning.compare import (
    changed_fields,
    folded,
    into_translations,
    says_the_same,
    shaped,
)
from answerable.exchange.scenarios.planning.judge import judge, judge_alone
from answerable.exchange.scenarios.planning.listing import into_course
from answerable.exchange.scenarios.planning.outcome import ImportPlan, ImportStatus, PlannedScenario
from answerable.exchange.scenarios.planning.parts import about_missing, missing, summary, to_text
from answerable.exchange.scenarios.planning.returned import (
    changed,
    exported,
    is_lacking,
    of_same_kind,
    other_kinds,
)
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult, Origin
from answerable.exchange.scenarios.tables.columns import Column
from answerable.model import Course, CourseFile, Scenario, ScenarioFile
from answerable.model.fieldnametable import MODULE
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
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields

_SCHEMA = "scenario.schema.json"
_NO_SCENARIO_YET = {"AN303"}


def plan_import(
    found: Sequence[ImportResult], folder: Path, *, module: str | None, incomplete: bool
) -> ImportPlan:
    """Compare what was found with the course in `folder`.

    `module` is for scenarios whose file names no module. With `incomplete`, scenarios with missing
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
        self._known_titles = {folded(scenario.title): scenario.id for scenario in scenarios}
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
        """Plan one scenario: it is new, changed, unchanged, or can't be imported as it is."""
        values = dict(draft.source.value or {})
        given = values.pop("id", None)
        title = values.get("title")
        title = title if isinstance(title, str) else ""
        scenario_id = given if isinstance(given, str) else self._id_for(title) if title else ""
        if draft.origin:
            scenario_id = self._first_ids.get(scenario_id, scenario_id)
        existing = self._known.get(scenario_id)
        before = len(self.plan.diagnostics)
        unchanged = len(self.plan.changes)
        state: ImportStatus = "new"
        place = scenario_id
        if self._has_no_name(draft, scenario_id, title, asked=given is not None):
            # Report its other problems now, too.
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
            self._taken_titles[scenario_id] = folded(title)
        found = self.plan.diagnostics[before:]
        if draft.unread or any(one.severity is Severity.ERROR for one in found):
            state = "not taken"
        made = self.plan.changes[unchanged:]
        self.plan.entries.append(
            PlannedScenario(draft, title, place, state, summary(values), tuple(found), tuple(made))
        )

    def _error(
        self, code: str, message: str, draft: ImportedScenario, hint: str, *keys: str | int
    ) -> None:
        is_there = keys and keys in draft.source.values
        where = draft.source.at(*keys) if is_there else replace(draft.where, keys=keys)
        self.plan.diagnostics.append(Diagnostic(code, Severity.ERROR, message, where, hint))

    def _id_for(self, title: str) -> str:
        """The id of a scenario without one: that of the scenario with its title, or a new one.

        Titles in other scripts may give the same id in Latin letters; then a number is added.
        """
        named = folded(title)
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
        """Whether it can't have its own id, or the one made from its title. Reports why."""
        if ("id",) in draft.unread or (not asked and not title):
            return True  # reported already, or with the other missing parts
        if not is_id(scenario_id):
            hint = f"write it with lower-case letters, digits and hyphens: {as_id(scenario_id)}"
            self._error("AN502", f"“{scenario_id}” can't be an id.", draft, hint, "id")
        elif scenario_id in self._taken:
            other = self._taken[scenario_id].where
            place = other.place or f"line {other.line}"
            message = f"{other.path}, {place}, already has the same id: `{scenario_id}`."
            hint = "ids are made from titles: change one of the two titles, or fill in an “Id”"
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
        if draft.picture:
            name = f"{scenario_id}{draft.picture.ending}"
            fields: dict[str, Value] = {"file": name}
            if draft.picture.decorative:
                fields["decorative"] = "yes"
            elif draft.picture.alt:
                fields["alt"] = draft.picture.alt
            values["picture"] = fields
            content = draft.picture.content
            self.plan.changes.append(FileChange(self._folder / folder / name, None, content))
        schema = (self._folder / _SCHEMA).exists()
        first = f"# yaml-language-server: $schema=../{_SCHEMA}" if schema else ""
        text = to_text(values, gaps, first)
        file = self._folder / folder / f"{scenario_id}.yml"
        self.plan.changes.append(FileChange(file, None, text))
        self._new.append((folder, scenario_id))
        written = parse(text, file.as_posix())
        if written.value != values and not self.plan.has_errors:
            message = "The texts couldn't be written in a way that reads back unchanged."
            self._error("AN506", message, draft, "look for invisible characters in them")
        return f"{folder}/{scenario_id}"

    def _about_parts(self, draft: ImportedScenario, values: dict[str, Value]) -> list[Column]:
        """Report what is wrong with the parts of a scenario. Returns those that are missing.

        A title can't be left as a gap if the file's name is made from it.
        """
        gaps = missing(draft)
        named = "id" in (draft.source.value or {})
        needed = [part for part in gaps if part.keys == ("title",) and not named]
        others = [part for part in gaps if part not in needed]
        self.plan.diagnostics += about_missing(draft, needed, allowed=None)
        self.plan.diagnostics += about_missing(draft, others, allowed=self._incomplete)
        alone = replace(draft.source, value=values)
        self.plan.diagnostics += judge_alone(alone, has_gaps=bool(gaps or draft.unread))
        return gaps

    def _folder_of(self, draft: ImportedScenario) -> str | None:
        """The module's folder, known or new; None, and a diagnostic, if no module is named."""
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
                    "write it in the column “Module”; in merged cells, only the first contains it\n"
                    f"or {hint}"
                )
            self._error("AN503", "Nothing says which module it belongs to.", draft, hint, MODULE)
            return None
        for module in modules:
            if folded(said) in (module.id, folded(module.title)):
                return module.id
        for known, title in self._titles.items():
            if folded(said) in (known, folded(title)):
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
        """Plan changes to an existing scenario; `asked` is whether its id was given."""
        source = self._sources[existing.id]
        if draft.origin and self._course and draft.origin.course == self._course.id:
            self._name_other_category(draft, existing)
            fields = self._returned_fields(draft, existing, source)
        elif draft.cells is None or not asked:
            if self._says_the_same(draft, existing):
                return "same"
            message = f"The course already has a scenario `{existing.id}`, with different content."
            hint = "give it another title"
            if draft.cells is not None:
                hint += f", or write `{existing.id}` in the column “Id” to change that one"
            self._error("AN502", message, draft, hint, "title")
            return "not taken"
        else:
            self._stays_in_module(draft, existing)
            fields, problems = changed_fields(draft, existing, source)
            self.plan.diagnostics += problems
        return self._change(draft, existing, source, fields) if fields else "same"

    def _stays_in_module(self, draft: ImportedScenario, existing: Scenario) -> None:
        module = self._course.modules if self._course else ()
        names = {one.id: one.title for one in module}
        if draft.module and draft.module.casefold() not in (
            existing.module_id,
            names[existing.module_id].casefold(),
        ):
            message = f"The scenario is in the module `{existing.module_id}`."
            hint = "to move it, move its file and its line in course.yml"
            self._error("AN503", message, draft, hint, MODULE)

    def _name_other_category(self, draft: ImportedScenario, existing: Scenario) -> None:
        """Report that a question is in another module's category, or in one that is no module's;
        the latter only once.
        """
        titles = {one.id: one.title for one in (self._course.modules if self._course else ())}
        said = draft.module
        if said is None or folded(said) == folded(titles[existing.module_id]):
            return
        if folded(said) not in map(folded, titles.values()):
            if (draft.where.path, said) in self._categories:
                return
            self._categories.add((draft.where.path, said))
        message = f"The category “{said}” isn't this scenario's module, and is ignored."
        hint = "to move a scenario, move its file and its line in course.yml"
        where = draft.where
        self.plan.diagnostics.append(Diagnostic("AN526", Severity.WARNING, message, where, hint))

    def _change(
        self, draft: ImportedScenario, existing: Scenario, source: Source, fields: dict[str, Value]
    ) -> ImportStatus:
        """Plan new values for some fields of an existing scenario."""
        path = Path(source.path)
        before = path.read_bytes()
        text = with_fields(source, before.decode("utf-8"), fields, ScenarioFile)
        if text is None:
            message = (
                f"{source.path} is written in a way that doesn't let single fields be changed."
            )
            self._error("AN506", message, draft, "run `answerable fmt` on it, then import again")
            return "not taken"
        self.plan.changes.append(FileChange(path, before, text))
        self.plan.own.add(path)
        new, _ = check(parse(text, source.path), ScenarioFile)
        if new is not None:
            changes, told = into_translations(self._translations, existing, new)
            self.plan.changes += changes
            self.plan.diagnostics += told
        return "changed"

    def _returned_fields(
        self, draft: ImportedScenario, existing: Scenario, source: Source
    ) -> dict[str, Value]:
        """The fields of a scenario that were edited since it was exported."""
        old, after = source.value or {}, dict(draft.source.value or {})
        before = self._as_exported(existing)
        for place, name in other_kinds(before, after):
            message = (
                f"The item `{name}` has a different type in the course, where it stays as it is."
            )
            hint = "to change its type, edit its scenario"
            where = draft.source.at("items", place)
            warning = Diagnostic("AN526", Severity.WARNING, message, where, hint)
            self.plan.diagnostics.append(warning)
        fields = {
            name: shaped(value, old.get(name))
            for name, value in changed(old, before, of_same_kind(before, after)).items()
        }
        if fields:
            told: dict[str, Value] = {
                name: value for name, value in (old | fields).items() if value is not None
            }
            alone = replace(draft.source, value=told)
            self.plan.diagnostics += judge_alone(alone, has_gaps=False)
        return fields

    def _as_exported(self, existing: Scenario) -> Mapping[str, Value]:
        if self._exported is None:
            self._exported = exported(self._course) if self._course else {}
        return self._exported.get(existing.first_id, {})

    def _is_foreign(self, draft: ImportedScenario, origin: Origin) -> bool:
        """Whether the texts are in another language than the course's; reported once per file."""
        here, there = self._language, origin.language or self._language
        if here.partition("-")[0] == there.partition("-")[0]:
            return False
        if draft.where.path not in self._told:
            self._told.add(draft.where.path)
            message = f"The file is in the language “{there}”, but the course is in “{here}”."
            hint = (
                f"if the course should be in that language, write `language: {there}` in course.yml"
            )
            if self._course and origin.course == self._course.id:
                hint = (
                    f"change texts of a translation in its own files, which end in .{there}.yml;\n"
                    "to bring those of the course, export them without --language"
                )
            self._error("AN508", message, draft, hint)
        return True

    def _tell_lacking(self, draft: ImportedScenario) -> None:
        """Report once what a new scenario lacks because exported files have no place for it."""
        if draft.origin and draft.where.path not in self._told:
            self._told.add(draft.where.path)
            lacking = ", ".join(f"`{one}`" for one in ScenarioFile.model_fields if is_lacking(one))
            message = (
                f"Questions have no place for some parts of a scenario: {lacking}; nor for what "
                "replies and `items` show and play; nor, among `items`, for hints, free-text "
                "questions, and phrases with several gaps."
            )
            hint = "if the course that they come from has any, copy them from its files"
            where = Location(draft.where.path)
            self.plan.diagnostics.append(Diagnostic("AN526", Severity.NOTE, message, where, hint))

    def _says_the_same(self, draft: ImportedScenario, existing: Scenario) -> bool:
        if draft.origin:
            source, values = self._sources[existing.id], draft.source.value or {}
            return not changed(source.value or {}, self._as_exported(existing), values)
        return says_the_same(draft, existing)

    def missing(self) -> list[str]:
        """The scenarios of the course that are not in the tables, if most of the course is;
        otherwise a table isn't meant to contain the whole course.
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
        """Add new modules and scenarios to course.yml if it lists them."""
        modules = self._course.modules if self._course else ()
        change, problems = into_course(self._course_source, self._new, self._titles, modules)
        self.plan.changes += [change] if change else []
        self.plan.diagnostics += problems

    def judge(self) -> Iterable[Diagnostic]:
        """The errors that the course would have after the import."""
        return judge(self._folder, self.plan.changes, incomplete=self._incomplete)
