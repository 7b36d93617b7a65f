"""Cut fonts down to some characters, for files that embed them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import NamedTuple

from answerable.handouts.typeset.fonts import hash_of_font
from answerable.source.storage.kept import kept

_FIRST_OF_ITS_OWN = 256  # the first name ID that a font may use as it likes
_ITALIC = 1  # the bit of `fsSelection` in the table OS/2: OpenType specification 1.9


@cache
def woff(file: Path, characters: str) -> bytes:
    """The font as WOFF2 with only these characters; the bytes are always the same, and kept."""
    made_from = (hash_of_font(file), characters)
    return kept("fonts", (part.encode() for part in made_from), lambda: _cut(file, characters))


def _cut(file: Path, characters: str) -> bytes:
    # Imported here because every check loads this module, few cut a font, and these imports are a
    # sixth of the loading time.
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with (
        file.open("rb") as stream,
        TTFont(stream, fontNumber=0, recalcTimestamp=False) as font,
    ):
        # Browsers refuse a font in which nothing is drawn: it has at least the box.
        options = subset.Options(notdef_outline=True)
        # To find out which names other tables refer to takes half of the time, so all such stay.
        names = font.get("name")
        if names:
            options.drop_tables = [*options.drop_tables, "name"]
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        if names:
            names.names = [
                name
                for name in names.names
                if (name.nameID in options.name_IDs or name.nameID >= _FIRST_OF_ITS_OWN)
                and name.isUnicode()
                and name.langID in options.name_languages
            ]
            font["name"] = names
        font.flavor = "woff2"
        target = io.BytesIO()
        font.save(target)
    return target.getvalue()


class Measures(NamedTuple):
    """How high the lines of a font are above and below the baseline, the gap between them, and how
    wide its letters are on average, as multiples of the type size.
    """

    ascent: float
    descent: float
    gap: float
    width: float


_TEXT = "Whoever hears of a problem owns it until the customer has an answer, and says so."
"""Its letters are about as frequent as in other texts."""


def measures(file: Path) -> Measures:
    """The measures of a font, as browsers know them."""
    from fontTools.ttLib import TTFont

    with file.open("rb") as stream, TTFont(stream, fontNumber=0, lazy=True) as font:
        size, lines = font["head"].unitsPerEm, font["hhea"]
        glyphs, metrics = font.getBestCmap(), font["hmtx"].metrics
        width = sum(metrics[glyphs[ord(c)]][0] for c in _TEXT) / len(_TEXT)
        parts = (lines.ascent, -lines.descent, lines.lineGap, width)
        return Measures(*(part / size for part in parts))


def style_and_weight(file: Path) -> tuple[str, int]:
    """The `font-style` and `font-weight` of a font in CSS."""
    from fontTools.ttLib import TTFont

    with file.open("rb") as stream, TTFont(stream, fontNumber=0, lazy=True) as font:
        italic = font["OS/2"].fsSelection & _ITALIC
        return "italic" if italic else "normal", font["OS/2"].usWeightClass
