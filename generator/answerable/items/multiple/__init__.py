"""Several choices, one or more of them right.

In a scenario file:

    - id: what-helps
      type: multiple
      question: What helps her now?
      choices:
        - {text: A spare key, right: yes, why: It opens the door.}
        - {text: A call to the office, right: yes, why: They may have one.}
        - {text: A list of rules, why: It keeps nobody dry.}
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


class MultipleExercise(Exercise):
    """Several choices, one or more of them right."""

    unordered = frozenset({"choices"})

    type: Literal["multiple"] = Field(
        description="One or more right choices.", examples=["multiple"]
    )
    choices: tuple[Option, ...] = Field(
        min_length=2,
        max_length=8,
        description="The choices to tick; at least one has `right: yes`.",
        examples=choosing.EXAMPLE,
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.multiple.item import MultipleItem

        return MultipleItem(**asked, choices=choosing.answered(self.choices, named))

    def entries(self) -> Iterator[Entry]:
        return choosing.entries(self.choices)

    def options(self) -> Options:
        return choosing.options(self.choices)

    def problems(self) -> Iterator[Problem]:
        return choosing.problems(self.choices)

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Choices

        if not isinstance(shape, Choices) or not shape.several:
            return None
        return {"question": question} | choosing.fields_of(shape)
