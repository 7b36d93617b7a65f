"""Lists of right and wrong choices, which several item types have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError, model_validator

from answerable.items.exercise import (
    WHY,
    Entry,
    EntryNames,
    Fields,
    Options,
    repeated,
    with_why,
)
from answerable.model.film import Film
from answerable.model.picture import Picture
from answerable.model.problem import Problem
from answerable.model.scalars import Markdown, Shorthand, YesNo
from answerable.model.sound import Sound

if TYPE_CHECKING:
    from answerable.items import shapes


class Choice(Shorthand):
    """One thing to choose."""

    shorthand = "text"

    text: Markdown = Field(
        description="The words of the choice.", examples=["I’ll find out where it is."]
    )
    right: YesNo = Field(False, description="yes if it is right.", examples=["yes"])
    why: Markdown | None = Field(None, description=WHY, examples=["Somebody is looking now."])

    def answered(self, named: EntryNames, number: int) -> shapes.Choice:
        """The choice as learners answer it; `number` is its position, starting at 1."""
        from answerable.items import shapes

        return shapes.Choice(named(shapes.Choices.ROLE, number), self.text, self.right, self.why)


class Option(Choice):
    """One thing to choose, which may be a picture, and be heard or seen.

    Without a text, its text is what the picture shows.
    """

    picture: Picture | None = Field(
        None,
        description="A picture to choose. What it shows may take the place of `text`.",
        examples=["label.jpg | A label with an address"],
    )
    audio: Sound | None = Field(
        None, description="A recording of it.", examples=["reply.mp3 | I’ll find out."]
    )
    video: Film | None = Field(
        None,
        description="A film of it.",
        examples=["reply.mp4 | reply.vtt | She looks at her screen. “I’ll find out.”"],
    )

    @model_validator(mode="before")
    @classmethod
    def _say_what_picture_shows(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "text" in value or "picture" not in value:
            return value
        try:
            picture = Picture.model_validate(value["picture"])
        except ValidationError:  # reported where the picture is
            return value
        return value | {"text": picture.as_markdown} if picture.words else value

    def answered(self, named: EntryNames, number: int) -> shapes.Choice:
        return replace(
            super().answered(named, number),
            picture=named.files.illustration(self.picture),
            played=named.files.played(self.audio, self.video),
        )


EXAMPLE = [
    [
        {"text": "I’ll find out where it is.", "right": "yes", "why": "Somebody is looking."},
        {"text": "Ask the courier.", "why": "The customer is alone with it."},
    ]
]


def answered(choices: Sequence[Choice], named: EntryNames) -> tuple[shapes.Choice, ...]:
    """The choices as learners answer them, in the order of their ids."""
    from answerable.items.item import by_id

    return by_id(in_order(choices, named))


def in_order(choices: Sequence[Choice], named: EntryNames) -> tuple[shapes.Choice, ...]:
    """The choices as learners answer them, in the order of their author."""
    return tuple(one.answered(named, number) for number, one in enumerate(choices, start=1))


def entries(choices: Sequence[Choice]) -> Iterator[Entry]:
    """The choices as entries with a reason."""
    for place, one in enumerate(choices):
        yield Entry(("choices", place), one.why, mixed=one.text)


def options(choices: Sequence[Choice]) -> Options:
    """The right and the wrong texts."""
    return Options(
        tuple(one.text for one in choices if one.right),
        tuple(one.text for one in choices if not one.right),
    )


def problems(choices: Sequence[Choice]) -> Iterator[Problem]:
    """Problems of choices, however many of them may be right."""
    if not any(choice.right for choice in choices):
        hint = "add `right: yes` to the right one:\n  - text: …\n    right: yes"
        yield Problem("AN220", ("choices",), "No choice is right.", hint)
    yield from repeated("choices", (one.text for one in choices))


def fields_of(shape: shapes.Choices) -> Fields:
    """The fields for choices from another program."""
    return {"choices": fields_of_each(shape)}


def fields_of_each(shape: shapes.Choices) -> list[Fields]:
    """The fields of each choice from another program."""
    return [
        with_why({"text": one.text}, one.why) | ({"right": "yes"} if one.right else {})
        for one in shape.choices
    ]
