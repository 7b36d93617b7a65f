"""What a learner answers."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item
from answerable.items.shapes import Choice, Choices


@dataclass(frozen=True, slots=True)
class ChoiceItem(Item):
    """One right choice. `of_replies`: the choices are things to say, and right is accountable.

    One entry of many: that is its chance.
    """

    type = "choice"
    control = 'input[type="radio"]'

    choices: tuple[Choice, ...]
    of_replies: bool = False

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """The words of a scenario's replies count among them: a search result that shows one of
        them, and not the others, would point at it.
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
