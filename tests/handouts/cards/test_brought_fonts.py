"""Fonts that a course of a stranger brings: used, or refused by name."""

from __future__ import annotations

import contextlib
import io
import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable import cli
from answerable.handouts.standalone.fonts import font_faces
from answerable.handouts.typeset.brought import fonts_of, obstacle
from answerable.handouts.typeset.fonts import USUAL, Fonts, regular
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import CourseFile
from tests.support.courses import write_project
from tests.support.slowfonts import TOO_MANY_CODES, repeating

SIGN = "中"
"""The shipped font lacks it."""


def font(*without: str, family: str = "Brought") -> bytes:
    """The shipped font with one more sign, as another family, without some of its tables."""
    held = io.BytesIO()
    with TTFont(regular(USUAL)) as made:
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


@given(st.lists(st.tuples(st.integers(12, len(WHOLE) - 1), st.integers(0, 255)), max_size=40))
@settings(max_examples=6, deadline=None)  # each takes half a second
def test_any_damage_is_told(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    file = tmp_path_factory.mktemp("font") / "x.ttf"
    file.write_bytes(data)
    if obstacle(file, file.parent) is None:
        with contextlib.suppress(PrintError):
            font_faces(SIGN, Fonts((file,)))


def _woff() -> bytes:
    held = io.BytesIO()
    with TTFont(io.BytesIO(WHOLE)) as made:
        made.flavor = "woff"
        made.save(held)
    return held.getvalue()


def test_a_font_that_takes_too_long_is_refused_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.handouts.typeset.brought._SECONDS", 1)
    file = tmp_path / "x.ttf"
    file.write_bytes(repeating(WHOLE))
    begun = time.monotonic()
    assert obstacle(file, tmp_path) == "takes too long to read"
    assert time.monotonic() - begun < 5


def test_fonts_beside_the_chosen_ones_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(WHOLE)
    (tmp_path / "y.ttf").write_bytes(font(family="Refused")[:-10])
    course = CourseFile.model_validate({"title": "Inn", "print_fonts": ["x.ttf", "y.ttf"]})
    fonts = fonts_of(course, tmp_path)
    assert fonts.families[1:] == ("Brought",)
    (folder,) = fonts.folders[1:]
    assert [one.name for one in folder.iterdir()] == ["x.ttf"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hello", "is no font"),
        (b"", "is no font"),
        (WHOLE[: len(WHOLE) // 2], "is a damaged font"),
        (WHOLE[:-10], "is a damaged font"),
        (font("OS/2"), "is a font without the table `OS/2`, which print needs"),
        (font("hhea"), "is a font without the table `hhea`, which print needs"),
        (font("glyf", "loca"), "is a font without shapes"),
        (font("loca"), "is a damaged font"),
        (_woff(), "is a font for web pages (WOFF), which print does not know"),
        *((make(WHOLE), "is a damaged font") for make in TOO_MANY_CODES.values()),
        (WHOLE, None),
    ],
)
def test_a_font_is_tried_before_it_is_used(
    tmp_path: Path, content: bytes, reason: str | None
) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(content)
    assert obstacle(file, tmp_path) == reason


def test_a_font_elsewhere_is_none_of_the_course(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (tmp_path / "secret.ttf").write_bytes(WHOLE)
    (folder / "link.ttf").symlink_to("../secret.ttf")
    assert obstacle(folder / "link.ttf", folder) == "lies outside the course folder"


def test_check_says_what_is_wrong_and_cards_are_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path)
    folder = tmp_path / "scenarios"
    (folder / "folder").mkdir()
    (folder / "text.ttf").write_text("hello")
    reasons = {
        "text.ttf": "is no font",
        "none.ttf": "is not there",
        "folder": "is not there",
    }
    with (folder / "course.yml").open("a", encoding="utf-8") as file:
        file.write("print_fonts:\n" + "".join(f"  - {name}\n" for name in reasons))
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 0
    checked = capsys.readouterr()
    assert cli.main(["cards"]) == 0
    printed = capsys.readouterr()
    for name, reason in reasons.items():
        assert f"warning[AN408] `{name}` {reason}" in checked.out + checked.err
        assert f"warning[AN408] `{name}` {reason}" in printed.err
