"""Fonts cut down to some characters, for files that carry them along."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_ITALIC = 1  # the bit of `fsSelection` in the table OS/2: OpenType specification 1.9


@cache
def woff(file: Path, characters: str) -> bytes:
    """The font as WOFF with these characters alone; the same bytes every time."""
    # Only here: every check loads this module, few cut a font, and this is a sixth of all to load.
    from fontTools import subset  # type: ignore[import-untyped]

    with (
        file.open("rb") as stream,
        TTFont(stream, fontNumber=0, recalcTimestamp=False) as font,
    ):
        subsetter = subset.Subsetter()
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        target = io.BytesIO()
        font.save(target)
    return target.getvalue()


def style_and_weight(file: Path) -> tuple[str, int]:
    """What CSS calls the style of a font, and its weight."""
    with file.open("rb") as stream, TTFont(stream, fontNumber=0, lazy=True) as font:
        italic = font["OS/2"].fsSelection & _ITALIC
        return "italic" if italic else "normal", font["OS/2"].usWeightClass
