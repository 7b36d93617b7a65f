"""The second course, on another topic: built in every output, and none has a word of the first."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from answerable import cli
from answerable.checks.check import check_course
from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.question import questions
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.kit import make_kit
from answerable.handouts.sheets.make import SHEETS, make_sheet
from answerable.handouts.slides.document import make_slides
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import SOURCE_LANGUAGE, catalogue_languages
from answerable.model import Course
from answerable.site import Site, parts_file, render_pages
from tests.support.courses import ROOT, TODAY
from tests.support.service import service_words

EXAMPLE = ROOT / "examples" / "giving-feedback"
OF_THE_FIRST = re.compile(
    r"customer|accountab|\bagents?\b|\bexcuses?\b|\blessons?\b|owns? the (issue|problem)", re.I
)
_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module")
def course() -> Course:
    report = check_course(EXAMPLE / "scenarios", TODAY)
    assert report.diagnostics == ()
    assert report.course is not None
    return report.course


def _shown(html: str) -> str:
    """What a page shows, and what it says to assistive technology and in tooltips."""
    said = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder|content)="([^"]*)"', html))
    return unescape(f"{_HIDDEN.sub(' ', html)} {said}")


def _printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    return re.sub(r"\s+", " ", " ".join(pages))


def _foreign(text: str) -> list[str]:
    found = [text[max(0, one.start() - 60) : one.end() + 30] for one in OF_THE_FIRST.finditer(text)]
    return found + service_words(text, SOURCE_LANGUAGE)


def test_it_is_small_and_complete(course: Course) -> None:
    assert len(course.scenarios) == 12
    assert not any(scenario.unwritten for scenario in course.scenarios)
    assert all(reply.why for s in course.scenarios for reply in (s.accountable, s.not_accountable))


def test_its_own_texts_have_no_word_of_the_first() -> None:
    keys = re.compile(r"^\s*(- )?(not_accountable|accountable|customer|lesson|excuse)(?=:)", re.M)
    names = re.compile(r"quality: accountable|\{[^}]*\}|%\(\w+\)s")  # filled in by the program
    for file in EXAMPLE.rglob("*.*"):
        if file.suffix in (".yml", ".md", ".txt"):
            text = names.sub("", keys.sub("", file.read_text("utf-8")))
            assert _foreign(text) == [], file


def test_its_parts_for_scripts_have_no_word_of_the_first(course: Course) -> None:
    parts = parts_file(Site(course)).decode().replace("template", "section")
    assert _foreign(_shown(parts.encode().decode("unicode_escape", "ignore"))) == []


@pytest.mark.usefixtures("quick_cards")  # those of the kit are looked at below
def test_its_site_and_packages_have_no_word_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build", "--scorm", "course.zip"]) == 0
    assert cli.main(["build", "--offline-zip", "offline.zip"]) == 0
    packed = 0
    for package in tmp_path.glob("*.zip"):
        with zipfile.ZipFile(package) as archive:
            for name in archive.namelist():
                if name.endswith((".html", ".xml")):
                    packed += 1
                    assert _foreign(_shown(archive.read(name).decode())) == [], name
    assert packed > 30


def test_its_kit_has_no_word_of_the_first(course: Course) -> None:
    kit = make_kit(course, plan_workshop(course), make_slides(course).encode())
    for file in kit.files:
        text = _printed(file.content) if file.name.endswith(".pdf") else file.content.decode()
        assert _foreign(_shown(text)) == [], file.name


@pytest.mark.parametrize("name", DECKS)
def test_no_card_has_a_word_of_the_first(course: Course, name: str) -> None:
    made = make_deck(name, course, course.scenarios, plan(CardOptions()))
    assert _foreign(_printed(made.pdf)) == []
    assert _foreign(_shown(made.html)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_has_a_word_of_the_first(course: Course, name: str) -> None:
    assert _foreign(_printed(make_sheet(name, course, plan=plan_workshop(course)))) == []


def test_no_slide_has_a_word_of_the_first(course: Course) -> None:
    shown = _shown(make_slides(course))
    assert "Which reply is constructive?" in shown
    assert _foreign(shown) == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_exported_question_has_a_word_of_the_first(course: Course, name: str) -> None:
    form = FORMATS[name]
    fitting = [one for one in questions(course, course.scenarios) if form.fits(one)]
    assert len(fitting) > 24
    times = {one.key: 1 for one in fitting}
    for text in _texts(form.write(course, fitting, times)):
        assert _foreign(_shown(unescape(_IDS.sub(" ", text)))) == []


_IDS = re.compile(
    r"(?:[\w-]+/)*which-lesson[\w-]*"  # the ids of questions, which must never change
    r"|<(value|baseValue|varequal|conditionvar|setvar)\b[^>]*>[^<]*</\1>"  # and those of answers
)


@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, *catalogue_languages()])
def test_no_gap_for_a_label_is_left_in_any_language(course: Course, language: str) -> None:
    """The course's own texts stay English; the interface's sentences around them don't."""
    modules = tuple(
        module.model_copy(
            update={
                "scenarios": tuple(
                    one.model_copy(update={"language": language}) for one in module.scenarios
                )
            }
        )
        for module in course.modules
    )
    spoken = course.model_copy(update={"language": language, "modules": modules, "guide": {}})
    site = Site(spoken)
    pages = {page.src_uri: str(page.html) for page in render_pages(site)}
    pages |= {"parts": parts_file(site).decode(), "slides": make_slides(spoken)}
    one = spoken.scenarios[:1]  # for each card says the same around what is the course's own
    pages |= {name: make_deck(name, spoken, one, plan(CardOptions())).html for name in DECKS}
    assert len(pages) > 30
    assert [name for name, html in pages.items() if re.search(r"%\(|%%", html)] == []


def _texts(content: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".anki2"):
                yield from _notes(archive.read(name))
            else:
                yield archive.read(name).decode("utf-8", "ignore")


def _notes(database: bytes) -> Iterator[str]:
    """What the notes of an Anki deck say, field by field."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    for (fields,) in connection.execute("select flds from notes"):
        yield from fields.split("\x1f")
    connection.close()
