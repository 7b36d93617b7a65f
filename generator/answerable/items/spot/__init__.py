"""Phrases to mark in a reply.

In a scenario file:

    - id: hands-it-back
      type: spot
      question: Mark the words that hand the problem back.
      reply: I’m sorry about that. You’d have to ring the courier yourself. Their number is on the
        label.
      phrases:
        - text: You’d have to ring the courier yourself.
          right: yes
          why: The customer does the work now.
        - text: I’m sorry about that.
          why: An apology gives nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import Field

from answerable.items import choosing
from answerable.items.exercise import (
    WHY,
    Asked,
    Entry,
    EntryNames,
    Exercise,
    Fields,
    repeated,
)
from answerable.model.problem import Problem
from answerable.model.scalars import Markdown, YesNo

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape


class Phrase(choosing.Choice):
    """One phrase that a learner may mark."""

    text: Markdown = Field(
        description="The phrase, as it is in the reply. It occurs there exactly once.",
        examples=["You’d have to ring the courier yourself."],
    )
    right: YesNo = Field(False, description="yes if it is to be marked.", examples=["yes"])
    why: Markdown | None = Field(
        None, description=WHY, examples=["The customer does the work now."]
    )


class SpotExercise(Exercise):
    """Phrases to mark in a reply."""

    unordered = frozenset({"phrases"})

    type: Literal["spot"] = Field(description="Mark phrases in a reply.", examples=["spot"])
    reply: Markdown = Field(
        description="The reply in which phrases are marked.",
        examples=["I’m sorry about that. You’d have to ring the courier yourself."],
    )
    phrases: tuple[Phrase, ...] = Field(
        min_length=2,
        max_length=8,
        description="What can be marked; at least one phrase has `right: yes`, and one does not.",
        examples=[
            [
                {
                    "text": "You’d have to ring the courier yourself.",
                    "right": "yes",
                    "why": "The customer does the work now.",
                },
                {"text": "I’m sorry about that.", "why": "An apology gives nothing back."},
            ]
        ],
    )

    def _item(self, asked: Asked, named: EntryNames) -> Item:
        from answerable.items.item import by_id
        from answerable.items.spot.item import SpotItem

        phrases = choosing.in_order(self.phrases, named)
        parts = parted(self.reply, [one.text for one in self.phrases])
        paragraphs = tuple(
            tuple(part.text if part.phrase is None else phrases[part.phrase] for part in paragraph)
            for paragraph in parts
        )
        return SpotItem(**asked, choices=by_id(phrases), paragraphs=paragraphs)

    def entries(self) -> Iterator[Entry]:
        for place, one in enumerate(self.phrases):
            yield Entry(("phrases", place), one.why)

    def problems(self) -> Iterator[Problem]:
        texts = [phrase.text for phrase in self.phrases]
        yield from repeated("phrases", texts)
        kinds = {phrase.right for phrase in self.phrases}
        if kinds == {False}:
            hint = "add `right: yes` to what is to be marked:\n  - text: …\n    right: yes"
            yield Problem("AN220", ("phrases",), "No phrase is right.", hint)
        if kinds == {True}:
            hint = "add a phrase from the reply that is not to be marked, without `right: yes`"
            yield Problem("AN223", ("phrases",), "All the phrases are right.", hint)
        missing = list(_not_once(self.reply, texts))
        yield from missing or _mingled(self.reply, texts)

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        from answerable.items.shapes import Choices

        if not isinstance(shape, Choices) or not shape.several:
            return None
        asks, reply = _with_quotation(question)
        texts = [one.text for one in shape.choices]
        if not asks or any(_not_once(reply, texts)) or any(_mingled(reply, texts)):
            return None
        return {"question": asks, "reply": reply, "phrases": choosing.fields_of_each(shape)}


class Part(NamedTuple):
    """A part of a reply: Markdown including spaces, and the number of its phrase, if it is one."""

    text: str
    phrase: int | None = None


class _Place(NamedTuple):
    paragraph: int
    start: int
    end: int


def parted(reply: str, phrases: Sequence[str]) -> list[list[Part]]:
    """The paragraphs of a reply, split at the phrases, each of which occurs in it exactly once."""
    paragraphs = _paragraphs(reply)
    places = {
        place: number for number, text in enumerate(phrases) for place in _places(reply, text)
    }
    found = []
    for number, paragraph in enumerate(paragraphs):
        parts, done = [], 0
        for place in sorted(place for place in places if place.paragraph == number):
            parts.append(Part(paragraph[done : place.start]))
            parts.append(Part(paragraph[place.start : place.end], places[place]))
            done = place.end
        parts.append(Part(paragraph[done:]))
        found.append([part for part in parts if part.text])
    return found


def _paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n[ \t]*\n", text.strip())]


def _places(reply: str, phrase: str) -> list[_Place]:
    """All places where a phrase occurs in a reply; line breaks count as spaces."""
    words = " ".join(phrase.split())
    return [
        _Place(number, found.start(), found.start() + len(words))
        for number, paragraph in enumerate(_paragraphs(reply))
        for found in re.finditer(f"(?={re.escape(words)})", paragraph)
    ]


def _not_once(reply: str, phrases: Sequence[str]) -> Iterator[Problem]:
    """Problems of phrases that occur in the reply not at all, or more than once."""
    for number, phrase in enumerate(phrases):
        times = len(_places(reply, phrase))
        keys = ("phrases", number, "text")
        if times == 0:
            hint = "copy it from `reply`, letter by letter"
            yield Problem("AN227", keys, "This phrase is not in the reply.", hint)
        elif times > 1:
            message = f"This phrase is in the reply {times} times."
            hint = "add the words around it, so that it occurs once"
            yield Problem("AN227", keys, message, hint)


def _mingled(reply: str, phrases: Sequence[str]) -> Iterator[Problem]:
    """Problems of phrases that overlap, or begin or end inside formatted words.

    Each phrase occurs exactly once.
    """
    from answerable.model import markup

    placed = sorted((place, n) for n, text in enumerate(phrases) for place in _places(reply, text))
    apart = True
    for (first, _), (second, number) in pairwise(placed):
        if first.paragraph == second.paragraph and first != second and second.start < first.end:
            apart = False
            message = "This phrase overlaps another one in the reply."
            hint = "shorten one of them, so that no word is in both"
            yield Problem("AN228", ("phrases", number, "text"), message, hint)
    for whole, parts in zip(_paragraphs(reply), parted(reply, phrases), strict=True):
        shown = "".join(f" {markup.plain(part.text)} " for part in parts).split()
        if apart and "".join(shown) != "".join(markup.plain(whole).split()):
            message = "A phrase begins or ends within formatted words of this reply."
            hint = (
                "take the signs around those words, such as `**`, into the phrase, or delete them"
            )
            yield Problem("AN228", ("reply",), message, hint)


def _with_quotation(question: str) -> tuple[str, str]:
    """A question's text, and the reply that it quotes at its end; empty if it quotes none."""
    lines = question.split("\n")
    asked = next((n for n in range(len(lines), 0, -1) if not lines[n - 1].startswith(">")), 0)
    quoted = "\n".join(line[1:].strip() for line in lines[asked:])
    return "\n".join(lines[:asked]).strip(), quoted
