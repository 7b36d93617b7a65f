"""A small course with pictures and recordings wherever there can be one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.support.courses import COURSE_FILES, MINIMAL

PICTURED: dict[str, Any] = MINIMAL | {
    "picture": "door.jpg | A guest in the rain, before a door",
    "audio": "call.mp3 | Hello? I am in front of the door. | Ada | CC0",
    "accountable": MINIMAL["accountable"] | {"picture": "key.png | A key | Ada | CC0"},
    "items": [
        {
            "id": "which-key",
            "type": "choice",
            "question": "Which key opens the door?",
            "picture": "door.jpg | A door with a round lock",
            "choices": [
                {"picture": "key.png | A round key", "right": "yes", "why": "It is round."},
                {"picture": "tall.png | A flat key", "why": "It is flat."},
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


def draw_pictures(course: Path) -> Path:
    """Make the files of a course that was written from `FILES`; returns its folder."""
    (course / "at-the-door/call.mp3").write_bytes(mp3(80))
    for name, size in _SIZES.items():
        image = Image.new("RGB", size, "#cfe3e1")
        ImageDraw.Draw(image).ellipse((40, 40, size[0] - 40, size[1] - 40), fill="#0f5c63")
        image.save(course / "at-the-door" / name)
    return course
