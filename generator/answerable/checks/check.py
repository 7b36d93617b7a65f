"""Check a course folder completely, in three steps.

read, examine    each scenario file on its own (see `examine`), or from the cache (`cached`)
survey, assemble all of them together, and the translations (see `source.read.load`)
judge            the rules for the course, its ignores, and the severity it gives the rest
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from answerable.checks.cache import cache_file
from answerable.checks.cached import whole_look
from answerable.checks.examine import Examined, read_and_examine
from answerable.checks.judge import Language, judge, translations_of
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.typeset.brought import fonts_of
from answerable.model import Course
from answerable.source.processes import without_collections
from answerable.source.read.draft import Draft
from answerable.source.read.languages import Translation
from answerable.source.read.load import (
    COURSE_FILE,
    Opened,
    Report,
    Sources,
    Survey,
    assemble,
    label_problems,
    open_folder,
    survey,
    too_many_tags,
)

Look: TypeAlias = Callable[[Opened, Setting], Sequence[tuple[Draft, Examined | None]]]
"""A function that examines the scenario files of a folder, and returns each one's draft and
findings.
"""


@dataclass(frozen=True)
class CourseReport:
    """A checked course as it is published, and the same in its other languages.

    `course` is None if an error makes it unusable.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that is wrong with a course folder, and what is in it.

    `report` is the course as it was read, if it had to be assembled; `complete` is False if an
    error kept the rules from being applied.
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
        """All languages that the course is available in, the original first."""
        opened = self.surveyed.opened
        return (opened.settings.language, *sorted(opened.files.translations.course))


def check_course(folder: Path, today: datetime.date, *, drafts: bool = False) -> CourseReport:
    """Read the course in `folder` and check all of it; `today` is for review dates.

    The result contains drafts only if they are requested, as by a preview. A rule's finding in a
    draft is a note: a draft need not be finished. Files that did not change since the last check
    are read, but not examined again.
    """
    look = partial(whole_look, cache_file(folder), os.cpu_count() or 1)
    checked = check_folder(folder, today, look, whole=True)
    report = checked.report
    if report is None or report.course is None:
        return CourseReport(None, checked.diagnostics)
    course = report.course.published(drafts=drafts)
    languages = tuple(
        replace(one, course=one.course.published(drafts=drafts)) for one in report.translations
    )
    return CourseReport(course if course.scenarios else None, checked.diagnostics, languages)


def accepted(report: CourseReport, strict: bool) -> Course:
    """Return the course of a report. Raises `BuildFailed` on errors; with `strict`, also on
    warnings.
    """
    limit = Severity.WARNING if strict else Severity.ERROR
    if report.course is None or any(d.severity >= limit for d in report.diagnostics):
        raise BuildFailed(report.diagnostics)
    return report.course


@without_collections()
def check_folder(
    folder: Path, today: datetime.date, look: Look = read_and_examine, *, whole: bool = False
) -> Checked:
    """Check the course in `folder`; `look` provides what each scenario file shows.

    The course is assembled only if it is needed (`whole`), or has translations. Never raises
    because of the folder's content.
    """
    opened = open_folder(folder)
    file = opened.settings
    words, fonts = opened.words.get(file.language), fonts_of(file, folder)
    looked = look(opened, Setting(file.language, file.checks, words, fonts))
    drafts = [draft for draft, _ in looked]
    surveyed = survey(opened, drafts)
    if surveyed.broken:
        return Checked(surveyed.diagnostics, surveyed, complete=False)
    examined = {draft.id: one for draft, one in looked if one is not None}
    if crowd := too_many_tags(folder, (one.outline.tags for one in examined.values())):
        found = in_order([*surveyed.diagnostics, *crowd])
        return Checked(found, surveyed, complete=False)
    labelled = {name for name, one in examined.items() if one.outline.labelled}
    if wrong := label_problems(surveyed, labelled):
        found = in_order([*surveyed.diagnostics, *wrong])
        return Checked(found, surveyed, complete=False)
    translated = opened.files.translations.course or opened.files.translations.scenarios
    report = assemble(surveyed) if whole or translated else None
    if report and report.course is None:
        return Checked(report.diagnostics, surveyed, complete=False)
    order = [draft.id for _, group in surveyed.modules for draft in group]
    sources = Sources(drafts, opened.source)
    paths = {draft.id: draft.file.as_posix() for draft in drafts}
    paths[COURSE_FILE] = opened.source.path
    languages = [Language(file, [examined[name] for name in order], sources, paths, fonts)]
    languages += translations_of(report, fonts) if report else ()
    found = judge(report.diagnostics if report else surveyed.diagnostics, languages, today)
    return Checked(found, surveyed, complete=True, report=report)
