"""A learner says where they work, and a few scenarios from such work come first."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from answerable.items.items import WHICH_REPLY, which_reply
from answerable.model import Course, Scenario

from .store import change, records
from .test_axe import violations

PATH = (
    "handed-over-ticket",
    "nobody-rang-the-bell",
    "locked-out-on-payday",
    "wrong-address",
    "wrong-department",
)
"""All of technical support, the easiest first, and then the easiest of two other modules."""


def test_a_short_path_comes_first_until_it_is_done_or_given_up(page: Page, shipped: Course) -> None:
    by_id = {scenario.id: scenario for scenario in shipped.scenarios}
    path = [by_id[one] for one in PATH]
    start, summary = page.locator("[data-start]"), page.locator("role-path summary")
    entries = page.locator("role-path ol > li")
    department = page.get_by_label("Department", exact=True)

    def finish(scenario: Scenario) -> None:
        now: int = page.evaluate("Date.now()")
        rev = which_reply(scenario).revision
        done: dict[str, Any] = {"rev": rev, "seed": 1, "answer": "", "log": [[now, 1]]}
        change(page, shipped, scenario.id, **{WHICH_REPLY: done, "visit": {"at": now}})

    page.goto("")
    summary.press("Enter")
    department.select_option("Technical support")
    expect(entries.get_by_role("link")).to_have_text([one.title for one in path])
    expect(start).to_have_text(f"Start: {path[0].title}")
    expect(start).to_have_attribute("href", re.compile(f"scenarios/{PATH[0]}/$"))
    assert violations(page, part=".an-start") == []

    finish(path[0])
    page.goto("de/")
    expect(summary).to_have_text("Mein kurzer Weg: 1 von 5 erledigt")
    page.goto("progress/")
    expect(start).to_have_text(f"Continue: {path[1].title}")
    page.goto("")
    expect(start).to_have_text(f"Continue: {path[1].title}")
    expect(summary).to_have_text("My short path: 1 of 5 done")
    summary.press("Enter")
    expect(entries.first).to_contain_text("Done")
    page.get_by_role("button", name="Leave the short path").press("Enter")
    expect(start).to_have_text(f"Continue: {shipped.scenarios[0].title}")
    expect(department).to_be_focused()
    assert "role" not in records(page, shipped)["_preferences"]

    department.select_option("Technical support")
    for one in path[1:]:
        finish(one)
    page.reload()
    expect(summary).to_have_text("My short path: 5 of 5 done")
    following = next(one for one in shipped.scenarios if one not in path)
    expect(start).to_have_text(f"Continue: {following.title}")
