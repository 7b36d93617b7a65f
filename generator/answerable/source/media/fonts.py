"""Read the fonts of a course's own typeface, and save them again for pages and print.

Nothing of the author's file is used as it is: a saved font has only outlines, measures, and what
says how letters go together. It has a name of our own, so that no other font is taken for it.
"""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Literal

from answerable.model.typeface import FontFile
from answerable.source.media.bounded import content_of, made_by
from answerable.source.media.unusable import UnusableError
from answerable.source.storage.kept import hash_of, kept, kept_value

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

# Problems with a font are reported as findings, not by the library.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

Style = Literal["regular", "bold", "italic"]

MOST_BYTES = 3_000_000
_MOST_UNPACKED = 20_000_000
_MOST_TABLES = 64
_MOST_CODES = 0x110000
_SECONDS = 20
"""The most that a font may take, where `resave.py` can't count the time of the processor."""
_NEEDED = f"{ascii_letters}{digits} .,:;!?()-/&%'\"“”‘’–…"
"""Without these a font can't set the program's own words."""

_KINDS = {
    b"\0\1\0\0": ("a TTF", (".ttf", ".otf")),
    b"true": ("a TTF", (".ttf", ".otf")),
    b"OTTO": ("an OTF", (".otf", ".ttf")),
    b"wOF2": ("a WOFF2", (".woff2",)),
}
"""The first bytes of fonts that are read, with how their files' names end: OpenType 1.9, WOFF2."""

_RESTRICTED, _WHOLE, _BITMAPS = 0x0002, 0x0100, 0x0200  # bits of `fsType`: OpenType 1.9, “OS/2”
_READY = "or choose a ready one as `typeface`"
_AGAIN = f"get it again from where it comes from, {_READY}"


def font_file(file: Path) -> FontFile:
    """What is known of a font's file. All of it is read, unless the same was read before.

    Raises `UnusableError`, and `OSError` if it can't be read.
    """
    content = _content(file)
    kind, endings = _kind(content)
    ending = file.suffix.lower()
    if ending not in endings:
        message = f"The file's name ends in `{ending}`, but it is {kind}."
        raise UnusableError(message, f"let its name end in `{endings[0]}`")
    name = hash_of(content)
    kept_value("typefaces", [b"usable", name.encode()], lambda: _require_usable(content))
    return FontFile.of(file, content=name)


def prepared(font: FontFile, style: Style) -> bytes:
    """A font as the TTF or OTF that everything is set in. Raises `UnusableError` and `OSError` if
    the file is no longer what it was.
    """
    made_from = [style.encode(), font.content.encode()]
    return kept("typefaces", made_from, lambda: _saved_again(_unchanged(font), style))


def code_points(file: Path) -> frozenset[int]:
    """The code points of the characters in one of the program's own fonts."""
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _unchanged(font: FontFile) -> bytes:
    content = _content(font.file)
    if hash_of(content) != font.content:
        raise UnusableError("The font has changed while it was read.", "try again")
    return content


def _content(file: Path) -> bytes:
    smaller = "use a version of the font for fewer scripts; `print_fonts` may be larger"
    return content_of(file, MOST_BYTES, "font", smaller)


def _kind(content: bytes) -> tuple[str, tuple[str, ...]]:
    head = content[:4]
    if head in _KINDS:
        return _KINDS[head]
    if head == b"wOFF":
        message = "The font is a WOFF, which is out of use."
        raise UnusableError(message, "use the .woff2, .ttf or .otf of the same font")
    if head == b"ttcf":
        message = "The file holds several fonts."
        raise UnusableError(message, "save the one that you need as a .ttf or .otf")
    raise UnusableError("This isn't a font that can be read.", "put a .ttf, .otf or .woff2 here")


def _require_usable(content: bytes) -> None:
    try:
        if content.startswith(b"wOF2"):
            _require_small(content)
        _require_suitable(content)
        _saved_again(content, "regular")
    except UnusableError:
        raise
    except Exception as error:  # a broken table can make the library raise anything
        raise _damaged() from error


def _require_small(content: bytes) -> None:
    """Unpack a WOFF2 as far as is allowed: the library would unpack without end."""
    import brotli  # type: ignore[import-untyped]
    from fontTools.ttLib.woff2 import (  # type: ignore[import-untyped]
        WOFF2DirectoryEntry,
        woff2DirectorySize,
    )

    count, size = struct.unpack_from(">H", content, 12)[0], struct.unpack_from(">L", content, 20)[0]
    if count > _MOST_TABLES:
        raise ValueError(count)
    rest = content[woff2DirectorySize:]
    for _ in range(count):
        rest = WOFF2DirectoryEntry().fromString(rest)
    unpacking = brotli.Decompressor()
    unpacking.process(rest[:size], output_buffer_limit=_MOST_UNPACKED)
    if not unpacking.is_finished():
        most = f"{_MOST_UNPACKED / 1e6:.0f} MB"
        message = f"The font isn't complete, or has more than {most} when it is unpacked."
        raise UnusableError(message, _AGAIN)


def _require_suitable(content: bytes) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(content), lazy=True) as font:
        tables = font.reader.tables
        if len(tables) > _MOST_TABLES or too_many_codes(font.reader["cmap"]):
            raise ValueError(len(tables))
        if not set(font.getBestCmap().values()) <= set(font.getGlyphOrder()):
            raise ValueError("characters without outlines")
        if "CFF2" in tables:
            message = "The font is a variable OTF, which print can't use."
            hint = "use it as a variable .ttf, or the files of its single styles"
            raise UnusableError(message, hint)
        if not {"glyf", "CFF "} & tables.keys():
            message = "The font has no outlines, only pictures of letters."
            raise UnusableError(message, f"use another one, {_READY}")
        if font["OS/2"].fsType & (_RESTRICTED | _WHOLE | _BITMAPS):
            message = "Its maker doesn't allow this font to be part of pages and PDFs."
            hint = f"ask for a version with a licence for that, {_READY}"
            raise UnusableError(message, hint)
        if lacking := [c for c in _NEEDED if ord(c) not in _drawn(font)]:
            some = ", ".join(f"“{c}”" for c in lacking[:3])
            more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
            message = f"The font lacks characters that every course needs: {some}{more}."
            raise UnusableError(message, f"use a version with Latin letters, {_READY}")


def _drawn(font: TTFont) -> set[int]:
    nothing = font.getGlyphOrder()[0]  # a box
    return {code for code, glyph in font.getBestCmap().items() if glyph != nothing}


def too_many_codes(cmap: bytes) -> bool:
    """Whether `cmap` has more tables than it may have, or one covers more codes than there are,
    because a library would list them all.
    """
    if struct.unpack_from(">H", cmap, 2)[0] > _MOST_TABLES:
        return True
    return any(count > _MOST_CODES for count in _covered(cmap))


def _covered(cmap: bytes) -> Iterator[int]:
    """How many codes each table in `cmap` covers, some perhaps several times.

    Formats 2, 4, 12 and 13: https://learn.microsoft.com/typography/opentype/spec/cmap.
    """
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        at = struct.unpack_from(">L", cmap, 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", cmap, at)[0]
        if kind == 2:
            keys = struct.unpack_from(">256H", cmap, at + 6)
            yield sum(struct.unpack_from(">H", cmap, at + 520 + key)[0] for key in keys)
        elif kind == 4:
            size = struct.unpack_from(">H", cmap, at + 6)[0] // 2
            ends = struct.unpack_from(f">{size}H", cmap, at + 14)
            starts = struct.unpack_from(f">{size}H", cmap, at + 16 + 2 * size)
            yield sum(max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
        elif kind in (12, 13):
            count = min(struct.unpack_from(">L", cmap, at + 12)[0], len(cmap) // 12)
            groups = (struct.unpack_from(">LL", cmap, at + 16 + 12 * i) for i in range(count))
            yield sum(last - first + 1 for first, last in groups)


def _saved_again(content: bytes, style: Style) -> bytes:
    slow = UnusableError("The font takes too long to read.", _AGAIN)
    program = Path(__file__).with_name("resave.py")
    saved = made_by(program, style, content=content, seconds=_SECONDS, slow=slow)
    if saved is None:
        raise _damaged()
    return saved


def _damaged() -> UnusableError:
    return UnusableError("The font is damaged, or not complete.", _AGAIN)
