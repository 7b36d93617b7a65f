"""Everything that can be said about a course folder: read, validate, assemble, apply the rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from answerable.checks.rules import check
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.model import Course
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
    found = [*report.diagnostics, *_findings(report.course, report.sources, today)]
    for translation in report.translations:
        # What is not translated is still the original, about which all is said already.
        found += _findings(translation.course.translated, translation.sources, today)
    course = report.course.published(drafts=drafts)
    if not course.scenarios:
        found.append(_nothing_to_publish(report))
    languages = tuple(one.course.published(drafts=drafts) for one in report.translations)
    return CourseReport(course if course.scenarios else None, in_order(found), languages)


def _findings(
    course: Course, sources: Mapping[str, Source], today: datetime.date
) -> Iterator[Diagnostic]:
    yield from check(course.published(), sources, today)
    drafts = {sources[s.id].path for s in course.scenarios if s.status == "draft"}
    if drafts:
        for finding in check(course.published(drafts=True), sources, today):
            if finding.location.path in drafts:
                yield replace(finding, severity=Severity.NOTE)


def _nothing_to_publish(report: Report) -> Diagnostic:
    return Diagnostic(
        "AN318",
        Severity.ERROR,
        "Every scenario is a draft or retired: there is nothing to publish.",
        report.sources[COURSE_FILE].whole(),
        "take `status: draft` out of a scenario that is ready",
    )
