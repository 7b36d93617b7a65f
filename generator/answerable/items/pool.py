"""Course -> everything that a quiz can draw from: items with a score, written or derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from answerable.items import derived
from answerable.items.derived import WHOSE_REPLY
from answerable.items.item import Item, short_hash
from answerable.items.items import WHICH_REPLY, of_scenario
from answerable.model import Course, Module, Scenario


@dataclass(frozen=True, slots=True)
class PooledItem:
    """An item with its place. `scenario` is its home; `others` are what else it was made from.

    `language` is the one of its words.
    """

    item: Item
    scenario: Scenario
    module: Module
    language: str
    others: tuple[Scenario, ...] = ()

    @property
    def key(self) -> str:
        """Its name within the course: the home's id and its own, such as `lost-key/which-reply`."""
        return f"{self.scenario.id}/{self.item.id}"

    @property
    def derived(self) -> bool:
        """Whether it is made without authoring, and is on no page of a scenario."""
        return self.item.id in derived.IDS

    @property
    def needs_situation(self) -> bool:
        """Whether the situation has to be read first. One kind of item brings its own."""
        return self.item.id != WHOSE_REPLY

    @property
    def replies(self) -> tuple[str, ...]:
        """Scenarios whose replies it shows. Two items with one in common answer each other."""
        shown = {
            WHICH_REPLY: (self.scenario,),
            WHOSE_REPLY: (self.scenario, *self.others),
        }.get(self.item.id, ())
        return tuple(scenario.id for scenario in shown)


def of_course(course: Course) -> tuple[PooledItem, ...]:
    """All items with a score, in the order of the course: first written, then derived ones."""
    made = derived.of_course(course)
    return tuple(
        pooled
        for module in course.modules
        for scenario in module.scenarios
        for pooled in chain(
            (
                PooledItem(item, scenario, module, scenario.language)
                for item in of_scenario(scenario)
                if item.gradable
            ),
            (PooledItem(d.item, scenario, module, d.language, d.others) for d in made[scenario.id]),
        )
    )


def spread(pool: Iterable[PooledItem], most: int) -> tuple[PooledItem, ...]:
    """At most so many items of a pool, taken from its modules in turn, in the pool's order.

    Within a module a hash decides, so that every kind of item is there, and that an item which is
    added to a long pool takes the place of one other at most.
    """
    everything = tuple(pool)
    by_module: dict[str, list[PooledItem]] = {}
    for pooled in everything:
        by_module.setdefault(pooled.module.id, []).append(pooled)
    piles = [sorted(pile, key=lambda p: short_hash("spread", p.key)) for pile in by_module.values()]
    chosen = {pooled.key for pooled in islice(_in_turn(piles), most)}
    return tuple(pooled for pooled in everything if pooled.key in chosen)


def _in_turn(piles: Iterable[list[PooledItem]]) -> Iterator[PooledItem]:
    return (pooled for row in zip_longest(*piles) for pooled in row if pooled is not None)
