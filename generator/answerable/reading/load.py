"""A course folder -> one `Course`, or everything that keeps it from being one.

A course folder holds course.yml, one folder a module, and in it one YAML file a scenario. A broken
file never hides another: whatever can be said about the folder is said at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from answerable.diagnostics import Diagnostic, Edit, Location, Severity, in_order
from answerable.model import (
    Course,
    CourseFile,
    Module,
    ModuleEntry,
    Scenario,
    ScenarioFile,
)
from answerable.model.scalars import RESERVED_IDS
from answerable.reading import consistency
from answerable.reading.fields import as_id, check, closest, is_id
from answerable.reading.languages import COURSE_FILE as COURSE_FILE
from answerable.reading.languages import Files as TranslationFiles
from answerable.reading.languages import (
    Translation,
    default_coaching,
    read_translations,
)
from answerable.reading.positions import Keys, Source
from answerable.reading.source import read
from answerable.reading.words import read_words

COURSE_NAMES = ("course.yml", "course.yaml")
_YAML_SUFFIXES = (".yml", ".yaml")
_HIDDEN_SUFFIX = re.compile(r"\.ya?ml\.txt$", re.IGNORECASE)
_IGNORED = re.compile(r"^[.~#]|^readme|\.schema\.json$|^words\.txt$|[~#]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a course folder.

    `course` is None if there is any error. `sources` holds the file of each scenario by the
    scenario's id, and the course's own file under "course.yml", even if there is none. `file` is
    what stands in that one, and `words` the course's own lists of words by language.
    `translations` is the same course in its other languages, by the order of their tags.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    file: CourseFile
    words: Mapping[str, frozenset[str]]
    translations: tuple[Translation, ...] = ()


def load_course(folder: Path) -> Report:
    """Read, validate and assemble the course in a folder. Never raises for what is in it.

    Diagnostics name files as `folder` joined with their place in it, with forward slashes.
    """
    files = course_files(folder)
    course_source, course_file = _read_course(folder, files)
    language = course_file.language if course_file else "en"
    words, problems = read_words(folder, [language, *files.translations.course], language)
    drafts = [
        _read_draft(folder, module, file)
        for module, scenario_files in files.modules.items()
        for file in scenario_files
    ]
    found = [*files.diagnostics, *problems]
    found += course_source.diagnostics
    found += [diagnostic for draft in drafts for diagnostic in draft.diagnostics]
    found += _collisions(drafts)
    found += _alias_collisions(drafts)
    found += _bad_folder_names(folder, files)
    if not drafts and not any(item.severity is Severity.ERROR for item in files.diagnostics):
        hint = "make a folder for a module, and in it a file such as `lost-parcel.yml`"
        found.append(_error("AN303", "There are no scenarios here.", _place(folder), hint))
    plan = _Plan(course_source, course_file or CourseFile(), drafts, course_file is not None)
    modules = plan.modules(files.modules)
    diagnostics = in_order([*found, *plan.diagnostics])
    sources = {draft.id: draft.source for draft in reversed(drafts)} | {COURSE_FILE: course_source}
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        return Report(None, diagnostics, sources, plan.file, words)
    course = _course(plan.file, modules)
    translations, problems = read_translations(course, sources, folder, files.translations)
    diagnostics = in_order([*diagnostics, *problems])
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Report(None, diagnostics, sources, plan.file, words)
    return Report(course, diagnostics, sources, plan.file, words, translations)


def module_letter(index: int) -> str:
    """A for 0, B for 1, … Z, AA, AB, … as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@dataclass(slots=True)
class CourseFiles:
    """The files of a course: course.yml (or several of them), and scenarios by module folder."""

    course: list[Path] = field(default_factory=list)
    modules: dict[str, list[Path]] = field(default_factory=dict)
    translations: TranslationFiles = field(default_factory=TranslationFiles)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A scenario file. `file` is None if it is broken; its id is known all the same."""

    id: str
    module: str
    path: str
    source: Source
    file: ScenarioFile | None
    diagnostics: tuple[Diagnostic, ...]


def _error(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, location, hint)


def _warning(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, location, hint)


def _place(path: Path) -> Location:
    return Location(path.as_posix())


def course_files(folder: Path) -> CourseFiles:
    """Find the files of a course, without opening them. Never raises for what is there."""
    files = CourseFiles()
    if not folder.is_dir():
        message = "The course folder does not exist."
        hint = "check the spelling, and that you start the command beside it"
        files.diagnostics.append(_error("AN301", message, _place(folder), hint))
        return files
    root = folder.resolve()
    for entry in _entries(folder, root, files):
        if entry.is_dir():
            scenarios = [
                inner
                for inner in _entries(entry, root, files)
                if _is_scenario(inner, root, files) and not files.translations.add(inner)
            ]
            # An empty folder counts as well: course.yml may name it.
            files.modules[entry.name] = scenarios
        elif entry.name.lower() in COURSE_NAMES:
            files.course.append(entry)
        elif entry.suffix.lower() in _YAML_SUFFIXES:
            of_course = entry.name.startswith("course.")
            if not (of_course and files.translations.add(entry)):
                files.diagnostics.append(_misplaced(entry))
    return files


def _is_scenario(entry: Path, root: Path, files: CourseFiles) -> bool:
    if entry.is_dir():
        for inner in _walk(entry, root, files):
            files.diagnostics.append(_misplaced(inner))
        return False
    return entry.suffix.lower() in _YAML_SUFFIXES


def _walk(folder: Path, root: Path, files: CourseFiles) -> Iterator[Path]:
    """YAML files at any depth below a folder, without following links to folders."""
    waiting = [folder]
    while waiting:
        for entry in _entries(waiting.pop(), root, files):
            if entry.is_dir():
                waiting += [] if entry.is_symlink() else [entry]
            elif entry.suffix.lower() in _YAML_SUFFIXES:
                yield entry


def _misplaced(file: Path) -> Diagnostic:
    message = "A scenario must lie in a module's folder, one level below the course folder."
    hint = f"move it, for example to `module-name/{file.name}`"
    return _error("AN305", message, _place(file), hint)


def _entries(folder: Path, root: Path, files: CourseFiles) -> Iterator[Path]:
    """Files and folders that count, in the order of their names; others are reported."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        message = f"The folder cannot be opened: {error.strerror}."
        hint = "check that you may read it"
        files.diagnostics.append(_error("AN101", message, _place(folder), hint))
        return
    for entry in entries:
        if _IGNORED.search(entry.name):
            continue
        if problem := _leaves(entry, root):
            hint = "put a copy of the file itself here"
            files.diagnostics.append(_error("AN304", problem, _place(entry), hint))
        elif _HIDDEN_SUFFIX.search(entry.name):
            right = entry.name.removesuffix(entry.suffix)
            message = "This file is not read: its name ends with `.txt`."
            hint = (
                f"rename it to `{right}`; in Windows, switch on View, File name extensions to see "
                "the whole name"
            )
            files.diagnostics.append(_warning("AN307", message, _place(entry), hint))
        else:
            yield entry


def _leaves(entry: Path, root: Path) -> str | None:
    """What is wrong with where an entry leads, or None.

    On Windows, folders may be links without saying so, and are therefore followed as well.
    """
    if not entry.is_symlink() and not entry.is_dir():
        return None if entry.is_file() else "This is no ordinary file."
    try:
        target = entry.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: Python before 3.13 on a loop of links
        return "This link leads nowhere."
    return None if target.is_relative_to(root) else "This link leads out of the course folder."


def _read_course(folder: Path, files: CourseFiles) -> tuple[Source, CourseFile | None]:
    """The course's own file; defaults if there is none, None if it is broken."""
    if not files.course:
        location = _place(folder / COURSE_FILE)
        if folder.is_dir():
            message = "There is no course.yml, so the course has no title of its own."
            hint = "add one, for example with the line\n  title: Accountable parcel service"
            note = Diagnostic("AN302", Severity.NOTE, message, location, hint)
            files.diagnostics.append(note)
        return Source(location.path), CourseFile()
    file, *others = files.course
    for other in others:
        message = f"The course has a second file of its own beside `{file.name}`."
        hint = "keep one of the two"
        files.diagnostics.append(_error("AN316", message, _place(other), hint))
    source = read(file, file.as_posix())
    course_file, problems = check(source, CourseFile)
    files.diagnostics += problems
    return source, course_file


def _read_draft(folder: Path, module: str, file: Path) -> _Draft:
    source = read(file, file.as_posix())
    scenario, problems = check(source, ScenarioFile)
    diagnostics = source.diagnostics + problems
    diagnostics += consistency.check(scenario, source) if scenario else ()
    own = source.value.get("id") if source.value else None
    scenario_id = own if isinstance(own, str) and is_id(own) else file.stem
    if not is_id(scenario_id):
        scenario_id = as_id(file.stem)
        if own is None:
            new_name = f"{scenario_id}{file.suffix.lower()}"
            problem = _bad_name("file", file.stem, new_name, source.whole())
            diagnostics += (problem,)
    path = file.relative_to(folder).as_posix()
    return _Draft(scenario_id, module, path, source, scenario, diagnostics)


def _collisions(drafts: Sequence[_Draft]) -> Iterator[Diagnostic]:
    first: dict[str, _Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.id, draft)
        if other is not draft:
            message = f"The id `{draft.id}` is already taken by {other.source.path}."
            hint = "ids are unique in the whole course: rename one of the two files"
            where = draft.source.at("id") if draft.source.value else draft.source.whole()
            yield _error("AN309", message, where, hint)


def _alias_collisions(drafts: Sequence[_Draft]) -> Iterator[Diagnostic]:
    taken = {draft.id: draft for draft in reversed(drafts)}
    for draft in drafts:
        for place, alias in enumerate(draft.file.aliases if draft.file else ()):
            if alias in taken:
                message = f"The earlier id `{alias}` is taken by {taken[alias].source.path}."
                hint = "saved answers would go to two scenarios: take it out here or there"
                yield _error("AN317", message, draft.source.at("aliases", place), hint)
            taken.setdefault(alias, draft)


def _bad_folder_names(folder: Path, files: CourseFiles) -> Iterator[Diagnostic]:
    for name, scenarios in files.modules.items():
        if scenarios and not is_id(name):
            yield _bad_name("folder", name, as_id(name), _place(folder / name))


def _bad_name(kind: str, name: str, new_name: str, where: Location) -> Diagnostic:
    reason = "ids have small letters a to z, digits and single hyphens"
    if name in RESERVED_IDS:
        reason = "the name is reserved"
    message = f"The {kind}'s name `{name}` cannot be an id."
    return _error("AN308", message, where, f"{reason}: rename the {kind} to `{new_name}`")


class _Plan:
    """Puts modules and scenarios in the order of course.yml, and says where the two differ.

    `known` is False if course.yml could not be read: then nothing is said about it.
    """

    def __init__(
        self, source: Source, file: CourseFile, drafts: Sequence[_Draft], known: bool
    ) -> None:
        self.source = source
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self._known = known
        self._by_module: dict[str, dict[str, _Draft]] = {}
        self._module_of: dict[str, str] = {}
        for draft in drafts:
            self._by_module.setdefault(draft.module, {}).setdefault(draft.id, draft)
            self._module_of.setdefault(draft.id, draft.module)

    def modules(self, folders: Mapping[str, Sequence[Path]]) -> tuple[Module, ...]:
        """All modules. Those with broken files are incomplete, and only good for checking."""
        entries: dict[str, tuple[ModuleEntry, list[_Draft]]] = {}
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
                title = name.replace("-", " ").capitalize()
                entry = ModuleEntry(folder=name, title=title)
                entries[name] = (entry, list(self._by_module.get(name, {}).values()))
        return tuple(
            _module(index, entry, drafts, self.file.language)
            for index, (entry, drafts) in enumerate(entries.values())
        )

    def _scenarios(self, place: int, entry: ModuleEntry) -> list[_Draft]:
        rest = dict(self._by_module.get(entry.folder, {}))
        ordered: dict[str, _Draft] = {}
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
                message = f"course.yml does not list the scenario `{draft.id}`; it is put last."
                hint = f"add `- {draft.id}` to the scenarios of the module `{entry.folder}`"
                where = draft.source.whole()
                fix = self._entry_below(("modules", place, "scenarios"), entry, draft.id)
                self._add(Diagnostic("AN314", Severity.WARNING, message, where, hint, fix))
        return [*ordered.values(), *rest.values()]

    def _entry_below(self, keys: Keys, entry: ModuleEntry, name: str) -> tuple[Edit, ...]:
        """The edit that lists one more scenario below the last one, if each has its own line."""
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
        meant = closest(name, folders)
        hint = f"did you mean `{meant}`?" if meant else "make it, or delete the module here"
        message = f"There is no folder `{name}`."
        self._add(_error("AN311", message, self.source.at(*keys), hint))

    def _not_listed(self, name: str, folder: Path) -> None:
        message = f"course.yml does not list the module `{name}`; it is put last."
        hint = f"add it to the modules:\n  - folder: {name}\n    title: …"
        self._add(_warning("AN312", message, _place(folder), hint))

    def _empty(self, name: str, keys: tuple[str | int, ...]) -> None:
        message = f"The module `{name}` has no scenarios."
        hint = "put a scenario file into its folder, or delete the module here"
        self._add(_warning("AN315", message, self.source.at(*keys), hint))

    def _no_scenario(self, name: str, module: str, keys: tuple[str | int, ...]) -> None:
        meant = closest(name, self._by_module.get(module, {}))
        other = self._module_of.get(name)
        hint = f"make the file `{module}/{name}.yml`, or delete the line"
        if other:
            hint = f"it lies in the folder `{other}`: list it there, or move the file"
        elif meant:
            hint = f"did you mean `{meant}`?"
        message = f"There is no scenario `{name}` in the folder `{module}`."
        self._add(_error("AN313", message, self.source.at(*keys), hint))


def _course(file: CourseFile, modules: tuple[Module, ...]) -> Course:
    own = {name: value for name, value in file if name not in ("modules", "checks", "objectives")}
    own["objectives"] = tuple(objective.text for objective in file.objectives)
    if "coaching" not in file.model_fields_set:
        own["coaching"] = default_coaching(file.language)
    return Course(**own, modules=modules)


def _module(index: int, entry: ModuleEntry, drafts: Sequence[_Draft], language: str) -> Module:
    letter = module_letter(index)
    own = {
        "title": entry.title,
        "summary": entry.summary,
        "objectives": tuple(objective.text for objective in entry.objectives),
    }
    scenarios = tuple(
        Scenario(
            **dict(draft.file)
            | {
                "id": draft.id,
                "module_id": entry.folder,
                "path": draft.path,
                "code": f"{letter}{number}",
                "language": language,
            }
        )
        for number, draft in enumerate(drafts, start=1)
        if draft.file is not None
    )
    return Module(id=entry.folder, letter=letter, scenarios=scenarios, **own)
