"""Every view of the studio, in its states: axe finds nothing, and no page scrolls sideways."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import WIDE, Guard
from tests.browser.test_axe import violations

PHONE: ViewportSize = {"width": 360, "height": 740}
FORM = "scenario/first-words/no-appointment.yml"


def nothing(_: Page) -> None:
    """The view as it is."""


def menu(page: Page) -> None:
    page.locator("[data-path] .menu summary").first.click()


def language(page: Page) -> None:
    page.locator(".language summary").click()


def discard(page: Page) -> None:
    page.locator('[data-field="title"] input').first.fill("Another title")
    page.get_by_role("button", name="Discard changes").click()


def reason(page: Page) -> None:
    page.locator('[data-field="lesson"] textarea').first.fill("Do <b>it</b>.")
    page.locator(".finding").get_by_role("button", name="Ignore it").first.click()


def explanation(page: Page) -> None:
    page.locator('[data-field="lesson"] textarea').first.fill("Do <b>it</b>.")
    page.locator(".finding a[data-code]:visible").first.click()
    expect(page.locator("[data-explanation]")).to_be_visible()


def unfolded(page: Page) -> None:
    page.evaluate('document.querySelectorAll("main details").forEach((one) => (one.open = true))')


def question(page: Page) -> None:
    page.locator(".adder summary").first.click()
    page.locator(".adder button").first.click()
    unfolded(page)


def made(page: Page) -> None:
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=60_000)


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "courses": ("/", language),
    "new course": ("/new", nothing),
    "folders": ("/folders", nothing),
    "scenarios": ("", nothing),
    "menu": ("", menu),
    "form": (FORM, nothing),
    "form unfolded": (FORM, unfolded),
    "question": (FORM, question),
    "discard": (FORM, discard),
    "reason": (FORM, reason),
    "explanation": (FORM, explanation),
    "explained": ("/explain/AN031", nothing),
    "dialogue": (FORM.replace("scenario/", "dialogue/"), nothing),
    "text": (FORM.replace("scenario/", "text/"), nothing),
    "module": ("module/first-words", unfolded),
    "settings": ("settings", unfolded),
    "bring": ("bring", nothing),
    "translations": ("translate", nothing),
    "translation": ("translate/de/course", nothing),
    "print": ("print", unfolded),
    "printed": ("print", made),
    "publish": ("publish", nothing),
    "history": ("history", unfolded),
    "missing": ("scenario/no/such.yml", nothing),
}


@pytest.fixture(scope="module")
def begun(project: Path) -> None:
    """A course with a translation that has been begun."""
    command = [sys.executable, "-m", "answerable", "i18n", "add", "course", "de"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("window", "colours"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"]
)
@pytest.mark.parametrize("view", VIEWS)
def test_axe(
    visit: Callable[[str], Page],
    guard: Guard,
    page: Page,
    view: str,
    window: ViewportSize,
    colours: str,
) -> None:
    # A page that is cut off from the studio has no origin of its own.
    guard.allow("404|postMessage" if view == "missing" else "postMessage")
    page.set_viewport_size(window)
    page.set_default_timeout(6000)
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of its names
    path, act = VIEWS[view]
    shown = visit(path)
    act(shown)
    assert violations(shown, part="html") == []
    if window is PHONE:
        width = shown.evaluate("document.documentElement.scrollWidth")
        assert width <= window["width"]
    if act in (discard, reason, explanation, question):
        shown.evaluate(
            """async () => {
              const address = document.querySelector("studio-editor").dataset.address;
              await fetch(`${address}/give-up`, {method: "POST", body: "null"});
            }"""
        )
