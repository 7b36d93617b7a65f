"""Define what an author may write about a recording, and what is known of its file."""

from __future__ import annotations

from pydantic import Field

from answerable.model.picture import MediaFile, MediaPath, WrittenMedium
from answerable.model.scalars import Line, Markdown


class Sound(WrittenMedium):
    """A recording, and what is said in it.

    Its short form is `call.mp3 | What is said`, after which the credit and the licence may follow
    in the same way, or only the file.
    """

    parts = ("file", "transcript", "credit", "licence")

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
