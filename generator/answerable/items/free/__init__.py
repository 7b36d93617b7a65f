"""The learner's own words, with a model answer and a checklist to compare them with.

In a scenario file:

    - id: your-words
      type: free
      question: What would you say?
      answer: I’ll look into it and call you by four.
      checklist:
        - I say what I’ll do myself.
        - I name a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from answerable.items.exercise import Asked, Entry, EntryNames, Exercise, repeated
from answerable.model.problem import Problem
from answerable.model.scalars import Line, Markdown

if TYPE_CHECKING:
    from answerable.items.item import Item


class FreeExercise(Exercise):
    """The learner's own words, compared with a model answer by a checklist."""

    type: Literal["free"] = Field(
        description="A free-text answer, compared with a model answer.", examples=["free"]
    )
    answer: Markdown = Field(
        description="A model answer.", examples=["I’ll look into it and call you by four."]
    )
    checklist: tuple[Line, ...] = Field(
        min_length=1,
        max_length=8,
        description="What learners check for in their own answer.",
        examples=[["I say what I’ll do myself.", "I name a time."]],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.free.item import FreeItem
        from answerable.items.shapes import Choice

        checklist = tuple(
            Choice(named("check", number), text)
            for number, text in enumerate(self.checklist, start=1)
        )
        return FreeItem(**asked, answer=self.answer, checklist=checklist)

    def entries(self) -> Iterator[Entry]:
        return iter(())

    def problems(self) -> Iterator[Problem]:
        return repeated("checklist", self.checklist)
