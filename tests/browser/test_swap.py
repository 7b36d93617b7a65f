"""Links put another page into the open one, or the browser loads it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from answerable.model import Course, Scenario

from .conftest import Guard
from .learner import MISSING_PAGE, path_of
from .server import SiteServer


@pytest.fixture
def opened(page: Page) -> Page:
    """The catalogue, with a mark that a load would remove."""
    page.goto("scenarios/")
    page.evaluate("window.same = true")
    return page


def is_same(page: Page) -> bool:
    same: bool = page.evaluate("window.same === true")
    return same


def link_to(page: Page, scenario: Scenario) -> Locator:
    return page.locator("main").get_by_role("link", name=scenario.title, exact=True)


def shows(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_all_that_differs_is_put_in(opened: Page, shipped: Course, server: SiteServer) -> None:
    scenario, other = shipped.scenarios[9], shipped.scenarios[0]
    link = link_to(opened, scenario)
    link.scroll_into_view_if_needed()
    place = opened.evaluate("scrollY")
    assert place > 0
    link.click()
    shows(opened, scenario.title)
    assert is_same(opened)
    expect(opened).to_have_title(f"{scenario.title} - {shipped.title}")
    here = server.url + path_of(scenario)
    told = opened.evaluate(
        """() => [document.querySelector("link[rel=canonical]"),
          ...document.querySelectorAll(".an-languages a, .md-skip")].map(({ href }) => href)"""
    )
    german = here.replace("course/", "course/de/")
    assert [address.split("#")[0] for address in told] == [here, here, here, german]
    assert opened.evaluate("scrollY") == 0
    opened.go_back()
    shows(opened, "All scenarios")
    opened.wait_for_function("place => scrollY === place", arg=place)
    link_to(opened, other).click()
    shows(opened, other.title)
    opened.reload()
    opened.go_back()  # to a page that this document has never shown
    shows(opened, "All scenarios")


def test_the_last_link_wins(opened: Page, shipped: Course, server: SiteServer) -> None:
    slow, quick = shipped.scenarios[8:10]
    with server.late(path_of(slow)):
        link_to(opened, slow).click()
        link_to(opened, quick).click()
        shows(opened, quick.title)
    assert is_same(opened)
    shows(opened, quick.title)


def test_what_does_not_fit_is_loaded(opened: Page, guard: Guard) -> None:
    guard.allow(MISSING_PAGE)
    opened.get_by_role("button", name="Language").click()
    opened.get_by_role("link", name="Deutsch").click()
    shows(opened, "Alle Szenarien")
    assert not is_same(opened)
    opened.evaluate("window.same = true; document.querySelector('article a').href = '../nowhere/'")
    opened.locator("article a").first.click()
    shows(opened, "Diese Seite gibt es hier nicht")
    assert not is_same(opened)
