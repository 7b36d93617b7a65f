"""Cards as an HTML file: complete in itself, every card in it once, with the texts of the PDF."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from answerable import cli
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import NOWHERE, Published
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.standalone import fonts
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.model import CardTexts, Course
from tests.support import typefaces
from tests.support.courses import write_project
from tests.support.hostile import HOSTILE
from tests.support.pages import parse, squeezed
from tests.support.writings import course_in

PUBLISHED = Published("https://learn.example.org/accountable/")


def page_of(
    course: Course,
    deck: str = "scenarios",
    *,
    published: Published = NOWHERE,
    brought: Fonts = SHIPPED_FONTS,
    copies: int = 1,
    **options: Any,
) -> str:
    how = plan(CardOptions(**options))
    return make_deck(
        deck,
        course,
        course.scenarios,
        how,
        published=published,
        fonts=brought,
        copies=copies,
    ).html


@pytest.fixture(scope="module")
def html(course: Course) -> str:
    return page_of(course, published=PUBLISHED)


@pytest.fixture
def small_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embed nothing in the place of fonts: to cut them down takes longer than all else."""
    monkeypatch.setattr(fonts, "woff", lambda *_: b"")


def test_the_same_course_gives_the_same_text(course: Course, html: str) -> None:
    assert page_of(course, published=PUBLISHED) == html


def test_the_policy_allows_what_is_in_the_file_and_nothing_else(html: str) -> None:
    page = parse(html)
    policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    (style,) = page.css("style")
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    assert rules.pop("style-src") == f"'sha256-{digest}'"
    assert rules.pop("img-src") == rules.pop("font-src") == "data:"
    assert "script-src" not in rules
    assert set(rules.values()) == {"'none'"}
    assert html.index("Content-Security-Policy") < html.index("<style")


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    page = parse(html)
    assert not page.css("script, [style], [srcset], object, iframe")
    assert all(str(node.attributes["src"]).startswith("data:") for node in page.css("[src]"))
    assert [node.attributes["href"] for node in page.css("link")] == ["data:,"]
    style = page.css_first("style").text()
    assert all(url.startswith("data:") for url in re.findall(r"""url\(["']?([^"')]+)""", style))
    assert "@import" not in style


def test_every_card_is_there_once_in_its_order(course: Course, html: str) -> None:
    page = parse(html)
    codes = [card.css_first("h2").text().split(":")[0] for card in page.css("article")]
    assert codes == ["Title", "Instructions", *(s.code for s in course.scenarios)]
    assert html.count(f"{course.scenarios[0].title}: the customer calls") == 1
    labels = [face.attributes["aria-label"] for face in page.css(".face")]
    assert labels == ["Front", "Back"] * len(codes)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(set(ids)) == len(ids)
    assert {str(a.attributes["href"])[1:] for a in page.css("a[href^='#']")} <= set(ids)


def test_every_class_of_a_place_is_in_the_styles(html: str) -> None:
    page = parse(html)
    style = page.css_first("style").text()
    names = {name for node in page.css("[class]") for name in str(node.attributes["class"]).split()}
    made = {name for name in names if re.fullmatch(r"v\d+|hue-\w+|pattern-\w+", name)}
    assert len(made) > 20
    assert all(f".{name}{{" in style or f".{name} " in style for name in made)


@pytest.mark.usefixtures("small_fonts")
@pytest.mark.parametrize("deck", DECKS)
def test_every_deck_has_a_page(course: Course, deck: str) -> None:
    if deck == "matching":
        module = course.modules[0]
        busy = module.scenarios[0].model_copy(update={"excuse": "No time"})
        module = module.model_copy(update={"scenarios": (busy, *module.scenarios[1:])})
        course = course.model_copy(update={"modules": (module, *course.modules[1:])})
    assert parse(page_of(course, deck)).css("article .face h3")


@pytest.mark.usefixtures("small_fonts")
@pytest.mark.parametrize(("sides", "shown"), [("fronts", "Front"), ("backs", "Back")])
def test_one_side_alone(course: Course, sides: str, shown: str) -> None:
    page = parse(page_of(course, sides=sides))
    assert {face.attributes["aria-label"] for face in page.css(".face")} == {shown}


@pytest.mark.usefixtures("small_fonts")
def test_copies_are_cards_of_their_own(course: Course) -> None:
    page = parse(page_of(course, "commitment", copies=5))
    assert len(page.css("article")) == 5
    assert len(page.css(".sheet")) == 2


@pytest.mark.usefixtures("small_fonts")
def test_texts_are_as_short_as_on_paper(changed: Callable[..., Course]) -> None:
    long = "She waits for your reply and says nothing at all. " * 40
    course = changed(situation=long, card=CardTexts(situation="She waits.", lesson="Stay."))
    text = parse(page_of(course)).css_first("main").text()
    assert "She waits." in text
    assert long.strip() not in text
    assert "Stay." not in text


@pytest.mark.usefixtures("small_fonts")
def test_a_long_word_makes_the_title_smaller(changed: Callable[..., Course]) -> None:
    style = parse(page_of(changed(title="Donaudampfschifffahrtskapitän"))).css_first("style").text()
    factors = {float(found) for found in re.findall(r"--headline:([\d.]+)", style)}
    assert min(factors) < max(factors) == 1


@pytest.mark.usefixtures("small_fonts")
def test_hostile_texts_are_words(course: Course) -> None:
    texts = [text for text in HOSTILE.values() if max(map(len, text.split())) < 30]
    module = course.modules[0]
    scenarios = tuple(
        module.scenarios[0].model_copy(
            update=dict.fromkeys(("title", "situation", "lesson", "department"), text)
            | {"id": f"s{number}", "code": f"A{number}"}
        )
        for number, text in enumerate(texts, 1)
    )
    module = module.model_copy(update={"title": texts[0], "scenarios": scenarios})
    hostile = course.model_copy(update={"modules": (module,), "title": HOSTILE["title closed"]})
    page = parse(page_of(hostile))
    assert len(texts) > 20
    assert not page.css("script, iframe, object, embed, form, input, base, [style], [onerror]")
    assert len(page.css("style")) == len(page.css("main")) == len(page.css("h1")) == 1
    shown = [squeezed(title.text()) for title in page.css("h3.title")]
    assert shown[4:] == [squeezed(text) for text in texts]


@pytest.mark.usefixtures("small_fonts")
def test_black_alone(course: Course) -> None:
    page = parse(page_of(course, ink="bw"))
    assert page.css_first("html").attributes["class"] == "bw"
    assert {card.attributes["class"] for card in page.css("article")} == {"card hue-000000"}


@pytest.mark.usefixtures("small_fonts")
def test_there_are_marks_only_where_cards_are_cut(course: Course) -> None:
    assert parse(page_of(course)).css("path.mark")
    assert parse(page_of(course, duplex="fold")).css("path.crease")
    assert not parse(page_of(course, stock="avery-8387")).css("path")[0].attributes.get("class")


@pytest.mark.skipif(not typefaces.found(), reason=typefaces.MISSING)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ja", "ltr")])
def test_the_fonts_of_a_course_come_along(language: str, direction: str) -> None:
    html = page_of(course_in(language, 1), brought=Fonts(typefaces.FONTS[language][:1]))
    page = parse(html)
    assert page.css_first("html").attributes["dir"] == direction
    assert page.css_first("html").attributes["lang"] == language
    assert '@font-face{font-family:"Course 1"' in page.css_first("style").text()


class TestCommand:
    @pytest.fixture(autouse=True)
    def _project(self, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        write_project(tmp_path)
        monkeypatch.chdir(tmp_path)
        self.folder = tmp_path

    def test_it_has_a_name_of_its_own(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["cards", "--html", "--paper", "letter", "--report"]) == 0
        text = (self.folder / "cards-letter.html").read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        said = capsys.readouterr()
        assert "Wrote cards-letter.html" in said.err
        assert "front" in said.out

    def test_print_shops_get_a_pdf(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["cards", "--html", "--press"]) == 2
        assert "--press without --html" in capsys.readouterr().err
        assert not list(self.folder.glob("cards-*"))
