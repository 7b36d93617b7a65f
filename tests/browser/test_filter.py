"""The catalogue's filters: what they show, what they say, and the address that they leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from answerable.items.items import WHICH_REPLY, which_reply
from answerable.model import Course, Scenario

from .learner import last_step, path_of
from .store import change

Fits = Callable[[Scenario], bool]


def shown(page: Page, expected: list[Scenario]) -> None:
    """Exactly these scenarios are shown, and no heading without one."""
    expect(page.locator(".an-item:visible .an-entry-title a")).to_have_text(
        [scenario.title for scenario in expected]
    )
    groups = len({scenario.module_id for scenario in expected})
    expect(page.locator(".an-group:visible")).to_have_count(groups)


@pytest.fixture
def pair(shipped: Course) -> tuple[Scenario, dict[str, str], list[Scenario]]:
    """A scenario, two filters that it fits, and all the scenarios that fit both."""
    for scenario in shipped.scenarios:
        asked = {"department": scenario.department or "", "difficulty": str(scenario.difficulty)}
        alike = [one for one in shipped.scenarios if one.department == scenario.department]
        both = [one for one in alike if one.difficulty == scenario.difficulty]
        if 0 < len(both) < len(alike):
            return scenario, asked, both
    raise AssertionError("the shipped course has no such pair")


Pair = tuple[Scenario, dict[str, str], list[Scenario]]


def test_filters_combine(page: Page, shipped: Course, pair: Pair) -> None:
    _, asked, both = pair
    page.goto("scenarios/")
    count = page.get_by_role("status").locator("visible=true").and_(page.locator(".an-count"))
    expect(page.locator(".an-count")).to_be_empty()  # nothing is filtered
    shown(page, list(shipped.scenarios))
    page.get_by_label("Department", exact=True).select_option(asked["department"])
    page.get_by_label("Difficulty", exact=True).select_option(asked["difficulty"])
    shown(page, both)
    expect(count).to_have_text(f"{len(both)} of {len(shipped.scenarios)} scenarios")
    expect(page).to_have_url(re.compile(re.escape("?" + urlencode(asked)) + "$"))
    page.get_by_role("button", name="Clear filters").click()
    shown(page, list(shipped.scenarios))
    expect(page).to_have_url(re.compile("/scenarios/$"))


def test_an_address_brings_its_filters(page: Page, shipped: Course, pair: Pair) -> None:
    _, asked, both = pair
    page.goto(f"scenarios/?{urlencode(asked)}")
    shown(page, both)
    count = f"{len(both)} of {len(shipped.scenarios)} scenarios"
    expect(page.locator(".an-count")).to_have_text(count)
    expect(page.get_by_label("Department", exact=True)).to_have_value(asked["department"])
    page.reload()
    shown(page, both)


def test_an_address_that_asks_for_what_is_not_there(page: Page, shipped: Course) -> None:
    page.goto("scenarios/?department=No%20such&colour=red&tag=%3Cscript%3E")
    shown(page, list(shipped.scenarios))


def test_nothing_fits(page: Page, shipped: Course) -> None:
    page.goto("scenarios/")
    tags = {tag for one in shipped.scenarios for tag in one.tags}
    department, tag = next(
        (one.department, tag)
        for one in shipped.scenarios
        for tag in sorted(tags)
        if not any(tag in x.tags and x.department == one.department for x in shipped.scenarios)
    )
    page.get_by_label("Department", exact=True).select_option(department)
    page.get_by_label("Topic", exact=True).select_option(tag)
    expect(page.locator(".an-count")).to_have_text(re.compile("No scenario matches"))
    shown(page, [])


def test_a_tag_leads_to_its_scenarios(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    tag = scenario.tags[0]
    alike = [one for one in shipped.scenarios if tag in one.tags]
    page.goto(path_of(scenario, last_step(scenario)))
    page.evaluate("window.same = true")
    page.locator(".an-foot").get_by_role("link", name=tag, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All scenarios")
    shown(page, alike)
    expect(page.get_by_label("Topic", exact=True)).to_have_value(tag)
    assert page.evaluate("window.same"), "the page was loaded anew: instant navigation is off"


def test_a_link_to_the_catalogue_clears_and_back_brings_back(page: Page, shipped: Course) -> None:
    page.goto("scenarios/?customer=internal")
    internal = [one for one in shipped.scenarios if one.customer == "internal"]
    shown(page, internal)
    page.get_by_role("navigation", name="Practise").get_by_role(
        "link", name="All scenarios"
    ).click()
    expect(page).to_have_url(re.compile("/scenarios/$"))
    shown(page, list(shipped.scenarios))
    page.go_back()
    shown(page, internal)
    expect(page.get_by_label("Customer", exact=True)).to_have_value("internal")


def test_on_a_phone_the_list_begins_on_the_first_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("scenarios/")
    expect(page.get_by_role("button", name="Filter the scenarios")).to_be_visible()
    expect(page.locator(".an-item").first).to_be_in_viewport()


def test_what_is_not_done_yet_and_folded_away_on_a_phone(page: Page, shipped: Course) -> None:
    first, *others = shipped.scenarios
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path_of(first))
    record = {"rev": which_reply(first).revision, "seed": 1, "answer": None, "log": [[1, 1]]}
    change(page, shipped, first.id, **{WHICH_REPLY: record})
    page.goto("scenarios/")
    progress = page.get_by_label("Progress", exact=True)
    expect(progress).to_be_hidden()
    button = page.get_by_role("button", name="Filter the scenarios")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    progress.select_option("Not done yet")
    shown(page, others)
    expect(page).to_have_url(re.compile(r"\?progress=open$"))
    page.reload()
    expect(progress).to_be_visible()
    progress.select_option("Done")
    shown(page, [first])
