"""A form in the browser: its parts, lists that grow and are put in order, and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_axe import violations

SOLUTIONS = ["Call the driver.", "Send another one.", "Bring it yourself."]


@pytest.fixture
def file(project: Path) -> Path:
    """The file of a scenario with three solutions."""
    (found,) = project.glob("scenarios/*/no-appointment.yml")
    value = yaml.safe_load(found.read_text("utf-8"))
    value |= {"solutions": SOLUTIONS}
    found.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    return found


@pytest.fixture
def form(visit: Callable[[str], Page], file: Path) -> Page:
    page = visit(f"scenario/{file.parent.name}/{file.name}")
    # What another test has left unsaved.
    page.evaluate("fetch(`${location.pathname}/give-up`, {method: 'POST', body: 'null'})")
    page.reload()
    return page


def entries(form: Page, name: str) -> Locator:
    """The entries of a list."""
    return form.locator(f'[data-field="{name}"] > [data-entries] > li')


def saved(form: Page, file: Path) -> Any:
    """What the file holds after a save by keyboard."""
    form.keyboard.press("Control+s")
    expect(form.locator("[data-status]")).to_have_text("All saved")
    expect(form.locator("[data-save]")).to_be_disabled()
    return yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe(form: Page, window: Any, colours: Any) -> None:
    form.set_viewport_size(window)
    form.emulate_media(color_scheme=colours)
    form.locator("[data-preview]").evaluate("one => one.remove()")
    assert violations(form, part="html") == []
    for one in form.locator("form details:not(.menu)").all():
        one.evaluate("one => { one.open = true }")
    assert violations(form, part="html") == []


def test_entries_are_moved_by_buttons_and_by_dragging(form: Page, file: Path) -> None:
    titles = entries(form, "solutions").locator("[data-title]")
    expect(titles).to_have_text(SOLUTIONS)
    entries(form, "solutions").nth(2).get_by_role("button", name="Move up").click()
    expect(titles).to_have_text([SOLUTIONS[0], SOLUTIONS[2], SOLUTIONS[1]])
    expect(form.locator("[data-said]")).to_have_text("Moved to place 2 of 3")
    expect(form.get_by_role("button", name="Move up").and_(form.locator(":focus"))).to_have_count(1)
    handle = entries(form, "solutions").nth(2).locator("[data-handle]")
    handle.hover()
    first = entries(form, "solutions").first.bounding_box()
    form.mouse.down()
    assert first
    form.mouse.move(first["x"] + 30, first["y"] + 2, steps=4)
    form.mouse.up()
    order = [SOLUTIONS[1], SOLUTIONS[0], SOLUTIONS[2]]
    expect(titles).to_have_text(order)
    assert saved(form, file)["solutions"] == order


def test_an_entry_is_removed_and_comes_back_where_it_was(form: Page, file: Path) -> None:
    second = entries(form, "solutions").nth(1)
    second.locator(".menu > summary").click()
    second.get_by_role("button", name="Remove").click()
    gone = form.locator(".gone")
    expect(gone).to_contain_text(f"Removed: {SOLUTIONS[1]}")
    expect(gone.get_by_role("button", name="Undo")).to_be_focused()
    assert saved(form, file)["solutions"] == [SOLUTIONS[0], SOLUTIONS[2]]
    gone.get_by_role("button", name="Undo").press("Enter")
    expect(form.locator(":focus")).to_have_value(SOLUTIONS[1])
    assert saved(form, file)["solutions"] == SOLUTIONS


def test_an_entry_is_added_in_between_and_named_as_one_types(form: Page, file: Path) -> None:
    first = entries(form, "solutions").first
    first.locator(".menu > summary").click()
    first.get_by_role("button", name="Add one below").click()
    form.keyboard.type("Ask her.")
    expect(entries(form, "solutions").nth(1).locator("[data-title]")).to_have_text("Ask her.")
    assert saved(form, file)["solutions"] == [SOLUTIONS[0], "Ask her.", *SOLUTIONS[1:]]


def test_a_question_gets_an_id_and_so_does_its_copy(form: Page, file: Path) -> None:
    form.get_by_text("Add a question").click()
    form.get_by_role("button", name="One right choice").click()
    form.keyboard.type("Which one?")
    item = entries(form, "items").first
    item.locator(":scope > .tools .menu > summary").click()
    item.locator(':scope > .tools [data-act="copy"]').click()
    expect(entries(form, "items")).to_have_count(2)
    expect(entries(form, "items").nth(1).locator("[data-title]").first).to_have_text("Which one?")
    items = saved(form, file)["items"]
    assert [one["question"] for one in items] == ["Which one?"] * 2
    assert len({one["id"] for one in items}) == 2


def test_a_finding_is_never_folded_away(form: Page) -> None:
    status = form.locator('[data-field="review_by"]')
    entry = entries(form, "solutions").first
    entry.locator("summary").filter(has_text=SOLUTIONS[0]).click()
    entry.locator("textarea").first.fill("")
    entry.locator("textarea").nth(1).fill("It is late.")
    entry.locator("summary").filter(has_text="…").or_(
        entry.locator(".body > summary")
    ).first.click()
    expect(entry.locator(".finding").first).to_be_visible()
    link = form.get_by_role("link", name="What to do and to remember")
    expect(link.locator("[data-count]")).to_be_visible()
    expect(status).to_be_visible()


def test_enter_in_a_line_loses_nothing(form: Page, file: Path) -> None:
    title = form.locator('[data-field="title"] [data-control]').first
    title.fill("Another title")
    title.press("Enter")
    assert saved(form, file)["title"] == "Another title"
    expect(title).to_have_value("Another title")
