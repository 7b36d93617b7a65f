"""An `order` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item, by_id
from answerable.items.shapes import Choice, Ordering


@dataclass(frozen=True, slots=True)
class OrderItem(Item):
    """Steps to put in order: `choices` as they are shown, `steps` as they should be."""

    type = "order"
    control = "select"

    choices: tuple[Choice, ...]
    steps: tuple[Choice, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(choice.why for choice in self.choices)

    @property
    def chance(self) -> float:
        """A random order has, on average, one step in its right position."""
        return 1 / len(self.steps)

    @property
    def shape(self) -> Ordering:
        return Ordering(self.choices, self.steps)


def mixed(steps: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The steps in an order that isn't the right one."""
    shown = by_id(steps)
    return shown if shown != steps else shown[1:] + shown[:1]
