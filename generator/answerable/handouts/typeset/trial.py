"""A program of its own that tries a font: it reads the font, cuts it down, and prints with it.

`brought.py` starts it, and ends it if it takes too long: some tables can make a reader list the
same characters a billion times.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from answerable.handouts.typeset.cut import style_and_weight, woff
from answerable.handouts.typeset.fonts import Fonts, repertoire_of
from answerable.handouts.typeset.typesetting import Document, PrintError, Typesetter
from answerable.source.media.bounded import limit_myself
from answerable.source.media.fonts import too_many_codes

_SECONDS = 5
"""Of the processor, so that other programs don't count. A font with 65,535 glyphs takes two."""

_NEEDED = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post")
_SHAPES = frozenset({"glyf", "CFF ", "CFF2", "CBDT", "SVG ", "sbix"})
_SAMPLE = 24


def main() -> None:
    """Write what is wrong with a font that is alone in its folder; nothing if it can be used."""
    limit_myself(_SECONDS)
    file = Path(sys.argv[1])
    try:
        wrong = _lack(file) or _failure(file)
    except Exception:  # a broken table can make fontTools raise anything
        wrong = "is a damaged font"
    sys.stdout.write(wrong or "")


def _lack(file: Path) -> str | None:
    with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
        for tag in font.reader.tables:
            font.reader[tag]  # fails if a table is cut off
        if missing := [tag for tag in _NEEDED if tag not in font]:
            return f"is a font without the table `{missing[0]}`, which print needs"
        if _SHAPES.isdisjoint(font.reader.tables):
            return "is a font without shapes"
        if too_many_codes(font.reader["cmap"]):
            return "is a damaged font"
    return None


def _failure(file: Path) -> str | None:
    """Try to print some of the font's characters and to embed them; say what goes wrong."""
    shown = [code for code in repertoire_of(file) if unicodedata.category(chr(code))[0] in "LNPS"]
    if not shown:
        return "is a font without characters"
    sample = "".join(map(chr, sorted(shown)[:: len(shown) // _SAMPLE + 1]))
    woff(file, sample)
    style_and_weight(file)
    try:
        document = Document("Sample", "en", fonts=Fonts((file,)))
        Typesetter("typeset/sample.typ", document, {"sample": list(sample)}).pdf()
    except PrintError:
        return "is a font that cannot be printed with"
    return None


if __name__ == "__main__":
    main()
