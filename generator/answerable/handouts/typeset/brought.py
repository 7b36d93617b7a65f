"""Check a course's own fonts: which of them can be used for print, and why the others can't."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from answerable.handouts.typeset.fonts import TYPEFACES, USUAL, Fonts, hash_of_font
from answerable.model import Brand, Course, CourseFile
from answerable.model.typeface import OwnTypeface
from answerable.source.media.bounded import made_by
from answerable.source.media.fonts import prepared
from answerable.source.media.unusable import UnusableError
from answerable.source.read.media import own_typeface
from answerable.source.storage.files import write_file
from answerable.source.storage.folders import lasting_folder
from answerable.source.storage.kept import hash_of, kept_value

_LARGEST = 64 * 2**20
_SECONDS = 20
"""The most that a trial may take, where `trial.py` can't count the time of the processor."""
_WEB = (b"wOFF", b"wOF2")
_KINDS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")  # OpenType specification 1.9, “otff”


def fonts_of(course: Course | CourseFile, folder: Path) -> Fonts:
    """The fonts that a course is printed with: its typeface, and those of the files named in
    course.yml that can be used. `folder` is where that file is.
    """
    files = (folder / name for name in course.print_fonts)
    return Fonts(
        tuple(_apart(file) for file in files if obstacle(file, folder) is None),
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
        return kept_value("faces", [b"tried", hash_of_font(file).encode()], lambda: _tried(file))
    except UnusableError as slow:
        return slow.message


def _tried(file: Path) -> str | None:
    """What is wrong with a font. Raises `UnusableError` if it takes too long to find out."""
    slow = UnusableError("takes too long to read", "")
    program = Path(__file__).with_name("trial.py")
    wrong = made_by(program, str(_apart(file)), seconds=_SECONDS, slow=slow)
    return "is a damaged font" if wrong is None else wrong.decode() or None


def _apart(file: Path) -> Path:
    """A copy of a font in a folder of its own, there until the program ends: Typst reads all fonts
    in a folder, also those that can't be used.
    """
    copy = lasting_folder() / hash_of_font(file) / file.name
    if not copy.exists():
        write_file(copy, file.read_bytes(), durable=False)
    return copy
