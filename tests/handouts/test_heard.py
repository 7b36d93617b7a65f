"""What recordings and films say is on paper and slides in words, or paper says where to hear it."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable.checks.check import check_course
from answerable.handouts.cards.make import PrintedDeck, make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.slides import make_slides
from answerable.model import Course
from tests.support.courses import COURSE_FILES, TODAY, load, write_course
from tests.support.pictured import FILES, FILM, PICTURED, draw_pictures
from tests.support.printed import type_sizes

SAID = ("What is said", "Hello? I am in front of the door.")
HAPPENS = ("What happens in the film", "A guest knocks.")
ELSEWHERE = "Hear it, or read it, on the scenario’s page."
LONG = "The guest knocks again, and nobody comes. " * 60


def inn(folder: Path, **changes: Any) -> Course:
    files = FILES | {"at-the-door/lost-key.yml": PICTURED | changes}
    return load(draw_pictures(write_course(folder, files)))


def deck_of(name: Any, course: Course, **options: Any) -> PrintedDeck:
    how = plan(CardOptions(**options))
    (heard,) = (one for one in course.scenarios if one.audio)
    return make_deck(name, course, [heard], how, leaving_out=True)


def words_in(pdf: bytes) -> str:
    pages = PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@pytest.mark.parametrize("options", [{}, {"stock": "avery-5371"}, {"large_print": True}])
def test_a_card_has_it_in_words(options: dict[str, Any], tmp_path: Path) -> None:
    deck = deck_of("scenarios", inn(tmp_path), **options)
    text = words_in(deck.pdf)
    told = all(one in text for one in (*SAID, *HAPPENS)) or ELSEWHERE in text
    assert told, text
    assert not deck.left_out


def test_credits_are_large_in_large_print(tmp_path: Path) -> None:
    course = inn(tmp_path, picture=f"{PICTURED['picture']} | Ada | CC0")
    printed = deck_of("scenarios", course, large_print=True).pdf
    assert "Ada, CC0" in words_in(printed)
    assert min(type_sizes(printed)) >= 18


def test_a_card_without_room_for_it_says_where_it_is(tmp_path: Path) -> None:
    course = inn(tmp_path, video=FILM | {"transcript": LONG})
    for name in ("scenarios", "role-play"):
        deck = deck_of(name, course)
        text = words_in(deck.pdf)
        assert ELSEWHERE in text
        assert "knocks again" not in text
        assert not deck.left_out
        assert all(face.points >= deck.plan.style.floor for face in deck.faces)
    found = {one.code for one in check_course(tmp_path, TODAY).diagnostics}
    assert "AN018" not in found


@pytest.mark.parametrize("name", ["worksheet", "guide"])
def test_a_sheet_has_it_in_words(name: str, tmp_path: Path) -> None:
    course = inn(tmp_path)
    text = words_in(make_sheet(name, course, [one for one in course.scenarios if one.audio]))
    for words in (*SAID, *HAPPENS):
        assert words in text


def test_slides_have_it_in_words_and_show_the_poster(tmp_path: Path) -> None:
    html = HTMLParser(make_slides(inn(tmp_path)))
    poster, *told = (
        one for one in html.css(".slide") if "-film" in one.id or "-situation" in one.id
    )
    image = poster.css_first("img")
    assert image.attributes["alt"] == ""
    content = image.attributes["src"].partition(",")[2]
    assert Image.open(io.BytesIO(base64.b64decode(content))).size == (1600, 1200)
    assert poster.css_first(".source").text() == "Ada, CC0"
    text = " ".join(one.text() for one in told)
    for words in (*SAID, *HAPPENS):
        assert words in text


def test_a_course_without_recordings_has_no_such_line(tmp_path: Path) -> None:
    course = load(write_course(tmp_path, COURSE_FILES))
    text = words_in(make_sheet("worksheet", course))
    assert SAID[0] not in text
    deck = make_deck("scenarios", course, course.scenarios, plan(CardOptions()), leaving_out=True)
    assert ELSEWHERE not in words_in(deck.pdf)


def test_a_full_card_gives_up_the_line_before_any_of_its_texts(tmp_path: Path) -> None:
    full = "The guest waits at the door, and it rains. " * 14
    deck = deck_of("scenarios", inn(tmp_path, situation=full), large_print=True, paper="a5")
    text = words_in(deck.pdf)
    assert ELSEWHERE not in text
    assert not deck.left_out


def test_words_give_way_to_the_line_before_a_picture_does(tmp_path: Path) -> None:
    course = inn(tmp_path, situation="The guest waits. " * 30, video=FILM | {"transcript": LONG})
    deck = deck_of("scenarios", course)
    assert ELSEWHERE in words_in(deck.pdf)
    wanted = [3]  # FPDF_PAGEOBJ_IMAGE
    shown = [len(list(page.get_objects(filter=wanted))) for page in PdfDocument(deck.pdf)]
    assert sum(shown) == 1
    assert "AN030" not in {one.code for one in check_course(tmp_path, TODAY).diagnostics}
