"""What a course's typeface adds to its pages: its fonts, and the styles that load them.

Each style is in two files, and a browser loads those of which it shows a character. Until they are
there, a font of the device is shown, at a size at which its lines are about as long and as high.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from answerable.handouts.typeset.cut import Measures, measures, woff
from answerable.handouts.typeset.fonts import repertoire_of, styles
from answerable.source.storage.kept import hash_of

_FAMILY, _STAND_IN = "Brand", "Brand stand-in"
_USUAL = frozenset({*range(0x20, 0x100), *range(0x2000, 0x2070), *map(ord, "ıŒœˆ˜€™−")})
"""What nearly all texts in Western languages consist of, as in the files of Google Fonts."""

_ARIAL = {400: 0.4584, 700: 0.4919}
"""The `Measures.width` of Arial and of the fonts that are made to be as wide, by weight."""

_LOCAL = {
    400: ("Arial", "Liberation Sans", "Arimo", "Roboto"),
    700: ("Arial Bold", "Liberation Sans Bold", "Arimo Bold", "Roboto Bold"),
}


class _Font(NamedTuple):
    """A part of a font: its style and weight in CSS, its characters, its path and its content."""

    style: str
    weight: int
    codes: Collection[int]
    path: str
    content: bytes


def font_files(typeface: Path) -> dict[str, bytes]:
    """The fonts of a typeface as WOFF2, by their path from the site's root. What usual texts need
    is in `assets/brand-*.woff2`, the rest in `assets/brand-more-*.woff2`.
    """
    return {font.path: font.content for font in _fonts(typeface)}


def font_styles(typeface: Path) -> Iterator[str]:
    """Rules that load these fonts from the folder of the style sheet, and use them everywhere."""
    for font in _fonts(typeface):
        yield (
            f'@font-face{{font-family:"{_FAMILY}";font-style:{font.style};'
            f"font-weight:{font.weight};font-display:swap;"
            f'src:url({font.path.rpartition("/")[2]}) format("woff2");'
            f"unicode-range:{_ranges(font.codes)}}}"
        )
    for weight in _ARIAL:
        yield _stand_in(weight, measures(styles(typeface)["normal", weight]))
    yield f':root{{--md-text-font:"{_FAMILY}","{_STAND_IN}",system-ui,sans-serif}}'


def _fonts(typeface: Path) -> Iterator[_Font]:
    for (style, weight), file in styles(typeface).items():
        repertoire = frozenset(repertoire_of(file))
        for name, codes in (("", repertoire & _USUAL), ("more-", repertoire - _USUAL)):
            if codes:
                content = woff(file, "".join(map(chr, sorted(codes))))
                path = f"assets/brand-{name}{hash_of(content)[:12]}.woff2"
                yield _Font(style, weight, codes, path, content)


def _ranges(codes: Collection[int]) -> str:
    """Code points as the value of `unicode-range`."""
    inner = sorted(codes)
    ends = [place for place, (one, next_) in enumerate(pairwise(inner), 1) if next_ - one > 1]
    runs = (inner[first:last] for first, last in pairwise((0, *ends, len(inner))))
    return ",".join(
        f"U+{run[0]:X}" if len(run) == 1 else f"U+{run[0]:X}-{run[-1]:X}" for run in runs
    )


def _stand_in(weight: int, of: Measures) -> str:
    size = of.width / _ARIAL[weight]
    local = ",".join(f'local("{name}")' for name in _LOCAL[weight])
    return (
        f'@font-face{{font-family:"{_STAND_IN}";font-weight:{weight};src:{local};'
        f"size-adjust:{size:.1%};ascent-override:{of.ascent / size:.1%};"
        f"descent-override:{of.descent / size:.1%};line-gap-override:{of.gap / size:.1%};"
        f"unicode-range:{_ranges(_USUAL)}}}"
    )
