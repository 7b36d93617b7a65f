"""Read a course folder into one `Course`, or report everything that prevents it.

A course folder contains course.yml and one folder per module, with one YAML file per scenario. A
broken file never hides another: everything that is wrong with the folder is reported at once.

    open_folder      which files there are, course.yml, word lists
    read_draft       each scenario file on its own (see `draft`)
    survey           all of them together: ids, order
    assemble         the `Course`, with its translations
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, in_order
from answerable.i18n import Terminology
from answerable.model import Course, CourseFile, Module, ModuleEntry, Scenario, ScenarioFile
from answerable.model.labels import with_labels
from answerable.model.picture import Original
from answerable.source.read.draft import Draft, bad_name, read_draft
from answerable.source.read.fields import check
from answerable.source.read.folder import CourseFiles, course_files
from answerable.source.read.guidetexts import GuideTexts, read_guide
from answerable.source.read.labelled import Labelled, as_own, incomplete_words, wrong_labels
from answerable.source.read.languagefiles import COURSE_FILE as COURSE_FILE
from answerable.source.read.languages import Translation, default_coaching, read_translations
from answerable.source.read.losses import losses
from answerable.source.read.media import (
    LEAST_OF_LOGO,
    Found,
    Media,
    Named,
    found_typeface,
    named_fonts,
)
from answerable.source.read.names import as_id, is_id
from answerable.source.read.order import CourseOrder, OrderedModule, alias_collisions, collisions
from answerable.source.read.positions import Source
from answerable.source.read.source import read
from answerable.source.read.words import read_words


@dataclass(frozen=True, slots=True)
class Opened:
    """A course folder before its scenarios are read.

    `file` is the content of course.yml: None if that is broken, defaults if there is none. `words`
    are the course's own word lists, and `guide` its texts of the guide, both by language.
    """

    folder: Path
    files: CourseFiles
    source: Source
    file: CourseFile | None
    words: Mapping[str, frozenset[str]]
    guide: Mapping[str, GuideTexts]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def settings(self) -> CourseFile:
        """The content of course.yml, or defaults."""
        return self.file or CourseFile()

    @property
    def scenario_files(self) -> list[tuple[str, Path]]:
        """The scenario files, each with the name of its module's folder."""
        return [(module, file) for module, files in self.files.modules.items() for file in files]


@dataclass(frozen=True, slots=True)
class Survey:
    """A course folder with its scenarios in order, and everything that is wrong with them.

    `media` are the files that each scenario names, by its path, and `finder` has found them.
    """

    opened: Opened
    drafts: Sequence[Draft]
    modules: Sequence[OrderedModule]
    media: Mapping[str, Found]
    finder: Media
    diagnostics: tuple[Diagnostic, ...]

    @property
    def broken(self) -> bool:
        """Whether an error makes the course unusable."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


class Sources(Mapping[str, Source]):
    """The files of a course by scenario id, each read on first use."""

    def __init__(self, drafts: Sequence[Draft], course: Source) -> None:
        self._drafts = {draft.id: draft for draft in reversed(drafts)}
        self._course = course

    def __getitem__(self, name: str) -> Source:
        return self._course if name == COURSE_FILE else self._drafts[name].source

    def __contains__(self, name: object) -> bool:  # the inherited one would read the file
        return name == COURSE_FILE or name in self._drafts

    def __iter__(self) -> Iterator[str]:
        return iter((COURSE_FILE, *self._drafts))

    def __len__(self) -> int:
        return len(self._drafts) + 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a course folder.

    `course` is None if there is any error. `sources` holds each scenario's file by the scenario's
    id, and the course's own file under "course.yml", even if there is none. `file` is the content
    of that file, and `words` the course's own word lists by language. `translations` is the same
    course in its other languages, sorted by language tag.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    file: CourseFile
    words: Mapping[str, frozenset[str]]
    translations: tuple[Translation, ...] = ()


def load_course(folder: Path) -> Report:
    """Read, validate and assemble the course in a folder. Never raises because of its content.

    Diagnostics name files by `folder` joined with their path in it, with forward slashes.
    """
    opened = open_folder(folder)
    drafts = [read_draft(folder, module, file) for module, file in opened.scenario_files]
    return assemble(survey(opened, drafts))


def open_folder(folder: Path) -> Opened:
    """Find the files of a course, and read all but its scenarios."""
    files = course_files(folder)
    source, file = _read_course(folder, files)
    language = (file or CourseFile()).language
    words, problems = read_words(files.words, [language, *files.translations.course], language)
    guide, wrong = read_guide(files.guide, language, files.translations.course)
    found = (*files.diagnostics, *source.diagnostics, *problems, *wrong)
    return Opened(folder, files, source, file, words, guide, found)


def survey(opened: Opened, drafts: Sequence[Draft]) -> Survey:
    """Put scenarios in order. `drafts` belong to `opened.scenario_files`."""
    found = list(opened.diagnostics)
    found += [diagnostic for draft in drafts for diagnostic in draft.diagnostics]
    found += collisions(drafts)
    found += alias_collisions(drafts)
    found += _bad_folder_names(opened)
    if not drafts and not any(one.severity is Severity.ERROR for one in opened.files.diagnostics):
        hint = "create a folder for a module, and in it a file such as `lost-parcel.yml`"
        where = Location(opened.folder.as_posix())
        found.append(
            Diagnostic("AN303", Severity.ERROR, "There are no scenarios here.", where, hint)
        )
    finder = Media(opened.folder)
    media: dict[str, Found] = {}
    for draft in drafts:
        if draft.media:
            media[draft.path], problems = finder.find(draft.module, draft.media)
            found += problems
    brand = opened.settings.brand
    logos = [(name, getattr(brand, name)) for name in _LOGOS if getattr(brand, name)]
    named: list[Named] = [
        ("picture", file, opened.source.at("brand", name)) for name, file in logos
    ]
    named += named_fonts(brand, opened.source)
    if brand.typeface and brand.fonts:
        message = "A course has either a ready typeface or one of its own, not both."
        where = opened.source.at("brand", "typeface")
        found.append(Diagnostic("AN215", Severity.ERROR, message, where, "delete the line"))
    media[COURSE_FILE], problems = finder.find("", named, LEAST_OF_LOGO)
    found += problems
    plan = CourseOrder(opened.source, opened.settings, drafts, opened.file is not None)
    modules = plan.modules(opened.files.modules)
    return Survey(opened, drafts, modules, media, finder, in_order([*found, *plan.diagnostics]))


_LOGOS = ("logo", "logo_dark")
"""Fields of the brand that name pictures, and of the course that have them."""


def assemble(surveyed: Survey) -> Report:
    """Build the course, in all its languages, if nothing is wrong with it."""
    opened = surveyed.opened
    diagnostics = surveyed.diagnostics
    file, words = opened.settings, opened.words
    sources = Sources(surveyed.drafts, opened.source)
    if surveyed.broken:
        return Report(None, diagnostics, sources, file, words)
    scenarios = (draft.scenario for draft in surveyed.drafts)
    if crowd := too_many_tags(opened.folder, (one.tags for one in scenarios if one)):
        return Report(None, in_order([*diagnostics, *crowd]), sources, file, words)
    if wrong := label_problems(surveyed, sources):
        return Report(None, in_order([*diagnostics, *wrong]), sources, file, words)
    labelled = tuple(_labelled(surveyed, sources))
    terms = with_labels(Terminology(own=as_own(file.label_words)), file.labels)
    modules = tuple(
        _module(index, entry, drafts, file.language, surveyed.media, terms)
        for index, (entry, drafts) in enumerate(surveyed.modules)
    )
    shown = {name: one for name, one in surveyed.media[COURSE_FILE] if isinstance(one, Original)}
    logos = {name: shown.get(getattr(file.brand, name) or "") for name in _LOGOS}
    course = _course(file, modules, opened.files.translations.course, terms, logos)
    typeface = found_typeface(file.brand, surveyed.media[COURSE_FILE])
    course = course.model_copy(
        update={"guide": opened.guide.get(file.language, {}), "typeface": typeface}
    )
    translated, problems = read_translations(
        course,
        sources,
        opened.folder,
        opened.files.translations,
        labelled,
        opened.guide,
        surveyed.finder,
    )
    diagnostics = in_order([*diagnostics, *problems])
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Report(None, diagnostics, sources, file, words)
    return Report(course, diagnostics, sources, file, words, translated)


def label_problems(surveyed: Survey, scenarios: Container[str]) -> list[Diagnostic]:
    """Return the errors in the labels of a course, its modules, and scenarios with these ids."""
    found, opened = tuple(_labelled(surveyed, scenarios)), surveyed.opened
    own, language = opened.settings.label_words, opened.settings.language
    return [
        *wrong_labels(found, own),
        *incomplete_words(found, own, own, language, opened.source),
    ]


def _labelled(surveyed: Survey, scenarios: Container[str]) -> Iterator[Labelled]:
    """All labels of a course: its own, its modules' and those of these scenarios."""
    source, file = surveyed.opened.source, surveyed.opened.settings
    if file.labels:
        yield Labelled(file.labels, source, ("labels",))
    for place, module in enumerate(file.modules):
        if module.labels:
            yield Labelled(module.labels, source, ("modules", place, "labels"))

    for draft in surveyed.drafts:
        if draft.id in scenarios and draft.scenario and draft.scenario.labels:
            yield Labelled(draft.scenario.labels, draft.source, ("labels",))


def module_letter(index: int) -> str:
    """A for 0, B for 1, … Z, AA, AB, … as spreadsheets name their columns."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def _read_course(folder: Path, files: CourseFiles) -> tuple[Source, CourseFile | None]:
    """Read the course's own file; defaults if there is none, None if it is broken."""
    if not files.course:
        location = Location((folder / COURSE_FILE).as_posix())
        if files.found:
            message = "There is no course.yml, so the course has no title of its own."
            hint = "add one, for example with the line\n  title: Accountable parcel service"
            note = Diagnostic("AN302", Severity.NOTE, message, location, hint)
            files.diagnostics.append(note)
        return Source(location.path), CourseFile()
    file, *others = files.course
    for other in others:
        message = f"The course has a second course file besides `{file.name}`."
        hint = "keep one of the two"
        where = Location(other.as_posix())
        files.diagnostics.append(Diagnostic("AN316", Severity.ERROR, message, where, hint))
    source = read(file, file.as_posix())
    course_file, problems = check(source, CourseFile)
    files.diagnostics += (*problems, *losses(source, CourseFile))
    return source, course_file


MOST_TAGS = 1_000
"""How many different tags a course may have: each takes up space in lists of tags."""


def too_many_tags(folder: Path, tags_of: Iterable[Sequence[str]]) -> tuple[Diagnostic, ...]:
    """Return an error if all scenarios of a course together have more tags than allowed."""
    tags = set(chain.from_iterable(tags_of))
    if len(tags) <= MOST_TAGS:
        return ()
    message = f"The course has {len(tags):,} different tags, but only {MOST_TAGS:,} are allowed."
    hint = "use the same tag for scenarios that belong together"
    return (Diagnostic("AN206", Severity.ERROR, message, Location(folder.as_posix()), hint),)


def _bad_folder_names(opened: Opened) -> Iterator[Diagnostic]:
    for name, scenarios in opened.files.modules.items():
        if scenarios and not is_id(name):
            where = Location((opened.folder / name).as_posix())
            yield bad_name("folder", name, as_id(name), where)


_OF_THE_FILE = frozenset({"modules", "checks", "objectives", "labels", "label_words"})
"""Fields of course.yml that the course doesn't have, or not in this form."""


def _course(
    file: CourseFile,
    modules: tuple[Module, ...],
    others: Iterable[str],
    terms: Terminology,
    logos: Mapping[str, Original | None],
) -> Course:
    """Assemble the course; `others` are the languages besides the file's own."""
    own = {name: value for name, value in file if name not in _OF_THE_FILE}
    own["objectives"] = tuple(objective.text for objective in file.objectives)
    own["objective_ids"] = tuple(objective.id for objective in file.objectives)
    if "coaching" not in file.model_fields_set:
        own["coaching"] = default_coaching(file.language, terms)
    languages = (file.language, *sorted(others))
    return Course(**own, **logos, modules=modules, languages=languages, terminology=terms)


def _module(
    index: int,
    entry: ModuleEntry,
    drafts: Sequence[Draft],
    language: str,
    media: Mapping[str, Found],
    terms: Terminology,
) -> Module:
    letter = module_letter(index)
    own = {
        "title": entry.title,
        "summary": entry.summary,
        "status": entry.status,
        "objectives": tuple(objective.text for objective in entry.objectives),
        "objective_ids": tuple(objective.id for objective in entry.objectives),
    }
    scenarios = tuple(
        Scenario(
            **draft.scenario.written
            | {
                "id": draft.id,
                "module_id": entry.folder,
                "path": draft.path,
                "code": f"{letter}{number}",
                "language": language,
                "media": media.get(draft.path, ()),
                "terminology": _terminology(terms, entry, draft.scenario),
            }
        )
        for number, draft in enumerate(drafts, start=1)
        if draft.scenario is not None
    )
    return Module(id=entry.folder, letter=letter, scenarios=scenarios, **own)


def _terminology(terms: Terminology, module: ModuleEntry, scenario: ScenarioFile) -> Terminology:
    """The words for a scenario's topic; `terms` are the course's. People from the same organisation
    are colleagues, unless the module or the scenario says otherwise.
    """
    if scenario.customer == "internal":
        terms = replace(terms, person="colleague")
    return with_labels(with_labels(terms, module.labels), scenario.labels)
