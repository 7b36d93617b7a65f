"""Cards as an HTML file in a real browser: on a screen, and on paper beside the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.geometry import turns_like_a_book
from answerable.handouts.cards.imposition import Duplex
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.model import Course
from tests.support import typefaces
from tests.support.writings import course_in

from .test_axe import violations

PUBLISHED = Published("https://learn.example.org/accountable/")
MM = 72 / 25.4  # points
LINE = 4.5  # mm: browsers break lines elsewhere, and what stands below moves by one

LAYOUTS: tuple[dict[str, Any], ...] = (
    {},
    {"duplex": "short-edge"},
    {"duplex": "fold"},
    {"sides": "backs"},
    {"back_offset": (2.0, -1.0), "corners": True, "ink": "bw"},
    {"card": "index", "paper": "letter"},
    {"card": "poker"},
    {"card": "business"},
    {"stock": "avery-8387"},
    {"stock": "sigel-lp711"},
    {"stock": "plain-a6"},
    {"large_print": True, "paper": "letter"},
)
# What runs over its room, in CSS pixels; one is rounding.
OVERFULL = """() => [...document.querySelectorAll(".face")]
  .map(face => ({
    card: face.closest(".card").id,
    side: face.ariaLabel,
    down: face.scrollHeight - face.clientHeight,
    across: face.scrollWidth - face.clientWidth,
  }))
  .filter(({down, across}) => down > 1 || across > 1)"""


@pytest.fixture(scope="session")
def base_url() -> None:
    """No server here."""


@pytest.fixture(scope="module")
def few(shipped: Course) -> Course:
    """Seven scenarios in two modules of the shipped course: enough for more than one sheet."""
    first, second = shipped.modules[:2]
    begun = second.model_copy(update={"scenarios": second.scenarios[: 7 - len(first.scenarios)]})
    return shipped.model_copy(update={"modules": (first, begun)})


def both(
    page: Page,
    folder: Path,
    course: Course,
    fonts: Fonts = SHIPPED_FONTS,
    **options: Any,
) -> tuple[bytes, bytes]:
    """The same cards as the browser prints them and as Typst does; the page stays in print."""
    how = plan(CardOptions(**options))
    asked: dict[str, Any] = {"published": PUBLISHED, "fonts": fonts}
    path = folder / "cards.html"
    made = make_deck("scenarios", course, course.scenarios, how, **asked)
    path.write_text(made.html, encoding="utf-8")
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    printed = page.pdf(prefer_css_page_size=True)
    return printed, made.pdf


def spots(page: pypdfium2.PdfPage, words: list[str]) -> dict[str, list[tuple[float, float]]]:
    """Every place where each of the words begins, in mm from the upper left."""
    textpage = page.get_textpage()
    found: dict[str, list[tuple[float, float]]] = {word: [] for word in words}
    for word, places in found.items():
        search = textpage.search(word, match_case=True, match_whole_word=True)
        while (at := search.get_next()) is not None:
            left, bottom, right, top = (edge / MM for edge in textpage.get_charbox(at[0]))
            places.append(((left + right) / 2, page.get_height() / MM - (top + bottom) / 2))
    textpage.close()
    return found


def heads_down(options: dict[str, Any]) -> bool:
    """Whether every second page stands on its head."""
    printing = plan(CardOptions(**options)).printing
    return (
        isinstance(printing, Duplex)
        and printing.sides == "both"
        and not turns_like_a_book(printing.sheet, printing.turned_on)
    )


def far(
    printed: bytes, typeset: bytes, words: dict[str, float], *, heads_down: bool = False
) -> list[str]:
    """Words that stand further from where the other file has them than so many mm."""
    mine, its = (pypdfium2.PdfDocument(pdf) for pdf in (printed, typeset))
    found, compared = [], 0
    assert len(mine) == len(its)
    for number in range(len(its)):
        size, expected = (pdf[number].get_size() for pdf in (mine, its))
        assert size == pytest.approx(expected, abs=0.2 * MM)
        if heads_down and number % 2:  # or pdfium reads the letters from the end of their line
            for pdf in (mine, its):
                pdf[number].set_rotation(180)
        here, there = (spots(pdf[number], list(words)) for pdf in (mine, its))
        for word, most in words.items():
            if len(here[word]) != len(there[word]):
                found.append(f"{word} on page {number + 1}: not as often")
                continue
            for x, y in here[word]:
                compared += 1
                off = min(max(abs(x - u), abs(y - v)) for u, v in there[word])
                if off > most:
                    found.append(f"{word} on page {number + 1}: {off:.1f} mm off")
    assert compared
    return found


@pytest.mark.parametrize("options", LAYOUTS, ids=lambda options: str(options))
def test_every_card_is_printed_where_the_pdf_has_it(
    page: Page, tmp_path: Path, few: Course, options: dict[str, Any]
) -> None:
    printed, typeset = both(page, tmp_path, few, **options)
    assert page.evaluate(OVERFULL) == []
    words = {scenario.code: 1.0 for scenario in few.scenarios} | {"Lesson": LINE}
    assert far(printed, typeset, words, heads_down=heads_down(options)) == []


def test_fronts_stand_to_the_millimetre(page: Page, tmp_path: Path, few: Course) -> None:
    printed, typeset = both(page, tmp_path, few, sides="fronts")
    words = ["What would you say", "Open online", *(s.title for s in few.scenarios)]
    assert far(printed, typeset, dict.fromkeys(words, 1.0)) == []
    sheet = pypdfium2.PdfDocument(printed)[1].render(scale=150 / 72).to_pil()
    codes = {code.text for code in zxingcpp.read_barcodes(sheet)}
    assert codes == {PUBLISHED.scenario(s.id) for s in few.scenarios[2:6]}


def test_with_black_alone_there_is_no_colour_and_no_grey_area(
    page: Page, tmp_path: Path, few: Course
) -> None:
    files = both(page, tmp_path, few, ink="bw")
    for sheets in zip(*map(pypdfium2.PdfDocument, files), strict=True):
        shares = []
        for sheet in sheets:
            image = sheet.render(scale=2, draw_annots=False).to_pil()
            assert image.convert("HSV").getchannel("S").getextrema() == (0, 0)
            grey = sum(image.convert("L").histogram()[60:200])
            shares.append(grey / image.width / image.height)
        # The edges of letters, which are smoothed in both.
        assert shares[0] == pytest.approx(shares[1], abs=0.003)


def test_the_whole_course_keeps_its_places_to_the_last_sheet(
    page: Page, tmp_path: Path, shipped: Course
) -> None:
    printed, typeset = both(page, tmp_path, shipped)
    assert page.evaluate(OVERFULL) == []
    assert far(printed, typeset, {scenario.code: 1.0 for scenario in shipped.scenarios}) == []


@pytest.mark.skipif(not typefaces.found(), reason=typefaces.MISSING)
@pytest.mark.parametrize("language", ["ar", "ja"])
def test_other_writings(page: Page, tmp_path: Path, language: str) -> None:
    fonts = Fonts(typefaces.FONTS[language])
    printed, typeset = both(page, tmp_path, course_in(language), fonts)
    assert page.evaluate(OVERFULL) == []
    assert far(printed, typeset, dict.fromkeys(("A1", "A2", "A3", "1/3"), 1.0)) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_a_screen_of_any_width(
    page: Page,
    tmp_path: Path,
    few: Course,
    scheme: Any,
    width: int,
) -> None:
    size: Any = {"width": width, "height": 800}
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    chosen: tuple[dict[str, Any], ...] = ({}, {"card": "index"})
    for options in chosen:
        path = tmp_path / "cards.html"
        made = make_deck(
            "scenarios", few, few.scenarios, plan(CardOptions(**options)), published=PUBLISHED
        )
        path.write_text(made.html, encoding="utf-8")
        page.goto(path.as_uri())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFULL) == []
        front, back = page.locator("#card-3 .face").all()
        a, b = front.bounding_box(), back.bounding_box()
        assert a
        assert b
        assert (a["y"] == b["y"]) == (width > 1000)


def test_from_the_keyboard(page: Page, tmp_path: Path, few: Course) -> None:
    path = tmp_path / "cards.html"
    made = make_deck("scenarios", few, few.scenarios, plan(CardOptions()))
    path.write_text(made.html, encoding="utf-8")
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the cards")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("link", name=few.scenarios[3].code, exact=True).press("Enter")
    expect(page.get_by_role("article", name=few.scenarios[3].title)).to_be_in_viewport()
