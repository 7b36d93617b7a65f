"""Define rules and their findings.

A rule is a function that yields findings; its docstring is its documentation (see `documentation`).
It gives a place as a path of keys, and `rules` looks up line and column. No rule guesses at
meaning: each one measures something that an author can see and change.

There are two kinds. A rule for a scenario looks at one file only, so its result can be kept until
the file changes. A rule for the course looks at the outlines of all scenarios.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from answerable.checks.outline import Outline
from answerable.diagnostics import Severity
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.model import Checks, CourseFile, ScenarioFile
from answerable.source.read.positions import Keys

FEW = 5
"""With fewer scenarios than this, a share means nothing, and a quiz has too few to choose from."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and where.

    `keys` is a path of keys in the scenario's file, or in that of the scenario with the id
    `scenario_id`; in course.yml if a rule for the course gives no id. `word` is the word in the
    text there that the finding is about. `instead` is the correct value, if that is certain.
    """

    keys: Keys
    message: str
    hint: str
    scenario_id: str | None = None
    word: str | None = None
    instead: str | None = None


class Setting(NamedTuple):
    """What rules for scenarios depend on. `words` is the course's own word list, if it has one, and
    `fonts` are those it is printed with.
    """

    language: str
    checks: Checks
    words: frozenset[str] | None
    fonts: Fonts = SHIPPED_FONTS


class Subject(NamedTuple):
    """What rules for the course look at. `course` is the file course.yml, or its defaults."""

    course: CourseFile
    outlines: Sequence[Outline]
    today: datetime.date
    fonts: Fonts = SHIPPED_FONTS


ScenarioFinder: TypeAlias = Callable[[ScenarioFile, Setting], Iterator[Finding]]
CourseFinder: TypeAlias = Callable[[Subject], Iterator[Finding]]


class ScenarioRule(NamedTuple):
    """A rule that looks at one scenario. The docstring of `find` is its documentation."""

    code: str
    severity: Severity
    find: ScenarioFinder


class CourseRule(NamedTuple):
    """A rule that looks at all scenarios. The docstring of `find` is its documentation.

    A rule with `words` is also applied to each translation of the course.
    """

    code: str
    severity: Severity
    find: CourseFinder
    words: bool


def scenario_rule(
    code: str, severity: Severity = Severity.WARNING
) -> Callable[[ScenarioFinder], ScenarioRule]:
    """Turn a function that looks at one scenario into a rule."""
    return lambda find: ScenarioRule(code, severity, find)


def course_rule(
    code: str, severity: Severity = Severity.WARNING, *, words: bool = False
) -> Callable[[CourseFinder], CourseRule]:
    """Turn a function that looks at all scenarios into a rule."""
    return lambda find: CourseRule(code, severity, find, words)
