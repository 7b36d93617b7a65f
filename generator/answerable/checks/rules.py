"""List all rules, and apply them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from answerable.checks import answers, language, looks, paper, structure, texts, upkeep
from answerable.checks.rule import CourseRule, Finding, ScenarioRule, Setting, Subject
from answerable.diagnostics import Diagnostic, Edit, Severity, replacement
from answerable.model import Checks, ScenarioFile
from answerable.source.read.load import COURSE_FILE
from answerable.source.read.positions import Source
from answerable.source.read.quoting import scalar

_ALL = [
    thing
    for theme in (answers, texts, structure, language, upkeep, paper, looks)
    for thing in vars(theme).values()
]
SCENARIO_RULES = tuple(one for one in _ALL if isinstance(one, ScenarioRule))
COURSE_RULES = tuple(one for one in _ALL if isinstance(one, CourseRule))


def check_scenario(
    scenario: ScenarioFile, source: Source, setting: Setting
) -> Iterator[Diagnostic]:
    """Yield what the rules for scenarios find in one file. `source` has the positions in it."""
    for rule in SCENARIO_RULES:
        if severity := weight(rule.code, rule.severity, setting.checks):
            for finding in rule.find(scenario, setting):
                yield _diagnostic(rule.code, severity, finding, source)


def check_outlines(
    subject: Subject,
    sources: Mapping[str, Source],
    paths: Mapping[str, str],
    *,
    words_only: bool = False,
) -> Iterator[Diagnostic]:
    """Yield what the rules for the course find. `sources` are those of `load.Report`, and `paths`
    their paths.

    With `words_only`, only rules about words are applied, as for a translation.
    """
    for rule in COURSE_RULES if not words_only else (one for one in COURSE_RULES if one.words):
        if severity := weight(rule.code, rule.severity, subject.course.checks):
            for finding in rule.find(subject):
                name = finding.scenario_id or COURSE_FILE
                # Most findings about a whole file are in very many; none of these need be read.
                in_it = finding.keys or finding.word
                source = sources[name] if in_it else Source(paths[name])
                yield _diagnostic(rule.code, severity, finding, source)


def weight(code: str, usual: Severity, checks: Checks) -> Severity | None:
    """Return the severity that a course gives a code; None if it ignores it. Errors stay errors."""
    if usual is Severity.ERROR:
        return usual
    if code in checks.ignore:
        return None
    for codes, severity in (
        (checks.errors, Severity.ERROR),
        (checks.warnings, Severity.WARNING),
        (checks.notes, Severity.NOTE),
    ):
        if code in codes:
            return severity
    return usual


def _diagnostic(code: str, severity: Severity, finding: Finding, source: Source) -> Diagnostic:
    where = source.word(finding.word, *finding.keys) if finding.word else source.key(*finding.keys)
    fix: tuple[Edit, ...] = ()
    if finding.instead is not None and finding.keys in source.values:
        fix = replacement(source.locate(source.values[finding.keys]), scalar(finding.instead))
    return Diagnostic(code, severity, finding.message, where, finding.hint, fix)
