"""The fonts of a file, cut down to the characters that it shows and put into its styles."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.printing.fonts import (
    FAMILY,
    FOLDER,
    SHIPPED_FONTS,
    Fonts,
    family_of,
    shipped_repertoire,
)
from answerable.printing.texts import COURSE_FILE
from answerable.printing.typesetting import PrintError

_FILES = {
    ("normal", 400): "AtkinsonHyperlegibleNext_400Regular.ttf",
    ("italic", 400): "AtkinsonHyperlegibleNext_400Regular_Italic.ttf",
    ("normal", 700): "AtkinsonHyperlegibleNext_700Bold.ttf",
}

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "“”‘’–—…·"
"""Kept in any case: counts and titles that only the browser puts together."""

_ITALIC = 1  # the bit of `fsSelection` in the table OS/2: OpenType specification 1.9


def font_faces(text: str, fonts: Fonts = SHIPPED_FONTS) -> str:
    """`@font-face` rules with the fonts as `data:` addresses, for the characters of `text`.

    Characters that no font has are drawn with what the device has. Raises `PrintError` (AN408) for
    a font of the course that is damaged.
    """
    characters = "".join(sorted(set(text) | set(_ALWAYS)))
    shipped = (
        _rule(FAMILY, style, weight, FOLDER / name, characters)
        for (style, weight), name in _FILES.items()
    )
    return "".join((*shipped, *_brought(text, fonts)))


def font_family(fonts: Fonts = SHIPPED_FONTS) -> str:
    """The value of `font-family` that names the fonts, the shipped one first."""
    brought = (f'"{_alias(place)}"' for place, _ in enumerate(fonts.families[1:]))
    return ",".join((f'"{FAMILY}"', *brought, "system-ui", "sans-serif"))


def _brought(text: str, fonts: Fonts) -> Iterator[str]:
    """The rules for the files of a course, for what the shipped font does not have."""
    characters = "".join(sorted(c for c in set(text) if ord(c) not in shipped_repertoire()))
    for file in fonts.files if characters else ():
        family = _alias(fonts.families[1:].index(family_of(file)))
        try:
            with file.open("rb") as stream, TTFont(stream, fontNumber=0, lazy=True) as font:
                style = "italic" if font["OS/2"].fsSelection & _ITALIC else "normal"
                weight = font["OS/2"].usWeightClass
            yield _rule(family, style, weight, file, characters)
        except Exception as error:  # fontTools raises whatever a broken table leads to
            raise PrintError((_damaged(file),)) from error


def _damaged(file: Path) -> Diagnostic:
    message = f"The font {file.name} is damaged: it cannot be cut down to what a page shows."
    hint = "Get it anew from where it came from, or take another one."
    return Diagnostic("AN408", Severity.ERROR, message, Location(COURSE_FILE), hint)


def _alias(place: int) -> str:
    """What a family of a course is called in the styles: its own name may hold anything."""
    return f"Course {place + 1}"


def _rule(family: str, style: str, weight: int, file: Path, characters: str) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/woff;base64,{_woff(file, characters)})}}"
    )


@cache
def _woff(file: Path, characters: str) -> str:
    with (
        file.open("rb") as stream,
        TTFont(stream, fontNumber=0, recalcTimestamp=False) as font,  # the same bytes every time
    ):
        subsetter = subset.Subsetter()
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        target = io.BytesIO()
        font.save(target)
    return base64.b64encode(target.getvalue()).decode()
