"""A translation beside its original: only what is to do, words that are put in, and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_axe import violations

TEXT = '[data-field=\'["accountable", "why"]\']'


@pytest.fixture
def translation(visit: Callable[[str], Page], project: Path) -> Page:
    (file,) = project.glob("scenarios/*/no-appointment.yml")
    original = file.read_text("utf-8")
    if "why: A parcel" not in original:
        lines = [
            "  why: A parcel is late." if line.startswith("  why:") else line
            for line in original.splitlines()
        ]
        file.write_text("\n".join(lines) + "\n", "utf-8")
    for name in ("course", file.stem):
        page = visit("translate?language=ar")
        path = f"translate/ar/{name}/begin"
        page.evaluate("path => fetch(path, {method: 'POST'})", path)
    terms = project / "scenarios/course.ar.yml"
    value = yaml.safe_load(terms.read_text("utf-8")) | {"terms": {"Parcel": "طرد"}}
    terms.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    return visit(f"translate/ar/{file.stem}")


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe(translation: Page, window: Any, colours: Any) -> None:
    translation.set_viewport_size(window)
    translation.emulate_media(color_scheme=colours)
    translation.locator("[data-preview]").evaluate("one => one.remove()")
    assert violations(translation, part="html") == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not translation.evaluate(wide)


def test_a_word_is_put_in_by_keyboard_and_kept(translation: Page) -> None:
    pair = translation.locator(TEXT)
    field = pair.get_by_role("textbox")
    field.fill("")
    pair.get_by_role("button", name="parcel").press("Enter")
    expect(field).to_have_value("طرد")
    expect(field).to_be_focused()
    expect(translation.locator("[data-status]")).not_to_have_text("All saved")
    translation.keyboard.press("Control+s")
    expect(translation.locator("[data-status]")).to_have_text("All saved")
    translation.reload()
    expect(translation.locator(TEXT).get_by_role("textbox")).to_have_value("طرد")


def test_only_what_is_to_do_is_shown(translation: Page) -> None:
    done = translation.locator(TEXT)
    done.get_by_role("textbox").fill("نص")
    translation.keyboard.press("Control+s")
    expect(translation.locator("[data-status]")).to_have_text("All saved")
    translation.reload()
    expect(done).to_be_visible()
    translation.get_by_role("switch").press("Space")
    expect(done).to_be_hidden()
    expect(translation.locator("[data-field='[\"title\"]']")).to_be_visible()


def test_axe_of_the_languages(translation: Page, visit: Callable[[str], Page]) -> None:
    for colours in ("light", "dark"):
        page = visit("translate?language=ar")
        page.emulate_media(color_scheme=colours)
        assert violations(page, part="html") == []
