"""Print in other writing systems, with fonts that a course brings along."""

from __future__ import annotations

import io
import re
from functools import cache

import page as pdf_validator
import pikepdf
import pypdfium2
import pytest

from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.sheets.make import SHEETS, make_sheet
from answerable.handouts.typeset.fonts import Fonts
from answerable.handouts.typeset.texts import line, unbroken
from answerable.handouts.workshop.plan import plan_workshop
from tests.support import typefaces
from tests.support.writings import TEXTS, course_in

PUBLISHED = Published("https://learn.example.org/accountable/")
RIGHT_TO_LEFT = ("ar", "he")

pytestmark = pytest.mark.skipif(not typefaces.found(), reason=typefaces.MISSING)


@cache
def printed(language: str, deck: str) -> bytes:
    course = course_in(language)
    how = plan(CardOptions())
    fonts = Fonts(typefaces.FONTS[language])
    return make_deck(deck, course, course.scenarios, how, published=PUBLISHED, fonts=fonts).pdf


def letters(pdf: bytes) -> set[str]:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return set(re.findall(r"\w", text))


def box_of(page: pypdfium2.PdfPage, said: str, letter: int = 0) -> tuple[float, ...]:
    """Left, bottom, right and top of one letter of a text, in points."""
    textpage = page.get_textpage()
    index, length = textpage.search(said, match_case=True).get_next()
    box: tuple[float, ...] = textpage.get_charbox(index + letter % length)
    return box


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("language", typefaces.FONTS)
def test_every_deck_is_printed_and_tagged(language: str, deck: str) -> None:
    pdf = printed(language, deck)
    report = pdf_validator.validate_pdf_bytes(pdf, profile=pdf_validator.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("language", typefaces.FONTS)
def test_cards_say_what_was_written(language: str) -> None:
    words = TEXTS[language]
    said = letters(printed(language, "scenarios"))
    for field in ("title", "situation", "poor", "good", "lesson"):
        assert set(re.findall(r"\w", words[field])) <= said, field


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_a_card_begins_at_the_right(language: str) -> None:
    page = pypdfium2.PdfDocument(printed(language, "scenarios"))[2]
    assert box_of(page, TEXTS[language]["module"].split()[0]) > box_of(page, "3/3")


def test_a_card_in_japanese_begins_at_the_left() -> None:
    page = pypdfium2.PdfDocument(printed("ja", "scenarios"))[2]
    assert box_of(page, TEXTS["ja"]["module"]) < box_of(page, "3/3")


def test_a_sign_is_drawn_within_its_circle() -> None:
    """It is drawn by points of its box, which must not count from the side where lines begin."""
    page = pypdfium2.PdfDocument(printed("he", "scenarios"))[1]
    # The labels of a language without a catalogue are English: a sign, and left of it the word.
    _, bottom, right, top = box_of(page, "Accountable", letter=-1)
    scale = 8
    picture = page.render(scale=scale).to_pil().convert("L")
    height = page.get_height()
    near = (right + 1, height - top - 4, right + 16, height - bottom + 4)
    circle = picture.crop(tuple(round(edge * scale) for edge in near))
    dark = circle.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    wide, high = dark[2] - dark[0], dark[3] - dark[1]
    assert wide == pytest.approx(high, abs=scale)
    tick = (round(dark[0] + 0.44 * wide), round(dark[1] + 0.66 * high))
    assert circle.getpixel(tick) > 200


@pytest.mark.parametrize("language", typefaces.FONTS)
def test_every_sheet_is_printed(language: str) -> None:
    course = course_in(language, 1)
    workshop = plan_workshop(course)
    fonts = Fonts(typefaces.FONTS[language])
    for name in SHEETS:
        pdf = make_sheet(name, course, course.scenarios, workshop, fonts=fonts)
        assert letters(pdf) & set(TEXTS[language]["course"]), name


def test_lines_of_japanese_break_between_characters_and_never_before_a_closing_mark() -> None:
    pieces = [piece for piece, _ in unbroken(line("今日、きょうの「電話」を。 A-4711番").nodes)]
    assert pieces == ["今", "日、", "きょ", "う", "の「電", "話」", "を。", "A-4711番"]


def test_emoji_are_printed_by_a_font_that_has_them() -> None:
    course = course_in("he", 1)
    fonts = Fonts((*typefaces.FONTS["he"], typefaces.EMOJI))
    [module] = course.modules
    [scenario] = module.scenarios
    glad = scenario.model_copy(update={"situation": "תודה 😀"})
    module = module.model_copy(update={"scenarios": (glad,)})
    course = course.model_copy(update={"modules": (module,)})
    how = plan(CardOptions())
    pdf = make_deck("scenarios", course, (glad,), how, fonts=fonts).pdf
    # Glyphs in colours are pictures: a font of Type 3.
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts_on_page = document.pages[0].Resources.Font.values()
        assert "/Type3" in {font.Subtype for font in fonts_on_page}


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_the_fonts_that_come_along_print_it(language: str) -> None:
    course = course_in(language)
    pdf = make_deck("scenarios", course, course.scenarios, plan(CardOptions())).pdf
    assert set(re.findall(r"\w", TEXTS[language]["situation"])) <= letters(pdf)
    report = pdf_validator.validate_pdf_bytes(pdf, profile=pdf_validator.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []


def test_without_its_font_a_text_is_boxes() -> None:
    course = course_in("ja")
    pdf = make_deck("scenarios", course, course.scenarios, plan(CardOptions())).pdf
    document = pypdfium2.PdfDocument(pdf)
    assert "□\u200b□" in "".join(page.get_textpage().get_text_range() for page in document)
