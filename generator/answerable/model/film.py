"""Define what an author may write about a film, and what is known of its files."""

from __future__ import annotations

import hashlib

from pydantic import Field

from answerable.model.picture import MediaPath, WrittenMedium
from answerable.model.scalars import Frozen, Line, Markdown
from answerable.model.sound import Recording


class Film(WrittenMedium):
    """A film, with what is said and seen in it.

    Its short form is `visit.mp4 | visit.vtt | What is said and seen`, after which the picture to
    show before it plays, the credit and the licence may follow in the same way, or only the file.
    """

    parts = ("file", "captions", "transcript", "poster", "credit", "licence")

    file: MediaPath = Field(
        description="The file (MP4 or WebM), next to the scenario’s or in the folder `media` of "
        "the course.",
        examples=["visit.mp4"],
    )
    captions: MediaPath | None = Field(
        None,
        description="The file (WebVTT) with what is said, by whom and when, for people who can’t "
        "hear it, and for everybody where no sound is allowed.",
        examples=["visit.vtt"],
    )
    transcript: Markdown | None = Field(
        None,
        description="What is said and what is seen, for people who can’t see it, and for paper.",
        examples=["A customer puts a broken lamp on the counter. “It came like this.”"],
    )
    poster: MediaPath | None = Field(
        None,
        description="The file of a picture to show before the film plays.",
        examples=["counter.jpg"],
    )
    credit: Line | None = Field(None, description="Who made it.", examples=["Ada Long"])
    licence: Line | None = Field(
        None, description="The terms on which you may use it.", examples=["CC BY 4.0"]
    )

    @property
    def source(self) -> str:
        """Whom it is by, and on what terms."""
        return ", ".join(filter(None, (self.credit, self.licence)))


class Footage(Recording):
    """What is known of a film's file, with its size in pixels as it is seen."""

    width: int
    height: int


class Captions(Frozen):
    """What is said in a film, by whom and when: `text` is WebVTT with nothing else in it, whose
    last part begins after `last` seconds.
    """

    text: str
    last: float

    @property
    def name(self) -> str:
        """The name of their published file."""
        return f"{hashlib.sha256(self.text.encode()).hexdigest()[:20]}.vtt"
