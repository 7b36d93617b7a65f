"""Talks in turns: the way taken, another way, what is kept, and turns without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from answerable.items.dialogues import Dialogue, DialogueReply, dialogue_of
from answerable.model import Course, Scenario, markup

from .conftest import NARROW
from .learner import path_of, set_looks
from .screen import DESK, PHONE, expect_seen, reach
from .store import change
from .test_axe import violations

ENDINGS = {"good": "The conversation ends well.", "poor": "The conversation ends badly."}


@pytest.fixture
def scenario(shipped: Course) -> Scenario:
    return next(one for one in shipped.scenarios if one.dialogue)


@pytest.fixture
def talk(scenario: Scenario) -> Dialogue:
    found = dialogue_of(scenario)
    assert found is not None
    return found


def way(talk: Dialogue, ending: str) -> list[DialogueReply]:
    """The shortest way to an ending."""
    ways: list[tuple[str, list[DialogueReply]]] = [(talk.start, [])]
    for here, taken in ways:
        turn = talk.turns[here]
        if turn.ending == ending:
            return taken
        if len(taken) < len(talk.turns):
            ways += [(said.next, [*taken, said]) for said in turn.replies]
    raise AssertionError(f"no way to a {ending} ending")


def words(text: str) -> str:
    return markup.plain(text)


def say(page: Page, said: DialogueReply) -> None:
    reach(page.locator(".an-say-choice", has_text=words(said.reply))).press("Enter")


def rows(page: Page) -> Locator:
    return page.locator(".an-transcript > li")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_way_to_an_ending(page: Page, scenario: Scenario, talk: Dialogue, ending: str) -> None:
    page.set_viewport_size(PHONE if ending == "poor" else DESK)
    page.goto(path_of(scenario, "dialogue"))
    status = page.locator("scenario-dialogue [role=status]")
    expect(rows(page)).to_have_text([_has(talk.turns[talk.start].customer)])
    expect(status).to_be_empty()
    taken = way(talk, ending)
    for said in taken:
        assert words(said.why or "-") not in page.locator(".an-talk").inner_text()
        say(page, said)
        expect(status).to_contain_text(words(said.why or ""))
        expect(status).to_contain_text(words(talk.turns[said.next].customer))
        expect(page.locator(".an-talk :focus")).to_have_count(1)
        expect_seen(rows(page).locator("> .an-effect p").last)
    expect(rows(page)).to_have_count(1 + 2 * len(taken))
    end = page.locator(".an-say [data-end]")
    expect(end).to_be_focused()
    expect(end).to_contain_text(ENDINGS[ending])
    expect(end).to_contain_text(words(talk.turns[taken[-1].next].outcome or ""))
    page.reload()
    expect(rows(page)).to_have_count(1 + 2 * len(taken))
    expect(end).to_contain_text(ENDINGS[ending])
    expect(status).to_be_empty()
    expect(page.locator("scenario-dialogue .an-past")).to_contain_text("once")


def _has(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(words(text)))


def test_a_step_back_and_another_way(page: Page, scenario: Scenario, talk: Dialogue) -> None:
    page.goto(path_of(scenario, "dialogue"))
    back = page.get_by_role("button", name="Go back one step")
    expect(back).to_be_hidden()
    first, second = talk.turns[talk.start].replies[:2]
    say(page, first)
    expect(rows(page)).to_have_count(3)
    back.click()
    expect(rows(page)).to_have_count(1)
    expect(page.locator(".an-say")).to_be_focused()
    say(page, second)
    page.reload()  # A talk that is under way goes on where it was.
    expect(rows(page).nth(1)).to_contain_text(words(second.reply))
    page.get_by_role("button", name="Start again").click()
    expect(rows(page)).to_have_count(1)
    expect(back).to_be_hidden()


def test_a_talk_written_anew_starts_anew(
    page: Page, shipped: Course, scenario: Scenario, talk: Dialogue
) -> None:
    page.goto(path_of(scenario, "dialogue"))
    for said in way(talk, "good"):
        say(page, said)
    change(page, shipped, scenario.id, dialogue={"rev": "00000000"})
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.locator("scenario-dialogue .an-past")).to_contain_text("has changed")


def test_axe_finds_nothing_on_the_way(page: Page, shipped: Course) -> None:
    found = []
    talks = [one for one in shipped.scenarios if one.dialogue]
    for scheme, scenario in zip(("light", "dark"), talks, strict=False):
        set_looks(page, scheme, NARROW)
        talk = dialogue_of(scenario)
        assert talk is not None
        page.goto(path_of(scenario, "dialogue"))
        taken = way(talk, "poor")
        for said in taken[:-1]:
            say(page, said)
        found += violations(page)
        say(page, taken[-1])
        found += violations(page)
    assert not found, "\n".join(found)


def test_without_a_script_the_turns_open_one_in_another(
    scriptless: Page, scenario: Scenario, talk: Dialogue
) -> None:
    page = scriptless
    page.goto(path_of(scenario, "dialogue"))
    expect(page.locator(".an-talk")).to_be_hidden()
    for said in way(talk, "good"):
        part = page.locator(f'[data-reply="{said.id}"]')
        part.locator("> summary").click()
        expect(part.locator("> .an-effect")).to_contain_text(words(said.why or ""))
        if not said.holds:
            part.locator("> .an-goes-on a").click()
        turn = page.locator(f'[data-turn="{said.next}"]')
        expect(turn.locator("> [data-customer]")).to_be_visible()
    expect(page.get_by_text(ENDINGS["good"])).to_be_visible()
