"""One right choice among several.

In a scenario file:

    - id: first-words
      type: choice
      question: Which first sentence owns the problem?
      choices:
        - text: I’ll find out where it is.
          right: yes
          why: Somebody is looking now.
        - text: That is the courier’s part.
          why: The customer is alone with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from answerable.items import choosing
from answerable.items.choosing import Option
from answerable.items.exercise import Asked, Entry, EntryNames, Exercise, Fields, Options
from answerable.model.problem import Problem

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class ChoiceExercise(Exercise):
    """One right choice among several."""

    unordered = frozenset({"choices"})

    type: Literal["choice"] = Field(description="One right choice.", examples=["choice"])
    choices: tuple[Option, ...] = Field(
        min_length=2,
        max_length=8,
        description="The choices; exactly one has `right: yes`.",
        examples=choosing.EXAMPLE,
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.choice.item import ChoiceItem

        return ChoiceItem(**asked, choices=choosing.answered(self.choices, named))

    def entries(self) -> Iterator[Entry]:
        return choosing.entries(self.choices)

    def options(self) -> Options:
        return choosing.options(self.choices)

    def problems(self) -> Iterator[Problem]:
        yield from choosing.problems(self.choices)
        _, *more = [place for place, choice in enumerate(self.choices) if choice.right] or [0]
        for place in more:
            message = "More than one choice is right, but only one can be chosen."
            hint = "remove one `right: yes`, or write `type: multiple`"
            yield Problem("AN221", ("choices", place, "right"), message, hint)

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Choices

        if not isinstance(shape, Choices) or shape.several:
            return None
        return {"question": question} | choosing.fields_of(shape)
