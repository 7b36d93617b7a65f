"""Selects the scenarios of a course that an output contains."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.model import Course, Scenario
from answerable.source.read.names import closest


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters. A scenario needs one of the values in every field; an empty field takes all.

    Upper and lower case make no difference.
    """

    module: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    difficulty: tuple[str, ...] = ()
    scenario: tuple[str, ...] = ()


class _Filter(NamedTuple):
    """One field of a selection: the wanted values, and a function for a scenario's values."""

    wanted: Callable[[Selection], tuple[str, ...]]
    values: Callable[[Scenario], Iterable[str | None]]

    def folded(self, scenario: Scenario) -> frozenset[str]:
        return frozenset(value.casefold() for value in self.values(scenario) if value)


_FILTERS: dict[str, _Filter] = {
    "module": _Filter(lambda asked: asked.module, lambda one: (one.module_id,)),
    "tag": _Filter(lambda asked: asked.tag, lambda one: one.tags),
    "department": _Filter(lambda asked: asked.department, lambda one: (one.department,)),
    "difficulty": _Filter(
        lambda asked: asked.difficulty,
        lambda one: (str(one.difficulty) if one.difficulty else None,),
    ),
    "scenario": _Filter(lambda asked: asked.scenario, lambda one: (one.id, *one.aliases)),
}


def select(course: Course, selection: Selection) -> tuple[Scenario, ...]:
    """The scenarios that pass every filter, in course order."""
    asked = [
        (one, frozenset(map(str.casefold, one.wanted(selection))))
        for one in _FILTERS.values()
        if one.wanted(selection)
    ]
    return tuple(
        scenario
        for scenario in course.scenarios
        if all(wanted & one.folded(scenario) for one, wanted in asked)
    )


def unmet(course: Course, selection: Selection) -> tuple[Diagnostic, ...]:
    """AN404 for each value that no scenario has, if no scenario passes all filters, or if the
    course has no scenarios.
    """
    if not course.scenarios:
        return (_nothing(course),)
    found = []
    for name, one in _FILTERS.items():
        known = sorted({value for s in course.scenarios for value in one.values(s) if value})
        folded = {value.casefold() for value in known}
        wanted = one.wanted(selection)
        found += [_unknown(name, text, known) for text in wanted if text.casefold() not in folded]
    if not found and not select(course, selection):
        found.append(_problem("No scenario passes all these filters.", "Leave one of them out."))
    return tuple(found)


def _unknown(name: str, asked: str, known: list[str]) -> Diagnostic:
    guess = closest(asked, known)
    hint = f"Did you mean `{guess}`?" if guess else f"There are: {', '.join(known) or 'none'}."
    return _problem(f"No scenario has the {name} `{asked}`.", hint)


def _nothing(course: Course) -> Diagnostic:
    if course.translation_of is None:
        hint = "`answerable add` starts one. Drafts and retired scenarios don't count."
        return _problem("The course has no scenarios yet.", hint)
    return _problem(
        f"No scenario is translated into this language ({course.language}) yet.",
        f"`answerable i18n add` with a scenario and {course.language} starts a translation. While "
        "its texts are still the original's, it doesn't count.",
    )


def _problem(message: str, hint: str) -> Diagnostic:
    return Diagnostic("AN404", Severity.ERROR, message, Location("the command line"), hint)
