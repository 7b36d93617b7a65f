"""Course -> the pool that quizzes draw from: all items with a score, written or derived."""

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
    def needs_situation(self) -> bool:
        """Whether learners have to read the situation first. One kind of item has its own."""
        return self.item.id != WHOSE_REPLY

    @property
    def replies(self) -> tuple[str, ...]:
        """Ids of scenarios whose replies it shows. Items that share one give each other away."""
        shown = {
            WHICH_REPLY: (self.scenario,),
            WHOSE_REPLY: (self.scenario, *self.others),
        }.get(self.item.id, ())
        return tuple(scenario.id for scenario in shown)


def of_course(course: Course) -> tuple[PooledItem, ...]:
    """All items with a score, in course order: first written, then derived items."""
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
    """At most `most` items of a pool, taken from its modules in turn, returned in the pool's order.

    Within a module a hash decides, so that every kind of item is included, and an item added to a
    large pool replaces at most one other.
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
