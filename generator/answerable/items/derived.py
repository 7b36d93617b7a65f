"""Course -> items made automatically from several scenarios, or from the order of solutions.

There are two, each with a home scenario, whose id the learner's answer is stored under:

* *Which lesson fits?* The scenario's own lesson among the lessons of other scenarios.
* *Which solution comes first?* For a scenario with three solutions or more, unless the first one
  sticks out by its length.

Replies of several scenarios aren't mixed: whether one is right depends on all of its situation.

Everything is deterministic; `partners` decides which scenarios are combined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from answerable.i18n import Translator
from answerable.items.item import by_id, revision_of, short_hash
from answerable.items.items import MadeItem
from answerable.items.partners import (
    DISTRACTORS,
    MOST_SOLUTIONS,
    can_ask_for_first_solution,
    lesson_partners,
    teaching,
)
from answerable.items.shapes import Choice
from answerable.model import Course, Scenario

WHICH_LESSON = "which-lesson"
FIRST_SOLUTION = "first-solution"
IDS = frozenset([WHICH_LESSON, FIRST_SOLUTION])


@dataclass(frozen=True, slots=True)
class Derived:
    """An item, and the scenarios besides its home that it was made from.

    All its texts are in `language`: in a translated course, an item made from a scenario without a
    translation stays in the original's language.
    """

    item: MadeItem
    language: str
    others: tuple[Scenario, ...] = ()


class Combination(NamedTuple):
    """What a derived item is made from: its home and further scenarios, as in `Derived`."""

    kind: _Kind
    home: Scenario
    others: tuple[Scenario, ...]

    def derived(self) -> Derived:
        return _in_language(self.kind, self.home, self.others)


def of_course(course: Course) -> Mapping[str, tuple[Combination, ...]]:
    """The derived items of every scenario, by the id of their home scenario."""
    scenarios = {scenario.id: scenario for scenario in course.scenarios}
    among = _Partners(scenario.original for scenario in scenarios.values())
    return {
        home.id: tuple(
            Combination(kind, home, tuple(scenarios[other.id] for other in others))
            for kind in _KINDS
            if (others := kind.partners(home.original, among)) is not None
        )
        for home in scenarios.values()
    }


def _in_language(kind: _Kind, home: Scenario, others: Sequence[Scenario]) -> Derived:
    """An item in its home's language if all its scenarios are translated, else the original's."""
    taken = (home, *others)
    originals = tuple(scenario.original for scenario in taken)
    written = kind.make(*originals)
    if originals == taken or len({scenario.language for scenario in taken}) > 1:
        return Derived(written, originals[0].language, tuple(others))
    item = replace(kind.make(*taken), revision=written.revision)
    return Derived(item, home.language, tuple(others))


class _Partners:
    """Finds the scenarios that one can be combined with."""

    def __init__(self, scenarios: Iterable[Scenario]) -> None:
        self.scenarios = {scenario.id: scenario for scenario in scenarios}
        teachings = [teaching(scenario, scenario.id) for scenario in self.scenarios.values()]
        self.lesson_partners = lesson_partners(teachings)


class _Kind(NamedTuple):
    """A kind of derived item. `id` is the id of such items.

    `partners` finds the scenarios it needs besides its home, or None if there is no such item;
    `make` makes the item from the home and its partners.
    """

    id: str
    partners: Callable[[Scenario, _Partners], tuple[Scenario, ...] | None]
    make: Callable[..., MadeItem]


def _lessons(home: Scenario, among: _Partners) -> tuple[Scenario, ...] | None:
    others = among.lesson_partners.get(home.id, ())
    if len(others) < DISTRACTORS:
        return None
    return tuple(among.scenarios[other] for other in others)


def _which_lesson(home: Scenario, *others: Scenario) -> MadeItem:
    words = home.words
    own_why = words.gettext("This is the rule that the situation teaches.")
    # Naming the case would answer its own question about lessons, perhaps in the same quiz.
    other_why = words.gettext("A good rule, but for another case.")
    choices = [
        _choice(home, WHICH_LESSON, home.first_id, home.lesson, own_why, right=True),
        *(_choice(home, WHICH_LESSON, other.first_id, other.lesson, other_why) for other in others),
    ]
    question = words.gettext("Which %(lesson)s fits this situation?")
    return _item(WHICH_LESSON, question, choices, home.situation)


def _no_others(home: Scenario, _: _Partners) -> tuple[Scenario, ...] | None:
    return () if can_ask_for_first_solution(home) else None


def _first_solution(home: Scenario) -> MadeItem:
    words = home.words
    best = words.gettext("It is the best one for %(the_person)s.")
    choices = [
        _choice(
            home,
            FIRST_SOLUTION,
            f"solution-{place}",
            solution.do,
            _why_not_first(place, solution.when, words) if place else best,
            right=place == 0,
        )
        for place, solution in enumerate(home.solutions[:MOST_SOLUTIONS])
    ]
    question = words.gettext("All of these can help. Which one comes first?")
    return _item(FIRST_SOLUTION, question, choices, home.situation)


def _why_not_first(place: int, when: str | None, words: Translator) -> str:
    if when:
        return words.gettext("It comes later, under a condition:") + f"\n\n{when}"
    return words.gettext("It is number %(number)s.") % {"number": place + 1}


_KINDS = (
    _Kind(WHICH_LESSON, _lessons, _which_lesson),
    _Kind(FIRST_SOLUTION, _no_others, _first_solution),
)


def _choice(
    home: Scenario,
    item: str,
    role: str,
    text: str,
    why: str | None,
    *,
    right: bool = False,
) -> Choice:
    # A hash doesn't reveal what is right, and spreads the right choice evenly over all positions.
    return Choice(short_hash(home.first_id, item, role), text, right, why)


def _item(item: str, question: str, choices: Iterable[Choice], situation: str) -> MadeItem:
    ordered = by_id(choices)
    seen = [[c.id, c.text, c.why, c.note] for c in ordered]
    return MadeItem(item, revision_of(question, situation, *seen), question, ordered)
