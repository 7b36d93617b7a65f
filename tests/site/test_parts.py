"""What scripts put into pages is in one file, in each language of these pages."""

from __future__ import annotations

import json

from selectolax.lexbor import LexborHTMLParser

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
    named = [one.attributes["data-words"] for one in html.css("section[data-words]")]
    assert len(named) == len(TYPES) + 1
    assert set(named) == {*TYPES, "replies"}
    for one in html.css("section[data-words]"):
        assert one.css("[data-verdict=right]")
        assert one.css("[data-mark=wrong]") or one.attributes["data-words"] == "free"


def test_pages_themselves_have_none_of_it(shipped: Course) -> None:
    pages = [one.html for one in render_pages(Site(shipped)) if one.kind is SCENARIO]
    assert pages
    assert not any("data-verdict" in html or "data-coach" in html for html in pages)


def test_pages_that_are_not_translated_find_it_in_their_own_language() -> None:
    original = course(scenario())
    german = original.model_copy(update={"language": "de", "translation_of": original})
    html = _html(parts_file(Site(german)))
    assert [one.attributes["lang"] for one in html.css("section[data-parts]")] == ["de", "en"]
