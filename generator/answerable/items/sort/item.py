"""A `sort` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item
from answerable.items.shapes import Buckets, Choice


@dataclass(frozen=True, slots=True)
class SortItem(Item):
    """Replies to sort into accountable (`right`) and not accountable."""

    type = "sort"
    control = 'input[type="radio"]'

    choices: tuple[Choice, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(choice.why for choice in self.choices)

    @property
    def chance(self) -> float:
        """Guessing picks one of two for each reply."""
        return 1 / 2

    @property
    def shape(self) -> Buckets:
        return Buckets(self.choices)
