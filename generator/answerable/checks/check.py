"""Everything that can be said about a course folder: read, validate, assemble, apply the rules."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from answerable.checks.rules import check
from answerable.diagnostics import Diagnostic, in_order
from answerable.model import Course
from answerable.reading.load import load_course


@dataclass(frozen=True)
class CourseReport:
    """A checked course, and the same in its other languages.

    `course` is None when an error makes it unusable.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    translations: tuple[Course, ...] = ()


def check_course(folder: Path, today: datetime.date) -> CourseReport:
    """Read the course in `folder` and check it whole; `today` is for review dates."""
    report = load_course(folder)
    found = report.diagnostics
    if report.course is not None:
        found += check(report.course, report.sources, today)
    for translation in report.translations:
        # What is not translated is still the original, about which all is said already.
        found += check(translation.course.translated, translation.sources, today)
    languages = tuple(translation.course for translation in report.translations)
    return CourseReport(report.course, in_order(found), languages)
