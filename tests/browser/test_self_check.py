"""A learner says how they work, and six weeks later what has moved since."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from answerable.model import Course

from .learner import path_of
from .store import records, text_key
from .test_axe import violations
from .test_plan import DAY, today, write

SIX_WEEKS = 42

LATER = """wait => {
  const now = Date.now() + wait;
  Date.now = () => now;
  dispatchEvent(new Event("focus"));
}"""
"""The page has stayed open, and is looked at again so many ms later."""


def rate(page: Page, *steps: str) -> None:
    """Choose these words for the statements in turn, the last one for all that follow."""
    statements = page.locator("self-check fieldset")
    expect(statements).to_have_count(8)
    for place, statement in enumerate(statements.all()):
        statement.get_by_label(steps[min(place, len(steps) - 1)], exact=True).press("Space")
    page.get_by_role("button", name="Save my self-check").click()


def test_the_second_self_check_shows_what_has_moved(page: Page, shipped: Course) -> None:
    page.goto(path_of(shipped.scenarios[0], "lesson"))
    write(page, "a guest waits", "go over")
    page.get_by_role("link", name="self-check").click()
    page.locator("self-check fieldset").nth(1).get_by_label("Rarely").check()
    page.reload()
    expect(page.locator("self-check input:checked")).to_have_count(1)
    expect(page.locator("self-check fieldset").nth(1).get_by_label("Rarely")).to_be_checked()
    rate(page, "Often", "Rarely", "Sometimes")
    expect(page.locator("self-check [role=status]")).to_have_text("Saved on this device.")
    again = today(page) + timedelta(days=SIX_WEEKS)
    expect(page.get_by_text("can still change it")).to_contain_text(f"{again:%-d %B %Y}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Remind me").click()
    reminder = Path(download.value.path()).read_text()
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", reminder) == [f"{again:%Y%m%d}"]
    assert violations(page, part="main") == []
    page.evaluate(LATER, SIX_WEEKS * DAY)
    expect(page.get_by_text("How is it now?")).to_be_visible()

    page.goto("review/")
    with page.expect_download() as download:
        page.get_by_role("button", name="into my calendar").click()
    assert f"UID:self-check-{shipped.id}@" in Path(download.value.path()).read_text()

    found = records(page, shipped)
    (path,) = (path for path in found if path.startswith("_self-check/"))
    earlier = found[path] | {"made": found[path]["made"] - (SIX_WEEKS + 1) * DAY}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [text_key(shipped, path), json.dumps(earlier)],
    )
    page.goto("")
    due = page.locator("[data-self-check]")
    expect(due).to_be_visible()
    due.get_by_role("button", name="Hide").press("Enter")
    expect(due).to_be_hidden()
    expect(page.locator("[data-start]")).to_be_focused()
    page.goto("progress/")
    page.get_by_role("link", name="Take it again").press("Enter")
    expect(page.get_by_text("How is it now?")).to_be_visible()
    expect(page.locator("self-check input:checked")).to_have_count(0)
    rate(page, "Sometimes", "Often")
    expect(page.get_by_role("heading", name="What has moved")).to_be_focused()
    moved = page.locator(".an-moves > li")
    expect(moved.locator("[data-first] dd")).to_have_text(["Often", "Rarely", *["Sometimes"] * 6])
    expect(moved.locator("[data-last] dd")).to_have_text(["Sometimes", *["Often"] * 7])
    expect(moved.locator("[data-moved]")).to_have_text(["Less often", *["More often"] * 7])
    assert violations(page, part="main") == []

    page.goto("progress/")
    expect(page.locator("[data-self-check]")).to_have_count(0)
    section = page.locator("[data-self-checks]")
    expect(section.get_by_role("link", name="See what has moved")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save them as text").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert "My plan\r\n\r\nWhen this happens: a guest waits\r\nI will: go over" in text
    for word in ("Often", "Sometimes"):
        assert f"\r\n{word}: I took on the problem, whoever had caused it.\r\n" in text

    page.get_by_text("copies, deletion").click()
    page.get_by_role("button", name="Delete everything…").click()
    expect(page.locator(".an-dialog")).to_contain_text("2 self-checks")
    page.get_by_role("button", name="Delete it all").click()
    expect(section.get_by_role("link", name="Take the self-check")).to_be_visible()
