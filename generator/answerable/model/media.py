"""Find the pictures, recordings and films of a model, and say how outputs play them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from pydantic import BaseModel

from answerable.i18n import Translator
from answerable.model.film import Captions, Film, Footage
from answerable.model.picture import Original, Picture
from answerable.model.sound import Recording, Sound

_WIDEST, _HIGHEST = 720, 480
"""CSS pixels: a film takes up no more, so that the text next to it can be seen."""

Medium: TypeAlias = Picture | Sound | Film
"""What an author writes about a picture, a recording or a film."""

File: TypeAlias = Original | Recording | Footage | Captions
"""What is known of one of their files."""


class Subtitles(NamedTuple):
    """The captions of a film, and their language."""

    captions: Captions
    language: str


class Playable(NamedTuple):
    """A recording or a film as outputs play it: what its author wrote, and its files.

    `in_words`: it isn't played, but what is said in it is shown.
    """

    medium: Sound | Film
    file: Recording
    subtitles: Subtitles | None = None
    poster: Original | None = None
    in_words: bool = False

    @property
    def is_film(self) -> bool:
        return isinstance(self.file, Footage)

    @property
    def box(self) -> tuple[int, int]:
        """Width and height in CSS pixels that a film takes up; none for a recording."""
        if not isinstance(self.file, Footage):
            return 0, 0
        width, height = self.file.width, self.file.height
        share = min(1, _WIDEST / width, _HIGHEST / height)
        return max(1, round(width * share)), max(1, round(height * share))

    @property
    def poster_name(self) -> str:
        """The name of the published file of its poster; empty without one."""
        width, height = self.box
        return f"{self.poster.content[:20]}-{width}x{height}.webp" if self.poster else ""

    @property
    def transcript(self) -> str:
        """What is said in it, as Markdown."""
        return self.medium.transcript or ""


def transcript_title(medium: Sound | Film, words: Translator) -> str:
    """What the transcript of a recording or a film is called."""
    if isinstance(medium, Film):
        return words.gettext("What happens in the film")
    return words.gettext("What is said")


def media_in(
    value: object, keys: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Medium]]:
    """Yield all that a model's fields show and play, each with the keys that lead to it."""
    if isinstance(value, Medium):
        yield keys, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from media_in(inner, (*keys, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from media_in(inner, (*keys, place))
