"""The first picture of each scenario in a Word document comes along; the others are reported."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from lxml import etree
from PIL import Image

from answerable import cli
from answerable.checks.check import check_course
from tests.support.courses import TODAY, load, write_course


def picture(colour: str) -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def scenario(word: docx.document.Document, title: str, *colours: str, words: str = "") -> None:
    word.add_heading(title, 1)
    word.add_paragraph(f"Scenario: A customer calls about {title.lower()}.")
    for colour in colours:
        shape = word.add_picture(picture(colour))
        shape._inline.docPr.set("descr", words)
    word.add_paragraph("Not accountable: Ask the courier, please.")
    word.add_paragraph("Accountable: I’ll find it and call you by four.")
    word.add_paragraph("Solutions: Find it. Send a new one.")
    word.add_paragraph("Lesson: It’s ours until it is there.")


@pytest.fixture
def imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.chdir(tmp_path)
    word = docx.Document()
    scenario(word, "The lost lamp", "#123456", words="A lamp\nin its box")
    scenario(word, "The wet parcel", "#654321", "#abcdef")
    scenario(word, "The late chair")
    word.save("scenarios.docx")
    write_course(Path("scenarios"), {"course.yml": {"title": "New"}})
    assert cli.main(["import", "--module", "delivery", "scenarios.docx"]) == 0
    return tmp_path / "scenarios"


def test_pictures_come_along_with_what_they_show(
    imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chair, lamp, parcel = load(imported).scenarios
    assert lamp.picture
    assert (lamp.picture.file, lamp.picture.alt) == ("the-lost-lamp.png", "A lamp in its box")
    assert parcel.picture
    assert parcel.picture.file == "the-wet-parcel.png"
    assert chair.picture is None
    first = Image.open(imported / "delivery/the-wet-parcel.png")
    assert first.convert("RGB").getpixel((5, 5)) == (0x65, 0x43, 0x21)
    told = capsys.readouterr()
    assert "Wrote 3 new scenarios" in told.err
    assert (told.out + told.err).count("A picture in paragraph") == 1
    codes = {one.code for one in check_course(imported, TODAY).diagnostics}
    assert "AN029" in codes, "the second one has no words yet"


def test_the_same_document_again_changes_nothing(imported: Path) -> None:
    before = {file: file.read_bytes() for file in imported.rglob("*") if file.is_file()}
    assert cli.main(["import", "--module", "delivery", "scenarios.docx"]) == 0
    assert before == {file: file.read_bytes() for file in imported.rglob("*") if file.is_file()}


def test_a_picture_that_is_marked_as_decorative_stays_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    word = docx.Document()
    scenario(word, "The lost lamp", "#123456")
    (shape,) = word.inline_shapes
    mark = (
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" xmlns:adec='
        '"http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
    )
    shape._inline.docPr.append(etree.fromstring(mark))
    word.save("scenarios.docx")
    write_course(Path("scenarios"), {"course.yml": {"title": "New"}})
    assert cli.main(["import", "--module", "delivery", "scenarios.docx"]) == 0
    (lamp,) = load(tmp_path / "scenarios").scenarios
    assert lamp.picture
    assert (lamp.picture.decorative, lamp.picture.alt) == (True, None)


def test_the_end_of_what_a_picture_shows_is_told_if_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    word = docx.Document()
    scenario(word, "The lost lamp", "#123456", words="A lamp in its box, " * 10 + "and two feet.")
    word.save("scenarios.docx")
    write_course(Path("scenarios"), {"course.yml": {"title": "New"}})
    assert cli.main(["import", "--module", "delivery", "scenarios.docx"]) == 0
    (lamp,) = load(tmp_path / "scenarios").scenarios
    assert lamp.picture
    assert str(lamp.picture.alt).endswith("box, and two")
    told = capsys.readouterr()
    assert "The end of what a picture shows in paragraph 3: “feet.” isn't imported." in (
        told.out + told.err
    )
