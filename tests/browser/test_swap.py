"""Links put another page into the open one, or the browser loads it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from answerable.model import Course, Scenario

from .conftest import NARROW, WIDE, Guard
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
    others = [here.replace("course/", f"course/{language}/") for language in ("de", "es", "fr")]
    assert [address.split("#")[0] for address in told] == [here, here, here, *others]
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
    root = opened.locator("html")
    with server.late(path_of(slow)):
        link_to(opened, slow).click()
        expect(root).to_have_attribute("data-an-coming", "")
        link_to(opened, quick).click()
        shows(opened, quick.title)
    expect(root).not_to_have_attribute("data-an-coming", "")
    assert is_same(opened)
    shows(opened, quick.title)


def test_what_does_not_fit_is_loaded(opened: Page, guard: Guard) -> None:
    guard.allow(MISSING_PAGE)
    opened.get_by_role("button", name="Switch to dark colours").click()
    opened.get_by_role("button", name="Language").click()
    opened.get_by_role("link", name="Deutsch").click()
    shows(opened, "Alle Szenarien")
    assert not is_same(opened)
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    opened.evaluate("window.same = true; document.querySelector('article a').href = '../nowhere/'")
    opened.locator("article a").first.click()
    shows(opened, "Diese Seite gibt es hier nicht")
    assert not is_same(opened)


def lead(page: Page, address: str) -> None:
    """Follow a link of the page whose address the test gives, wherever the page is scrolled to."""
    page.locator("article a").first.evaluate(
        "(link, address) => { link.setAttribute('href', address); link.click(); }", address
    )


def test_a_page_that_has_moved_is_loaded(opened: Page, shipped: Course, server: SiteServer) -> None:
    """Its links are relative to the address that it has now."""
    scenario = shipped.scenarios[0]
    here = server.url + path_of(scenario)
    opened.route("**/old/", lambda route: route.fulfill(status=301, headers={"Location": here}))
    lead(opened, "old/")
    shows(opened, scenario.title)
    expect(opened).to_have_url(here)


def test_links_are_of_the_page_that_is_shown(opened: Page, shipped: Course) -> None:
    """Even if the learner has gone back and that page is still to come."""
    link_to(opened, shipped.scenarios[0]).click()
    shows(opened, shipped.scenarios[0].title)
    opened.route("**/scenarios/", lambda route: None)  # never answered
    opened.evaluate("history.back()")
    opened.wait_for_url("**/scenarios/", wait_until="commit")
    lead(opened, f"../{shipped.scenarios[1].id}/")
    shows(opened, shipped.scenarios[1].title)
    assert is_same(opened)


def test_a_page_with_the_themes_script_is_loaded(
    opened: Page, shipped: Course, server: SiteServer
) -> None:
    """That script, and an author's own, count on it."""
    scenario = shipped.scenarios[0]
    assert server.folder is not None
    body = (server.folder / path_of(scenario) / "index.html").read_text(encoding="utf-8")
    swaps = '<meta name="answerable-pages" content="swap">'
    assert swaps in body
    body = body.replace(swaps, "").replace("</article>", "<script>var ran = 1</script></article>")

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html")

    opened.route(f"**/{path_of(scenario)}", answer)
    link_to(opened, scenario).click()
    shows(opened, scenario.title)
    assert not is_same(opened)
    assert opened.evaluate("ran") == 1


def test_places(opened: Page) -> None:
    """One is shown below the header; one that isn't there leads nowhere."""
    lead(opened, "../accountability/#why-it-matters")
    expect(opened.locator("#why-it-matters")).to_be_focused()
    header, top = opened.evaluate(
        """[document.querySelector(".md-header").getBoundingClientRect().bottom,
          document.querySelector("#why-it-matters").getBoundingClientRect().top]"""
    )
    assert header < top < header + 50
    place = opened.evaluate("scrollY")
    assert place > 0
    lead(opened, "#nowhere")
    opened.wait_for_url("**#nowhere")
    assert opened.evaluate("scrollY") == place
    assert is_same(opened)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_link_to_the_same_page_leads_to_its_heading(opened: Page, size: ViewportSize) -> None:
    opened.set_viewport_size(size)
    menu = opened.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    link = opened.locator(".md-nav--primary").get_by_role("link", name="All scenarios", exact=True)
    link.press("Enter")
    expect(opened.get_by_role("heading", level=1)).to_be_focused()
    assert is_same(opened)
