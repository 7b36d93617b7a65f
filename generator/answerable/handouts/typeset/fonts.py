"""Choose the fonts for printed texts: the course's typeface, more fonts that it brings, and
fallbacks for characters that these lack.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answerable.source.storage.kept import hash_of, kept_value

# Problems with a font are reported as findings, not by the library.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

TYPEFACES = Path(__file__).parent / "typefaces"
"""A folder for each ready typeface. The names of the files end as in `_STYLES`."""

USUAL = TYPEFACES / "atkinson"
"""The typeface of courses that choose none."""

FALLBACK = Path(__file__).parent / "fallback"
FALLBACKS = (
    "noto-sans",
    "noto-sans-arabic",
    "noto-sans-hebrew",
    "noto-sans-symbols-2",
    "noto-sans-symbols",
    "noto-sans-math",
    "noto-sans-mono",
    "noto-emoji",
)
"""Folders of fonts for characters that a typeface lacks, in the order in which to look."""

# Characters that fonts don't need to draw: joiners, direction marks, invisible operators.
_INVISIBLE = frozenset(
    {0x00AD, 0x034F, 0x061C, 0x180E}
    | set(range(0x200B, 0x2010))
    | set(range(0x202A, 0x202F))
    | set(range(0x2060, 0x206A))
    | set(range(0xFE00, 0xFE10))
)
_BLANKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")


_BOLDER = 1.2
"""How much wider bold type is than regular type in the other fonts, at most."""

# A letter with a separate mark (no single character has both): both must come from one font.
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]")
_MARKS = frozenset(map(chr, range(0x300, 0x370)))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fonts that some text needs: their family names, and the folders of their files. `marked`
    is the family for words in which letters have separate marks, if there are any.
    """

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    marked: str | None


@dataclass(frozen=True, slots=True)
class Fonts:
    """The folder of the course's typeface, then the files of its other fonts in the order in which
    it names them, then the fallbacks. For each character, the first font that has it is used.
    """

    files: tuple[Path, ...] = ()
    typeface: Path = USUAL

    @property
    def families(self) -> tuple[str, ...]:
        """The family of the typeface, and those of the other fonts."""
        return (family_of(regular(self.typeface)), *dict.fromkeys(map(family_of, self.files)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of all of them, besides the fallbacks."""
        return (self.typeface, *dict.fromkeys(file.parent for file in self.files))

    @property
    def repertoire(self) -> frozenset[int]:
        """Code points that every style of the typeface has."""
        return _repertoire(self.typeface)

    def fallbacks(self, text: str) -> tuple[str, ...]:
        """The fallbacks that the text needs for characters that no other font has."""
        left = set(map(ord, set(text)))
        left -= self.repertoire.union(*(_face(file).advances for file in self.files))
        needed = []
        for name in FALLBACKS if left - _INVISIBLE else ():
            repertoire = _face(regular(FALLBACK / name)).advances.keys()
            if left & repertoire:
                needed.append(name)
                left -= repertoire
        if _is_marked(text):
            needed = [FALLBACKS[0], *(name for name in needed if name != FALLBACKS[0])]
        return tuple(needed)

    def chosen(self, text: str) -> Chosen:
        """The fonts for a text, without fallbacks that it doesn't need, because reading those takes
        time.
        """
        fallbacks = self.fallbacks(text)
        return Chosen(
            (*self.families, *(family_of(regular(FALLBACK / name)) for name in fallbacks)),
            (*self.folders, *(FALLBACK / name for name in fallbacks)),
            family_of(regular(FALLBACK / FALLBACKS[0])) if _is_marked(text) else None,
        )

    def draw(self, character: str) -> bool:
        """Whether some font can print the character, without a box or a gap in its place."""
        return (
            ord(character) in _INVISIBLE
            or character in _BLANKS
            or unicodedata.category(character) == "Zs"
            or self._has(ord(character))
            # A shaper splits a letter if the font has its parts: ấ becomes â with an acute.
            or all(self._has(ord(part)) for part in unicodedata.normalize("NFD", character))
        )

    def lacking(self, text: str) -> list[str]:
        """The characters of the text that no font can print, each once."""
        unusual = set(text) - _characters(self.typeface)
        lacking = {character for character in unusual if not self.draw(character)}
        return [character for character in dict.fromkeys(text) if character in lacking]

    def width(self, text: str, *, bold: bool = False) -> float:
        """The rough width of the text in regular or bold type, as a multiple of the type size.

        Kerning, which mostly brings letters closer together, is ignored.
        """
        advances = _face(styles(self.typeface)["normal", 700 if bold else 400]).advances
        try:
            return sum(map(advances.__getitem__, map(ord, text)))
        except KeyError:  # a character of another font
            wider = _BOLDER if bold else 1
            return sum(advances.get(code) or self._advance(code) * wider for code in map(ord, text))

    def _has(self, code: int) -> bool:
        if code in self.repertoire:
            return True
        return any(code in face.advances for face in self._others())

    def _advance(self, code: int) -> float:
        """The same of a character that the typeface lacks, in regular type."""
        for face in self._others():
            if code in face.advances:
                return face.advances[code]
        return 0.0 if code in _INVISIBLE else 1.0

    def _others(self) -> Iterator[_Face]:
        yield from map(_face, self.files)
        yield from (_face(regular(FALLBACK / name)) for name in FALLBACKS)


SHIPPED_FONTS = Fonts()


def _is_marked(text: str) -> bool:
    # Few texts have marks at all, and it takes long to look for a letter before each.
    return not _MARKS.isdisjoint(text) and _MARKED.search(text) is not None


def fonts_in(folders: Iterable[Path]) -> Iterator[str]:
    """A hash of each font in these folders: of all that Typst can find there."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in {".ttf", ".otf", ".ttc", ".otc"}:
                yield hash_of_font(file)


def hash_of_font(file: Path) -> str:
    """A hash of the font's content, read again whenever time or size of the file change."""
    status = file.stat()
    return _hash_of_font(file, status.st_mtime_ns, status.st_size)


@cache
def _hash_of_font(file: Path, _changed: int, _size: int) -> str:
    return hash_of(file.read_bytes())


@dataclass(frozen=True, slots=True)
class _Face:
    family: str
    advances: Mapping[int, float]


_STYLES = {
    ("normal", 400): "_400Regular.ttf",
    ("italic", 400): "_400Regular_Italic.ttf",
    ("normal", 700): "_700Bold.ttf",
}
"""The styles that pages use, in CSS, by the endings of the file names. Typst finds others too."""


@cache
def styles(folder: Path) -> Mapping[tuple[str, int], Path]:
    """The fonts of a typeface or a fallback, by their `font-style` and `font-weight` in CSS."""
    found = ((style, next(folder.glob(f"*{end}"), None)) for style, end in _STYLES.items())
    return {style: file for style, file in found if file}


def regular(folder: Path) -> Path:
    """The font of a typeface or a fallback in its regular style."""
    return styles(folder)["normal", 400]


def family_of(file: Path) -> str:
    """The name of a font's family."""
    return _face(file).family


def repertoire_of(file: Path) -> Collection[int]:
    """The code points that a font has."""
    return _face(file).advances


@cache
def _repertoire(folder: Path) -> frozenset[int]:
    return frozenset.intersection(
        *(frozenset(_face(file).advances) for file in sorted(folder.glob("*.ttf")))
    )


@cache
def _characters(folder: Path) -> frozenset[str]:
    """The characters of a typeface: nearly all characters of most texts.

    The other fonts are only opened for texts that need them, as that takes longer than most checks.
    """
    return frozenset(map(chr, _repertoire(folder)))


@cache
def _face(file: Path) -> _Face:
    return kept_value("faces", (hash_of_font(file).encode(),), lambda: _read_face(file))


def _read_face(file: Path) -> _Face:
    # Imported here because every check needs the shipped face, which is nearly always kept.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    # Otherwise the library would leave a file open that it can't read.
    with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
        size = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1) or file.stem
        nothing = font.getGlyphOrder()[0]  # a box
        advances = {
            code: metrics[glyph][0] / size
            for code, glyph in font.getBestCmap().items()
            if glyph != nothing
        }
    return _Face(family, advances)
