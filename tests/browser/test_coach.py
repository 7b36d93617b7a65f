"""The coach: it asks about a reply in the learner's own words, and never marks it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from answerable.model import Course

from .learner import path_of
from .test_axe import violations

HANDED_BACK = "I’ll look into it soon. Please call the courier yourself.\n<b>Sorry</b>"
OWNED = "I’ll call the courier now and ring you back by four."


def questions(page: Page) -> Locator:
    return page.locator("reply-coach li")


def test_it_asks_about_what_is_open_and_can_be_switched_off(page: Page, shipped: Course) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url))
    page.goto(path_of(shipped.scenarios[0]))
    assert not any("coach" in url for url in scripts), "only for who writes a reply"
    box = page.get_by_label("Your reply, in your own words")
    box.fill(HANDED_BACK)
    expect(questions(page)).to_contain_text(
        [
            "“I’ll look into” leaves open what happens.",
            "“soon” can mean an hour or a week.",
            "“Please call”: does the customer have to do that",
        ]
    )
    marks = page.locator("reply-coach mark")
    expect(marks).to_contain_text(["leaves it open", "when exactly?", "for the customer to do?"])
    expect(page.locator(".an-coach-words")).to_contain_text("<b>Sorry</b>")
    assert violations(page) == []

    box.fill(OWNED)
    expect(questions(page)).to_contain_text(["Read it once more as the customer"])

    button = page.get_by_role("button", name="Questions about my reply")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".an-coach-words")).to_be_hidden()
    page.goto(path_of(shipped.scenarios[1]))
    page.get_by_label("Your reply, in your own words").fill(HANDED_BACK)
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".an-coach-words")).to_be_hidden()
    button.press("Enter")
    expect(questions(page)).to_have_count(3)


def test_it_reads_german(page: Page, shipped: Course) -> None:
    page.goto(f"de/{path_of(shipped.scenarios[0])}")
    page.get_by_label("Ihre Antwort, in Ihren eigenen Worten").fill("Ich leite das bald weiter.")
    expect(questions(page)).to_contain_text(["lässt offen, was geschieht", "Bis wann genau?"])
