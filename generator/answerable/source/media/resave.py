"""A program of its own that reads a font and saves it again, as one of the styles of a typeface.

`fonts.py` starts it, and ends it if it takes too long: outlines can refer to each other a billion
times.
"""

from __future__ import annotations

import io
import sys

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import (  # type: ignore[import-untyped]
    instantiateVariableFont,
)

from answerable.source.media.bounded import limit_myself

FAMILY = "Brand"
"""What the family of a course's own typeface is called everywhere."""

_SECONDS = 5
"""Of the processor, so that other programs don't count. Most fonts take less than one."""

_STYLES = {
    "regular": ("Regular", 400, 0x40, 0),
    "bold": ("Bold", 700, 0x20, 1),
    "italic": ("Italic", 400, 0x01, 2),
}
"""The name of each style, its weight, and its bits in `fsSelection` and in `macStyle`: OpenType
1.9, “OS/2” and “head”.
"""

_NAMES_KEPT = (0, 7, 8, 9, 13, 14)  # copyright, trademark, makers, licence: OpenType 1.9, “name”
_USE_TYPO_METRICS = 0x80


def main() -> None:
    """Save what comes in; fail if that's impossible."""
    limit_myself(_SECONDS)
    # The boxes of composed letters are taken as they are: some would take forever to find out.
    source = io.BytesIO(sys.stdin.buffer.read())
    called, weight, selection, mac = _STYLES[sys.argv[1]]
    with TTFont(source, recalcTimestamp=False, recalcBBoxes=False) as font:
        if "fvar" in font:
            _pin(font, weight)
        subsetter = subset.Subsetter(subset.Options(hinting=False, notdef_outline=True))
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
        _name(font, called, weight, selection, mac)
        font.flavor = None
        target = io.BytesIO()
        font.save(target)
    sys.stdout.buffer.write(target.getvalue())


def _pin(font: TTFont, weight: int) -> None:
    """Make one font of a variable one: of the weight nearest to this, and else as it usually is."""
    axes = {one.axisTag: one for one in font["fvar"].axes}
    place = {tag: axis.defaultValue for tag, axis in axes.items()}
    if axis := axes.get("wght"):
        place["wght"] = min(max(weight, axis.minValue), axis.maxValue)
    instantiateVariableFont(font, place, inplace=True)


def _name(font: TTFont, called: str, weight: int, selection: int, mac: int) -> None:
    """Give a font the name and the marks of a style, whatever its own are."""
    names = font["name"]
    names.names = [one for one in names.names if one.nameID in _NAMES_KEPT]
    whole = f"{FAMILY} {called}"
    for number, text in ((1, FAMILY), (2, called), (4, whole), (6, whole.replace(" ", "-"))):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass, font["OS/2"].usWidthClass = weight, 5
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & _USE_TYPO_METRICS | selection
    font["head"].macStyle = mac


if __name__ == "__main__":
    main()
