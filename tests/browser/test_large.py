"""A course with more scenarios than a page lists at once: the shipped one, with small pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from answerable.model import Course
from answerable.site import context
from tests.support.quick import replace_handouts
from tests.support.shared import once

from .conftest import build, in_english
from .learner import answer, path_of, right
from .server import SiteServer
from .test_axe import LOOKS, TAGS, violations

PORTION = 4


def _build(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "PORTION", PORTION)
        replace_handouts(patch.setattr)
        build(folder, site_url="http://127.0.0.1:8000/course/", edit=in_english)


@pytest.fixture(scope="module")
def large(common: Path) -> Iterator[SiteServer]:
    server = SiteServer()
    server.folder = once(common, "large", _build) / "site"
    with server.running():
        yield server
    server.server_close()


def test_a_newcomer_starts_with_the_first_scenario_and_loads_no_list(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{large.url}progress/")
    expect(page.locator("[data-start]")).to_have_attribute(
        "href", re.compile(f"/scenarios/{shipped.scenarios[0].id}/")
    )
    expect(page.locator("[data-summary]")).to_contain_text(
        f"0 of {len(shipped.scenarios)} scenarios done"
    )
    assert not [one for one in asked if "/course/places.js" in one]


def test_progress_tells_of_all_that_the_learner_has_done(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    done = [shipped.scenarios[place] for place in (1, 13, 14)]
    for scenario in done:
        page.goto(large.url + path_of(scenario))
        answer(page, right(scenario))
    page.goto(f"{large.url}progress/")
    expect(page.locator("[data-summary]")).to_contain_text(
        f"3 of {len(shipped.scenarios)} scenarios done"
    )
    expect(page.locator("[data-start]")).to_contain_text(shipped.scenarios[15].title)
    for module in shipped.modules:
        n = len([one for one in module.scenarios if one in done])
        shown = page.locator(f"module-progress[data-module={module.id}]")
        expect(shown).to_contain_text(f"{n} of {len(module.scenarios)} done")


def test_the_catalogue_is_read_page_by_page_with_the_keyboard(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    page.goto(f"{large.url}scenarios/")
    expect(page.locator(".an-item")).to_have_count(PORTION)
    page.get_by_role("link", name="Next page").press("Enter")
    expect(page).to_have_url(f"{large.url}catalogue/2/")
    titles = [one.title for one in shipped.scenarios[PORTION : 2 * PORTION]]
    expect(page.locator(".an-entry-title a")).to_have_text(titles)
    pages = math.ceil(len(shipped.scenarios) / PORTION)
    page.locator("summary", has_text=f"Page 2 of {pages}").press("Enter")
    page.get_by_role("link", name=f"Page {pages}", exact=True).press("Enter")
    expect(page.locator(".an-entry-title a").last).to_have_text(shipped.scenarios[-1].title)


def test_filters_lead_to_the_search_which_knows_all_scenarios(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    page.goto(f"{large.url}scenarios/")
    page.get_by_label("Channel").select_option("Phone")
    page.get_by_role("button", name="Filter", exact=True).click()
    found = [one for one in shipped.scenarios if one.channel == "Phone"]
    expect(page.locator("main [role=status]").first).to_contain_text(f"{len(found)} results")


def test_topics_and_the_review_work_without_a_script(
    scriptless: Page, large: SiteServer, shipped: Course
) -> None:
    scenario = shipped.scenarios[0]
    scriptless.goto(large.url + path_of(scenario))
    tag = scenario.tags[0]
    scriptless.locator(".an-tag", has_text=tag).click()
    expect(scriptless.locator("h1")).to_have_text(tag)
    scriptless.get_by_role("link", name=scenario.title, exact=True).click()
    expect(scriptless.locator("h1")).to_have_text(scenario.title)
    scriptless.goto(f"{large.url}review/")
    scriptless.get_by_role("link", name="all scenarios", exact=True).click()
    expect(scriptless.locator(".an-item")).to_have_count(PORTION)
    expect(scriptless.locator(".an-filters")).to_be_hidden()


def test_an_assessment_that_was_begun_goes_on_after_a_reload(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    # Dice that always show the same: two portions are two all the same, and enough are loaded.
    page.add_init_script("crypto.getRandomValues = (array) => array.fill(5)")
    page.goto(f"{large.url}assessment/")
    page.get_by_role("button", name="Start").click()
    asked = page.locator("[data-stage] [data-key]")
    expect(asked).to_have_count(shipped.assessment.questions)
    keys = asked.evaluate_all("all => all.map((one) => one.dataset.key)")
    page.reload()
    expect(asked).to_have_count(len(keys))
    assert asked.evaluate_all("all => all.map((one) => one.dataset.key)") == keys
    expect(page.locator("[data-part=changed]")).to_be_hidden()


def test_axe_finds_nothing(page: Page, large: SiteServer) -> None:
    for path in ("scenarios/", "catalogue/2/", "tags/", "progress/", "review/"):
        page.goto(large.url + path)
        for fold in page.locator("main .an-fold > summary").all():
            fold.click()
        for width, rules in ((1280, TAGS), (360, LOOKS)):
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page, rules) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") == width, path
