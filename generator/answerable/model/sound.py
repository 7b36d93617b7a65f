"""Define what an author may write about a recording, and the recording as pages play it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, model_validator

from answerable.model.picture import MediaFile, MediaPath, Picture, in_parts, in_short
from answerable.model.scalars import Line, Markdown, Shorthand


class Sound(Shorthand):
    """A recording, and what is said in it.

    Its short form is `call.mp3 | What is said`, after which the credit and the licence may follow
    in the same way, or only the file.
    """

    shorthand = "file"

    file: MediaPath = Field(
        description="The MP3 file, next to the scenario’s or in the folder `media` of the course.",
        examples=["call.mp3"],
    )
    transcript: Markdown | None = Field(
        None,
        description="What is said and heard, for people who can’t hear it, and where no sound is "
        "allowed.",
        examples=["Where is my parcel? I’ve been waiting since eight."],
    )
    credit: Line | None = Field(None, description="Who speaks or made it.", examples=["Ada Long"])
    licence: Line | None = Field(
        None, description="The terms on which you may use it.", examples=["CC BY 4.0"]
    )

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return in_parts(value, ("file", "transcript", "credit", "licence"))

    @property
    def short(self) -> str:
        """Its short form."""
        return in_short(self.file, self.transcript, self.credit, self.licence)

    @property
    def source(self) -> str:
        """Whom it is by, and on what terms."""
        return ", ".join(filter(None, (self.credit, self.licence)))


class Recording(MediaFile):
    """What is known of a recording's file, with its length."""

    seconds: int

    @property
    def name(self) -> str:
        """The name of its published file."""
        return f"{self.content[:20]}.mp3"


class Playable(NamedTuple):
    """A recording as pages play it: what its author wrote, and its file."""

    sound: Sound
    recording: Recording


def media_in(
    value: object, keys: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Picture | Sound]]:
    """Yield all pictures and recordings in a model's fields, each with the keys that lead to it."""
    if isinstance(value, Picture | Sound):
        yield keys, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from media_in(inner, (*keys, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from media_in(inner, (*keys, place))
