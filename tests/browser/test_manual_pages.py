"""The manual in a browser: accessible in both colours, by keyboard, searchable, and ours alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.built import build_manual

from .conftest import WIDE
from .learner import results, search_for
from .server import SiteServer
from .test_axe import DARK_NARROW, LIGHT_WIDE, LOOKS, TAGS, WHOLE, Part, violations

PAGES = (
    "",
    "tutorial/",
    "how-to/bring/",
    "how-to/cards/",
    "how-to/workshop/",
    "explanation/",
    "reference/scenario/",
    "reference/codes/",
    "reference/commands/",
)


REPEATED = "article > :nth-child(n + 60)"
"""What follows on a long page: the reference says the same of each field, code and command."""

TEXT: Part = "article"
"""What pages differ in, but for the outline: without all headings it is scrolled anywhere."""


@pytest.fixture(scope="session")
def base_url(common: Path) -> Iterator[str]:
    site = SiteServer()
    site.folder = build_manual(common)
    with site.running():
        yield site.url


CUT = """all => {
  window.cut = [...document.querySelectorAll(all)].map((one) => [one, one.parentNode]);
  for (const [one] of cut) one.remove();
}"""
RESTORE = "() => { for (const [one, parent] of cut) parent.append(one); }"


def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(page: Page) -> None:
    found = []
    for name in PAGES:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.goto(name)
        page.evaluate(CUT, REPEATED)
        part = TEXT if name else WHOLE
        for (scheme, width), rules in zip((LIGHT_WIDE, DARK_NARROW), (TAGS, LOOKS), strict=True):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(width)
            look = f"{name or 'home'}, {scheme}"
            found += [f"[{look}] {violation}" for violation in violations(page, rules, part)]
        page.evaluate(RESTORE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"[{name or 'home'}] the page scrolls sideways")
    assert not found, "\n".join(found)


def test_search_leads_to_a_field(page: Page) -> None:
    page.goto("")
    search_for(page, "review_by").first.click()
    expect(page.locator("#review_by")).to_be_in_viewport()


def test_search_finds_what_a_code_means(page: Page) -> None:
    page.goto("")
    links = search_for(page, "AN005")
    expect(links.and_(page.locator('[href*="/codes/"][href$="#an005"]'))).to_have_count(1)
    count = links.count()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Search")
    expect(results(page, "main")).to_have_count(count)
    assert violations(page) == []


def test_the_keyboard_reaches_the_text(page: Page) -> None:
    page.goto("how-to/cards/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")
