"""The font of the slides, cut down to the characters that a deck shows and put into its styles."""

from __future__ import annotations

import base64
import io
from functools import cache
from importlib.resources import files

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Atkinson Hyperlegible Next"

_FILES = {
    ("normal", 400): "AtkinsonHyperlegibleNext_400Regular.ttf",
    ("italic", 400): "AtkinsonHyperlegibleNext_400Regular_Italic.ttf",
    ("normal", 700): "AtkinsonHyperlegibleNext_700Bold.ttf",
}

_FOLDER = ("printing", "fonts")

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "“”‘’–—…·"
"""Kept in any case: counts and titles that only the browser puts together."""


def faces(text: str) -> str:
    """`@font-face` rules with the fonts as `data:` addresses, for the characters of `text`.

    Other characters, such as those of Arabic, are drawn with what the device has.
    """
    characters = "".join(sorted(set(text) | set(_ALWAYS)))
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/woff;base64,{_woff(name, characters)})}}"
        for (style, weight), name in _FILES.items()
    )


@cache
def _woff(name: str, characters: str) -> str:
    font = TTFont(
        io.BytesIO(files("answerable").joinpath(*_FOLDER, name).read_bytes()),
        recalcTimestamp=False,  # the same bytes every time
    )
    subsetter = subset.Subsetter()
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff"
    target = io.BytesIO()
    font.save(target)
    return base64.b64encode(target.getvalue()).decode()
