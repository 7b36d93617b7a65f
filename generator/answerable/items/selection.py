"""Which scenarios of a course an output is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.model import Course, Scenario
from answerable.source.read.names import closest


@dataclass(frozen=True, slots=True)
class Selection:
    """What to choose by. Values of one field widen the choice, fields narrow it; empty: all.

    Texts are compared without regard to case.
    """

    module: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    difficulty: tuple[str, ...] = ()
    scenario: tuple[str, ...] = ()


_VALUES: dict[str, Callable[[Scenario], Iterable[str | None]]] = {
    "module": lambda scenario: (scenario.module_id,),
    "tag": lambda scenario: scenario.tags,
    "department": lambda scenario: (scenario.department,),
    "difficulty": lambda scenario: (str(scenario.difficulty) if scenario.difficulty else None,),
    "scenario": lambda scenario: (scenario.id, *scenario.aliases),
}


def select(course: Course, selection: Selection) -> tuple[Scenario, ...]:
    """The scenarios that fit, in course order. A wish that nothing meets is met by none."""
    wishes = {
        name: frozenset(map(str.casefold, wanted)) for name, wanted in _wishes(selection).items()
    }
    return tuple(
        scenario
        for scenario in course.scenarios
        if all(wanted & _folded(name, scenario) for name, wanted in wishes.items())
    )


def unmet(course: Course, selection: Selection) -> tuple[Diagnostic, ...]:
    """AN404 for each wish that no scenario meets, and where all of them together leave nothing, or
    the course has nothing to choose from.
    """
    if not course.scenarios:
        return (_nothing(course),)
    found = []
    for name, wanted in _wishes(selection).items():
        known = sorted({value for s in course.scenarios for value in _VALUES[name](s) if value})
        folded = {value.casefold() for value in known}
        found += [_unknown(name, wish, known) for wish in wanted if wish.casefold() not in folded]
    if not found and not select(course, selection):
        found.append(_problem("No scenario meets all these wishes.", "Leave one of them out."))
    return tuple(found)


def _wishes(selection: Selection) -> dict[str, tuple[str, ...]]:
    values = {field.name: getattr(selection, field.name) for field in fields(selection)}
    return {name: wanted for name, wanted in values.items() if wanted}


def _folded(name: str, scenario: Scenario) -> frozenset[str]:
    return frozenset(value.casefold() for value in _VALUES[name](scenario) if value)


def _unknown(name: str, wish: str, known: list[str]) -> Diagnostic:
    guess = closest(wish, known)
    hint = f"Did you mean `{guess}`?" if guess else f"There are: {', '.join(known) or 'none'}."
    return _problem(f"No scenario has the {name} `{wish}`.", hint)


def _nothing(course: Course) -> Diagnostic:
    if course.translation_of is None:
        hint = "`answerable add` begins one. Drafts and retired scenarios do not count."
        return _problem("The course has no scenario yet.", hint)
    return _problem(
        f"No scenario is translated into this language ({course.language}) yet.",
        f"`answerable i18n add` with a scenario and {course.language} begins a translation.",
    )


def _problem(message: str, hint: str) -> Diagnostic:
    return Diagnostic("AN404", Severity.ERROR, message, Location("the command line"), hint)
