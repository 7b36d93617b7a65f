"""What an author writes about a picture, a recording and a film survives on every way out, and the
manual says where it doesn't.
"""

from __future__ import annotations

import base64
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from answerable import cli
from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.question import questions
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.slides import make_slides
from answerable.model import Course, Scenario
from answerable.model.media import media_in
from answerable.model.picture import Picture
from tests.support.courses import MINIMAL, ROOT, load, write_project
from tests.support.languages import german_files
from tests.support.pictured import MEDIA, mp3

PLACES = ("Situation", "Reply", "Question", "Choice", "Turn")
FIELDS = (
    "picture",
    "what it shows (`alt`)",
    "its `credit` and `licence`",
    "recording or film",
    "its `credit` and `licence` ",
    "its `captions`",
    "its `poster`",
    "its `transcript`",
)
"""The rows of the manual's table. The two with the same name are a picture's and a recording's."""


def media(place: str, language: str) -> dict[str, Any]:
    """A picture, a recording and a film with texts that can be found again."""
    end = f"{place}{language}"
    return {
        "picture": {
            "file": f"{place}.png",
            "alt": f"Shows{end}",
            "credit": f"Drawn{end}",
            "licence": f"Allowed{end}",
        },
        "audio": {
            "file": f"{place}.mp3",
            "transcript": f"Heard{end}.",
            "credit": f"Spoken{end}",
            "licence": f"Lent{end}",
        },
        "video": {
            "file": f"{place}.webm",
            "captions": f"{place}-{language}.vtt",
            "transcript": f"Seen{end}.",
            "poster": f"{place}-poster.png",
            "credit": f"Filmed{end}",
            "licence": f"Free{end}",
        },
    }


def texts(place: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """By the fields of the table, the texts to look for."""
    end = f"{place}{language}"
    return {
        FIELDS[1]: (f"Shows{end}",),
        FIELDS[2]: (f"Drawn{end}", f"Allowed{end}"),
        FIELDS[4]: (f"Spoken{end}", f"Lent{end}", f"Filmed{end}", f"Free{end}"),
        FIELDS[5]: (f"Titled{end}",),
        FIELDS[7]: (f"Heard{end}", f"Seen{end}"),
    }


def files(course: Course, place: str) -> Mapping[str, tuple[str, ...]]:
    """By the same, the names of the files to look for."""
    scenario = pictured(course)
    here = [one for _, one in media_in(scenario) if one.file.startswith(place)]
    (picture,) = (one for one in here if isinstance(one, Picture))
    shown = scenario.illustration(picture)
    heard = scenario.played(*(one for one in here if not isinstance(one, Picture)))
    assert shown
    assert len(heard) == 2
    return {
        FIELDS[0]: (shown.original.content[:20],),
        FIELDS[3]: tuple(one.file.name for one in heard),
        FIELDS[6]: tuple(one.poster_name for one in heard if one.is_film),
    }


def scenario_in(language: str) -> dict[str, Any]:
    choices = [
        {"text": "This one.", "right": "yes", "why": "Yes.", **media("Choice", language)},
        {"text": "That one.", "why": "No."},
    ]
    replies = [
        {"reply": "I am on my way.", "why": "Soon.", "quality": "accountable"},
        {"reply": "So am I.", "why": "And?", "quality": "poor"},
    ]
    return {
        **MINIMAL,
        **media("Situation", language),
        "accountable": MINIMAL["accountable"] | media("Reply", language),
        "items": [
            {
                "id": "which-key",
                "type": "choice",
                "question": "Which key?",
                "choices": choices,
                **media("Question", language),
            }
        ],
        "dialogue": [
            {"id": "start", "customer": "I am wet.", "choices": replies, **media("Turn", language)},
            {"id": "end", "customer": "Thank you.", "ending": "good"},
        ],
    }


def write(folder: Path) -> Path:
    """A project with all of it in two languages."""
    course_files = german_files()
    course_files["at-the-door/lost-key.yml"] = scenario_in("En")
    course_files["at-the-door/lost-key.de.yml"] = scenario_in("De") | {"title": "Der Schlüssel"}
    write_project(folder, course_files)
    here = folder / "scenarios/at-the-door"
    for number, place in enumerate(PLACES):
        for kind, green in (("", 100), ("-poster", 200)):
            Image.new("RGB", (600, 400), (40 * number, green, 90)).save(here / f"{place}{kind}.png")
        (here / f"{place}.mp3").write_bytes(mp3(40 + number))
        shutil.copy(MEDIA / "film.webm", here / f"{place}.webm")
        for language in ("En", "De"):
            said = f"WEBVTT\n\n00:00.000 --> 00:00.400\nTitled{place}{language}\n"
            (here / f"{place}-{language}.vtt").write_text(said, "utf-8")
    return folder


def pictured(course: Course) -> Scenario:
    (found,) = (one for one in course.scenarios if one.audio)
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def inn(project: Path) -> Course:
    return load(project / "scenarios")


def table() -> Iterator[tuple[str, str, bool]]:
    """Yield each output of the manual's table, each field, and whether the output has it."""
    manual = (ROOT / "docs/pages/how-to/write.md").read_text("utf-8")
    section = manual.partition("{ #where }")[2].partition("\n## ")[0]
    head, _, *rows = (
        [cell.strip() for cell in row.split("|")[1:-1]]
        for row in re.findall(r"^\|.*", section, re.M)
    )
    assert [row[0] for row in rows] == [field.strip() for field in FIELDS]
    for field, (_, *cells) in zip(FIELDS, rows, strict=True):
        for output, cell in zip(head[1:], cells, strict=True):
            yield output, field, cell != "–"


def unpacked(package: bytes) -> str:
    """The names and the texts in an archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        found = [(name, opened.read(name)) for name in opened.namelist()]
    return " ".join(f"{name} {content.decode(errors='replace')}" for name, content in found)


def decoded(text: str) -> str:
    """A text with what is in it in Base64, and with its signs as they are read."""
    parts = re.findall(r'(?:data:text/vtt;base64,|encoding="base64">)([\w+/=]+)', text)
    inside = (base64.b64decode(one).decode(errors="replace") for one in parts)
    return unescape(" ".join([text, *inside]))


def printed(pdf: bytes) -> str:
    """The texts on paper, and what its pictures show."""
    pages = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        objects = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        alts = [str(one["/Alt"]) for one in objects if "/Alt" in one]
        assert not alts or any(
            one.get("/Subtype") == "/Image"
            for one in opened.objects
            if isinstance(one, pikepdf.Stream)
        )
    return " ".join([pages, *alts])


def exported(*names: str) -> Callable[[Course], Iterator[str]]:
    def make(course: Course) -> Iterator[str]:
        asked = questions(course, [pictured(course)])
        for name in names:
            content = FORMATS[name].write(course, asked, {one.key: 1_800_000_000 for one in asked})
            yield decoded(unpacked(content) if content.startswith(b"PK") else content.decode())

    return make


def on_paper(course: Course) -> Iterator[str]:
    shown = [pictured(course)]
    for options in (CardOptions(), CardOptions(large_print=True)):
        yield printed(make_deck("scenarios", course, shown, plan(options)).pdf)
    for name in ("worksheet", "guide"):
        yield printed(make_sheet(name, course, shown))


OUTPUTS: Mapping[str, tuple[Callable[[Course], Iterator[str]], Sequence[str]]] = {
    "Moodle": (exported("moodle"), PLACES[:4]),
    "Anki, QTI": (exported("anki", "qti"), PLACES[:4]),
    "GIFT, Common Cartridge": (exported("gift", "cartridge"), PLACES[:4]),
    "slides": (lambda course: iter([make_slides(course)]), PLACES[:1]),
    "cards, worksheets, guide": (on_paper, PLACES[:1]),
}
"""By the columns of the table: what makes them, and the places that they show."""


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_table_in_the_manual_is_true(output: str, inn: Course) -> None:
    make, places = OUTPUTS[output]
    expected = {field: has for column, field, has in table() if column == output}
    within = output in ("slides", "cards, worksheets, guide")  # so files have no names
    for content in make(inn):
        for place in places:
            sought = {**texts(place, "En"), **({} if within else files(inn, place))}
            if output == "slides":  # the poster has the credit of its film
                of_recording, of_film = sought[FIELDS[4]][:2], sought[FIELDS[4]][2:]
                sought |= {FIELDS[4]: of_recording, FIELDS[6]: of_film}
            for field, marks in sought.items():
                found = [mark for mark in marks if mark in content]
                assert found == (list(marks) if expected[field] else []), (field, place)


PAGES: Mapping[str, Sequence[str]] = {
    "scenarios/lost-key": PLACES,
    "quiz/at-the-door": PLACES[:4],
    "assessment-sheet": PLACES[:4],
    "questions/lost-key": PLACES[:4],
}
"""The pages on which a scenario's questions are, with the places that they show."""


def page_in(site: Path, name: str) -> str:
    """What is on a page, or in a file of questions; packages have other addresses."""
    places = (site / f"{name}{end}" for end in ("/index.html", ".html", ".js"))
    return decoded(next(filter(Path.is_file, places)).read_text("utf-8"))


@pytest.mark.usefixtures("quick_cards")
@pytest.mark.parametrize("form", ["", "--offline-zip", "--scorm"])
def test_pages_and_packages_have_everything_in_each_language(
    form: str, inn: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(has for column, _, has in table() if column == "pages, packages")
    monkeypatch.chdir(write(tmp_path))
    assert cli.main(["build", *([form, "made.zip"] if form else [])]) == 0
    if form:
        with zipfile.ZipFile("made.zip") as package:
            package.extractall("site")
    (questions_file,) = (
        one for one in Path("site").rglob("questions/lost-key.js") if "de" not in one.parts
    )
    site = questions_file.parents[1]
    for language, folder in (("En", site), ("De", site / "de")):
        for page, places in PAGES.items():
            content = page_in(folder, page)
            for place in places:
                for field, marks in {**texts(place, language), **files(inn, place)}.items():
                    missing = [mark for mark in marks if mark not in content]
                    assert missing == [], (page, field, place)
        known = {**texts(PLACES[0], language), **files(inn, PLACES[0])}
        content = page_in(folder, "workshop-guide")
        for field in (FIELDS[0], FIELDS[1], FIELDS[2], FIELDS[7]):
            assert [mark for mark in known[field] if mark not in content] == [], field
    kept = " ".join(one.read_text("utf-8") for one in site.glob("sw/*.json"))
    assert bool(kept) == (not form), "what learners download for use without a connection"
    names = {one.name for one in site.rglob("*")}
    for place in PLACES:
        found = files(inn, place)
        assert {*found[FIELDS[3]], *found[FIELDS[6]]} <= names
        for field in (FIELDS[0], FIELDS[3], FIELDS[6]) if kept else ():
            assert [mark for mark in found[field] if mark not in kept] == [], field
        assert any(one.startswith(found[FIELDS[0]][0]) for one in names)


def test_a_table_has_everything_of_situations_and_replies(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    for kind in ("xlsx", "csv"):
        made = tmp_path / f"made.{kind}"
        assert cli.main(["export", kind, "-o", str(made)]) == 0
        content = made.read_bytes()
        text = unpacked(content) if kind == "xlsx" else content.decode("utf-8-sig")
        for place in PLACES[:2]:
            known = texts(place, "En")
            for mark in (
                *known[FIELDS[1]],
                *known[FIELDS[2]],
                *known[FIELDS[4]],
                *known[FIELDS[7]],
            ):
                assert mark in text
            ends = (".png", ".mp3", ".webm", "-En.vtt", "-poster.png")
            assert [end for end in ends if f"{place}{end}" not in text] == []
