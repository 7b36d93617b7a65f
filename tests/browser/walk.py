"""A learner's walk through the course by keyboard: one thing after the other, each within reach."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from answerable.items.choice.item import ChoiceItem
from answerable.items.dialogues import dialogue_of
from answerable.items.fill.item import FillItem
from answerable.items.free.item import FreeItem
from answerable.items.item import Item
from answerable.items.items import WHICH_REPLY, of_scenario, which_reply
from answerable.items.match.item import MatchItem
from answerable.items.multiple.item import MultipleItem
from answerable.items.order.item import OrderItem
from answerable.items.sort.item import SortItem
from answerable.items.spot.item import SpotItem
from answerable.model import Scenario

from .screen import expect_seen, expect_verdict_seen, reach
from .test_dialogue import say, way

OWN_ANSWER = "I’ll see to it."

MAIN = ".an-button:not(.an-button--quiet):visible"
"""The main button of a step."""


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def quiz(page: Page, item_id: str) -> Locator:
    return page.locator(f'scenario-quiz[data-item="{item_id}"]')


def press(page: Page, name: str | re.Pattern[str], *, role: Any = "button") -> None:
    reach(page.get_by_role(role, name=name)).press("Enter")


def go_on(page: Page) -> None:
    """Press the one main button of the step that is shown."""
    main = page.locator(f"[data-step] {MAIN}")
    expect(main).to_have_count(1)
    reach(main).press("Enter")


def enter(form: Locator, item: Item, *, rightly: bool = True) -> None:
    """Answer an item by keys alone; wrongly only where one reply is chosen."""

    def entry(entry_id: str) -> Locator:
        return reach(form.locator(f'[data-entry="{entry_id}"]'))

    match item:
        case ChoiceItem():
            choice = next(one for one in item.choices if one.right is rightly)
            entry(choice.id).get_by_role("radio").press("Space")
        case MultipleItem(choices=choices) | SpotItem(choices=choices):
            for choice in choices:
                if choice.right:
                    entry(choice.id).get_by_role("checkbox").press("Space")
        case SortItem():
            for choice in item.choices:
                name = "Accountable" if choice.right else "Not accountable"
                entry(choice.id).get_by_role("radio", name=name, exact=True).press("Space")
        case OrderItem():
            for place, step in enumerate(item.steps):
                ids = form.locator("[data-entry]").evaluate_all(
                    "all => all.map(e => e.dataset.entry)"
                )
                for _ in range(ids.index(step.id) - place):
                    entry(step.id).get_by_role("button", name="Up").press("Enter")
        case MatchItem():
            lessons = [lesson.id for lesson in item.lessons]
            for match in item.matches:
                for _ in range(lessons.index(match.answer_id) + 1):
                    entry(match.id).get_by_role("combobox").press("ArrowDown")
        case FillItem():
            for number, gap in enumerate(item.gaps, start=1):
                form.get_by_label(f"Gap {number} of").press_sequentially(gap.accept[0])
        case FreeItem():
            form.get_by_label("In your own words").fill(OWN_ANSWER)


def reply(page: Page, scenario: Scenario, *, rightly: bool = True, sure: str | None = None) -> None:
    """Choose one of a scenario's replies, and check it: the verdict is in view at once."""
    form = quiz(page, WHICH_REPLY)
    enter(form, which_reply(scenario), rightly=rightly)
    if sure:
        form.get_by_label(sure, exact=True).press("Space")
    page.keyboard.press("Enter")
    said = "Yes, this reply is accountable." if rightly else "Not this one yet."
    expect(form.get_by_role("status")).to_contain_text(said)
    expect_verdict_seen(form)


def learn(page: Page, scenario: Scenario, *, thoroughly: bool) -> None:
    """All that a scenario asks, step by step; thoroughly: with own words, and a wrong reply first.

    The last step stays open.
    """
    expect(heading(page)).to_have_text(scenario.title)
    if thoroughly:
        box = page.get_by_label("Your reply, in your own words")
        box.fill(f"My reply to {scenario.id}.")
    if scenario.own_reply_first and not thoroughly:
        press(page, re.compile("^Skip$"), role="link")
    else:
        go_on(page)
    if thoroughly:
        reply(page, scenario, rightly=False, sure="Sure")
    reply(page, scenario, sure="Fairly sure" if thoroughly else None)
    for _ in ("Compare the replies", "Show why", "the solutions", "the lesson"):
        go_on(page)
    if thoroughly:
        page.get_by_label("I will:").fill(f"My plan after {scenario.id}.")
    talk = dialogue_of(scenario)
    if talk:
        go_on(page)
        for said in way(talk, "good"):
            say(page, said)
        expect(page.locator(".an-say [data-end]")).to_contain_text("The conversation ends well.")
    for item in of_scenario(scenario)[1:]:
        go_on(page)
        practise(page, item)


def practise(page: Page, item: Item) -> None:
    """Answer an exercise rightly, and check it."""
    form = quiz(page, item.id)
    enter(form, item)
    reach(form.locator("[type=submit]")).press("Enter")
    if isinstance(item, FreeItem):
        expect_seen(page.locator(".an-solution[open] .an-words p").first)
        for check in item.checklist:
            reach(page.get_by_label(check.text)).press("Space")
        press(page, "Keep what I ticked")
    expect(form.locator(".an-verdict")).to_contain_text(re.compile("^\\s*(Yes|You covered)"))
    expect_verdict_seen(form)
