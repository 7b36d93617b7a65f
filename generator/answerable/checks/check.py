"""Everything that can be said about a course folder.

read, examine    each scenario file by itself (see `examine`), or what is known of it (`cached`)
survey, assemble all of them together, and the translations (see `source.read.load`)
judge            the rules for the course, what it ignores, and how serious it takes the rest
"""

from __future__ import annotations

import contextlib
import datetime
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from answerable.checks.examine import Examined, read_and_examine
from answerable.checks.judge import Language, judge, translations_of
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.typeset.brought import usable_fonts
from answerable.model import Course
from answerable.source.read.draft import Draft
from answerable.source.read.languages import Translation
from answerable.source.read.load import (
    COURSE_FILE,
    Opened,
    Report,
    Survey,
    assemble,
    open_folder,
    survey,
    too_many_tags,
)
from answerable.source.read.positions import Source

Look: TypeAlias = Callable[[Opened, Setting], Sequence[tuple[Draft, Examined | None]]]
"""What looks at the scenario files of a folder: the draft of each, and what it shows by itself."""


@dataclass(frozen=True)
class CourseReport:
    """A checked course as it is published, and the same in its other languages.

    `course` is None when an error makes it unusable.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """All that is wrong with a course folder, and what is in it.

    `report` is the course as it was read, if it had to be put together, and `complete` is False if
    an error kept the rules from being applied.
    """

    diagnostics: tuple[Diagnostic, ...]
    surveyed: Survey
    complete: bool
    report: Report | None = None

    @property
    def scenarios(self) -> Sequence[str]:
        """The ids of the scenarios."""
        return [draft.id for draft in self.surveyed.drafts]

    @property
    def modules(self) -> Sequence[str]:
        """The ids of the modules."""
        return [module.folder for module, _ in self.surveyed.modules]

    @property
    def languages(self) -> Sequence[str]:
        """All that the course is offered in, the original first."""
        opened = self.surveyed.opened
        return (opened.settings.language, *sorted(opened.files.translations.course))


def check_course(folder: Path, today: datetime.date, *, drafts: bool = False) -> CourseReport:
    """Read the course in `folder` and check it whole; `today` is for review dates.

    The result holds drafts only if they are asked for, as a preview does. What rules say of a draft
    is a note: it need not be finished.
    """
    checked = check_folder(folder, today, whole=True)
    report = checked.report
    if report is None or report.course is None:
        return CourseReport(None, checked.diagnostics)
    course = report.course.published(drafts=drafts)
    languages = tuple(
        replace(one, course=one.course.published(drafts=drafts)) for one in report.translations
    )
    return CourseReport(course if course.scenarios else None, checked.diagnostics, languages)


def accepted(report: CourseReport, strict: bool) -> Course:
    """The course of a report. Raises `BuildFailed` on errors; with `strict`, also on warnings."""
    limit = Severity.WARNING if strict else Severity.ERROR
    if report.course is None or any(d.severity >= limit for d in report.diagnostics):
        raise BuildFailed(report.diagnostics)
    return report.course


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """While very many values are made that all stay, looking for some to discard is a waste."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collections()
def check_folder(
    folder: Path, today: datetime.date, look: Look = read_and_examine, *, whole: bool = False
) -> Checked:
    """Check the course in `folder`; `look` is asked for what each scenario file shows.

    The course is put together only if it is wanted `whole`, or has translations. Raises nothing for
    what is in the folder.
    """
    opened = open_folder(folder)
    file = opened.settings
    words, fonts = opened.words.get(file.language), usable_fonts(file.print_fonts, folder)
    looked = look(opened, Setting(file.language, file.checks, words, fonts))
    drafts = [draft for draft, _ in looked]
    surveyed = survey(opened, drafts)
    if surveyed.broken:
        return Checked(surveyed.diagnostics, surveyed, complete=False)
    examined = {draft.id: one for draft, one in looked if one is not None}
    if crowd := too_many_tags(folder, (one.outline.tags for one in examined.values())):
        found = in_order([*surveyed.diagnostics, *crowd])
        return Checked(found, surveyed, complete=False)
    translated = opened.files.translations.course or opened.files.translations.scenarios
    report = assemble(surveyed) if whole or translated else None
    if report and report.course is None:
        return Checked(report.diagnostics, surveyed, complete=False)
    order = [draft.id for _, group in surveyed.modules for draft in group]
    sources = _Sources(drafts, opened.source)
    languages = [Language(file, [examined[name] for name in order], sources, fonts)]
    languages += translations_of(report, fonts) if report else ()
    found = judge(report.diagnostics if report else surveyed.diagnostics, languages, today)
    return Checked(found, surveyed, complete=True, report=report)


class _Sources(Mapping[str, Source]):
    """The files of a course by scenario id, read when somebody asks for one."""

    def __init__(self, drafts: Sequence[Draft], course: Source) -> None:
        self._drafts = {draft.id: draft for draft in drafts}
        self._course = course

    def __getitem__(self, name: str) -> Source:
        return self._course if name == COURSE_FILE else self._drafts[name].source

    def __iter__(self) -> Iterator[str]:
        return iter((COURSE_FILE, *self._drafts))

    def __len__(self) -> int:
        return len(self._drafts) + 1
