"""Replies to sort into accountable and not accountable.

In a scenario file:

    - id: whose-problem
      type: sort
      question: Which of these own the problem?
      replies:
        - reply: I’ll call you by four, with or without news.
          accountable: yes
          why: A time, and a person.
        - reply: Somebody will call.
          why: Who, and when?
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
)
from answerable.model.problem import Problem
from answerable.model.scalars import Markdown, Shorthand, YesNo

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class SortedReply(Shorthand):
    """One reply to sort."""

    shorthand = "reply"

    reply: Markdown = Field(
        description="The words of the reply.",
        examples=["I’ll call you by four, with or without news."],
    )
    accountable: YesNo = Field(
        False, description="yes if the reply owns the issue.", examples=["yes"]
    )
    why: Markdown | None = Field(None, description=WHY, examples=["A time, and a person."])


class SortExercise(Exercise):
    """Replies to sort into accountable and not accountable."""

    unordered = frozenset({"replies"})

    type: Literal["sort"] = Field(
        description="Sort replies into good and poor ones.", examples=["sort"]
    )
    replies: tuple[SortedReply, ...] = Field(
        min_length=2,
        max_length=8,
        description="The replies; at least one of each kind.",
        examples=[
            [
                {"reply": "I’ll call by four.", "accountable": "yes", "why": "A time."},
                {"reply": "Somebody will call.", "why": "Who, and when?"},
            ]
        ],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.item import by_id
        from answerable.items.shapes import Buckets, Choice
        from answerable.items.sort.item import SortItem

        replies = (
            Choice(named(Buckets.ROLE, number), one.reply, one.accountable, one.why)
            for number, one in enumerate(self.replies, start=1)
        )
        return SortItem(**asked, choices=by_id(replies))

    def entries(self) -> Iterator[Entry]:
        for place, one in enumerate(self.replies):
            yield Entry(("replies", place), one.why)

    def problems(self) -> Iterator[Problem]:
        kinds = {reply.accountable for reply in self.replies}
        if len(kinds) == 1:
            message = f"{'All' if kinds == {True} else 'None'} of the replies are right."
            hint = "add one of the other kind; `accountable: yes` marks the right ones"
            yield Problem("AN223", ("replies",), message, hint)
        yield from repeated("replies", (one.reply for one in self.replies))

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Buckets

        if not isinstance(shape, Buckets):
            return None
        replies = [
            with_why({"reply": one.text}, one.why) | ({"accountable": "yes"} if one.right else {})
            for one in shape.choices
        ]
        return {"question": question, "replies": replies}
