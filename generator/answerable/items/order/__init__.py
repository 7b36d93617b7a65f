"""Steps to put in order.

In a scenario file, where they are in the right order:

    - id: what-first
      type: order
      question: What comes first?
      steps:
        - {text: Call the courier., why: It may be there in an hour.}
        - {text: Send a new one., why: Only when the first is lost.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from answerable.items.exercise import Asked, Entry, EntryNames, Exercise, Fields, repeated, with_why
from answerable.model.problem import Problem
from answerable.model.scalars import Markdown, Shorthand

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class Step(Shorthand):
    """One step to put in order."""

    shorthand = "text"

    text: Markdown = Field(description="What to do.", examples=["Call the courier."])
    why: Markdown | None = Field(
        None, description="Why it is in this position.", examples=["It is the quickest way."]
    )


class OrderExercise(Exercise):
    """Steps to put in order."""

    type: Literal["order"] = Field(description="Put steps in order.", examples=["order"])
    steps: tuple[Step, ...] = Field(
        min_length=2,
        max_length=8,
        description="The steps in the right order, the best or first one first.",
        examples=[
            [
                {"text": "Call the courier.", "why": "It may be there in an hour."},
                {"text": "Send a new one.", "why": "Only when the first is lost."},
            ]
        ],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.order.item import OrderItem, mixed
        from answerable.items.shapes import Choice

        steps = tuple(
            Choice(named("step", number), one.text, why=one.why)
            for number, one in enumerate(self.steps, start=1)
        )
        return OrderItem(**asked, choices=mixed(steps), steps=steps)

    def entries(self) -> Iterator[Entry]:
        for place, one in enumerate(self.steps):
            yield Entry(("steps", place), one.why, mixed=one.text)

    def problems(self) -> Iterator[Problem]:
        return repeated("steps", (one.text for one in self.steps))

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Ordering

        if not isinstance(shape, Ordering):
            return None
        steps = [with_why({"text": one.text}, one.why) for one in shape.steps]
        return {"question": question, "steps": steps}
