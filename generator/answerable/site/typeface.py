"""What a course's typeface adds to its pages: its fonts, and the styles that load them.

Each style is in two files, and a browser loads those of which it shows a character. Until they are
there, a font of the device is shown, at a size at which its lines are about as long and as high.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

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


def font_files(typeface: Path) -> dict[str, bytes]:
    """The fonts of a typeface as WOFF2, by their path from the site's root."""
    return {
        _path(font): font
        for file in styles(typeface).values()
        for font in (woff(file, "".join(map(chr, sorted(part)))) for part in _parts(file))
    }


def font_styles(typeface: Path) -> Iterator[str]:
    """Rules that load these fonts from the folder of the style sheet, and use them everywhere."""
    for (style, weight), file in styles(typeface).items():
        for part in _parts(file):
            name = _path(woff(file, "".join(map(chr, sorted(part))))).rpartition("/")[2]
            yield (
                f'@font-face{{font-family:"{_FAMILY}";font-style:{style};font-weight:{weight};'
                f'font-display:swap;src:url({name}) format("woff2");unicode-range:{_ranges(part)}}}'
            )
        if style == "normal":
            yield _stand_in(weight, measures(file))
    yield f':root{{--md-text-font:"{_FAMILY}","{_STAND_IN}",system-ui,sans-serif}}'


def _path(font: bytes) -> str:
    return f"assets/brand-{hash_of(font)[:12]}.woff2"


def _parts(file: Path) -> Iterator[Collection[int]]:
    repertoire = frozenset(repertoire_of(file))
    yield from filter(None, (repertoire & _USUAL, repertoire - _USUAL))


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
