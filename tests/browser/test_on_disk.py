"""The site opened from a folder, as it comes on a stick or from a shared drive."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from answerable.model import Course

from .learner import answer, last_step, results, right, search_for, to_step, verdict, wrong


@pytest.fixture(scope="session")
def base_url() -> None:
    """No server here."""


@pytest.fixture
def root(site_on_disk: Path) -> str:
    return site_on_disk.as_uri()


def test_from_home_to_the_answer(page: Page, shipped: Course, root: str) -> None:
    first, second = shipped.scenarios[:2]
    page.goto(f"{root}/index.html")
    paper = page.evaluate("getComputedStyle(document.body).getPropertyValue('--an-paper')")
    assert paper, "the styles are missing"
    page.get_by_role("link", name="Start with the first scenario").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.title)
    answer(page, wrong(first))
    expect(verdict(page)).to_contain_text("Not this one yet.")
    answer(page, right(first))
    to_step(page, "lesson")
    expect(page.get_by_role("heading", name="The lesson")).to_be_visible()
    page.reload()
    expect(page.locator(".an-past").first).to_have_text("You answered this before, 2 times.")
    to_step(page, last_step(first))
    page.get_by_role("link", name=f"Next: {second.title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second.title)


@pytest.mark.usefixtures("context")
def test_what_was_learned_comes_back(page: Page, shipped: Course, root: str) -> None:
    scenario = shipped.scenarios[0]
    page.goto(f"{root}/scenarios/{scenario.id}.html")
    answer(page, wrong(scenario))  # what was missed is asked again
    to_step(page, "lesson")
    expect(page.get_by_role("heading", name="The lesson")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="Which reply is accountable?")).to_be_focused()
    page.clock.set_fixed_time(page.evaluate("Date.now()") + 40 * 24 * 60 * 60 * 1000)
    page.goto(f"{root}/review.html")
    page.get_by_role("button", name="Start the review").click()
    expect(page.get_by_role("heading", name=scenario.title)).to_be_focused()
    answer(page, right(scenario))
    page.locator(".an-review-stage").get_by_role("link", name=scenario.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)


def test_the_catalogue_filters(page: Page, shipped: Course, root: str) -> None:
    page.goto(f"{root}/scenarios/index.html")
    page.get_by_label("Customer", exact=True).select_option("internal")
    internal = [one for one in shipped.scenarios if one.customer == "internal"]
    expect(page.locator(".an-item:visible")).to_have_count(len(internal))


def test_a_tag_leads_to_its_scenarios(page: Page, shipped: Course, root: str) -> None:
    scenario = shipped.scenarios[0]
    page.goto(f"{root}/scenarios/{scenario.id}.html#{last_step(scenario)}")
    page.locator(".an-foot").get_by_role("link", name=scenario.tags[0], exact=True).click()
    alike = [one for one in shipped.scenarios if scenario.tags[0] in one.tags]
    expect(page.locator(".an-item:visible")).to_have_count(len(alike))


def test_every_other_page_opens(page: Page, shipped: Course, root: str) -> None:
    for path in ("tags", "cards", "accountability", f"modules/{shipped.modules[0].id}"):
        page.goto(f"{root}/{path}.html")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_search_finds(page: Page, shipped: Course, root: str) -> None:
    page.goto(f"{root}/scenarios/{shipped.scenarios[0].id}.html")
    found = search_for(page, "parcels")  # a form that stands nowhere
    title = found.first.inner_text()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{root}/search.html?q=parcels")
    results(page, "main").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_needs_a_server_is_not_offered(page: Page, site_on_disk: Path, root: str) -> None:
    names = {path.name for path in site_on_disk.iterdir()}
    assert names.isdisjoint({"sw.js", "manifest.webmanifest", "offline.html", "_headers"})
    assert "READ-ME-FIRST.txt" in names
    page.goto(f"{root}/how-to-use.html")
    expect(page.locator("offline-course")).to_be_hidden()
