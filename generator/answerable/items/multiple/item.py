"""A `multiple` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item, chance_by_ticking
from answerable.items.shapes import Choice, Choices


@dataclass(frozen=True, slots=True)
class MultipleItem(Item):
    """One or more right choices."""

    type = "multiple"
    control = 'input[type="checkbox"]'

    choices: tuple[Choice, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(choice.why for choice in self.choices)

    @property
    def chance(self) -> float:
        return chance_by_ticking(self.choices)

    @property
    def shape(self) -> Choices:
        return Choices(self.choices, several=True)
