"""What scripts put into pages is in one file, in each language of these pages."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborHTMLParser

from answerable.i18n import Terminology
from answerable.items.types import TYPES
from answerable.model import Course
from answerable.site import PARTS, SCENARIO, Site, files_of, parts_file, render_pages
from tests.support.courses import course, scenario


def _html(file: bytes) -> LexborHTMLParser:
    start = file.index(b", ") + 2
    html = json.loads(file[start : file.rindex(b")")])
    return LexborHTMLParser(html.replace("template", "section"))


def test_it_has_the_words_of_each_type_once(shipped: Course) -> None:
    html = _html(files_of(Site(shipped))[PARTS])
    usual = html.css("section[data-words]:not([data-terms])")
    named = [one.attributes["data-words"] for one in usual]
    assert len(named) == len(TYPES) + 1
    assert set(named) == {*TYPES, "replies"}
    for one in html.css("section[data-words]"):
        assert one.css("[data-verdict=right]")
        assert one.css("[data-mark=wrong]") or one.attributes["data-words"] == "free"


def test_it_has_the_words_for_each_topic_that_a_scenario_names() -> None:
    safe = Terminology(person="worker", verdicts="safe")
    site = Site(course(scenario(id="a"), scenario(id="b", terminology=safe)))
    html = _html(files_of(site)[PARTS])
    [words] = html.css("section[data-words][data-terms]")
    assert "Yes, this reply is safe." in words.text()
    usual, own = html.css("section[data-coach]")
    assert usual.css("reply-coach")
    assert own.attributes["data-terms"]
    assert not own.css("reply-coach")  # it asks about accountability
    pages = {one.src_uri: one.html for one in render_pages(site) if one.kind is SCENARIO}
    name = f'data-terms="{words.attributes["data-terms"]}"'
    assert pages[SCENARIO.uri("b")].count(name) == 2  # the learner's own reply, and the question
    assert "Which reply is safe?" in pages[SCENARIO.uri("b")]
    assert "data-terms" not in pages[SCENARIO.uri("a")]


def test_pages_themselves_have_none_of_it(shipped: Course) -> None:
    pages = [one.html for one in render_pages(Site(shipped)) if one.kind is SCENARIO]
    assert pages
    assert not any("data-verdict" in html or "data-coach" in html for html in pages)


def test_pages_that_are_not_translated_find_it_in_their_own_language() -> None:
    original = course(scenario())
    german = original.model_copy(update={"language": "de", "translation_of": original})
    html = _html(parts_file(Site(german)))
    assert [one.attributes["lang"] for one in html.css("section[data-parts]")] == ["de", "en"]
