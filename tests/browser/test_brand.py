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


LOGO = """(section) => {
  section.closest("[hidden]").hidden = false;
  const logo = document.createElement("img");
  logo.className = "an-certificate-logo";
  logo.src = "data:image/svg+xml," + encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"></svg>');
  section.prepend(logo);
  return logo.decode();
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_certificate_has_its_ink_and_a_logo_in_its_own_shape(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("certificate/")
    page.evaluate(WEAR, brand_styles(BRANDS["yellow"]))
    certificate = page.locator(".an-certificate")
    certificate.evaluate(LOGO)
    logo, sheet = (
        one.bounding_box() for one in (page.locator(".an-certificate-logo"), certificate)
    )
    assert logo
    assert sheet
    assert logo["width"] / logo["height"] == pytest.approx(1.5, rel=0.02)
    assert logo["x"] + logo["width"] / 2 == pytest.approx(sheet["x"] + sheet["width"] / 2, abs=1)
    red, green, blue = bytes.fromhex(BRANDS["yellow"].colours.light["ink"][1:])
    for scheme in ("light", "dark"):
        choose(page, scheme)
        expect(certificate).to_have_css("color", f"rgb({red}, {green}, {blue})")
        expect(certificate).to_have_css("background-color", "rgb(255, 255, 255)")


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
