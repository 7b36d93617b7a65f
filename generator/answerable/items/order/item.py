"""An `order` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import ItemOfChoices, by_id
from answerable.items.shapes import Choice, Ordering


@dataclass(frozen=True, slots=True)
class OrderItem(ItemOfChoices):
    """Steps to put in order: `choices` as they are shown, `steps` as they should be."""

    type = "order"
    control = "select"

    steps: tuple[Choice, ...]

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
