"""The quiz: what it says, what it keeps, and that it never loses what a learner did."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Locator, Page, expect

from answerable.items.items import WHICH_REPLY, which_reply
from answerable.items.shapes import Choice
from answerable.model import Course, Scenario, markup
from tests.support.chromium import find

from .conftest import Guard
from .learner import answer, order, path_of, radio, right, short, to_step, verdict, wrong
from .store import change, shelf_key


@pytest.fixture
def scenario(shipped: Course) -> Scenario:
    """One with more than two replies, so that an order can differ, and no other question."""
    found = short(shipped)
    assert found.other_replies
    return found


def attempts(page: Page, n: int) -> None:
    """The page, loaded anew, tells of n attempts."""
    page.reload()
    times = "once" if n == 1 else f"{n} times"
    expect(page.locator(".an-past")).to_have_text(f"You answered this before, {times}.")


def words(text: str | None) -> str:
    """A field's words as they stand on a page."""
    return " ".join(markup.plain(text or "").split())


def box(page: Page, choice: Choice) -> Locator:
    return page.locator(".an-choice").filter(has=radio(page, choice))


class TestAnswering:
    def test_a_wrong_reply_gets_its_own_reason(self, page: Page, scenario: Scenario) -> None:
        for choice in which_reply(scenario).choices:
            if choice.right:
                continue
            page.goto(path_of(scenario))
            answer(page, choice)
            expect(verdict(page)).to_contain_text("Not this one yet.")
            expect(verdict(page)).to_contain_text(words(choice.why))
            expect(box(page, choice)).to_contain_text("Not this one")
            expect(page.locator("details#answer")).not_to_have_attribute("open", "")
            expect(page.locator(".an-choice[data-state]")).to_have_count(1)

    def test_another_reply_can_be_checked_at_once_and_all_of_it_again(
        self, page: Page, scenario: Scenario
    ) -> None:
        page.goto(path_of(scenario, "quiz"))
        retry = page.get_by_role("button", name="Try again")
        expect(retry).to_be_hidden()
        answer(page, wrong(scenario))
        page.get_by_role("button", name="Check my answer").click()  # the same again is no attempt
        choice = right(scenario)
        answer(page, choice)
        expect(verdict(page)).to_contain_text("Yes, this reply is accountable.")
        expect(verdict(page)).to_contain_text(words(choice.why))
        expect(box(page, choice)).to_contain_text("Accountable")
        expect(page.locator("details#answer")).to_have_attribute("open", "")
        expect(page.locator(".an-choice[data-state]")).to_have_count(1)
        retry.click()
        expect(verdict(page)).to_be_empty()
        expect(page.locator(".an-choice[data-state], .an-mark")).to_have_count(0)
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        expect(page.locator("details#answer")).not_to_have_attribute("open", "")
        expect(retry).to_be_hidden()
        answer(page, choice)
        attempts(page, 3)

    def test_the_order_changes_and_the_meaning_does_not(
        self, page: Page, scenario: Scenario
    ) -> None:
        page.goto(path_of(scenario, "quiz"))
        choice = right(scenario)
        text = words(choice.text)
        orders = set()
        for _ in range(8):  # all alike by chance: once in 6 ** 7 times
            orders.add(tuple(order(page)))
            expect(box(page, choice)).to_contain_text(text)
            answer(page, choice)
            expect(verdict(page)).to_contain_text("Yes, this reply is accountable.")
            page.get_by_role("button", name="Try again").click()
        assert len(orders) > 1
        ids = sorted(one.id for one in which_reply(scenario).choices)
        assert all(sorted(one) == ids for one in orders)

    def test_nothing_on_the_page_points_at_the_answer(self, page: Page, scenario: Scenario) -> None:
        page.goto(path_of(scenario, "quiz"))
        attributes = page.locator(".an-choice").evaluate_all(
            """all => all.map(choice => [choice, ...choice.querySelectorAll("*")].map(one =>
              one.localName + [...one.attributes].map(a => a.name + "=" + a.value).sort()))"""
        )
        ids = page.locator(".an-choice input").evaluate_all("all => all.map(one => one.value)")
        without_ids = [
            json.dumps(one).replace(identifier, "")
            for one, identifier in zip(attributes, ids, strict=True)
        ]
        assert len(set(without_ids)) == 1  # all choices look the same but for their ids
        outside = page.evaluate(
            """() => { const copy = document.documentElement.cloneNode(true);
              copy.querySelector("details#answer").remove(); return copy.outerHTML }"""
        )
        assert "data-right" not in outside
        for choice in which_reply(scenario).choices:
            assert words(choice.why) not in outside


class TestKeeping:
    @pytest.mark.parametrize("way", ["reload", "instant"])
    def test_an_answer_is_there_on_return(self, page: Page, scenario: Scenario, way: str) -> None:
        page.goto(path_of(scenario, "quiz"))
        answer(page, right(scenario))
        shown = order(page)
        if way == "reload":
            page.reload()
        else:
            page.locator(".an-kicker a").click()
            expect(page.get_by_role("heading", level=1)).not_to_have_text(scenario.title)
            page.go_back()
            expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
        expect(radio(page, right(scenario))).to_be_checked()
        expect(box(page, right(scenario))).to_contain_text("Accountable")
        expect(page.locator("details#answer")).to_have_attribute("open", "")
        expect(page.locator(".an-past")).to_have_text("You answered this before, once.")
        assert order(page) == shown
        expect(verdict(page)).to_be_empty()  # what is old is not announced

    def test_an_open_attempt_keeps_its_order(self, page: Page, scenario: Scenario) -> None:
        page.goto(path_of(scenario, "quiz"))
        radio(page, wrong(scenario)).check()
        shown = order(page)
        for _ in range(3):
            page.reload()
            assert order(page) == shown

    def test_links_within_the_page_keep_the_choice(self, page: Page, scenario: Scenario) -> None:
        page.goto(path_of(scenario, "quiz"))
        heading = page.get_by_role("heading", level=1)
        heading.evaluate("one => { one.dataset.same = 'yes' }")
        radio(page, wrong(scenario)).check()
        steps = page.get_by_role("navigation", name="Steps")
        steps.get_by_role("link", name="The situation").click()
        expect(page).to_have_url(re.compile("#situation$"))
        expect(page.get_by_role("heading", name="The situation")).to_be_focused()
        steps.get_by_role("link", name="Which reply is accountable?").click()
        expect(page.get_by_role("heading", name="Which reply")).to_be_in_viewport()
        expect(radio(page, wrong(scenario))).to_be_checked()
        expect(heading).to_have_attribute("data-same", "yes")

    def test_an_address_into_the_answer_opens_it(self, page: Page, scenario: Scenario) -> None:
        page.goto(f"{path_of(scenario)}#lesson")
        expect(page.get_by_role("heading", name="The lesson")).to_be_in_viewport()

    def test_a_changed_scenario_is_asked_anew(
        self, page: Page, shipped: Course, scenario: Scenario
    ) -> None:
        page.goto(path_of(scenario, "quiz"))
        answer(page, right(scenario))
        change(page, shipped, scenario.id, **{WHICH_REPLY: {"rev": "00000000"}})
        page.reload()
        expect(page.locator(".an-past")).to_contain_text("has changed since you answered it")
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        expect(page.locator("details#answer")).not_to_have_attribute("open", "")
        answer(page, right(scenario))
        attempts(page, 2)

    def test_two_tabs_lose_nothing(self, page: Page, scenario: Scenario) -> None:
        one, other = page, page.context.new_page()
        for tab in (one, other):
            tab.goto(path_of(scenario, "quiz"))
        answer(one, right(scenario))
        expect(radio(other, right(scenario))).to_be_checked()
        expect(other.locator(".an-past")).to_be_visible()
        expect(verdict(other)).to_be_empty()
        answer(other, wrong(scenario))
        expect(radio(one, wrong(scenario))).to_be_checked()
        answer(one, right(scenario))
        attempts(other, 3)

    def test_a_choice_being_made_is_not_taken_away(self, page: Page, scenario: Scenario) -> None:
        one, other = page, page.context.new_page()
        for tab in (one, other):
            tab.goto(path_of(scenario, "quiz"))
        other.evaluate(
            """addEventListener("storage", (event) => {
              if (event.key === "later") window.later = true })"""
        )
        radio(other, wrong(scenario)).check()
        answer(one, right(scenario))
        # Events come in order: once this one is in, the answer has been, too.
        one.evaluate("localStorage.setItem('later', 'yes')")
        other.wait_for_function("window.later")
        expect(radio(other, wrong(scenario))).to_be_checked()
        answer(other, wrong(scenario))
        attempts(one, 2)

    def test_a_damaged_record_is_kept_aside(
        self, page: Page, shipped: Course, scenario: Scenario
    ) -> None:
        page.goto(path_of(scenario, "quiz"))
        answer(page, wrong(scenario))
        key = shelf_key(shipped, scenario.id)
        page.evaluate("key => localStorage.setItem(key, '{not json')", key)
        page.reload()
        expect(page.get_by_role("radio", checked=True)).to_have_count(0)
        answer(page, right(scenario))
        kept = dict(page.evaluate("Object.entries(localStorage)"))
        assert kept.pop(key) != "{not json"
        assert list(kept.values()).count("{not json") == 1
        attempts(page, 1)

    def test_without_storage_the_page_says_so_and_works(
        self, context: BrowserContext, scenario: Scenario
    ) -> None:
        context.add_init_script(
            """Object.defineProperty(window, "localStorage", {
              get() { throw new DOMException("denied", "SecurityError") } })"""
        )
        page = context.new_page()
        page.goto(path_of(scenario, "quiz"))
        expect(page.locator(".an-storage")).to_be_visible()
        answer(page, wrong(scenario))
        answer(page, right(scenario))
        page.get_by_role("link", name="Compare the replies").click()
        expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
        page.get_by_role("button", name="Switch to dark colours").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    def test_a_browser_that_keeps_nothing_for_sites(
        self,
        browser_type: BrowserType,
        browser_type_launch_args: dict[str, Any],
        base_url: str,
        scenario: Scenario,
        tmp_path: Path,
        guard: Guard,
    ) -> None:
        """As with "block all cookies": no storage, no service worker, and no error either."""
        settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
        (tmp_path / "Default").mkdir()
        (tmp_path / "Default" / "Preferences").write_text(json.dumps(settings))
        # The browser without windows reads no preferences; this one asks for what its maker has.
        guard.allow("^request to elsewhere: ")
        whole = browser_type_launch_args | {"executable_path": find()}
        context = browser_type.launch_persistent_context(tmp_path, base_url=base_url, **whole)
        guard.watch(context)
        page = context.new_page()
        page.goto("progress/")
        assert page.evaluate("try { localStorage } catch { 'denied' }") == "denied"
        page.goto(path_of(scenario, "quiz"))
        expect(page.locator(".an-storage")).to_be_visible()
        answer(page, wrong(scenario))
        page.get_by_role("button", name="Switch to dark colours").click()
        page.get_by_role("link", name="Assessment").first.click()
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_role("group").first).to_be_visible()
        context.close()

    def test_own_words_stand_beside_the_replies(self, page: Page, scenario: Scenario) -> None:
        page.goto(path_of(scenario))
        page.get_by_label("Your reply, in your own words").fill("With you by 2.")
        to_step(page, "quiz")
        answer(page, right(scenario))
        to_step(page, "compare")
        expect(page.locator("#compare ~ [data-own-said]")).to_contain_text("With you by 2.")
        page.go_back()
        page.go_back()
        page.get_by_label("Your reply, in your own words").fill(" ")
        to_step(page, "compare")
        expect(page.locator("[data-own-said]")).to_be_hidden()

    def test_own_words_are_kept(self, page: Page, scenario: Scenario) -> None:
        field = page.get_by_label("Your reply, in your own words")
        page.goto(path_of(scenario))
        field.fill("half a sent")
        page.goto("")  # at once
        page.goto(path_of(scenario))
        expect(field).to_have_value("half a sent")
        mine = "I’ll ring you back by 2.\nEven if I know only half by then."
        field.fill(mine)
        expect(page.get_by_text("Saved on this device.")).to_be_visible()
        page.reload()
        expect(field).to_have_value(mine)
        expect(page.get_by_text("Saved on this device.")).to_have_count(0)

    def test_own_words_are_text(self, page: Page, scenario: Scenario) -> None:
        page.goto(path_of(scenario))
        hostile = "</textarea><script>window.bad = 1</script><img src=x onerror='window.bad = 1'>"
        page.get_by_label("Your reply, in your own words").fill(hostile)
        page.reload()
        expect(page.get_by_label("Your reply, in your own words")).to_have_value(hostile)
        expect(page.locator("[data-own-said] blockquote")).to_have_text(hostile)
        assert page.evaluate("window.bad") is None
