"""The shipped course in the colours of other brands."""

from __future__ import annotations

from typing import get_args

import pytest
from playwright.sync_api import Page, expect

from answerable.model import Brand, Course
from answerable.model.course_file import Look
from answerable.site import brand_styles

from .learner import ANSWERED, PAGES
from .test_axe import COLOURS, choose, violations

BRANDS = {
    **{name: Brand(look=name) for name in get_args(Look)},
    "yellow": Brand(colour="ffcc00", module_colours=("ffcc00", "ff0000"), corners="square"),
    "black": Brand(colour="000"),
}

WEAR = """(styles) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];  // after those of the page, like the file
}"""


@pytest.mark.parametrize("state", ["home", "scenario, answered wrongly", "progress"])
def test_everything_can_be_read(page: Page, shipped: Course, state: str) -> None:
    (PAGES | ANSWERED)[state](page, shipped)
    found = []
    for name, brand in BRANDS.items():
        page.evaluate(WEAR, brand_styles(brand))
        for scheme in ("light", "dark"):
            choose(page, scheme)
            found += [f"[{name}, {scheme}] {one}" for one in violations(page, COLOURS)]
    assert found == []


def test_its_colours_and_corners_are_there(page: Page) -> None:
    page.goto("")
    page.evaluate(WEAR, brand_styles(BRANDS["yellow"]))
    button = page.locator(".an-button").first
    expect(button).to_have_css("background-color", "rgb(255, 204, 0)")
    expect(button).to_have_css("border-radius", "0px")
    chips = page.locator(".an-module-card .an-code")
    for place, hue in enumerate(BRANDS["yellow"].colours.hues):
        red, green, blue = bytes.fromhex(hue[1:])
        expect(chips.nth(place)).to_have_css("background-color", f"rgb({red}, {green}, {blue})")
