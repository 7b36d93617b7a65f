"""A dialogue as a tree: cards and arrows, the form of one turn, and a turn that is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_axe import violations

DIALOGUE: list[dict[str, Any]] = [
    {
        "id": "start",
        "customer": "Nobody came today, and I waited.",
        "choices": [
            {"reply": "I’m sorry. I’m calling the driver now.", "quality": "accountable"},
            {"reply": "Please call the depot.", "quality": "poor", "next": "angry"},
        ],
    },
    {"id": "calm", "customer": "Thank you.", "ending": "good", "outcome": "It came at six."},
]


@pytest.fixture(scope="module")
def address(project: Path) -> str:
    """The end of the address of a scenario with a dialogue, one turn of which is missing."""
    (file,) = project.glob("scenarios/*/no-appointment.yml")
    text = yaml.safe_dump({"dialogue": DIALOGUE}, allow_unicode=True, sort_keys=False)
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    return f"dialogue/{file.parent.name}/{file.name}"


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe(
    visit: Callable[[str], Page], address: str, window: Any, page: Page, colours: str
) -> None:
    page.set_viewport_size(window)
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    tree = visit(address)
    expect(tree.locator(".turn")).to_have_count(2)
    assert violations(tree, part="html") == []
    tree.get_by_title("Play from here").first.click()
    assert violations(tree, part="html") == []


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_a_missing_turn_is_added_from_the_reply_that_leads_there(
    visit: Callable[[str], Page], address: str
) -> None:
    tree = visit(address)
    tree.set_viewport_size({"width": 1280, "height": 900})
    expect(tree.locator("path.arrow")).to_have_count(1)
    expect(tree.get_by_text("There is no turn “angry”")).to_be_visible()
    tree.get_by_role("button", name="Add this turn").click()
    tree.keyboard.type("Now I’m angry.")
    angry = tree.locator(".turn", has_text="Now I’m angry.")
    expect(angry).to_contain_text("Dead end")
    expect(tree.locator("path.arrow")).to_have_count(2)
    expect(tree.get_by_text("There is no turn")).to_have_count(0)
    tree.get_by_role("link", name="angry").first.click()
    expect(tree.locator("textarea:visible").first).to_have_value("Now I’m angry.")
    angry.get_by_title("Play from here").click()
    expect(tree.get_by_text("Dead end: no reply and no ending")).to_be_visible()


def test_only_the_chosen_turn_has_its_form_shown(
    visit: Callable[[str], Page], address: str
) -> None:
    tree = visit(f"{address}#turn-1")
    entries = tree.locator("[data-field=dialogue] > [data-entries] > [data-entry]")
    expect(entries.nth(1)).to_be_visible()
    expect(entries.nth(0)).to_be_hidden()
    tree.get_by_role("link", name="start", exact=True).click()
    expect(entries.nth(0)).to_be_visible()
    expect(entries.nth(1)).to_be_hidden()
