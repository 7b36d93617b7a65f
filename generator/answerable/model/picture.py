"""Define what an author may write about a picture, and the picture as every output shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import Field, PrivateAttr, StringConstraints

from answerable.model.scalars import Frozen, Line, Shorthand, YesNo

MEDIA_PATH_PATTERN = r"^(?:[^/\\|<>:\"?*\x00-\x1f. ][^/\\|<>:\"?*\x00-\x1f]*(?:/|$))+$"
"""A path within the course: forward slashes, and no part that begins with a dot or a space."""

WIDTHS = (480, 960, 1600)
"""The widths in pixels in which pictures are published: a telephone's, a page's, a full screen's.
A picture is never made larger than it is.
"""

_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\\|")

_USUAL = 960
"""The width where only one can be shown."""

MediaPath = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=MEDIA_PATH_PATTERN)
]


class WrittenMedium(Shorthand):
    """What an author writes about a file, which may be in one line: `desk.jpg | A desk`."""

    shorthand = "file"

    parts: ClassVar[tuple[str, ...]]
    """The fields in the order of that line."""
    marks: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Fields that are yes if another field says a certain word."""

    @classmethod
    def in_fields(cls, text: str) -> dict[str, str]:
        parts = [_ESCAPED.sub("|", part).strip() for part in _BAR.split(text)]
        if len(parts) > len(cls.parts):
            return {cls.shorthand: text}
        fields = {name: one for name, one in zip(cls.parts, parts, strict=False) if one}
        for name, (place, mark) in cls.marks.items():
            if fields.get(place, "").lower() == mark:
                fields[name] = "yes"
                del fields[place]
        return fields

    @classmethod
    def in_short(cls, fields: Mapping[str, Any]) -> str | None:
        fits = set(fields) <= {*cls.parts, *cls.marks}
        return (
            cls._joined(fields)
            if fits and not any("\n" in one for one in fields.values())
            else None
        )

    @property
    def short(self) -> str:
        """Its short form, in which a transcript keeps its paragraphs."""
        return self._joined(self.model_dump(exclude_defaults=True))

    @classmethod
    def _joined(cls, fields: Mapping[str, Any]) -> str:
        marks = {place: mark for name, (place, mark) in cls.marks.items() if fields.get(name)}
        texts = [marks.get(name) or fields.get(name) or "" for name in cls.parts]
        while texts and not texts[-1]:
            texts.pop()
        return " | ".join(text.replace("|", r"\|") for text in texts)


class Picture(WrittenMedium):
    """A picture, and what it shows.

    Its short form is `desk.jpg | What it shows`, after which the credit and the licence may follow
    in the same way, or only the file. `decorative` may take the place of what it shows.
    """

    parts = ("file", "alt", "credit", "licence")
    marks: ClassVar = {"decorative": ("alt", "decorative")}

    file: MediaPath = Field(
        description="The file, next to the scenario’s or in `media` next to course.yml.",
        examples=["desk.jpg"],
    )
    alt: Line | None = Field(
        None,
        description="What it shows, for people who can’t see it, and wherever there is only text.",
        examples=["A parcel on a reception desk, with a torn label"],
    )
    decorative: YesNo = Field(
        False, description="yes if it shows nothing that matters.", examples=["yes"]
    )
    credit: Line | None = Field(None, description="Who made it.", examples=["Ada Long"])
    licence: Line | None = Field(
        None, description="The terms on which you may use it.", examples=["CC BY 4.0"]
    )

    @property
    def words(self) -> str:
        """What stands for it where there are only words; empty if it is decorative."""
        return "" if self.decorative else self.alt or ""

    @property
    def as_markdown(self) -> str:
        """The same words as the text of a field."""
        from answerable.model import markup  # slow to import, and rarely needed

        return markup.literal(self.words)

    @property
    def source(self) -> str:
        """Whom it is by, and on what terms."""
        return ", ".join(filter(None, (self.credit, self.licence)))


class MediaFile(Frozen):
    """What is known of a picture's or a recording's file: `content` identifies what is in it."""

    content: str
    _file: Path = PrivateAttr(default=Path())

    @classmethod
    def of(cls, file: Path, **known: Any) -> Self:
        """What is known of this file."""
        made = cls(**known)
        made._file = file
        return made

    @property
    def file(self) -> Path:
        """Where the content can be read again."""
        return self._file


class Original(MediaFile):
    """What is known of a picture's file, with its size in pixels as it is seen."""

    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which it is published, the smallest first."""
        narrower = (one for one in WIDTHS if one < self.width)
        return (*narrower, *([self.width] if self.width <= WIDTHS[-1] else ()))

    def nearest(self, width: int) -> int:
        """The smallest of its widths that is at least this one, else the largest."""
        return next((one for one in self.widths if one >= width), self.widths[-1])

    def name(self, width: int, *, clear: bool = False) -> str:
        """The name of its published file of this width, with clear parts or without."""
        return f"{self.content[:20]}-{width}{'-clear' if clear else ''}.webp"

    def height_at(self, width: int) -> int:
        """How high it is at this width, in whole pixels."""
        return max(1, round(self.height * width / self.width))


class Illustration(NamedTuple):
    """A picture as outputs show it: what its author wrote, and its file."""

    picture: Picture
    original: Original

    @property
    def alt(self) -> str:
        return self.picture.words

    @property
    def file(self) -> tuple[str, int]:
        """The name and the width of the file for outputs that show it in one width."""
        width = self.original.nearest(_USUAL)
        return self.original.name(width), width
