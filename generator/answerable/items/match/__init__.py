"""Excuses to match with the lessons that answer them.

In a scenario file:

    - id: excuses
      type: match
      question: Which lesson answers which excuse?
      pairs:
        - {excuse: Not my department., lesson: The call is yours., why: Customers see one business.}
        - {excuse: I passed it on., lesson: Stay until it is done., why: Nobody else may.}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from answerable.items.exercise import (
    WHY,
    Asked,
    Entry,
    EntryNames,
    Exercise,
    Fields,
    repeated,
    with_why,
    words_of,
)
from answerable.model.problem import Problem
from answerable.model.scalars import Frozen, Markdown

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class Pair(Frozen):
    """An excuse, and the lesson that answers it."""

    excuse: Markdown = Field(description="What is said.", examples=["Not my department."])
    lesson: Markdown = Field(
        description="What answers it.",
        examples=["The call that reached you is yours."],
    )
    why: Markdown | None = Field(None, description=WHY, examples=["Customers see one business."])


class MatchExercise(Exercise):
    """Excuses to match with the lessons that answer them."""

    unordered = frozenset({"pairs"})

    type: Literal["match"] = Field(description="Match what belongs together.", examples=["match"])
    pairs: tuple[Pair, ...] = Field(
        min_length=2,
        max_length=8,
        description="What is said, and what answers it.",
        examples=[
            [
                {"excuse": "Not my department.", "lesson": "The call is yours.", "why": "So."},
                {"excuse": "I passed it on.", "lesson": "Stay until it is done.", "why": "So."},
            ]
        ],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        """Excuses with the same lesson share that lesson's entry."""
        from answerable.items.item import by_id
        from answerable.items.match.item import MatchItem
        from answerable.items.shapes import Choice, Match, Matching

        lesson_ids = {
            pair.lesson: named("lesson", number)
            for number, pair in reversed(list(enumerate(self.pairs, start=1)))
        }
        matches = (
            Match(named(Matching.ROLE, number), pair.excuse, lesson_ids[pair.lesson], pair.why)
            for number, pair in enumerate(self.pairs, start=1)
        )
        lessons = by_id(Choice(lesson_id, lesson) for lesson, lesson_id in lesson_ids.items())
        in_order = tuple(sorted(matches, key=lambda match: match.id))
        return MatchItem(**asked, matches=in_order, lessons=lessons)

    def entries(self) -> Iterator[Entry]:
        for place, one in enumerate(self.pairs):
            yield Entry(("pairs", place), one.why)

    def problems(self) -> Iterator[Problem]:
        yield from repeated("pairs", (one.excuse for one in self.pairs))
        if len({words_of(pair.lesson) for pair in self.pairs}) == 1:
            hint = "give at least one `excuse` a different `lesson`"
            message = "All pairs have the same `lesson`, so there is nothing to match."
            yield Problem("AN222", ("pairs",), message, hint)

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Matching

        if not isinstance(shape, Matching):
            return None
        lesson = {one.id: one.text for one in shape.answers}
        pairs = [
            with_why({"excuse": one.asked, "lesson": lesson[one.answer_id]}, one.why)
            for one in shape.matches
        ]
        return {"question": question, "pairs": pairs}
