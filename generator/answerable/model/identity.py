"""Give each module a colour and a pattern, so that it is recognisable even without colours."""

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
"""One colour per module. White text on each has a contrast of at least 4.5 : 1."""

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
"""One pattern per module, drawn by each output. 8 and 9 have no common factor, so 72 modules
differ.
"""


def hue(place: int) -> str:
    """Return the colour of a module by its position in the course (from 0), as `#rrggbb`."""
    return HUES[place % len(HUES)]


def pattern(place: int) -> str:
    """Return the pattern of a module by its position in the course (from 0): one of `PATTERNS`."""
    return PATTERNS[place % len(PATTERNS)]
