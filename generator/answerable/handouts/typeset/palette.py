"""The colours of printed matter by their roles, in the inks that a printer has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

OfficeInk = Literal["colour", "bw"]
"""The inks of an office printer. `bw`: black only, without grey areas."""

Ink = OfficeInk | Literal["press"]
"""`press`: CMYK for a print shop, with text in pure black and no spot colours."""

Colour: TypeAlias = str | tuple[float, float, float, float]
"""`#rrggbb`, or shares of cyan, magenta, yellow and black from 0 to 1."""

_BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
_WHITE = "#ffffff"


def palette(colours: Mapping[str, str], ink: Ink) -> Mapping[str, Colour]:
    """Every colour by its role. `colours` are the roles of printed matter as `#rrggbb`."""
    if ink == "bw":
        return dict.fromkeys(colours, "#000000") | {"warm_tint": _WHITE}
    if ink == "press":
        return {role: cmyk(colour) for role, colour in colours.items()} | {"ink": _BLACK}
    return dict(colours)


def in_ink(colour: str, ink: Ink) -> Colour:
    """A module's colour in the given ink."""
    return {"colour": colour, "bw": "#000000", "press": cmyk(colour)}[ink]


def cmyk(colour: str) -> Colour:
    """`#rrggbb` as CMYK by the simple formula (as much black as possible), in whole per cent.

    Print shops convert colours with their own profiles; this formula keeps text on a single plate.
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    black = 1 - max(red, green, blue)
    if black == 1:
        return _BLACK
    plates = ((1 - part - black) / (1 - black) for part in (red, green, blue))
    cyan, magenta, yellow = (round(plate, 2) for plate in plates)
    return cyan, magenta, yellow, round(black, 2)
