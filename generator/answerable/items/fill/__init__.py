"""A phrase with gaps.

In a scenario file:

    - id: a-time
      type: fill
      question: What makes it a promise?
      phrase: I’ll call you ___ four, with or ___ news.
      blanks:
        - {accept: [before, by], why: A time can be kept.}
        - accept: [without]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from answerable.items.exercise import BLANK, WHY, Asked, Entry, EntryNames, Exercise, Fields
from answerable.model import wording
from answerable.model.problem import Problem
from answerable.model.scalars import Line, Markdown, Shorthand

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class Blank(Shorthand):
    """One gap of a phrase."""

    shorthand = "accept"

    accept: tuple[Line, ...] = Field(
        min_length=1,
        max_length=12,
        description="All answers that count as right; the first one is shown. Capital letters, "
        "spaces, the kind of quotation marks and punctuation at the end make no difference.",
        examples=[["by four", "by 4"]],
    )
    why: Markdown | None = Field(None, description=WHY, examples=["A time can be kept."])


class FillExercise(Exercise):
    """A phrase with gaps."""

    type: Literal["fill"] = Field(description="Fill in a phrase.", examples=["fill"])
    phrase: Line = Field(
        description=f"The phrase, with {BLANK} for each gap.",
        examples=[f"I’ll call you {BLANK} four, with or {BLANK} news."],
    )
    blanks: tuple[Blank, ...] = Field(
        min_length=1,
        max_length=6,
        description="One entry for each gap, in the order of the phrase.",
        examples=[[{"accept": ["before", "by"], "why": "A time."}, {"accept": ["without"]}]],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.fill.item import FillItem
        from answerable.items.shapes import Gap

        del named  # a gap's id is its position
        parts = tuple(re.split(f"{BLANK}_*", self.phrase))
        gaps = tuple(Gap(one.accept, one.why) for one in self.blanks)
        return FillItem(**asked, parts=parts, gaps=gaps)

    def entries(self) -> Iterator[Entry]:
        for place, one in enumerate(self.blanks):
            yield Entry(("blanks", place), one.why)

    def problems(self) -> Iterator[Problem]:
        gaps = len(re.findall(f"{BLANK}_*", self.phrase))
        if gaps == 0:
            hint = f"write {BLANK} (three underscores) for each word to fill in"
            yield Problem("AN225", ("phrase",), "The phrase has no gap.", hint)
        elif gaps != len(self.blanks):
            message = (
                f"The phrase has {_counted(gaps, 'gap', 'gaps')}, but `blanks` has "
                f"{_counted(len(self.blanks), 'entry', 'entries')}."
            )
            hint = f"write one entry for each {BLANK} in the phrase, in the same order"
            yield Problem("AN225", ("blanks",), message, hint)
        for place, blank in enumerate(self.blanks):
            for number, text in enumerate(blank.accept):
                if not wording.as_answer(text):
                    message = (
                        f"“{text}” can't be an answer: it contains only characters that don't "
                        "count."
                    )
                    hint = "accept a word, such as “question mark”, or ask with `type: choice`"
                    yield Problem("AN226", ("blanks", place, "accept", number), message, hint)

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Gaps

        if not isinstance(shape, Gaps):
            return None
        blanks: list[Fields] = [
            {"accept": list(gap.accept)} | ({"why": gap.why} if gap.why else {})
            for gap in shape.gaps
        ]
        return {"question": question, "phrase": BLANK.join(shape.parts), "blanks": blanks}


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
