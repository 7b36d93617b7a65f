"""Check a course's own fonts: which of them can be used for print, and why the others can't."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from answerable.handouts.typeset.cut import style_and_weight, woff
from answerable.handouts.typeset.fonts import TYPEFACES, USUAL, Fonts, repertoire_of
from answerable.handouts.typeset.typesetting import Document, PrintError, Typesetter
from answerable.model import Brand, Course, CourseFile
from answerable.model.typeface import OwnTypeface
from answerable.source.media.fonts import prepared, stretches
from answerable.source.read.media import own_typeface
from answerable.source.storage.files import write_file
from answerable.source.storage.folders import lasting_folder
from answerable.source.storage.kept import hash_of

_LARGEST = 64 * 2**20
_CODES = 0x110000
_WEB = (b"wOFF", b"wOF2")
_KINDS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")  # OpenType specification 1.9, “otff”
_NEEDED = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post")
_SHAPES = frozenset({"glyf", "CFF ", "CFF2", "CBDT", "SVG ", "sbix"})
_SAMPLE = 24


def fonts_of(course: Course | CourseFile, folder: Path) -> Fonts:
    """The fonts that a course is printed with: its typeface, and those of the files named in
    course.yml that can be used. `folder` is where that file is.
    """
    files = (folder / name for name in course.print_fonts)
    return Fonts(
        tuple(file for file in files if obstacle(file, folder) is None),
        typeface_of(course.brand, own_typeface(course.brand, folder)),
    )


def typeface_of(brand: Brand, own: OwnTypeface | None) -> Path:
    """The folder of the typeface that a brand chooses, or has of its `own`."""
    if own:
        return _written(own)
    return TYPEFACES / brand.typeface if brand.typeface else USUAL


@cache
def _written(own: OwnTypeface) -> Path:
    """A folder with the fonts, there until the program ends; its name stands for their content."""
    fonts = {
        "400Regular": prepared(own.regular, "regular"),
        "700Bold": prepared(own.bold, "bold"),
    }
    if own.italic:
        fonts["400Regular_Italic"] = prepared(own.italic, "italic")
    folder = lasting_folder() / hash_of(own.model_dump_json().encode())
    for style, font in fonts.items():
        write_file(folder / f"own_{style}.ttf", font, durable=False)
    return folder


def obstacle(file: Path, folder: Path) -> str | None:
    """Why the course in `folder` can't print with a file, as the end of a sentence that begins
    with the file's name; None if it can.
    """
    if not file.resolve().is_relative_to(folder.resolve()):
        return "lies outside the course folder"
    if not file.is_file():
        return "is not there"
    state = file.stat()
    if state.st_size > _LARGEST:
        return f"is larger than {_LARGEST // 2**20} MB"
    return _obstacle(file, state.st_mtime_ns, state.st_size)


@cache
def _obstacle(file: Path, _changed: int, _size: int) -> str | None:
    with file.open("rb") as stream:
        kind = stream.read(4)
    if kind in _WEB:
        return "is a font for web pages (WOFF), which print does not know"
    if kind not in _KINDS:
        return "is no font"
    try:
        return _lack(file) or _failure(file)
    except Exception:  # a broken table can make fontTools raise anything
        return "is a damaged font"


def _lack(file: Path) -> str | None:
    # Imported here because every check loads this module, and few courses bring fonts.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with file.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0) as font:
        for tag in font.reader.tables:
            font.reader[tag]  # fails if a table is cut off
        if missing := [tag for tag in _NEEDED if tag not in font]:
            return f"is a font without the table `{missing[0]}`, which print needs"
        if _SHAPES.isdisjoint(font.reader.tables):
            return "is a font without shapes"
        if any(count > _CODES for count in stretches(font.reader["cmap"])):
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
