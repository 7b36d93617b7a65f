"""The languages of a project: its course in each of them, and the status of the translations."""

from __future__ import annotations

from answerable import site
from answerable.authoring.translate.parts import TranslationStatus, missing_terms, parts
from answerable.build.mkdocs.project import Project
from answerable.checks.check import CourseReport
from answerable.model import Course
from answerable.source.read.languages import Translation


def locales_of(report: CourseReport) -> dict[site.Locale, Course]:
    """The report's course in each of its languages, the original first; empty without a course."""
    if report.course is None:
        return {}
    translated = (one.course for one in report.translations)
    courses = {one.language: one for one in (report.course, *translated)}
    return {one: courses[one.language] for one in site.locales(report.course.languages)}


def translation_status(
    project: Project, course: Course, language: str, translation: Translation | None
) -> TranslationStatus:
    """The translation status of a course in a language; `translation` is None if there is none."""
    made_from = translation.made_from if translation else {}
    untouched = translation.untouched if translation else frozenset()
    found = parts(
        course,
        project.course_folder,
        project.docs_folder,
        language,
        made_from,
        untouched,
        translation.unfinished if translation else {},
        partial=translation is not None and translation.course.partial,
    )
    terms = missing_terms(translation.course, project.titles) if translation else ()
    words = translation.words if translation else ()
    return TranslationStatus(language, found, terms, words)


def translation_statuses(project: Project, report: CourseReport) -> tuple[TranslationStatus, ...]:
    """The translation status of the report's course in each language; empty without a course."""
    if report.course is None:
        return ()
    return tuple(
        translation_status(project, report.course, one.course.language, one)
        for one in report.translations
    )
