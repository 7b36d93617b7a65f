"""A scenario as a path: one step at a time, with an address each, and the whole page on request."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from answerable.items.items import which_reply
from answerable.model import Course, Scenario

from .learner import answer, last_step, path_of, right, to_step, wrong
from .test_axe import violations_in
from .walk import go_on

STEPS = ("situation", "quiz", "compare", "solutions", "lesson")


@pytest.fixture
def scenario(shipped: Course) -> Scenario:
    """One without a dialogue and more exercises, which isn’t the last one of its module."""
    return next(
        one
        for module in shipped.modules
        for one in module.scenarios[:-1]
        if not one.items and not one.dialogue
    )


def here(page: Page) -> Locator:
    return page.locator("[data-step]:visible")


def expect_step(page: Page, step: str) -> None:
    expect(here(page)).to_have_count(1)
    expect(here(page).locator(f"#{step}")).to_be_visible()


def place(page: Page) -> Locator:
    return page.locator(".an-steps [data-place]")


def test_one_main_button_leads_to_the_next_scenario(
    page: Page, shipped: Course, scenario: Scenario
) -> None:
    page.goto(path_of(scenario))
    expect_step(page, "situation")
    expect(place(page)).to_have_text("Step 1 of 5")
    go_on(page)
    expect_step(page, "quiz")
    expect(page.get_by_role("heading", name="Which reply is accountable?")).to_be_focused()
    answer(page, wrong(scenario))
    go_on(page)
    expect_step(page, "compare")
    why = page.locator(".an-compare .an-why")
    expect(why.filter(visible=True)).to_have_count(0)
    page.get_by_role("textbox", name="In your own words").fill("With a number, or with nothing.")
    go_on(page)
    reasons = [choice for choice in which_reply(scenario).choices if choice.why]
    expect(why.filter(visible=True)).to_have_count(len(reasons))
    for step in ("solutions", "lesson"):
        go_on(page)
        expect_step(page, step)
        expect(page.locator(f"#{step}")).to_be_focused()
    module = next(one for one in shipped.modules if scenario in one.scenarios)
    following = module.scenarios[module.scenarios.index(scenario) + 1]
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(following.title)
    expect_step(page, "situation")


def test_the_last_scenario_of_a_module_leads_to_its_quiz(page: Page, shipped: Course) -> None:
    module = shipped.modules[0]
    scenario = module.scenarios[-1]
    page.goto(path_of(scenario, last_step(scenario)))
    page.get_by_role("link", name="Next: this module’s quiz").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Quiz: {module.title}")


def test_own_reply_comes_first_where_the_scenario_asks_for_it(page: Page, shipped: Course) -> None:
    scenario = next(one for one in shipped.scenarios if one.own_reply_first)
    box = page.get_by_label("Your reply, in your own words")
    replies = page.get_by_role("link", name="Show the replies")
    page.goto(path_of(scenario))
    expect(box).to_be_visible()
    expect(page.get_by_role("link", name="Skip", exact=True)).to_be_visible()
    expect(replies).to_have_count(0)
    box.fill("With you by 2.")
    replies.press("Enter")
    expect_step(page, "quiz")


def test_the_first_scenario_of_a_module_is_thought_through(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario))
    expect(page.locator("#thinking ~ p").last).to_contain_text(
        (scenario.worked_example or "…")[-40:]
    )


def test_back_goes_a_step_back_and_a_reload_keeps_the_place(page: Page, scenario: Scenario) -> None:
    page.goto(path_of(scenario))
    page.evaluate("window.same = true")
    for step in STEPS[1:]:
        to_step(page, step)
        if step == "compare":
            page.get_by_role("button", name="Show why").click()
    for step in STEPS[-2::-1]:
        page.go_back()
        expect_step(page, step)
        expect(here(page).get_by_role("heading", level=2).first).to_be_focused()
    assert page.evaluate("window.same"), "the theme has loaded the page again"
    page.go_forward()
    page.go_forward()
    page.reload()
    expect_step(page, "compare")


def test_back_leads_into_a_scenario_that_was_left(page: Page, scenario: Scenario) -> None:
    page.goto(path_of(scenario))
    to_step(page, "quiz")
    page.locator(".an-kicker a").click()
    expect(page.locator("scenario-path")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    expect_step(page, "quiz")
    page.go_back()
    expect_step(page, "situation")


def test_only_reached_steps_are_offered_until_the_question_is_answered(
    page: Page, scenario: Scenario
) -> None:
    steps = page.get_by_role("navigation", name="Steps").locator("a:not([inert])")
    page.goto(path_of(scenario))
    expect(steps).to_have_count(1)
    to_step(page, "quiz")
    expect(steps).to_have_count(2)
    expect(steps.nth(1)).to_have_attribute("aria-current", "step")
    answer(page, wrong(scenario))
    expect(steps).to_have_count(5)
    page.goto("")
    page.goto(path_of(scenario))  # once answered, from the first step on
    expect_step(page, "situation")
    expect(steps).to_have_count(5)
    steps.nth(3).click()
    expect_step(page, "solutions")


def test_the_situation_is_one_press_away(page: Page, scenario: Scenario) -> None:
    page.goto(path_of(scenario))
    again = page.locator(".an-recall")
    expect(again).to_be_hidden()
    to_step(page, "quiz")
    words = again.locator("p").first
    expect(words).to_be_hidden()
    again.locator("summary").press("Enter")
    expect(words).to_be_visible()
    assert scenario.situation[:40] in again.inner_text().replace("\n", " ")


def test_all_at_once_is_kept_and_can_be_left(page: Page, scenario: Scenario) -> None:
    page.goto(path_of(scenario))
    to_step(page, "quiz")
    page.get_by_role("button", name="See it all at once").press("Enter")
    expect(page.get_by_role("heading", name="The situation")).to_be_visible()
    expect(page.get_by_role("heading", name="Which reply is accountable?")).to_be_focused()
    expect(page.locator(".an-lead:visible")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="The situation")).to_be_visible()
    answer(page, right(scenario))
    expect(page.get_by_role("heading", name="The lesson")).to_be_visible()
    page.get_by_role("button", name="One step at a time").press("Enter")
    expect_step(page, "quiz")


def test_no_table_of_contents_tells_what_comes(page: Page, scenario: Scenario) -> None:
    page.goto(path_of(scenario))
    contents = page.get_by_role("navigation", name="Table of contents")
    expect(contents).to_have_count(0)
    page.get_by_role("button", name="See it all at once").click()
    expect(contents).to_be_visible()


def test_axe_finds_nothing_on_any_step(page: Page, shipped: Course) -> None:
    talk = next(one for one in shipped.scenarios if one.dialogue)
    more = next(one for one in shipped.scenarios if one.items)
    found = []
    for scenario, steps in ((talk, (*STEPS, "dialogue")), (more, ("practice",))):
        for step in steps:
            page.goto(path_of(scenario, step))
            found += [f"[{step}] {one}" for one in violations_in(page)]
            if step == "compare":
                page.get_by_role("button", name="Show why").click()
                found += [f"[{step}, why] {one}" for one in violations_in(page)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), step
    assert not found, "\n".join(found)


def test_without_a_script_it_is_one_page(scriptless: Page, scenario: Scenario) -> None:
    page = scriptless
    page.goto(path_of(scenario))
    expect(page.locator(".an-steps, .an-recall, .an-lead").filter(visible=True)).to_have_count(0)
    for name in ("The situation", "What would you say?", "Which reply is accountable?"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.locator("summary", has_text="Show the answer").click()
    for name in ("Side by side", "What can be done", "The lesson"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator(".an-compare .an-why").first).to_be_visible()


def test_if_the_script_does_not_come_everything_appears(page: Page, scenario: Scenario) -> None:
    page.route(re.compile(r"assets/answerable\.js"), lambda route: route.fulfill(body=""))
    page.goto(path_of(scenario))
    expect(page.get_by_role("heading", name="Which reply is accountable?")).to_be_visible()
