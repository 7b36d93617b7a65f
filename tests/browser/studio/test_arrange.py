"""Scenarios are dragged to another place, and found as one types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from answerable.authoring.arrange.contents import contents_of


def test_a_scenario_is_dragged_to_another_module(
    visit: Callable[[str], Page], project: Path
) -> None:
    course = visit("")
    rows = course.locator("[data-path]")
    first, last = rows.first, rows.last
    title = first.locator("a").inner_text()
    target = last.bounding_box()
    assert target
    first.locator("[data-handle]").hover()
    course.mouse.down()
    course.mouse.move(target["x"] + 40, target["y"] + target["height"] - 4, steps=8)
    course.mouse.up()
    expect(course.get_by_role("status").filter(has_text="Moved")).to_be_visible()
    expect(course.locator("[data-module]").last).to_contain_text(title)
    folder = project / "scenarios"
    assert len(contents_of(folder).of_module("keep-your-word")) == 2
    course.get_by_role("button", name="Undo").click()
    assert len(contents_of(folder).of_module("first-words")) == 2


def test_rows_are_found_as_one_types(visit: Callable[[str], Page]) -> None:
    course = visit("")
    course.get_by_label("Find").fill("boots")
    expect(course.locator("[data-path]:visible")).to_have_count(1)
    course.get_by_label("Find").fill("nothing like that")
    expect(course.get_by_text("Nothing found")).to_be_visible()
