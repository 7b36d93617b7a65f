"""Embed fonts in the styles of a file, cut down to the characters that it shows."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.typeset.cut import style_and_weight, woff
from answerable.handouts.typeset.fonts import (
    FALLBACK,
    SHIPPED_FONTS,
    Fonts,
    family_of,
    regular,
    styles,
)
from answerable.handouts.typeset.texts import COURSE_FILE
from answerable.handouts.typeset.typesetting import PrintError

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "“”‘’–—…·"
"""Always kept, because the browser puts some counts and titles together."""

_ENDS = (0x7F, 0x100, 0x110000)
"""The ends of ASCII, Latin-1 and Unicode."""


def font_faces(text: str, fonts: Fonts = SHIPPED_FONTS) -> str:
    """`@font-face` rules with the fonts as `data:` addresses, for the characters of `text`.

    For characters that no font has, the device's fonts are used. Raises `PrintError` (AN408) for
    a damaged font of the course.
    """
    known = "".join(sorted(set(text) | set(_ALWAYS)))
    others = "".join(c for c in known if ord(c) not in fonts.repertoire)
    rules = [*_shipped(fonts.typeface, _enough_for(text, fonts.repertoire))]
    rules += _brought(others, fonts) if others else ()
    for name in fonts.fallbacks(text):
        # A letter and its mark must come from one font.
        marked = fonts.chosen(text).marked == family_of(regular(FALLBACK / name))
        rules += _shipped(FALLBACK / name, known if marked else others)
    return "".join(rules)


def _enough_for(text: str, repertoire: Collection[int]) -> str:
    """The typeface's characters up to an end that suits `text`. Nearly all files of a course have
    the same ones then, so that the font is cut once.
    """
    unusual = (ord(c) for c in set(text) - set(_ALWAYS))
    highest = max((code for code in unusual if code in repertoire), default=0)
    end = next(end for end in _ENDS if highest < end)
    return "".join(sorted({*_ALWAYS, *(chr(code) for code in repertoire if code < end)}))


def font_family(text: str, fonts: Fonts = SHIPPED_FONTS) -> str:
    """The value of `font-family` for `text`: the fonts that it needs, the typeface first."""
    typeface, *others = fonts.families
    brought = (_alias(place) for place, _ in enumerate(others))
    fallbacks = (family_of(regular(FALLBACK / name)) for name in fonts.fallbacks(text))
    return ",".join((*_quoted((typeface, *brought, *fallbacks)), "system-ui", "sans-serif"))


def _quoted(names: Iterable[str]) -> Iterator[str]:
    return (f'"{name}"' for name in names)


def _shipped(folder: Path, characters: str) -> Iterator[str]:
    for (style, weight), file in styles(folder).items():
        yield _rule(family_of(regular(folder)), style, weight, file, characters)


def _brought(characters: str, fonts: Fonts) -> Iterator[str]:
    """The rules for fonts that a course brings, for characters that the typeface doesn't have."""
    for file in fonts.files:
        family = _alias(fonts.families[1:].index(family_of(file)))
        try:
            yield _rule(family, *style_and_weight(file), file, characters)
        except Exception as error:  # fontTools raises whatever a broken table leads to
            raise PrintError((_damaged(file),)) from error


def _damaged(file: Path) -> Diagnostic:
    message = f"The font {file.name} is damaged: it cannot be cut down to what a page shows."
    hint = "Get a fresh copy from where it came from, or use another font."
    return Diagnostic("AN408", Severity.ERROR, message, Location(COURSE_FILE), hint)


def _alias(place: int) -> str:
    """The name of a course's font family in the styles; its own name may contain anything."""
    return f"Course {place + 1}"


def _rule(family: str, style: str, weight: int, file: Path, characters: str) -> str:
    data = base64.b64encode(woff(file, characters)).decode()
    return (
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};'
        f"src:url(data:font/woff2;base64,{data})}}"
    )
