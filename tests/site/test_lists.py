"""Long lists of scenarios have several pages, which together list each of them once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from answerable.model import Course
from answerable.site import MODULES, Page, Site, render_pages
from answerable.site.sitemap import CATALOGUE, CATALOGUE_PART, MODULE, MODULE_PART, TAGS, TOPIC
from tests.support.pages import parse

PORTION = 3


@pytest.fixture(scope="module")
def pages(shipped: Course) -> tuple[Page, ...]:
    """Those of the shipped course, as if its lists were long."""
    return render_pages(replace(Site(shipped), portion=PORTION))


def _linked(*pages: Page) -> list[str]:
    """The ids of the scenarios that pages link to, in order."""
    found = (re.findall(r'href="(?:\.\./)+scenarios/([\w-]+)/"', page.html) for page in pages)
    return [one for links in found for one in links]


def test_the_catalogue_lists_all_scenarios_page_by_page(
    pages: tuple[Page, ...], shipped: Course
) -> None:
    (first,) = (page for page in pages if page.kind is CATALOGUE)
    others = [page for page in pages if page.kind is CATALOGUE_PART]
    on_first = re.findall(r'data-scenario="([\w-]+)"', first.html)
    assert on_first == [one.id for one in shipped.scenarios[:PORTION]]
    assert on_first + _linked(*others) == [one.id for one in shipped.scenarios]


def test_each_page_leads_to_the_next_and_back(pages: tuple[Page, ...]) -> None:
    others = [page for page in pages if page.kind is CATALOGUE_PART]
    second, third = (parse(str(page.html)) for page in others[:2])
    assert second.css_first("[rel=prev]").attributes["href"] == "../../scenarios/"
    assert second.css_first("[rel=next]").attributes["href"] == "../3/"
    assert third.css_first("[rel=prev]").attributes["href"] == "../2/"
    assert not parse(str(others[-1].html)).css("[rel=next]")


def test_each_topic_has_pages_of_its_own(pages: tuple[Page, ...], shipped: Course) -> None:
    tags = {tag for one in shipped.scenarios for tag in one.tags}
    (topics,) = (page for page in pages if page.kind is TAGS)
    linked = set(re.findall(r'href="\.\./topics/([^/"]+)/"', topics.html))
    of_topics = {page.src_uri: page for page in pages if page.kind is TOPIC}
    assert len(linked) == len(tags)
    assert {f"topics/{one}.md" for one in linked} <= of_topics.keys()
    (most,) = {max(tags, key=lambda tag: len([s for s in shipped.scenarios if tag in s.tags]))}
    parts = [page for page in of_topics.values() if page.title.split(",")[0] == most]
    assert _linked(*parts) == [one.id for one in shipped.scenarios if most in one.tags]


def test_modules_with_many_scenarios_have_several_pages(shipped: Course) -> None:
    pages = render_pages(replace(Site(shipped), portion=1))
    for module in shipped.modules:
        parts = [
            page
            for page in pages
            if page.src_uri == MODULE.uri(module.id)
            or (page.kind is MODULE_PART and page.below == MODULE.uri(module.id))
        ]
        listed = [parse(str(page.html)).css(".an-item .an-entry-title a") for page in parts]
        links = [str(link.attributes["href"]) for links in listed for link in links]
        assert [link.split("/")[-2] for link in links] == [one.id for one in module.scenarios]


def test_a_small_course_has_none_of_these_pages(shipped: Course) -> None:
    kinds = {page.kind for page in render_pages(Site(shipped))}
    assert not kinds & {CATALOGUE_PART, MODULE_PART, MODULES, TOPIC}


def test_a_course_with_many_modules_has_a_page_of_them(shipped: Course) -> None:
    empty = [
        module.model_copy(update={"id": f"{module.id}-more", "scenarios": ()})
        for module in shipped.modules
    ]
    modules = (*shipped.modules, *empty)
    pages = render_pages(Site(shipped.model_copy(update={"modules": modules})))
    (listing,) = (page for page in pages if page.kind is MODULES)
    assert listing.in_navigation
    for module in modules:
        (page,) = (one for one in pages if one.src_uri == MODULE.uri(module.id))
        assert page.below == listing.src_uri
        assert not page.in_navigation
        assert f'href="{module.id}/"' in listing.html
