"""A `choice` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import ItemOfChoices
from answerable.items.shapes import Choices


@dataclass(frozen=True, slots=True)
class ChoiceItem(ItemOfChoices):
    """One right choice. `of_replies`: the choices are replies, and the accountable one is right.

    Guessing picks one of all choices, which gives `chance`.
    """

    type = "choice"
    control = 'input[type="radio"]'

    of_replies: bool = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """Reasons, and the texts of a scenario's replies: a search result with only one of the
        replies would point to it.
        """
        reasons = tuple(choice.why for choice in self.choices)
        replies = tuple(choice.text for choice in self.choices if self.of_replies)
        return reasons + replies

    @property
    def chance(self) -> float:
        return 1 / len(self.choices)

    @property
    def shape(self) -> Choices:
        return Choices(self.choices)
