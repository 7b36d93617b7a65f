"""The browser's scripts: which elements each of them knows, and which page asks for which."""

from __future__ import annotations

import re

import pytest

from answerable.model import Course
from answerable.site import Site, needs_course_script, render_pages
from answerable.site.scripts import COURSE_ELEMENTS, has_coach
from tests.support.courses import ROOT

SOURCE = ROOT / "frontend/src"


def _defined(name: str) -> list[str]:
    return re.findall(r'^define\("([\w-]+)"', (SOURCE / name).read_text("utf-8"), re.MULTILINE)


def test_the_elements_of_the_second_script_are_known() -> None:
    assert sorted(_defined("course.js")) == sorted(COURSE_ELEMENTS)


def test_every_element_on_a_page_has_a_script(shipped: Course) -> None:
    known = {
        *_defined("main.js"),
        *_defined("course.js"),
        *_defined("coach.js"),
        *_defined("search.js"),
    }
    for page in render_pages(Site(shipped)):
        used = set(re.findall(r"<([a-z]+-[a-z]+)[\s>]", page.html))
        assert used <= known, page.src_uri
        assert needs_course_script(page.html) == bool(used & set(_defined("course.js")))


@pytest.mark.parametrize("html", ["<p>item-deck</p>", "<item-decks>", "&lt;item-deck&gt;"])
def test_words_are_no_elements(html: str) -> None:
    assert not needs_course_script(html)


def test_a_coach_is_only_where_it_can_read() -> None:
    assert all(map(has_coach, ("en", "de", "de-AT")))
    assert not any(map(has_coach, ("fr", "ar", "den")))
