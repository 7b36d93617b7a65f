"""Course -> the pool that quizzes draw from: all items with a score, written or derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import chain, islice, zip_longest

from answerable.items import derived
from answerable.items.item import Item, short_hash
from answerable.items.items import WHICH_REPLY, of_scenario
from answerable.model import Course, Module, Scenario


@dataclass(frozen=True, slots=True)
class PooledItem:
    """An item in the pool. `scenario` is its home, `others` are further scenarios it is made from.

    `language` is that of its texts.
    """

    item: Item
    scenario: Scenario
    module: Module
    language: str
    others: tuple[Scenario, ...] = ()

    @property
    def key(self) -> str:
        """Its unique name in the course: the home's id and its own, as `lost-key/which-reply`."""
        return f"{self.scenario.id}/{self.item.id}"

    @property
    def derived(self) -> bool:
        """Whether it is derived, and so isn't on any scenario's page."""
        return self.item.id in derived.IDS

    @property
    def replies(self) -> tuple[str, ...]:
        """Ids of scenarios whose replies it shows. Items that share one give each other away."""
        return (self.scenario.id,) if self.item.id == WHICH_REPLY else ()


class Pool(Mapping[str, tuple[PooledItem, ...]]):
    """All items with a score, by the id of their scenario, in course order: first written, then
    derived items. They are made when they are asked for.
    """

    def __init__(self, course: Course) -> None:
        self._homes = {
            one.id: (one, module) for module in course.modules for one in module.scenarios
        }
        self._combined = derived.of_course(course)
        self._made: dict[str, tuple[PooledItem, ...]] = {}

    def __getitem__(self, name: str) -> tuple[PooledItem, ...]:
        if name not in self._made:
            self._made[name] = tuple(self._items(*self._homes[name]))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def _items(self, scenario: Scenario, module: Module) -> Iterator[PooledItem]:
        for item in of_scenario(scenario):
            if item.gradable:
                yield PooledItem(item, scenario, module, scenario.language)
        for one in (combined.derived() for combined in self._combined[scenario.id]):
            yield PooledItem(one.item, scenario, module, one.language, one.others)

    def made_from(self, name: str) -> Iterator[tuple[str, Scenario]]:
        """A scenario, and the others that its items are made from, each with what for."""
        yield "", self._homes[name][0]
        for combined in self._combined[name]:
            yield combined.kind.id, combined.home
            yield from (("", one) for one in combined.others)

    def names(self, name: str) -> Iterator[str]:
        """The `PooledItem.key` of each of a scenario's items."""
        scenario, _ = self._homes[name]
        own = [WHICH_REPLY]
        if scenario.items:
            own = [item.id for item in of_scenario(scenario) if item.gradable]
        for item in (*own, *(combined.kind.id for combined in self._combined[name])):
            yield f"{name}/{item}"


def of_course(course: Course) -> tuple[PooledItem, ...]:
    """All items with a score, in course order."""
    return tuple(chain.from_iterable(Pool(course).values()))


def spread(pool: Pool, scenarios: Iterable[Scenario], most: int) -> tuple[PooledItem, ...]:
    """At most `most` of the items of these scenarios, taken from their modules in turn, returned in
    the pool's order.

    Within a module a hash decides, so that every kind of item is included, and an item added to a
    large pool replaces at most one other.
    """
    homes: dict[str, str] = {}
    by_module: dict[str, list[str]] = {}
    for scenario in scenarios:
        for name in pool.names(scenario.id):
            homes[name] = scenario.id
            by_module.setdefault(scenario.module_id, []).append(name)
    piles = [nsmallest(most, pile, key=_rank) for pile in by_module.values()]
    chosen = set(islice(_in_turn(piles), most))
    # Only the items of these scenarios are made.
    asked = dict.fromkeys(home for name, home in homes.items() if name in chosen)
    return tuple(one for home in asked for one in pool[home] if one.key in chosen)


@cache
def _rank(name: str) -> str:
    return short_hash("spread", name)


def _in_turn(piles: Iterable[list[str]]) -> Iterator[str]:
    return (name for row in zip_longest(*piles) for name in row if name is not None)
