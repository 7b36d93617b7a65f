"""Chooses what derived items are made from: other scenarios, and a scenario's solutions.

Partners are found on a ring: scenarios in the order of a hash of their first ids, starting after
the home scenario. Adding or removing a scenario therefore changes only the items of its neighbours
on the ring, and most saved answers still belong to the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from answerable.items.item import short_hash
from answerable.model import ScenarioFile, wording

DISTRACTORS = 2
"""Wrong choices per item. Three choices suffice: a fourth that nobody chooses only adds reading."""

NEIGHBOURS = 400
"""How many scenarios are searched for partners; limits the time for very large courses."""

MOST_SOLUTIONS = 5
"""The most solutions that are offered as choices."""

_LONGER, _SLACK = 20, 12
"""By how many percent, and by how many characters, the first solution may be the longest."""


class Teaching(NamedTuple):
    """What a scenario teaches, in a form that can be compared, and its place on the ring."""

    id: str
    place: str
    tags: tuple[str, ...]
    excuse: str
    lesson: str


def teaching(scenario: ScenarioFile, scenario_id: str) -> Teaching:
    """What a scenario teaches; depends only on the scenario, so that it can be cached."""
    first_id = scenario.aliases[0] if scenario.aliases else scenario_id
    return Teaching(
        scenario_id,
        place_of(first_id),
        tuple(map(wording.spelling, scenario.tags)),
        _only_words(scenario.excuse or ""),
        _only_words(scenario.lesson),
    )


def _only_words(text: str) -> str:
    return " ".join(wording.words(text))


def lesson_partners(teachings: Iterable[Teaching]) -> Mapping[str, tuple[str, ...]]:
    """For every scenario with tags, the ids of scenarios whose lessons certainly don't fit it.

    A scenario with fewer than `DISTRACTORS` of them has no question about its lesson.
    """
    by_id = {one.id: one for one in teachings}
    ring = Ring({one.id: one.place for one in by_id.values()})
    return {
        home.id: _lesson_partners(home, map(by_id.__getitem__, ring.after(home.id)))
        for home in map(by_id.__getitem__, ring.ids)
        if home.tags
    }


def _lesson_partners(home: Teaching, others: Iterable[Teaching]) -> tuple[str, ...]:
    """Scenarios with none of the home's tags, a different excuse and a different lesson.

    Tags distinguish lessons. Without tags that isn't certain, so a scenario without tags neither
    has such an item nor is used in one.
    """
    disjoint = frozenset(home.tags).isdisjoint
    found: list[Teaching] = []
    for other in others:
        if (
            other.tags
            and disjoint(other.tags)
            and (not home.excuse or other.excuse != home.excuse)
            and all(taken.lesson != other.lesson for taken in (home, *found))
        ):
            found.append(other)
            if len(found) == DISTRACTORS:
                break
    return tuple(one.id for one in found)


def can_ask_for_first_solution(scenario: ScenarioFile) -> bool:
    """Whether an item offers the solutions: at least three, all different, and the first isn't so
    much longer than the others that its length gives it away.
    """
    offered = [one.do for one in scenario.solutions[:MOST_SOLUTIONS]]
    if len(offered) <= DISTRACTORS or len({*map(_only_words, offered)}) < len(offered):
        return False
    first, *others = map(len, offered)
    longest = max(others)
    return first <= longest + _SLACK or 100 * first <= (100 + _LONGER) * longest


class Ring:
    """The ids of scenarios in the order of their places."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self.ids = sorted(places, key=lambda one: (places[one], one))
        self._index = {one: number for number, one in enumerate(self.ids)}

    def after(self, home: str) -> Iterator[str]:
        """All others, beginning with the neighbour of `home`."""
        start, count = self._index[home] + 1, len(self.ids)
        end = start + min(count - 1, NEIGHBOURS)
        return chain(self.ids[start:end], self.ids[: max(end - count, 0)])


def place_of(first_id: str) -> str:
    """A scenario's place on a ring, which doesn't change if the scenario is renamed."""
    return short_hash("ring", first_id)
