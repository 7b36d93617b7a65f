"""What is printed in a course's typeface."""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.forecast import forecast
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.slides import make_slides
from answerable.handouts.typeset.brought import fonts_of as fonts_of_course
from answerable.handouts.typeset.brought import typeface_of
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, TYPEFACES, Fonts, regular
from answerable.model import Brand, Course
from answerable.model.course_file import Typeface
from answerable.site.brand import BRAND, brand_files, course_styles
from tests.support.courses import MINIMAL, load, write_course

TEXT = "Anyone who hears about a problem owns it."
NAMES = {
    "atkinson": "AtkinsonHyperlegibleNext",
    "literata": "Literata",
    "nunito": "Nunito",
    "open-sans": "OpenSans",
}


def fonts_in(pdf: bytes) -> set[str]:
    """The names of the fonts in a PDF, without styles and the marks of subsets."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {
            str(one.BaseFont)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
    return {re.sub(r"^/[A-Z]{6}\+|-.*", "", name) for name in names}


@pytest.mark.parametrize("name", get_args(Typeface))
def test_cards_and_sheets_are_printed_in_it(name: Typeface, example: Course) -> None:
    fonts = Fonts(typeface=typeface_of(Brand(typeface=name), None))
    deck = make_deck("scenarios", example, example.scenarios[:1], plan(CardOptions()), fonts=fonts)
    assert fonts_in(deck.pdf) == {NAMES[name]}
    assert fonts_in(make_sheet("coaching", example, fonts=fonts)) == {NAMES[name]}
    family = f'"{fonts.families[0]}"'
    assert f"--fonts:{family}," in deck.html
    assert f"@font-face{{font-family:{family};" in make_slides(example, fonts=fonts)


@pytest.mark.parametrize("name", get_args(Typeface))
def test_no_text_gets_smaller_than_it_may_be(name: Typeface, shipped: Course) -> None:
    """The shipped course has long texts, and wide letters leave less room for them."""
    how, fonts = plan(CardOptions()), fonts_of(name)
    published = Published("https://training.example.com/course/")
    course = shipped.model_copy(update={"modules": shipped.modules[:2]})
    deck = make_deck("scenarios", course, course.scenarios, how, published=published, fonts=fonts)
    printed = {(one.code, one.name): one.points for one in deck.faces}
    assert min(printed.values()) >= how.style.floor - 0.01
    asked = {float(one) for one in re.findall(r"--question:([\d.]+)", deck.html)}
    assert min(asked) >= 0.8, "or two lines of it would be higher than its box"
    assert (asked == {1}) == (name in ("atkinson", "nunito")), "on one line, however wide it is"
    expected = forecast(course, "a4", published=published, fonts=fonts)
    steps = [abs(one.points - printed[one.code, one.name]) / how.style.base for one in expected]
    assert sum(step < 0.01 for step in steps) >= 0.8 * len(steps)
    assert max(steps) <= 0.1 + 0.01


@cache
def fonts_of(name: Typeface) -> Fonts:
    return Fonts(typeface=typeface_of(Brand(typeface=name), None))


def test_its_own_fonts_are_used_for_what_the_course_says(tmp_path: Path) -> None:
    shutil.copy(regular(TYPEFACES / "nunito"), tmp_path / "a.ttf")
    shutil.copy(regular(TYPEFACES / "literata"), tmp_path / "b.ttf")
    brand = {"fonts": {"regular": "a.ttf", "bold": "b.ttf"}}
    course = load(write_course(tmp_path, {"course.yml": {"brand": brand}, "desk/one.yml": MINIMAL}))
    fonts = fonts_of_course(course, tmp_path)
    pdf = make_deck("scenarios", course, course.scenarios, plan(CardOptions()), fonts=fonts).pdf
    assert fonts_in(pdf) == {"Brand"}
    assert fonts.width(TEXT) == fonts_of("nunito").width(TEXT)
    assert fonts.width(TEXT, bold=True) == fonts_of("literata").width(TEXT)
    assert '@font-face{font-family:"Brand"' in make_slides(course, fonts=fonts)
    styles = course_styles(course)
    files = brand_files(course)
    assert [path for path in files if path.endswith(".woff2")]
    for path in files:
        assert path == BRAND or path.rpartition("/")[2] in styles


def test_what_fits_is_estimated_by_its_own_widths() -> None:
    widths = {name: fonts_of(name).width(TEXT) for name in get_args(Typeface)}
    assert len(set(widths.values())) == len(widths)
    assert widths["atkinson"] == SHIPPED_FONTS.width(TEXT)
    assert widths["literata"] > widths["open-sans"] > widths["atkinson"]


@pytest.mark.parametrize("name", get_args(Typeface))
def test_bold_type_is_wider(name: Typeface) -> None:
    fonts = fonts_of(name)
    assert 1 < fonts.width(TEXT, bold=True) / fonts.width(TEXT) < 1.2
    assert fonts.width("中", bold=True) > fonts.width("中")


@pytest.mark.parametrize("name", get_args(Typeface))
def test_a_typeface_needs_no_other_for_western_texts(name: Typeface) -> None:
    assert fonts_of(name).fallbacks("Plain “text” – naïve, Łódź, ¿Qué?, 20 € · 1 × 2 …") == ()
