"""Pictures go along with the questions, in whatever way a format has for them."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from lxml import etree
from onyx2moodle.parser import parse_item
from PIL import Image

from answerable import cli
from answerable.exchange.questions.formats import FORMATS, told
from answerable.exchange.questions.question import Question, questions
from answerable.model import Course
from tests.exchange.questions.packages import files_in
from tests.support.courses import load, write_course, write_project
from tests.support.pictured import FILES, draw_pictures


@pytest.fixture(scope="module")
def inn(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load(draw_pictures(write_course(tmp_path_factory.mktemp("inn"), FILES)))


@pytest.fixture(scope="module")
def asked(inn: Course) -> tuple[Question, ...]:
    return tuple(one for one in questions(inn, inn.scenarios) if "lost-key" in one.key)


def written(name: str, inn: Course, asked: tuple[Question, ...]) -> bytes:
    return FORMATS[name].write(inn, asked, {one.key: 1_800_000_000 for one in asked})


def is_webp(content: bytes) -> bool:
    return Image.open(io.BytesIO(content)).format == "WEBP"


def test_moodle_has_the_file_next_to_each_text_that_shows_it(
    inn: Course, asked: tuple[Question, ...]
) -> None:
    quiz = etree.fromstring(written("moodle", inn, asked))
    shown = 0
    for text in quiz.iter("text"):
        names = [part.partition('"')[0] for part in (text.text or "").split("@@PLUGINFILE@@/")[1:]]
        parent = text.getparent()
        files = {one.get("name"): one for one in parent.findall("file")}
        assert set(files) == set(names)
        for one in files.values():
            assert one.get("encoding") == "base64"
            assert is_webp(base64.b64decode(one.text))
        shown += len(names)
    assert shown >= 6
    (choose,) = quiz.xpath("question[starts-with(idnumber, 'inn/lost-key/which-key')]")
    answers = [one.findtext("text") for one in choose.iter("answer")]
    assert all('alt="A ' in one for one in answers)
    assert "round key</" not in "".join(answers), "what a picture shows isn't printed beside it"


def test_anki_takes_the_pictures_along(
    inn: Course, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    file = tmp_path / "inn.apkg"
    file.write_bytes(written("anki", inn, asked))
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file)))
        assert collection.media.check().missing == []
        kept = list(Path(collection.media.dir()).iterdir())
        assert len(kept) == 3
        assert all(is_webp(one.read_bytes()) for one in kept)
    finally:
        collection.close()


def test_qti_names_each_picture_in_its_package(
    inn: Course, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    files = files_in(written("qti", inn, asked))
    pictures = {name for name in files if name.startswith("items/media/")}
    assert len(pictures) == 3
    assert all(is_webp(files[one]) for one in pictures)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = {one.get("href") for one in manifest.iter("{*}file")}
    assert pictures <= listed
    known = {one.get("identifier") for one in manifest.iter("{*}resource")}
    assert {one.get("identifierref") for one in manifest.iter("{*}dependency")} <= known
    for name in files:
        if name.startswith("items/q"):
            place = tmp_path / name.rpartition("/")[2]
            place.write_bytes(files[name])
            parse_item(place)
            for image in etree.fromstring(files[name]).iter("{*}img"):
                assert f"items/{image.get('src')}" in files


@pytest.mark.parametrize("name", ["gift", "cartridge"])
def test_formats_without_pictures_say_what_they_show(
    name: str, inn: Course, asked: tuple[Question, ...]
) -> None:
    content = written(name, inn, asked)
    text = content.decode() if name == "gift" else b"".join(files_in(content).values()).decode()
    for words in ("A guest in the rain", "A door with a round lock", "A round key", "A flat key"):
        assert words in text
    assert "<img" not in text
    assert "&lt;" not in text.replace("&amp;lt;", "")
    notes = list(told(FORMATS[name], inn.scenarios, asked))
    assert any("Changed to what it shows" in one for one in notes)


@pytest.mark.parametrize(("kind", "name"), [("gift", "q.gift"), ("xlsx", "s.xlsx")])
def test_what_comes_back_unchanged_changes_nothing(
    kind: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, FILES)
    draw_pictures(tmp_path / "scenarios")
    before = (tmp_path / "scenarios/at-the-door/lost-key.yml").read_bytes()
    command = "questions" if kind == "gift" else "export"
    assert cli.main([command, kind, "-o", name]) == 0
    assert cli.main(["import", "--yes", name]) == 0
    assert (tmp_path / "scenarios/at-the-door/lost-key.yml").read_bytes() == before
