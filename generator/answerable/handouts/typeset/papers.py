"""Sizes of paper and of cards. All lengths are in mm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

Paper = Literal["a4", "letter", "a5", "a6"]
Size: TypeAlias = tuple[float, float]
"""Width and height."""

Edge = Literal["long-edge", "short-edge"]
"""The edge of the paper on which a printer turns it."""

INCH = 25.4

PAPERS: Mapping[Paper, Size] = MappingProxyType(
    {
        "a4": (210, 297),  # ISO 216
        "letter": (215.9, 279.4),  # ANSI/ASME Y14.1: 8 1/2 x 11 in
        "a5": (148, 210),
        "a6": (105, 148),
    }
)

CARD_SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "a6": (105, 148),
        "a7": (74, 105),
        "poker": (63.5, 88.9),
        "bridge": (57.15, 88.9),
        "index": (127, 76.2),
        "business": (85, 55),
    }
)

SMALLEST, LARGEST = 40.0, 300.0
"""Limits of a card's width and height: smaller cards have no room for text inside their
margins.
"""

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)?", re.IGNORECASE)


def card_size(text: str) -> Size | None:
    """The card size for a name in `CARD_SIZES` or a text such as `90x50`, `90x50mm` or `3.5x2in`;
    None for anything else. Without a unit it is in mm.
    """
    known = CARD_SIZES.get(text.strip().lower())
    found = _SIZE.fullmatch(text.strip())
    if known or not found:
        return known
    unit = INCH if (found[3] or "mm").lower() == "in" else 1.0
    width, height = (round(float(length) * unit, 3) for length in (found[1], found[2]))
    fits = all(SMALLEST <= length <= LARGEST for length in (width, height))
    return (width, height) if fits else None
