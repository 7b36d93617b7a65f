"""Copy recordings and films without anything but what is heard and seen.

Nothing is encoded again; each format has a reader that takes out what is played. The library for
the tags of all these formats, mutagen, is under the GPL, and leaves other tracks in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from answerable.model.film import Footage
from answerable.model.sound import Recording
from answerable.source.media import mp3, mp4, ogg, wav, webm
from answerable.source.media.bounded import content_of
from answerable.source.media.parts import Played
from answerable.source.media.unusable import UnusableError
from answerable.source.storage.kept import hash_of


class _Format(NamedTuple):
    """How the published file's name ends, what takes out its content, and its most bytes."""

    ending: str
    read: Callable[[memoryview], Played]
    most: int


_MOST_SOUND, _MOST_WAV, MOST_FILM = 20_000_000, 5_000_000, 300_000_000
SOUNDS: Mapping[str, _Format] = {
    ".mp3": _Format(".mp3", mp3.sound, _MOST_SOUND),
    ".m4a": _Format(".m4a", mp4.sound, _MOST_SOUND),
    ".ogg": _Format(".ogg", ogg.sound, _MOST_SOUND),
    ".oga": _Format(".ogg", ogg.sound, _MOST_SOUND),
    ".opus": _Format(".ogg", ogg.sound, _MOST_SOUND),
    ".wav": _Format(".wav", wav.sound, _MOST_WAV),
}
"""The formats of recordings by the ends of their files' names."""

FILMS: Mapping[str, _Format] = {
    ".mp4": _Format(".mp4", mp4.film, MOST_FILM),
    ".m4v": _Format(".mp4", mp4.film, MOST_FILM),
    ".webm": _Format(".webm", webm.film, MOST_FILM),
}
_SMALLER_SOUND = "save it as an MP3 with 64 kbit/s, which is enough for speech, or cut it"
_SMALLER_FILM = "save it smaller, such as with 1000 kbit/s and 1280 x 720 pixels, or cut it"


def recording(file: Path) -> Recording:
    """What is known of a recording's file.

    Raises `UnusableError`, and `OSError` if it can't be read.
    """
    form = _format(file, SOUNDS, "recording", "save it as an MP3 with any program that plays it")
    content = content_of(file, form.most, "recording", _SMALLER_SOUND)
    seconds = max(1, round(form.read(memoryview(content)).seconds))
    known = {"ending": form.ending, "size": len(content), "seconds": seconds}
    return Recording.of(file, content=hash_of(content), **known)


def footage(file: Path) -> Footage:
    """What is known of a film's file. Raises the same."""
    form = _format(file, FILMS, "film", "save it as an MP4 with any program that plays it")
    content = content_of(file, form.most, "film", _SMALLER_FILM)
    played = form.read(memoryview(content))
    width, height = played.size or (0, 0)
    seconds = max(1, round(played.seconds))
    known = {"ending": form.ending, "size": len(content), "seconds": seconds}
    return Footage.of(file, content=hash_of(content), width=width, height=height, **known)


def published(one: Recording | Footage) -> bytes:
    """The file that learners get. Raises the same, and if the file is no longer what it was."""
    form = (FILMS if isinstance(one, Footage) else SOUNDS)[one.file.suffix.lower()]
    content = one.file.read_bytes()
    if hash_of(content) != one.content:
        raise UnusableError("The file has changed while it was read.", "try again")
    return b"".join(form.read(memoryview(content)).content)


def _format(file: Path, known: Mapping[str, _Format], what: str, hint: str) -> _Format:
    form = known.get(file.suffix.lower())
    if form is None:
        *others, last = (ending for ending in known)
        message = (
            f"The name of a {what} ends in {', '.join(others)} or {last}, not in `{file.suffix}`."
        )
        raise UnusableError(message, hint)
    return form
