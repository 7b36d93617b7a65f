"""Cut the fonts of `fallback/`, and most of `typefaces/`, out of the packages that the README of
each names.

    npm pack @expo-google-fonts/noto-sans …
    python -m answerable.handouts.typeset.subsets FOLDER

FOLDER contains the packages (.tgz). The same packages always give the same bytes. Also prints the
rows of the READMEs' tables. None of the fonts has a Reserved Font Name, so each may keep its name.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_HERE = Path(__file__).parent

_LETTERS = (
    (0x20, 0x36F),  # Latin with accents, phonetic letters, marks
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x1AB0, 0x1AFF),
    (0x1C80, 0x1C8F),
    (0x1D00, 0x1FFF),  # phonetic letters, more Latin, ancient Greek
    (0x2000, 0x218F),  # punctuation, super- and subscripts, currencies, letterlike, fractions
    (0x25CC, 0x25CC),  # dotted circle, the base for a single mark
    (0x2C60, 0x2C7F),
    (0x2DE0, 0x2DFF),
    (0xA640, 0xA69F),
    (0xA700, 0xA7FF),
    (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
_SIGNS = (
    (0xA9, 0xAE),
    (0x2010, 0x2BFF),  # arrows, mathematics, boxes, shapes, dingbats, stars
    (0x1F100, 0x1F1AD),  # letters and numbers in circles and squares
    (0x1F300, 0x1FAFF),  # pictures in a font without colours
)
_MATHEMATICS = ((0x2016, 0x205F), (0x20D0, 0x23FF), (0x25A0, 0x25FF), (0x27C0, 0x2BFF))
_BOXES = ((0x2500, 0x259F),)  # lines and blocks
_COMMON = ((0x231A, 0x231B), (0x23E9, 0x23F3), (0x2600, 0x27BF), (0x2B1B, 0x2B55))
_ALL = ((0x20, 0x10FFFF),)
_TEXT = (*_LETTERS, (0x2190, 0x2BFF))  # letters and signs


@dataclass(frozen=True, slots=True)
class _Cut:
    """What to take from a font family: package, styles, and ranges of code points."""

    package: str
    styles: tuple[str, ...]
    stretches: tuple[tuple[int, int], ...]


_FOUR = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")

_CUTS = {
    "typefaces/literata": _Cut("literata-0", _FOUR, _TEXT),
    "typefaces/nunito": _Cut("nunito-0", _FOUR, _TEXT),
    "typefaces/open-sans": _Cut("open-sans-0", _FOUR, _TEXT),
    "fallback/noto-sans": _Cut(
        "noto-sans-0", ("400Regular", "400Regular_Italic", "700Bold"), _LETTERS
    ),
    "fallback/noto-sans-arabic": _Cut("noto-sans-arabic-0", ("400Regular", "700Bold"), _ALL),
    "fallback/noto-sans-hebrew": _Cut("noto-sans-hebrew-0", ("400Regular", "700Bold"), _ALL),
    "fallback/noto-sans-symbols": _Cut("noto-sans-symbols-0", ("400Regular", "700Bold"), _SIGNS),
    "fallback/noto-sans-symbols-2": _Cut("noto-sans-symbols-2-0", ("400Regular",), _SIGNS),
    "fallback/noto-sans-mono": _Cut("noto-sans-mono-0", ("400Regular",), _BOXES),
    "fallback/noto-emoji": _Cut("noto-emoji-0", ("400Regular",), _COMMON),
    "fallback/noto-sans-math": _Cut("noto-sans-math-0", ("400Regular",), _MATHEMATICS),
}


def cut(font: bytes, stretches: Iterable[tuple[int, int]]) -> bytes:
    """A font with only the characters in some ranges, and without hinting."""
    options = subset.Options(hinting=False, name_IDs=["*"], notdef_outline=True)
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as made:
        subsetter = subset.Subsetter(options)
        wanted = [code for first, last in stretches for code in range(first, last + 1)]
        subsetter.populate(unicodes=set(wanted) & made.getBestCmap().keys())
        subsetter.subset(made)
        target = io.BytesIO()
        made.save(target)
    return target.getvalue()


def _members(package: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(package) as archive:
        for member in archive:
            if member.name.endswith((".ttf", "LICENSE_FONT")):
                held = archive.extractfile(member)
                assert held is not None  # noqa: S101 - a file has content
                yield Path(member.name).name, held.read()


def _write(folder: Path) -> Iterator[str]:
    """Write all files; return the rows of the READMEs' tables."""
    for place, a_cut in _CUTS.items():
        [package] = folder.glob(f"*{a_cut.package}*.tgz")
        members = dict(_members(package))
        target = _HERE / place
        target.mkdir(parents=True, exist_ok=True)
        made = {"OFL.txt": members["LICENSE_FONT"]}
        for name, font in members.items():
            if name.removesuffix(".ttf").partition("_")[2] in a_cut.styles:
                made[name] = cut(font, a_cut.stretches)
        for name, data in sorted(made.items()):
            (target / name).write_bytes(data)
            yield f"| `{target.name}/{name}` | `{hashlib.sha256(data).hexdigest()}` |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(_write(Path(sys.argv[1]))) + "\n")
