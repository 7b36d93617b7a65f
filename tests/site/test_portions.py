"""Pages of a large course list few scenarios; the others are in files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.model import Course
from answerable.site import ASSESSMENT, Recipe, Site, render_pages
from answerable.site.portions import PLACES, hashed, letters, portion_files
from answerable.site.quizzes import DECK, pool_files
from tests.support.courses import course, scenario


@pytest.fixture
def site(shipped: Course) -> Site:
    """The shipped course as if it were large."""
    return replace(Site(shipped), portion=5)


def _text(file: Recipe[bytes]) -> str:
    text = file.make().decode()
    found: str = json.loads(text[text.index("detail: ") + 8 : text.rindex(" })")])
    return found


def _ids(html: str) -> Iterator[str | None]:
    for entry in LexborHTMLParser(html).css("[data-id]"):
        yield entry.attributes["data-id"]


def test_a_small_course_has_no_such_files(shipped: Course) -> None:
    assert portion_files(Site(shipped)) == {}


def test_together_they_list_all_scenarios_in_order(site: Site) -> None:
    files = portion_files(site)
    count = len(files) - 1
    listed = [one for number in range(count) for one in _ids(_text(files[f"course/{number}.js"]))]
    assert listed == [one.id for one in site.course.scenarios]


def test_a_file_tells_which_portion_names_an_id() -> None:
    named = scenario(id="one", aliases=("eins",))
    others = [scenario(id=f"other-{number}") for number in range(3)]
    site = Site(course(named, *others), portion=1)
    places = _text(portion_files(site)[PLACES]).split(".")
    assert places[0] == letters("one") + letters("eins")
    assert places[3] == letters("other-2")


def test_the_hash_is_the_same_as_in_the_browser() -> None:
    assert hashed("lost-parcel") == 1210467739
    assert letters("lost-parcel") == "leS"


def test_pages_about_the_learner_list_the_first_scenario_alone(site: Site) -> None:
    pages = {page.src_uri: str(page.html) for page in render_pages(site)}
    for name in ("review.md", "progress.md"):
        assert list(_ids(pages[name])) == [site.course.scenarios[0].id]
        assert 'data-portions="../course/"' in pages[name]


def test_a_quiz_on_many_scenarios_has_its_pool_in_files(site: Site) -> None:
    files = pool_files(site)
    assert {path.split("/")[1] for path in files} == {DECK}
    parts = [LexborHTMLParser(_text(file)) for file in files.values()]
    listed = {
        entry.attributes["data-scenario"]: number
        for number, part in enumerate(parts)
        for entry in part.css("li")
    }
    assert listed.keys() == site.pool.keys()
    assert all(hashed(str(one)) % len(files) == number for one, number in listed.items())
    (page,) = (one for one in render_pages(site) if one.kind is ASSESSMENT)
    assert f'data-of="{len(files)}"' in page.html
    assert "data-items" not in page.html


def test_other_quizzes_have_it_on_their_page(shipped: Course) -> None:
    assert pool_files(Site(shipped)) == {}
