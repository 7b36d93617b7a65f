"""The fonts of printed matter: the shipped one, and those that a course brings along."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

# What is wrong with a font is told as a finding, and not by the library.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Atkinson Hyperlegible Next"

# Characters that no font has to draw: joiners, marks for direction, invisible operators.
_INVISIBLE = frozenset(
    {0x00AD, 0x034F, 0x061C, 0x180E}
    | set(range(0x200B, 0x2010))
    | set(range(0x202A, 0x202F))
    | set(range(0x2060, 0x206A))
    | set(range(0xFE00, 0xFE10))
)
_BLANKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The shipped font, then the files of a course in the order in which it names them."""

    files: tuple[Path, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """Names by which a typesetter knows them; for each character the first that has it."""
        return (FAMILY, *dict.fromkeys(map(family_of, self.files)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the files lie."""
        return (FOLDER, *dict.fromkeys(file.parent for file in self.files))

    def draw(self, character: str) -> bool:
        """Whether some font can print the character, so that neither a box nor a gap is left."""
        return (
            self._has(ord(character))
            or ord(character) in _INVISIBLE
            or character in _BLANKS
            or unicodedata.category(character) == "Zs"
            # A shaper takes a letter apart where the font has its parts: ấ as â with an acute.
            or all(self._has(ord(part)) for part in unicodedata.normalize("NFD", character))
        )

    def width(self, text: str) -> float:
        """Roughly how wide the text runs in regular type, as a multiple of its size.

        Kerning, which mostly brings letters closer, is left out.
        """
        return sum(self._advance(ord(character)) for character in text)

    def _has(self, code: int) -> bool:
        return code in shipped_repertoire() or any(code in _face(f).advances for f in self.files)

    def _advance(self, code: int) -> float:
        for advances in (_shipped().advances, *(_face(file).advances for file in self.files)):
            if code in advances:
                return advances[code]
        return 0.0 if code in _INVISIBLE else 1.0


SHIPPED_FONTS = Fonts()


@dataclass(frozen=True, slots=True)
class _Face:
    family: str
    advances: Mapping[int, float]


def is_font(file: Path) -> bool:
    """Whether a file can be read as a font."""
    try:
        return bool(_face(file).advances)
    except Exception:  # fontTools raises whatever a broken table leads to
        return False


def family_of(file: Path) -> str:
    """The name of a font's family."""
    return _face(file).family


@cache
def shipped_repertoire() -> frozenset[int]:
    """Code points that every style of the shipped font has."""
    return frozenset.intersection(
        *(frozenset(_face(file).advances) for file in sorted(FOLDER.glob("*.ttf")))
    )


@cache
def _shipped() -> _Face:
    return _face(next(FOLDER.glob("*_400Regular.ttf")))


@cache
def _face(file: Path) -> _Face:
    # The library would leave open a file that it cannot read.
    with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
        size = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1) or file.stem
        advances = {code: metrics[glyph][0] / size for code, glyph in font.getBestCmap().items()}
    return _Face(family, advances)
