"""Collect everything that is wrong with a course, with the severities that the course sets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from answerable.checks.documentation import severities
from answerable.checks.examine import Examined, examine
from answerable.checks.ignores import apply_ignores, check_settings, ignores_in
from answerable.checks.outline import Outline
from answerable.checks.paper import unusable_fonts
from answerable.checks.rule import Setting, Subject
from answerable.checks.rules import check_outlines, weight
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.handouts.typeset.fonts import Fonts
from answerable.model import Course, CourseFile, ModuleEntry
from answerable.source.read.load import COURSE_FILE, Report
from answerable.source.read.positions import Source


@dataclass(frozen=True, slots=True)
class Language:
    """A course in one language, examined file by file. `sources` are those of `load.Report`, and
    `paths` their paths. A `partial` translation is published with these scenarios only.
    """

    file: CourseFile
    examined: Sequence[Examined]
    sources: Mapping[str, Source]
    paths: Mapping[str, str]
    fonts: Fonts
    translated: bool = False
    partial: bool = False


def translations_of(report: Report, fonts: Fonts) -> Iterator[Language]:
    """Yield a course in each of its other languages, examined.

    Untranslated scenarios are left out: they are still the original, which is reported already.
    """
    for translation in report.translations:
        course = translation.course.translated
        words = report.words.get(course.language)
        setting = Setting(course.language, report.file.checks, words, fonts)
        examined = [
            examine(one, translation.sources[one.id], one.id, one.module_id, setting)
            for one in course.scenarios
        ]
        file = _as_file(course, report.file)
        paths = {name: source.path for name, source in translation.sources.items()}
        yield Language(
            file,
            examined,
            translation.sources,
            paths,
            fonts,
            translated=True,
            partial=course.partial,
        )


def judge(
    reading: Iterable[Diagnostic], languages: Sequence[Language], today: datetime.date
) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with a course without errors, with the severities it sets.

    `reading` are the findings from reading; the first language is the original's.
    """
    original, known = languages[0], severities()
    fonts = unusable_fonts(original.file.print_fonts, original.sources[COURSE_FILE])
    found = list(_weighed(chain(reading, fonts), original.file))
    found += check_settings(original.file, original.sources[COURSE_FILE], known)
    for language in languages:
        found += _of_language(language, today)
    ignores = [one for language in languages for each in language.examined for one in each.ignores]
    for language in languages:
        ignores += ignores_in(language.sources[COURSE_FILE])
    left = list(apply_ignores(found, ignores, known))
    if all(one.status != "live" for one in original.examined):
        left.append(_nothing_to_publish(original.sources[COURSE_FILE]))
    else:
        left += map(_nothing_translated, filter(_is_empty, languages))
    return in_order(left)


def _weighed(reading: Iterable[Diagnostic], file: CourseFile) -> Iterator[Diagnostic]:
    for diagnostic in reading:
        if severity := weight(diagnostic.code, diagnostic.severity, file.checks):
            same = severity is diagnostic.severity
            yield diagnostic if same else replace(diagnostic, severity=severity)


def _of_language(language: Language, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield what the rules find in one language; retired scenarios are left out."""
    for one in language.examined:
        if one.status != "retired":
            yield from one.found
    live, drafts = (
        [one.outline for one in language.examined if one.status == status]
        for status in ("live", "draft")
    )
    yield from _of_course(language, live, today)
    if drafts:
        paths = {language.paths[draft.id] for draft in drafts}
        for finding in _of_course(language, [*live, *drafts], today):
            if finding.location.path in paths:
                yield _as_note(finding)


def _of_course(
    language: Language, outlines: Sequence[Outline], today: datetime.date
) -> Iterator[Diagnostic]:
    subject = Subject(language.file, outlines, today, language.fonts)
    return check_outlines(subject, language.sources, language.paths, words_only=language.translated)


def _as_note(finding: Diagnostic) -> Diagnostic:
    return replace(finding, severity=Severity.NOTE)


def _as_file(course: Course, original: CourseFile) -> CourseFile:
    """Return the texts of a translated course in the form of course.yml."""
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
        checks=original.checks,
    )


def _nothing_to_publish(source: Source) -> Diagnostic:
    return Diagnostic(
        "AN318",
        Severity.ERROR,
        "Every scenario is a draft or retired, so there is nothing to publish.",
        source.whole(),
        "remove `status: draft` from a scenario that is ready, or fill in what is still “…”",
    )


def _is_empty(language: Language) -> bool:
    """Whether a translation would be published without any scenario."""
    return language.partial and all(one.status != "live" for one in language.examined)


def _nothing_translated(language: Language) -> Diagnostic:
    code = language.file.language
    return Diagnostic(
        "AN318",
        Severity.ERROR,
        f"No scenario that is ready is translated into `{code}`, so there is nothing to publish.",
        language.sources[COURSE_FILE].key("partial"),
        "translate one, or delete `partial` to show the original where a translation is missing",
    )
