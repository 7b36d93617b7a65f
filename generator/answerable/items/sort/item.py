"""A `sort` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import ItemOfChoices
from answerable.items.shapes import Buckets


@dataclass(frozen=True, slots=True)
class SortItem(ItemOfChoices):
    """Replies to sort into accountable (`right`) and not accountable."""

    type = "sort"
    control = 'input[type="radio"]'

    @property
    def chance(self) -> float:
        """Guessing picks one of two for each reply."""
        return 1 / 2

    @property
    def shape(self) -> Buckets:
        return Buckets(self.choices)
