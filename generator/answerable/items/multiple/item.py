"""A `multiple` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import ItemOfChoices, chance_by_ticking
from answerable.items.shapes import Choices


@dataclass(frozen=True, slots=True)
class MultipleItem(ItemOfChoices):
    """One or more right choices."""

    type = "multiple"
    control = 'input[type="checkbox"]'

    @property
    def chance(self) -> float:
        return chance_by_ticking(self.choices)

    @property
    def shape(self) -> Choices:
        return Choices(self.choices, several=True)
