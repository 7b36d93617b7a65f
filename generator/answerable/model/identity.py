"""How a module is told apart wherever it is shown, with colours or without: hue and pattern."""

from __future__ import annotations

HUES = (
    "#0f5c63",  # teal
    "#a4472b",  # clay
    "#41508f",  # indigo
    "#735a12",  # ochre
    "#7c3f70",  # plum
    "#46682c",  # moss
    "#2a6389",  # harbour
    "#963a50",  # rose
)
"""One colour a module. White text on each has a contrast of at least 4.5 : 1."""

PATTERNS = (
    "stripes",
    "dots",
    "chevrons",
    "waves",
    "diamonds",
    "bars",
    "triangles",
    "checks",
    "crosses",
)
"""One pattern a module, drawn by each output. As 8 and 9 share no factor, 72 modules differ."""


def hue(place: int) -> str:
    """Colour of the module at a place (from 0) of the course, as `#rrggbb`."""
    return HUES[place % len(HUES)]


def pattern(place: int) -> str:
    """Pattern of the module at a place (from 0) of the course: one of `PATTERNS`."""
    return PATTERNS[place % len(PATTERNS)]
