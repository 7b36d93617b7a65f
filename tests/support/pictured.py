"""A small course with pictures, recordings and films wherever there can be one."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.support.courses import COURSE_FILES, MINIMAL

MEDIA = Path(__file__).parents[1] / "cases/media"
"""Recordings and films of a second, with few pixels."""

FILM = {
    "file": "film.webm",
    "captions": "film.vtt",
    "transcript": "A guest knocks. “Is *nobody* there?”",
    "poster": "door.jpg",
    "credit": "Ada",
    "licence": "CC0",
}
CAPTIONS = """WEBVTT - Ada Long

NOTE by Ada Long

1
00:00.000 --> 00:00.400 align:start
<v.loud Guest>Is <i>nobody</i> there?

00:00:00.500 --> 00:00:00.900
Fish &amp; chips
"""

PICTURED: dict[str, Any] = MINIMAL | {
    "picture": "door.jpg | A guest in the rain, before a door",
    "audio": "call.mp3 | Hello? I am in front of the door. | Ada | CC0",
    "video": FILM,
    "accountable": MINIMAL["accountable"] | {"picture": "key.png | A key | Ada | CC0"},
    "items": [
        {
            "id": "which-key",
            "type": "choice",
            "question": "Which key opens the door?",
            "picture": "door.jpg | A door with a round lock",
            "audio": "call.mp3 | It is the door with the round lock.",
            "choices": [
                {"picture": "key.png | A round key", "right": "yes", "why": "It is round."},
                {
                    "picture": "tall.png | A flat key",
                    "why": "It is flat.",
                    "video": "film.webm | film.vtt | A guest opens his door.",
                },
            ],
        }
    ],
    "dialogue": [
        {
            "id": "start",
            "customer": "I am wet.",
            "picture": "tall.png | A wet coat",
            "audio": "call.mp3 | I am wet.",
            "choices": [
                {"reply": "I am on my way.", "why": "Soon.", "quality": "accountable"},
                {"reply": "So am I.", "why": "And?", "quality": "poor"},
            ],
        },
        {"id": "end", "customer": "Thank you.", "ending": "good"},
    ],
}
"""A scenario; `draw_pictures` makes its files."""

FILES: dict[str, Any] = COURSE_FILES | {"at-the-door/lost-key.yml": PICTURED}

_SIZES = {"door.jpg": (2000, 1500), "key.png": (300, 200), "tall.png": (800, 2400)}


def mp3(frames: int) -> bytes:
    """A recording of silence: frames of 128 kbit/s at 44.1 kHz, 26 ms each."""
    return (b"\xff\xfb\x90\xc4" + bytes(413)) * frames


def wav(samples: int, before: bytes = b"") -> bytes:
    """A recording of silence with 8,000 samples a second, and more chunks before them."""
    size = 2 * samples
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + before + b"data" + struct.pack("<I", size)
    return b"RIFF" + struct.pack("<I", 28 + len(before) + 8 + size) + body + bytes(size)


def draw_pictures(course: Path) -> Path:
    """Make the files of a course that was written from `FILES`; returns its folder."""
    (course / "at-the-door/call.mp3").write_bytes(mp3(80))
    (course / "at-the-door/film.vtt").write_text(CAPTIONS, encoding="utf-8")
    shutil.copy(MEDIA / "film.webm", course / "at-the-door")
    for name, size in _SIZES.items():
        image = Image.new("RGB", size, "#cfe3e1")
        ImageDraw.Draw(image).ellipse((40, 40, size[0] - 40, size[1] - 40), fill="#0f5c63")
        image.save(course / "at-the-door" / name)
    return course


LOGOS = {"logo": "media/logo.png", "logo_dark": "media/dark.png"}
"""A brand's logos, whose files `draw_logos` makes."""


def draw_logos(course: Path) -> Path:
    """Make the files of `LOGOS`, three times as wide as high; returns the course's folder."""
    (course / "media").mkdir(parents=True, exist_ok=True)
    for name, colour in (("logo", "#8a1538"), ("dark", "#ffccdd")):
        image = Image.new("RGBA", (600, 200))
        image.paste(colour, (0, 50, 600, 150))
        image.save(course / "media" / f"{name}.png")
    return course
