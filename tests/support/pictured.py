"""A small course with pictures wherever there can be one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.support.courses import COURSE_FILES, MINIMAL

PICTURED: dict[str, Any] = MINIMAL | {
    "picture": "door.jpg | A guest in the rain, before a door",
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


def draw_pictures(course: Path) -> Path:
    """Draw the pictures of a course that was written from `FILES`; returns its folder."""
    for name, size in _SIZES.items():
        image = Image.new("RGB", size, "#cfe3e1")
        ImageDraw.Draw(image).ellipse((40, 40, size[0] - 40, size[1] - 40), fill="#0f5c63")
        image.save(course / "at-the-door" / name)
    return course
