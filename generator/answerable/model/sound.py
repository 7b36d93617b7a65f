"""Define what an author may write about a recording, and what is known of its file."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from answerable.model.picture import MediaFile, MediaPath, in_parts, in_short
from answerable.model.scalars import Line, Markdown, Shorthand


class Sound(Shorthand):
    """A recording, and what is said in it.

    Its short form is `call.mp3 | What is said`, after which the credit and the licence may follow
    in the same way, or only the file.
    """

    shorthand = "file"

    file: MediaPath = Field(
        description="The file (MP3, M4A, Ogg or WAV), next to the scenario’s or in "
        "`media` next to course.yml.",
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
    """What is known of a recording's file: how its published name ends, its bytes and seconds."""

    ending: str
    size: int
    seconds: int

    @property
    def name(self) -> str:
        """The name of its published file."""
        return f"{self.content[:20]}{self.ending}"
