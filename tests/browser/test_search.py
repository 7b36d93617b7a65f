"""Search finds a scenario by all that it may know of it, and by nothing that gives it away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from answerable import markup
from answerable.learning.items import which_reply
from answerable.model import Course, Scenario

from .learner import path_of, search_for
from .server import SiteServer

WORD = re.compile(r"[^\W\d_]{6,}")


def words(text: str) -> list[str]:
    return WORD.findall(markup.plain(text).casefold())


@pytest.fixture(scope="module")
def indexed(server: SiteServer) -> set[str]:
    """Every word that the search index knows."""
    assert server.folder is not None
    index = json.loads((server.folder / "search/documents.json").read_text(encoding="utf-8"))
    texts = (f"{entry['title']} {entry['text']}" for entry in index["docs"])
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())}


def rarest(text: str, course: Course) -> str:
    """The word of a text that the fewest scenarios have, the longest of these."""
    everything = [repr(scenario).casefold() for scenario in course.scenarios]
    return min(words(text), key=lambda w: (sum(w in one for one in everything), -len(w)))


def finds(page: Page, query: str, *expected: Scenario) -> None:
    """The first result is one of these scenarios."""
    titles = "|".join(re.escape(scenario.title) for scenario in expected)
    expect(search_for(page, query).first.get_by_role("heading")).to_have_text(re.compile(titles))
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("Type to start"))


def test_every_field_that_may_be_known(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto("")
    for text in (
        scenario.title,
        scenario.situation,
        scenario.solutions[0].do,
        scenario.solutions[-1].when,
        scenario.lesson,
    ):
        assert text
        word = rarest(text, shipped)
        finds(page, word, *(one for one in shipped.scenarios if word in repr(one).casefold()))
    for keyword in scenario.keywords:
        finds(page, keyword, scenario)
    for tag in scenario.tags:
        finds(page, tag, *(one for one in shipped.scenarios if tag in one.tags))
    alike = [one for one in shipped.scenarios if one.department == scenario.department]
    finds(page, scenario.department or "", *alike)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_either_apostrophe(page: Page, shipped: Course, apostrophe: str) -> None:
    everything = "".join(repr(scenario) for scenario in shipped.scenarios)
    scenario, word = next(
        (one, word)
        for one in shipped.scenarios
        for word in re.findall(r"\w{6,}’s", markup.plain(one.situation))
        if everything.count(word.removesuffix("’s")) == 1
    )
    page.goto("")
    finds(page, word.replace("’", apostrophe), scenario)


def secrets(scenario: Scenario, indexed: Iterable[str]) -> list[str]:
    """One word a reply and a reason that stands there and is the beginning of no indexed word."""
    found = []
    for choice in which_reply(scenario).choices:
        for text in (choice.text, choice.why):
            hidden = [w for w in words(text) if not any(one.startswith(w) for one in indexed)]
            if hidden:
                found.append(max(hidden, key=len))
    return found


def test_no_reply_and_no_reason(page: Page, shipped: Course, indexed: set[str]) -> None:
    scenarios = [one for one in shipped.scenarios if one.other_replies]
    hidden = [word for scenario in scenarios for word in secrets(scenario, indexed)]
    assert len(hidden) > len(scenarios)
    page.goto("")
    for word in hidden[::3]:
        search_for(page, word)
        expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
        page.keyboard.press("Control+a")
        page.keyboard.press("Backspace")
        expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("Type to start"))


def test_a_result_leads_to_its_page_without_a_reload(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[3]
    page.goto(path_of(shipped.scenarios[0]))
    page.evaluate("window.same = true")
    search_for(page, rarest(scenario.situation, shipped))
    page.locator(f'.md-search-result__item a[href*="/{scenario.id}/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    expect(page.locator("details#answer")).not_to_have_attribute("open", "")
    assert page.evaluate("window.same"), "the page was loaded anew: instant navigation is off"
