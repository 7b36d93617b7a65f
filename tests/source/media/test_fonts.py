"""Fonts of a course's own typeface: saved again under our name, or refused with a reason."""

from __future__ import annotations

import contextlib
import io
import struct
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.cffLib import SubrsIndex  # type: ignore[import-untyped]
from fontTools.fontBuilder import FontBuilder, addFvar  # type: ignore[import-untyped]
from fontTools.misc.psCharStrings import T2CharString  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]
from fontTools.ttLib.tables.DefaultTable import DefaultTable  # type: ignore[import-untyped]
from fontTools.ttLib.tables.TupleVariation import TupleVariation  # type: ignore[import-untyped]
from fontTools.ttLib.woff2 import (  # type: ignore[import-untyped]
    WOFF2DirectoryEntry,
    woff2DirectorySize,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.handouts.typeset.brought import typeface_of
from answerable.handouts.typeset.cut import woff
from answerable.handouts.typeset.fonts import USUAL, Fonts, family_of, regular, repertoire_of
from answerable.handouts.typeset.typesetting import Document, PrintError, Typesetter
from answerable.model import Brand
from answerable.model.typeface import OwnTypeface
from answerable.source.media import fonts
from answerable.source.media.fonts import font_file, prepared
from answerable.source.media.unusable import UnusableError
from tests.support.slowfonts import TOO_MANY_CODES

Change = Callable[[TTFont], None]


def font(change: Change = lambda _: None, flavor: str | None = None) -> bytes:
    """The usual typeface, changed."""
    held = io.BytesIO()
    with TTFont(regular(USUAL), recalcTimestamp=False) as made:
        change(made)
        made.flavor = flavor
        made.save(held)
    return held.getvalue()


def as_otf(change: Change = lambda _: None) -> bytes:
    """The same with outlines of the other kind."""
    with TTFont(regular(USUAL)) as held:
        shapes, order = held.getGlyphSet(), held.getGlyphOrder()
        made = FontBuilder(held["head"].unitsPerEm, isTTF=False)
        made.setupGlyphOrder(order)
        made.setupCharacterMap(held.getBestCmap())
        drawn = {}
        for name in order:
            pen = T2CharStringPen(held["hmtx"][name][0], shapes)
            shapes[name].draw(pen)
            drawn[name] = pen.getCharString()
        made.setupCFF("Corporate-Regular", {}, drawn, {})
        made.setupHorizontalMetrics(held["hmtx"].metrics)
        made.setupHorizontalHeader(ascent=held["hhea"].ascent, descent=held["hhea"].descent)
        made.setupNameTable({"familyName": "Corporate", "styleName": "Regular"})
        made.setupOS2()
        made.setupPost()
    change(made.font)
    made.font.recalcBBoxes = False
    target = io.BytesIO()
    made.font.save(target)
    return target.getvalue()


def laughing(made: TTFont) -> None:
    """Let the outline of one letter be drawn of others, nine times nine times … nine times."""
    parts = SubrsIndex()
    for number in range(1, 10):
        inner = (
            [number - 107, "callsubr"] * 9 if number < 9 else [1, 0, "rlineto", -1, 0, "rlineto"]
        )
        parts.append(T2CharString(program=[*inner, "return"]))
    font = made["CFF "].cff[0]
    font.Private.Subrs = parts
    outline = [0, 0, "rmoveto", -107, "callsubr", "endchar"]
    font.CharStrings["a"].program = outline


def only(text: str) -> Change:
    def change(made: TTFont) -> None:
        subsetter = subset.Subsetter()
        subsetter.populate(text=text)
        subsetter.subset(made)

    return change


def allowed_to(bits: int) -> Change:
    return lambda made: setattr(made["OS/2"], "fsType", bits)


def variable(made: TTFont) -> None:
    """Let the letter a be 600 units wider at a weight of 1,000 than at the usual 400."""
    addFvar(made, [("wght", 100, 400, 1000, "Weight"), ("opsz", 8, 12, 20, "Size")], [])
    points = len(made["glyf"]["a"].getCoordinates(made["glyf"])[0])
    wider = [(0, 0)] * (points + 1) + [(600, 0), (0, 0), (0, 0)]
    made["gvar"] = newTable("gvar")
    made["gvar"].version, made["gvar"].reserved = 1, 0
    made["gvar"].variations = {name: [] for name in made.getGlyphOrder()}
    made["gvar"].variations["a"] = [TupleVariation({"wght": (0, 1, 1)}, wider)]


def variable_otf(made: TTFont) -> None:
    made["CFF2"] = DefaultTable("CFF2")
    made["CFF2"].data = bytes(16)


def without(*tables: str) -> Change:
    def change(made: TTFont) -> None:
        for table in tables:
            del made[table]

    return change


def named_else(made: TTFont) -> None:
    """A heavy italic of another family, as far as its names and marks say."""
    made["name"].setName("Arial Black", 1, 3, 1, 0x409)
    made["name"].setName("Arial-Black", 6, 3, 1, 0x409)
    made["OS/2"].usWeightClass, made["OS/2"].fsSelection, made["head"].macStyle = 900, 1, 3


def bomb() -> bytes:
    """A small WOFF2 that unpacks to 300 MB."""
    whole = font(flavor="woff2")
    rest = whole[woff2DirectorySize:]
    for _ in range(struct.unpack_from(">H", whole, 12)[0]):
        rest = WOFF2DirectoryEntry().fromString(rest)
    packed: bytes = brotli.compress(bytes(300_000_000), quality=1)
    head = bytearray(whole[: len(whole) - len(rest)])
    struct.pack_into(">L", head, 8, len(head) + len(packed))
    struct.pack_into(">L", head, 20, len(packed))
    return bytes(head) + packed


WHOLE = font()
DAMAGED = "The font is damaged, or not complete."


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("x.ttf", font),
        ("x.OTF", font),
        ("x.otf", as_otf),
        ("x.woff2", lambda: font(flavor="woff2")),
        ("x.ttf", lambda: font(allowed_to(4))),
        ("x.ttf", lambda: font(named_else)),
    ],
)
def test_a_font_is_saved_again_under_our_name(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    known = font_file(tmp_path / name)
    made = tmp_path / "made.ttf"
    made.write_bytes(prepared(known, "bold"))
    assert family_of(made) == "Brand"
    assert repertoire_of(made) == repertoire_of(regular(USUAL))
    with TTFont(made) as saved:
        assert saved["OS/2"].usWeightClass == 700
        assert {1: "Brand", 2: "Bold", 6: "Brand-Bold"}.items() <= {
            one.nameID: str(one) for one in saved["name"].names
        }.items()
        assert not {"fpgm", "prep", "cvt ", "DSIG"} & set(saved.keys())


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("x.ttf", lambda: b"hello", "This isn't a font that can be read."),
        ("x.ttf", lambda: b"", "This isn't a font that can be read."),
        ("x.ttf", lambda: b"ttcf" + WHOLE, "The file holds several fonts."),
        ("x.woff", lambda: font(flavor="woff"), "The font is a WOFF, which is out of use."),
        ("x.ttf", as_otf, None),
        ("x.woff2", font, "The file's name ends in `.woff2`, but it is a TTF."),
        (
            "x.ttf",
            lambda: font(flavor="woff2"),
            "The file's name ends in `.ttf`, but it is a WOFF2.",
        ),
        ("x.ttf", lambda: WHOLE[: len(WHOLE) // 2], DAMAGED),
        ("x.ttf", lambda: WHOLE[:-9000], DAMAGED),
        ("x.woff2", lambda: font(flavor="woff2")[:-500], "The font isn't complete, or has more"),
        ("x.ttf", lambda: font(without("OS/2")), DAMAGED),
        ("x.ttf", lambda: font(without("glyf", "loca")), "The font has no outlines"),
        ("x.ttf", lambda: font(variable_otf), "The font is a variable OTF"),
        ("x.ttf", lambda: font(allowed_to(2)), "Its maker doesn't allow"),
        ("x.ttf", lambda: font(allowed_to(0x104)), "Its maker doesn't allow"),
        (
            "x.ttf",
            lambda: font(only("abc")),
            "The font lacks characters that every course needs: “d”, “e”, “f” and",
        ),
        *(("x.ttf", partial(make, WHOLE), DAMAGED) for make in TOO_MANY_CODES.values()),
        ("x.woff2", bomb, "The font isn't complete, or has more than 20 MB"),
        ("x.ttf", lambda: WHOLE + bytes(3_000_000), "The font is too large: 3.0 MB"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, make: Callable[[], bytes], reason: str | None
) -> None:
    (tmp_path / name).write_bytes(make())
    began = time.process_time()
    if reason is None:
        font_file(tmp_path / name)
        return
    with pytest.raises(UnusableError) as caught:
        font_file(tmp_path / name)
    assert caught.value.message.startswith(reason)
    assert caught.value.hint
    assert time.process_time() - began < 1


def test_a_font_that_is_read_without_an_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.otf").write_bytes(as_otf(laughing))
    monkeypatch.setattr(fonts, "_SECONDS", 1)
    with pytest.raises(UnusableError, match="too long"):
        font_file(tmp_path / "x.otf")


def test_a_variable_font_gives_each_style_its_weight(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(font(variable))
    known = font_file(tmp_path / "x.ttf")
    own = typeface_of(Brand(), OwnTypeface(regular=known, bold=known))
    fonts_ = Fonts(typeface=own)
    assert fonts_.width("a") == Fonts().width("a")
    assert fonts_.width("a", bold=True) == pytest.approx(Fonts().width("a") + 0.3)
    with TTFont(regular(own)) as saved:
        assert not {"fvar", "gvar"} & set(saved.keys())


def test_neither_folders_nor_pipes_are_read(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="ordinary file"):
        font_file(tmp_path)


def test_what_has_changed_since_it_was_checked_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(font(allowed_to(8)))
    known = font_file(file)
    file.write_bytes(font(allowed_to(2)))
    with pytest.raises(UnusableError, match="changed"):
        prepared(known, "italic")


@given(
    st.sampled_from([None, "woff2"]),
    st.lists(st.tuples(st.integers(12, 8000), st.integers(0, 255)), min_size=1, max_size=30),
)
@settings(max_examples=6, deadline=None)  # each takes up to a second
def test_any_damage_is_told_or_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory,
    flavor: str | None,
    changes: list[tuple[int, int]],
) -> None:
    data = bytearray(font(flavor=flavor))
    for place, value in changes:
        data[place] = value
    file = tmp_path_factory.mktemp("font") / ("x.woff2" if flavor else "x.ttf")
    file.write_bytes(data)
    try:
        known = font_file(file)
    except UnusableError:
        return
    folder = typeface_of(Brand(), OwnTypeface(regular=known, bold=known))
    woff(regular(folder), "abc")
    with contextlib.suppress(PrintError):
        document = Document("Sample", "en", fonts=Fonts((regular(folder),), folder))
        Typesetter("typeset/sample.typ", document, {"sample": ["a", "b"]}).pdf()


def test_the_same_fonts_are_written_once(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(WHOLE)
    known = font_file(tmp_path / "x.ttf")
    own = OwnTypeface(regular=known, bold=known, italic=known)
    folder = typeface_of(Brand(), own)
    assert typeface_of(Brand(), OwnTypeface(regular=known, bold=known, italic=known)) == folder
    assert sorted(one.name for one in folder.iterdir()) == [
        "own_400Regular.ttf",
        "own_400Regular_Italic.ttf",
        "own_700Bold.ttf",
    ]
