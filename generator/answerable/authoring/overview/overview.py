"""Measures how a course is balanced, in numbers that its authors can act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from statistics import mean

from answerable.checks import outline
from answerable.checks.outline import COURTESY, LONGEST, NO_COURTESY
from answerable.items import pool
from answerable.items.items import of_scenario
from answerable.model import Course, Scenario, wording

_HOUSE = "External or internal"

SPREADS: dict[str, Callable[[Scenario], str | None]] = {
    "Department": lambda scenario: scenario.department,
    "Channel": lambda scenario: scenario.channel,
    _HOUSE: lambda scenario: scenario.customer.capitalize(),
    "Difficulty": lambda scenario: str(scenario.difficulty) if scenario.difficulty else None,
    "Owner": lambda scenario: scenario.owner,
}
"""The values by which scenarios are counted; None if the author left a value out."""


@dataclass(frozen=True, slots=True)
class Group:
    """Scenarios with the same value; `value` is None for those without any."""

    value: str | None
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective and the scenarios that serve it; `id` is None if scenarios can't refer to it.

    `module` is the title of its module, None for an objective of the whole course.
    """

    text: str
    id: str | None
    module: str | None
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class TypeCount:
    """All items of one type. `chance` is the mean share of the points that guessing earns, None
    for items without points.
    """

    type: str
    number: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that gives the right reply away (testwiseness), and where it does so."""

    name: str
    scenarios: tuple[Scenario, ...]


def spreads(course: Course) -> dict[str, tuple[Group, ...]]:
    """The scenarios by each of `SPREADS`: the largest group first, those without a value last.

    Whether people are of the same house is left out of courses where nobody is.
    """
    found = {name: tuple(_groups(course.scenarios, value)) for name, value in SPREADS.items()}
    if all(scenario.customer == "external" for scenario in course.scenarios):
        del found[_HOUSE]
    return found


def _groups(
    scenarios: Iterable[Scenario], value_of: Callable[[Scenario], str | None]
) -> Iterator[Group]:
    found: dict[str | None, list[Scenario]] = {}
    for scenario in scenarios:
        found.setdefault(value_of(scenario), []).append(scenario)
    order = sorted(found, key=lambda value: (value is None, -len(found[value]), value or ""))
    return (Group(value, tuple(found[value])) for value in order)


def aims(course: Course) -> tuple[Aim, ...]:
    """The objectives of the course, then those of its modules, in their order."""
    own = zip_longest(course.objectives, course.objective_ids)
    found = [Aim(text, name, None, _serving(course.scenarios, name)) for text, name in own]
    for module in course.modules:
        for text, name in zip_longest(module.objectives, module.objective_ids):
            found.append(Aim(text, name, module.title, _serving(module.scenarios, name)))
    return tuple(found)


def _serving(scenarios: Iterable[Scenario], name: str | None) -> tuple[Scenario, ...]:
    return tuple(scenario for scenario in scenarios if name in scenario.serves)


def kinds(course: Course) -> tuple[TypeCount, ...]:
    """The items of the course by type, both written and generated, the most frequent first."""
    chances: dict[str, list[float]] = {}
    for pooled in pool.of_course(course):
        chances.setdefault(pooled.item.type, []).append(pooled.item.chance)
    open_ended = Counter(
        item.type
        for scenario in course.scenarios
        if scenario.items  # the one that every scenario has is gradable
        for item in of_scenario(scenario)
        if not item.gradable
    )
    found = [TypeCount(name, len(values), mean(values)) for name, values in chances.items()]
    found += [TypeCount(name, number, None) for name, number in open_ended.items()]
    return tuple(sorted(found, key=lambda kind: (-kind.number, kind.type)))


_CUES = {
    LONGEST: "It is the longest",
    COURTESY: "It alone has a word of courtesy",
    NO_COURTESY: "It alone has no word of courtesy",
}


def cues(course: Course) -> tuple[Cue, ...]:
    """What tells the right reply from the others in its scenario, the most frequent first.

    A cue helps guessers if it is right in most scenarios, or in almost none.
    """
    found: dict[str, list[Scenario]] = {LONGEST: []}
    for scenario in course.scenarios:
        for cue in outline.cues(scenario, course.language):
            found.setdefault(cue, []).append(scenario)
    order = sorted(found, key=lambda cue: -len(found[cue]))
    return tuple(
        Cue(_CUES.get(cue, f"It alone has the mark {cue}"), tuple(found[cue])) for cue in order
    )


def words_of_replies(course: Course) -> tuple[float, float]:
    """The mean length, in words, of right replies and of all others."""
    right = [len(wording.words(s.accountable.reply)) for s in course.scenarios]
    wrong = [
        len(wording.words(reply.reply))
        for s in course.scenarios
        for reply in (s.not_accountable, *s.other_replies)
    ]
    return mean(right or [0]), mean(wrong or [0])
