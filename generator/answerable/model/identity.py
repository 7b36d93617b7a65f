"""Give each module a pattern besides its colour: it is recognisable even without colours."""

from __future__ import annotations

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


def pattern(place: int) -> str:
    """Return the pattern of a module by its position in the course (from 0): one of `PATTERNS`."""
    return PATTERNS[place % len(PATTERNS)]
