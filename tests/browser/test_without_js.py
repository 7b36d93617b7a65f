"""Without JavaScript everything can be read, and the answer can be opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from answerable.model import Course

from .conftest import NARROW, Guard
from .learner import MISSING_PAGE, PAGES, path_of, radio, right, short


@pytest.fixture
def page(scriptless: Page) -> Page:
    return scriptless


def test_every_page_has_its_words_and_no_dead_controls(
    page: Page, shipped: Course, guard: Guard
) -> None:
    guard.allow(MISSING_PAGE)
    for go in PAGES.values():
        go(page, shipped)
        # Without a script, a missing page is answered in each language of the course.
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.locator("main article")).to_be_visible()
        # Buttons that need a script stay away. The quiz's own button is the browser's business.
        dead = page.locator("main").get_by_role("button").and_(page.locator("button"))
        for button in dead.all():
            expect(button).to_have_text("Check my answer")
        for name in (".an-filters", ".an-menu", ".an-search-open", ".an-storage", ".an-past"):
            for one in page.locator(name).all():
                expect(one).to_be_hidden()


def test_submitting_opens_the_answer(page: Page, shipped: Course) -> None:
    scenario = short(shipped)
    page.goto(path_of(scenario))
    expect(page.locator("#compare")).to_be_hidden()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    radio(page, right(scenario)).check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("#compare")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="The lesson")).to_be_visible()


def test_the_catalogue_is_complete(page: Page, shipped: Course) -> None:
    page.goto("scenarios/")
    expect(page.locator(".an-item:visible")).to_have_count(len(shipped.scenarios))
    for scenario in shipped.scenarios:
        expect(page.get_by_role("link", name=scenario.title, exact=True)).to_be_visible()


def test_the_menu_opens_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto("")
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.get_by_role("link", name="All scenarios").first).to_be_attached()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def test_the_self_check_is_a_list_to_print(page: Page) -> None:
    page.goto("self-check/")
    expect(page.get_by_text("so nothing is kept here")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("group").filter(visible=True)).to_have_count(8)


def test_start_leads_to_the_first_scenario(page: Page, shipped: Course) -> None:
    page.goto("")
    expect(page.get_by_text("Start by role")).to_be_hidden()
    expect(page.get_by_text("Which scenarios are from work like yours?")).to_be_visible()
    for field in ("Department", "Channel"):
        fold = page.locator("noscript details").filter(has_text=field)
        fold.locator("summary").click()
        last = fold.locator("dt").last
        place = last.inner_text()
        there = [one.title for one in shipped.scenarios if place in (one.department, one.channel)]
        expect(last.locator("~ dd a:visible")).to_have_text(there)
    page.get_by_role("link", name="Start with the first scenario").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(shipped.scenarios[0].title)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_tab_stop_can_be_seen(page: Page, shipped: Course, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(path_of(shipped.scenarios[0]))
    page.emulate_media(reduced_motion="reduce")
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_be_in_viewport()
        box = focused.bounding_box() or {"width": 0, "height": 0}
        assert box["width"] * box["height"] > 0, focused.evaluate("one => one.outerHTML")
