"""Fonts that a course of a stranger brings: used, or refused by name."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.failure import BuildFailed
from answerable.printing.fonts import FOLDER, Fonts, is_font
from answerable.printing.typesetting import PrintError
from answerable.project import fonts_of
from answerable.standalone.fonts import font_faces
from support.courses import course, scenario

SIGN = "中"
"""The shipped font lacks it."""


def font(*without: str, family: str = "Brought") -> bytes:
    """The shipped font with one more sign, as another family, without some of its tables."""
    held = io.BytesIO()
    with TTFont(next(FOLDER.glob("*_400Regular.ttf"))) as made:
        for table in made["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(SIGN)] = "A"
        for record in made["name"].names:
            if record.nameID in (1, 16):
                record.string = family
        for name in without:
            del made[name]
        made.save(held)
    return held.getvalue()


WHOLE = font()


def test_its_name_is_no_part_of_the_styles(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(font(family='x"} * { display: none } @import url(//evil.example);'))
    rules = font_faces(SIGN, Fonts((file,)))
    assert rules.count("@font-face{") == 4
    assert "evil" not in rules


def test_what_cannot_be_cut_down_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(font("OS/2"))
    assert is_font(file), "it can be printed"
    with pytest.raises(PrintError) as failed:
        font_faces(SIGN, Fonts((file,)))
    assert [(one.code, "x.ttf" in one.message) for one in failed.value.diagnostics] == [
        ("AN408", True)
    ]


@given(st.lists(st.tuples(st.integers(12, len(WHOLE) - 1), st.integers(0, 255)), max_size=40))
@settings(max_examples=40)
def test_any_damage_is_told(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    file = tmp_path_factory.mktemp("font") / "x.ttf"
    file.write_bytes(data)
    if is_font(file):
        with contextlib.suppress(PrintError):
            font_faces(SIGN, Fonts((file,)))


@pytest.mark.parametrize("name", ["text.ttf", "empty.ttf", "link.ttf", "none.ttf", "folder"])
def test_what_is_no_font_of_the_course_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "scenarios"
    (folder / "folder").mkdir(parents=True)
    (folder / "text.ttf").write_text("hello")
    (folder / "empty.ttf").write_bytes(b"")
    (tmp_path / "secret.ttf").write_bytes(WHOLE)
    (folder / "link.ttf").symlink_to("../secret.ttf")
    with pytest.raises(BuildFailed, match=name) as failed:
        fonts_of(course(scenario(), print_fonts=(name,)), folder)
    assert failed.value.diagnostics[0].code == "AN408"
