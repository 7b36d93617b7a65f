"""What a learner does and sees, as functions of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Dialog, Frame, Locator, Page, expect

from answerable.items.item import Item
from answerable.items.items import of_scenario, which_reply
from answerable.items.shapes import Choice
from answerable.model import Course, Scenario


def right(scenario: Scenario) -> Choice:
    return next(choice for choice in which_reply(scenario).choices if choice.right)


def wrong(scenario: Scenario) -> Choice:
    return next(choice for choice in which_reply(scenario).choices if not choice.right)


def short(course: Course) -> Scenario:
    """The first scenario that asks nothing but which reply is accountable."""
    return next(scenario for scenario in course.scenarios if len(of_scenario(scenario)) == 1)


def path_of(scenario: Scenario, step: str = "") -> str:
    """Address of a scenario's page, or of one of its steps, relative to the home page."""
    return f"scenarios/{scenario.id}/{step and '#'}{step}"


def step_of(scenario: Scenario, item: Item) -> str:
    """The step that asks one of the items that an author wrote."""
    place = of_scenario(scenario).index(item)
    return "practice" if place == 1 else f"practice-{place}"


def last_step(scenario: Scenario) -> str:
    """The one that leads on to the next scenario, and beneath which are the scenario's topics."""
    if scenario.items:
        return step_of(scenario, of_scenario(scenario)[-1])
    return "dialogue" if scenario.dialogue else "lesson"


def to_step(page: Page | Frame, step: str) -> None:
    """Go to a step by its link, unless it is shown."""
    if page.locator(f"#{step}").is_hidden():
        links = page.locator(f":is(.an-lead, .an-steps) a[href$='#{step}']:not([inert]):visible")
        links.first.press("Enter")


def radio(page: Page | Frame, choice: Choice) -> Locator:
    return page.locator(f'input[type=radio][value="{choice.id}"]')


def verdict(page: Page | Frame) -> Locator:
    """Of the page's first item."""
    return page.locator(".an-verdict").first


def answer(page: Page | Frame, choice: Choice) -> None:
    """Choose a reply and press the button, by keys: a mouse takes twice as long."""
    if radio(page, choice).is_hidden():
        to_step(page, "quiz")
    radio(page, choice).press("Space")
    page.get_by_role("button", name="Check my answer").first.press("Enter")
    expect(verdict(page)).not_to_be_empty()


def order(page: Page) -> list[str]:
    """Ids of the choices as they stand on the page."""
    values = page.locator(".an-choice input").evaluate_all("all => all.map(one => one.value)")
    return [str(value) for value in values]


def set_looks(page: Page, scheme: Any, width: Any) -> None:
    """Let the system prefer these colours, in a window of this size, and no motion: no colour is
    measured half-way through a fade.
    """
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(width)


def refuse(dialog: Dialog, seen: list[str]) -> None:
    """Close a dialog that should not be there, and keep what it said."""
    seen.append(dialog.message)
    dialog.dismiss()


def open_drawer(page: Page) -> None:
    page.get_by_role("button", name="Menu").click()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def search_for(page: Page, words: str) -> Locator:
    """Search in the dialog. Returns the links of the results, once they are there."""
    page.keyboard.press("Control+k")
    expect(page.locator(".an-search input")).to_be_focused()
    page.keyboard.insert_text(words)
    return results(page)


def results(page: Page, within: str = ".an-search") -> Locator:
    """The links of the results in the dialog, or elsewhere, once they are there."""
    expect(page.locator(f"{within} .an-hits")).to_have_attribute("aria-busy", "false")
    return page.locator(f"{within} .an-hits a")


State = Callable[[Page, Course], None]


def _at(path: str) -> State:
    def go(page: Page, _: Course) -> None:
        page.goto(path)

    return go


def _scenario(page: Page, course: Course) -> None:
    page.goto(path_of(course.scenarios[0]))


def _answered(pick: Callable[[Scenario], Choice]) -> State:
    def go(page: Page, course: Course) -> None:
        scenario = next(one for one in course.scenarios if one.other_replies)
        page.goto(path_of(scenario))
        answer(page, pick(scenario))

    return go


def _module(page: Page, course: Course) -> None:
    page.goto(f"modules/{course.modules[0].id}/")


def _results(page: Page, _: Course) -> None:
    page.goto("search/?q=parcel")
    if page.locator("main .an-needs-script").is_hidden():
        expect(results(page, "main").first).to_be_visible()


PAGES: dict[str, State] = {
    "home": _at(""),
    "catalogue": _at("scenarios/"),
    "catalogue, filtered": _at("scenarios/?customer=internal&difficulty=2"),
    "module": _module,
    "scenario": _scenario,
    "tags": _at("tags/"),
    "results of a search": _results,
    "progress": _at("progress/"),
    "review": _at("review/"),
    "own scenario": _at("own-scenario/"),
    "self-check": _at("self-check/"),
    "cards": _at("cards/"),
    "workshop": _at("workshop/"),
    "facilitator's guide": _at("workshop-guide/"),
    "what is new": _at("whats-new/"),
    "hand-written page with tables": _at("accountability/"),
    "hand-written page to print and fill in": _at("thirty-days/"),
    "missing page": _at("no-such-page/"),
}
"""Every kind of page, as it is on arrival."""

ANSWERED: dict[str, State] = {
    "scenario, answered wrongly": _answered(wrong),
    "scenario, answered rightly": _answered(right),
}

MISSING_PAGE = r"404 \(Not Found\)"
"""What the browser itself says about the missing page in its console."""
