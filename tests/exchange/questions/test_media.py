"""Pictures, recordings and films go along with the questions, in whatever way a format has."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from lxml import etree
from onyx2moodle.parser import parse_item
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable import cli
from answerable.exchange.questions.formats import FORMATS, told
from answerable.exchange.questions.question import Question, questions
from answerable.model import Course
from answerable.model.sound import Recording
from tests.exchange.questions.packages import files_in
from tests.support.courses import MINIMAL, load, write_course, write_project
from tests.support.pictured import FILES, FILM, PICTURED, draw_pictures

SHOWN_AND_SAID: dict[str, Any] = PICTURED["items"][0] | {
    "choices": [
        {"text": "This one.", "picture": "key.png | A round key", "right": "yes", "why": "Round."},
        {"text": "That one.", "video": FILM, "why": "It is flat."},
        {"text": "I’m coming.", "audio": "call.mp3 | I’m coming. | Bo | CC BY", "why": "Soon."},
    ]
}
"""An item whose choices have more to see and hear than their texts."""

INN = FILES | {"at-the-door/lost-key.yml": PICTURED | {"items": [SHOWN_AND_SAID]}}


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


def is_whole(name: str, content: bytes) -> bool:
    """Whether a file is of the kind that its name says, with nothing else in it."""
    if name.endswith(".vtt"):
        return content.startswith(b"WEBVTT\n\n00:00.000 --> ") and b"Ada" not in content
    begins = {"mp3": b"\xff\xfb", "webm": b"\x1a\x45\xdf\xa3"}.get(name.rpartition(".")[2])
    if begins is None:
        return is_webp(content)
    return content.startswith(begins) and b"Ada" not in content


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
            assert is_whole(one.get("name"), base64.b64decode(one.text))
        shown += len(names)
    assert shown >= 8
    asked_in = "".join(text.text or "" for text in quiz.iter("text"))
    assert '<audio controls="controls" src="@@PLUGINFILE@@/' in asked_in
    for film in HTMLParser(asked_in).css("video"):
        (track,) = film.css("track")
        name = track.attributes["src"].removeprefix("@@PLUGINFILE@@/")
        assert name.endswith(".vtt")
        assert {one: track.attributes[one] for one in ("kind", "srclang", "label")} == {
            "kind": "captions",
            "srclang": "en",
            "label": "English",
        }
        assert film.attributes["src"].startswith("@@PLUGINFILE@@/")
        (captions,) = {one.text for one in quiz.iter("file") if one.get("name") == name}
        assert "nobody" in base64.b64decode(captions).decode()
    assert HTMLParser(asked_in).css('video[width="64"][height="36"][poster^="@@PLUGINFILE@@/"]')
    assert "I am in front of the door." in asked_in
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
        assert len(kept) == 5
        assert all(is_whole(one.name, one.read_bytes()) for one in kept)
        fields = "".join(
            field
            for note in collection.find_notes("")
            for field in collection.get_note(note).fields
        )
        assert {ending for ending in ("mp3]", "webm]") if ending in fields} == {"mp3]", "webm]"}
        assert "[sound:" in fields
        assert "controls" not in fields
    finally:
        collection.close()


def test_qti_names_each_picture_in_its_package(
    inn: Course, asked: tuple[Question, ...], tmp_path: Path
) -> None:
    files = files_in(written("qti", inn, asked))
    pictures = {name for name in files if name.startswith("items/media/")}
    assert len(pictures) == 5
    assert all(is_whole(one, files[one]) for one in pictures)
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
            items = etree.fromstring(files[name])
            assert not [*items.iter("{*}audio"), *items.iter("{*}video")]
            for played in items.iter("{*}object"):
                assert f"items/{played.get('data')}" in files
                assert played.get("type") in ("audio/mpeg", "video/webm")


@pytest.mark.parametrize("name", ["gift", "cartridge"])
def test_formats_without_pictures_say_what_they_show(
    name: str, inn: Course, asked: tuple[Question, ...]
) -> None:
    content = written(name, inn, asked)
    text = content.decode() if name == "gift" else b"".join(files_in(content).values()).decode()
    shown = ("A guest in the rain", "A door with a round lock", "A round key", "A flat key")
    for words in (*shown, "I am in front of the door.", "A guest knocks.", "the round lock."):
        assert words in text
    assert not [tag for tag in ("<img", "<audio", "<video", "&lt;audio") if tag in text]
    assert "&lt;" not in text.replace("&amp;lt;", "")
    notes = list(told(FORMATS[name], inn.scenarios, asked))
    assert any("Changed to what it shows" in one for one in notes)
    assert any("Changed to what is said, because the format has no place" in one for one in notes)


@pytest.mark.parametrize("name", ["moodle", "qti", "anki", "gift", "cartridge"])
def test_choices_lose_no_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = load(draw_pictures(write_course(tmp_path, INN)))
    film = dict(course.scenarios[0].media)["film.webm"]
    asked = tuple(one for one in questions(course, course.scenarios) if "which-key" in one.key)

    def check(*said: str) -> None:
        file = written(name, course, asked)
        content = b"".join(files_in(file).values()) if file.startswith(b"PK") else file
        text = content.decode(errors="replace").replace("=\\", "=")
        for words in ("This one.", "A round key", "That one.", "A guest knocks.", *said):
            assert words in text
        assert text.count("I’m coming.") == {"anki": 2}.get(name, 1), "once on each side"

    check("Ada, CC0", "Bo, CC BY")
    monkeypatch.setitem(film.__dict__, "size", 21_000_000)
    check()


@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_that_shows_nothing_has_no_words(name: str, tmp_path: Path) -> None:
    decorative = {"picture": "door.jpg | decorative"}
    lost = MINIMAL | decorative | {"accountable": MINIMAL["accountable"] | decorative}
    files = FILES | {"at-the-door/lost-key.yml": lost}
    course = load(draw_pictures(write_course(tmp_path, files)))
    asked = tuple(one for one in questions(course, course.scenarios) if "lost-key" in one.key)
    file = written(name, course, asked)
    content = b"".join(files_in(file).values()) if file.startswith(b"PK") else file
    assert (b'alt=""' in content) == (name in ("moodle", "qti", "anki"))
    assert b"decorative" not in content
    assert not re.search(rb"<(em|small|p)[^>]*></\1>", content)


@pytest.mark.parametrize("name", ["qti", "anki"])
def test_formats_without_captions_say_so(
    name: str, inn: Course, asked: tuple[Question, ...]
) -> None:
    content = written(name, inn, asked)
    assert b".vtt" not in content
    assert b"poster" not in content
    (note,) = (one for one in told(FORMATS[name], inn.scenarios, asked) if "captions" in one)
    assert note.endswith("below it in words: 3.")


@pytest.mark.parametrize("name", ["moodle", "qti", "anki"])
def test_large_films_become_words_and_are_told(
    name: str, inn: Course, asked: tuple[Question, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    film = dict(inn.scenarios[0].media)["film.webm"]
    assert isinstance(film, Recording)
    monkeypatch.setitem(film.__dict__, "size", 21_000_000)
    content = written(name, inn, asked)
    assert b".webm" not in content
    notes = list(told(FORMATS[name], inn.scenarios, asked))
    assert any("Changed to what is said, because the sound or film has" in one for one in notes)
    if name == "moodle":
        assert b"A guest knocks." in content


@pytest.mark.parametrize("files", [FILES, INN], ids=["pictures", "texts"])
@pytest.mark.parametrize(("kind", "name"), [("gift", "q.gift"), ("xlsx", "s.xlsx")])
def test_what_comes_back_unchanged_changes_nothing(
    kind: str, name: str, files: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, files)
    draw_pictures(tmp_path / "scenarios")
    before = (tmp_path / "scenarios/at-the-door/lost-key.yml").read_bytes()
    command = "questions" if kind == "gift" else "export"
    assert cli.main([command, kind, "-o", name]) == 0
    assert cli.main(["import", "--yes", name]) == 0
    assert (tmp_path / "scenarios/at-the-door/lost-key.yml").read_bytes() == before


def test_questions_that_come_to_another_course_say_what_they_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, INN)
    draw_pictures(tmp_path / "scenarios")
    assert cli.main(["questions", "gift", "-o", "q.gift"]) == 0
    write_course(tmp_path / "other/scenarios", {"course.yml": {"title": "Other"}})
    monkeypatch.chdir(tmp_path / "other")
    capsys.readouterr()
    assert cli.main(["import", "--yes", "../q.gift"]) == 0
    text = "".join(capsys.readouterr())
    assert "`picture`, `audio`, `video`" in text
    assert "nor for what replies and `items` show and play" in text
