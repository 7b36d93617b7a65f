"""Everything that can be said about a course folder: read, validate, assemble, apply the rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from answerable.checks.documentation import severities
from answerable.checks.ignores import Ignore, apply_ignores, check_settings, ignores_in
from answerable.checks.outline import Outline, outline
from answerable.checks.rule import Setting, Subject
from answerable.checks.rules import check_outlines, check_scenario, weight
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.model import Course, CourseFile, ModuleEntry
from answerable.reading.load import COURSE_FILE, Report, load_course
from answerable.reading.positions import Source


@dataclass(frozen=True)
class CourseReport:
    """A checked course as it is published, and the same in its other languages.

    `course` is None when an error makes it unusable.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    translations: tuple[Course, ...] = ()


def check_course(folder: Path, today: datetime.date, *, drafts: bool = False) -> CourseReport:
    """Read the course in `folder` and check it whole; `today` is for review dates.

    The result holds drafts only if they are asked for, as a preview does. What rules say of a draft
    is a note: it need not be finished.
    """
    report = load_course(folder)
    if report.course is None:
        return CourseReport(None, report.diagnostics)
    found = [*_weighed(report), *_rules(report, report.course, today)]
    found = list(apply_ignores(found, list(_ignores(report)), severities()))
    course = report.course.published(drafts=drafts)
    if not course.scenarios:
        found.append(_nothing_to_publish(report))
    languages = tuple(one.course.published(drafts=drafts) for one in report.translations)
    return CourseReport(course if course.scenarios else None, in_order(found), languages)


def _weighed(report: Report) -> Iterator[Diagnostic]:
    """What was found in reading, as serious as the course takes it."""
    for diagnostic in report.diagnostics:
        if severity := weight(diagnostic.code, diagnostic.severity, report.file.checks):
            yield replace(diagnostic, severity=severity)
    yield from check_settings(report.file, report.sources[COURSE_FILE], severities())


def _ignores(report: Report) -> Iterator[Ignore]:
    for sources in (report.sources, *(one.sources for one in report.translations)):
        for source in sources.values():
            yield from ignores_in(source)


def _rules(report: Report, course: Course, today: datetime.date) -> Iterator[Diagnostic]:
    yield from _language(course, report.file, report.sources, report, today)
    for translation in report.translations:
        # What is not translated is still the original, about which all is said already.
        translated = translation.course.translated
        yield from _language(translated, _as_file(translated), translation.sources, report, today)


def _language(
    course: Course,
    file: CourseFile,
    sources: Mapping[str, Source],
    report: Report,
    today: datetime.date,
) -> Iterator[Diagnostic]:
    """What the rules find in one language of a course."""
    checks = report.file.checks
    setting = Setting(course.language, checks, report.words.get(course.language))
    scenarios = [one for one in course.scenarios if one.status != "retired"]
    for scenario in scenarios:
        found = check_scenario(scenario, sources[scenario.id], setting)
        yield from map(_as_note, found) if scenario.status == "draft" else found
    live, drafts = [
        [
            outline(one, one.id, one.module_id, course.language)
            for one in scenarios
            if one.status == status
        ]
        for status in ("live", "draft")
    ]

    def of_course(outlines: list[Outline]) -> Iterator[Diagnostic]:
        subject = Subject(file.model_copy(update={"checks": checks}), outlines, today)
        return check_outlines(subject, sources, words_only=course.original is not course)

    yield from of_course(live)
    if drafts:
        paths = {sources[draft.id].path for draft in drafts}
        for finding in of_course([*live, *drafts]):
            if finding.location.path in paths:
                yield _as_note(finding)


def _as_note(finding: Diagnostic) -> Diagnostic:
    return replace(finding, severity=Severity.NOTE)


def _as_file(course: Course) -> CourseFile:
    """The texts of a translated course in the form of course.yml."""
    modules = [
        ModuleEntry(
            folder=module.id,
            title=module.title,
            summary=module.summary,
            objectives=module.objectives,
        )
        for module in course.modules
    ]
    return CourseFile(
        title=course.title,
        language=course.language,
        description=course.description,
        objectives=course.objectives,
        modules=modules,
    )


def _nothing_to_publish(report: Report) -> Diagnostic:
    return Diagnostic(
        "AN318",
        Severity.ERROR,
        "Every scenario is a draft or retired: there is nothing to publish.",
        report.sources[COURSE_FILE].whole(),
        "take `status: draft` out of a scenario that is ready",
    )
