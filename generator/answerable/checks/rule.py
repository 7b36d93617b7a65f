"""What a rule is, and what it says.

A rule is a function that yields findings; its docstring is its documentation (see
`documentation`). It names a place by a path of keys, and the core finds line and column. No rule
guesses at meaning: each one measures something that an author can see and change.

There are two kinds. A rule for a scenario looks at one file alone, so that its result can be kept
until the file changes. A rule for the course looks at the outlines of all scenarios.
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
"""With fewer scenarios than this, a share says nothing, and a quiz has no choice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and where.

    `keys` is a path of keys in the scenario's file, or in that of the scenario with the id
    `scenario_id`; in course.yml if a rule for the course names none. `word` is the word of the text
    there that it is about. `instead` is what the value should be, if that can be said for sure.
    """

    keys: Keys
    message: str
    hint: str
    scenario_id: str | None = None
    word: str | None = None
    instead: str | None = None


class Setting(NamedTuple):
    """What rules for scenarios go by. `words` is the course's own word list, if it has one, and
    `fonts` are those that it is printed with.
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
    """A rule that looks at one scenario. `find` holds the documentation in its docstring."""

    code: str
    severity: Severity
    find: ScenarioFinder


class CourseRule(NamedTuple):
    """A rule that looks at all scenarios. `find` holds the documentation in its docstring.

    A rule for `words` is applied to each translation of the course as well.
    """

    code: str
    severity: Severity
    find: CourseFinder
    words: bool


def scenario_rule(
    code: str, severity: Severity = Severity.WARNING
) -> Callable[[ScenarioFinder], ScenarioRule]:
    """Make a rule of a function that looks at one scenario."""
    return lambda find: ScenarioRule(code, severity, find)


def course_rule(
    code: str, severity: Severity = Severity.WARNING, *, words: bool = False
) -> Callable[[CourseFinder], CourseRule]:
    """Make a rule of a function that looks at all scenarios."""
    return lambda find: CourseRule(code, severity, find, words)
