"""axe-core finds nothing, on any kind of page and in any state of it."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from answerable.model import Course

from .conftest import ADDRESS, NARROW, WIDE, Guard
from .learner import ANSWERED, MISSING_PAGE, PAGES, open_drawer, search_for, set_looks
from .server import AXE, AXE_PATH

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]

COLOURS = ["color-contrast"]
"""What a page looks like; all else is the same in any colours."""

SIZES = ["target-size", "scrollable-region-focusable"]
"""What depends on the width of the window."""

LOOKS = [*COLOURS, *SIZES]

STYLES = ["css-orientation-lock"]
"""What reads style sheets, for which axe loads them all anew: all pages have the same ones."""


Part = str | dict[str, list[str]]
"""Of a page: what a selector finds, or all but what some find."""

WHOLE: Part = "html"
OWN: Part = {"exclude": [".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer"]}
"""Without header, menu and footer, which pages of one site have in common."""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _load_axe(page: Page) -> None:
    """From the server of the shipped course, for half of what the text costs."""
    if page.url.startswith(ADDRESS):
        page.add_script_tag(url=AXE_PATH)
    else:
        page.evaluate(_axe())


def violations(page: Page, rules: list[str] = TAGS, part: Part = OWN) -> list[str]:
    """One line for each element, in a part of the page, that breaks a rule."""
    loaded, calm = page.evaluate(
        """() => {
          scrollTo(0, 0);  // a target half below the sticky header measures too small
          return ["axe" in window, matchMedia("(prefers-reduced-motion)").matches];
        }"""
    )
    if not calm:  # nothing is measured while it fades
        page.emulate_media(reduced_motion="reduce")
    if not loaded:
        _load_axe(page)
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": rules == STYLES}
    found: list[dict[str, Any]] = page.evaluate(
        """async ([part, options]) => {
          // After a frame, what watches sizes knows the present ones.
          await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
          return (await axe.run(part, options)).violations;
        }""",
        [part, options],
    )
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}  {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_no_style_locks_the_orientation(page: Page) -> None:
    page.goto("")
    assert violations(page, STYLES) == []


Colours = Literal["light", "dark"]

CHOSEN = """async (scheme) => {
  for (let frame = 0; document.body.dataset.mdColorScheme !== scheme; frame++) {
    if (frame === 300) throw new Error(`${scheme} is not shown`);
    await new Promise(requestAnimationFrame);
  }
}"""
"""Waits for a page to have a colour scheme: on many pages, for a tenth of what `expect` costs."""


def choose(page: Page, colours: Colours) -> None:
    """Have the system prefer light or dark."""
    page.emulate_media(color_scheme=colours)
    page.evaluate(CHOSEN, {"light": "default", "dark": "slate"}[colours])


Look = tuple[Colours, ViewportSize]
LIGHT_WIDE: Look = ("light", WIDE)  # type: ignore[assignment]
DARK_NARROW: Look = ("dark", NARROW)  # type: ignore[assignment]
DARK_WIDE: Look = ("dark", WIDE)  # type: ignore[assignment]
LIGHT_NARROW: Look = ("light", NARROW)  # type: ignore[assignment]


def violations_in(
    page: Page, looks: tuple[Look, Look] = (LIGHT_WIDE, DARK_NARROW), part: Part = OWN
) -> list[str]:
    """What breaks any rule in the first look, and in the second, in which the page stays, what
    looks may change.
    """
    found = []
    for (colours, size), rules in zip(looks, (TAGS, LOOKS), strict=True):
        page.set_viewport_size(size)
        choose(page, colours)
        found += [f"[{colours}] {violation}" for violation in violations(page, rules, part)]
    return found


@pytest.mark.parametrize(
    ("looks", "half"),
    [((LIGHT_WIDE, DARK_NARROW), 0), ((DARK_WIDE, LIGHT_NARROW), 1)],
    ids=["light-wide and dark-narrow", "dark-wide and light-narrow"],
)
def test_every_state_of_every_page(
    page: Page,
    shipped: Course,
    guard: Guard,
    looks: tuple[Look, Look],
    half: int,
) -> None:
    """Each state in either colour and in either width; half of them in the one pairing, half in
    the other. Of either half, what all pages have in common is looked at on the first one.
    """
    guard.allow(MISSING_PAGE)
    (scheme, width), _ = looks
    set_looks(page, scheme, width)
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"[{state}] {violation}" for violation in violations(page, part=WHOLE))

    part = WHOLE
    for state, go in list((PAGES | ANSWERED).items())[half::2]:
        go(page, shipped)
        found.extend(f"[{state}] {violation}" for violation in violations_in(page, looks, part))
        part = OWN
    for state in ("home", "catalogue", "scenario")[half::2]:
        PAGES[state](page, shipped)
        open_drawer(page)
        look(f"{state}, drawer open")
    page.set_viewport_size((NARROW, WIDE)[half])  # type: ignore[arg-type]
    page.goto("")
    for words in ("parcel", "customer department:billing", "nothing-has-this-word", ""):
        search_for(page, words)
        look(f"search for “{words}”")
    assert not found, "\n".join(found)
