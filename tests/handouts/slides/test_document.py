"""The HTML file: complete in itself, strict about what runs, and the same every time."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from answerable.handouts.slides import make_slides
from answerable.handouts.standalone.fonts import font_faces
from answerable.model import Course
from tests.support.courses import course, scenario
from tests.support.pages import parse


@pytest.fixture(scope="module")
def html(shipped: Course) -> str:
    return make_slides(shipped)


def test_the_same_course_gives_the_same_text(shipped: Course, html: str) -> None:
    assert make_slides(shipped) == html


def test_the_policy_allows_what_is_in_the_file_and_nothing_else(html: str) -> None:
    page = parse(html)
    (policy,) = (
        node.attributes["content"] or ""
        for node in page.css("meta[http-equiv]")
        if node.attributes["http-equiv"] == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        (element,) = page.css(tag)
        digest = hashlib.sha256(element.text().encode()).digest()
        assert rules.pop(name) == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert rules.pop("img-src") == rules.pop("font-src") == "data:"
    assert set(rules.values()) == {"'none'"}


def test_nothing_is_fetched(html: str) -> None:
    page = parse(html)
    assert not page.css("[srcset], [style], object, iframe")
    sources = [str(node.attributes["src"]) for node in page.css("[src]")]
    assert sources
    assert all(source.startswith("data:image/") for source in sources)
    assert [node.attributes["href"] for node in page.css("link")] == ["data:,"]
    (style,) = page.css("style")
    assert all(
        url.startswith("data:") for url in re.findall(r"""url\(["']?([^"')]+)""", style.text())
    )
    assert "@import" not in style.text()


def test_the_policy_comes_before_everything_that_it_governs(html: str) -> None:
    assert html.index("Content-Security-Policy") < min(html.index("<style"), html.index("<script"))


def test_each_slide_has_one_heading_and_its_number(html: str) -> None:
    page = parse(html)
    slides = page.css(".slide")
    assert len(slides) > 200
    for number, slide in enumerate(slides, start=1):
        assert len(slide.css("h2")) == 1
        assert slide.css_first(".count").text() == f"{number}/{len(slides)}"
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(set(ids)) == len(ids)


def test_labels_and_links_lead_somewhere(html: str) -> None:
    page = parse(html)
    ids = {node.attributes["id"] for node in page.css("[id]")}
    for name in ("for", "aria-labelledby", "data-hands"):
        targets = {node.attributes[name] for node in page.css(f"[{name}]")}
        assert targets
        assert targets <= ids
    assert {str(a.attributes["href"])[1:] for a in page.css("a[href^='#']")} <= ids


def test_every_module_has_a_colour_and_a_pattern_that_the_styles_know(html: str) -> None:
    page = parse(html)
    style = page.css_first("style").text()
    names = {name for s in page.css(".slide") for name in (s.attributes["class"] or "").split()}
    looks = {name for name in names if name.startswith(("hue-", "pattern-"))}
    assert len(looks) == 14
    assert all(f".{name}" in style for name in looks)


def test_the_fonts_have_what_is_shown_and_little_more() -> None:
    plain = make_slides(course(scenario()))
    accented = make_slides(course(scenario(lesson="Čerstvé žluťoučké ř")))
    assert len(plain) < 120_000
    assert _font_bytes(accented) > _font_bytes(plain)


def test_a_font_is_cut_once_for_most_files() -> None:
    assert font_faces("Plain words") == font_faces("Others: 1–2 …")
    assert font_faces("Déjà vu") == font_faces("Größe") != font_faces("Plain words")
    assert len(font_faces("Čerstvé")) > len(font_faces("Déjà vu")) > len(font_faces("Plain words"))


def _font_bytes(html: str) -> int:
    return sum(map(len, re.findall(r"font/woff2;base64,([\w+/=]+)", html)))


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_language_of_the_course(language: str, direction: str) -> None:
    page = parse(make_slides(course(scenario(), language=language)))
    root = page.css_first("html")
    assert root.attributes["lang"] == language
    assert root.attributes["dir"] == direction
