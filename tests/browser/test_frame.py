"""The frame around a page follows the reader."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from .conftest import NARROW

TITLE = ".md-header__title"
CURRENT = ".md-sidebar--secondary .md-nav__link--active"


def test_the_header_says_what_is_read_and_a_button_leads_back(page: Page) -> None:
    page.goto("how-to-use/")
    active = re.compile("--active")
    expect(page.locator(TITLE)).not_to_have_class(active)
    expect(page.locator(".md-top")).to_be_hidden()
    page.mouse.wheel(0, 2_000)
    expect(page.locator(TITLE)).to_have_class(active)
    page.locator(".md-top").click()
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator(TITLE)).not_to_have_class(active)
    page.mouse.wheel(0, 2_000)
    expect(page.locator(TITLE)).to_have_class(active)
    page.get_by_role("link", name="Practise").first.evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("All scenarios")
    expect(page.locator(TITLE)).not_to_have_class(active)


def test_the_outline_shows_what_is_read(page: Page) -> None:
    page.goto("how-to-use/")
    places = page.locator(".md-sidebar--secondary .md-nav__link")
    names = places.all_inner_texts()
    assert len(names) > 3
    for name in names[1], names[-2], names[0]:
        page.get_by_role("heading", name=name, exact=True).evaluate("one => one.scrollIntoView()")
        expect(page.locator(CURRENT)).to_have_text(name)
    passed = page.locator(".md-sidebar--secondary .md-nav__link--passed")
    expect(passed).to_have_count(0)
    page.goto("accountability/#why-it-matters")
    expect(page.locator(CURRENT)).to_have_text("Why it matters")


def test_the_outline_shows_where_a_link_of_it_leads(page: Page) -> None:
    """Also in a low window."""
    page.set_viewport_size({"width": 1280, "height": 340})
    page.goto("how-to-use/")
    for place in ("coming-back", "for-trainers"):
        page.locator(f".md-sidebar--secondary a[href$='#{place}']").evaluate("link => link.click()")
        expect(page.locator(CURRENT)).to_have_attribute("href", f"#{place}")


def test_the_end_of_a_page_is_its_last_part(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto("how-to-use/#for-team-leaders")
    expect(page.locator(CURRENT)).to_have_attribute("href", "#for-team-leaders")
    page.goto("about:blank")
    page.goto("how-to-use/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(CURRENT)).to_have_attribute("href", "#for-team-leaders")


def test_a_page_whose_heading_is_hidden(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        "  document.querySelector('main h1').style.display = 'none' })"
    )
    page.goto("how-to-use/")
    page.wait_for_timeout(100)
    expect(page.locator(".md-top")).to_be_hidden()
    page.mouse.wheel(0, 2_000)
    expect(page.locator(".md-top")).to_be_visible()


def test_a_long_menu_shows_the_page_in_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 320})
    page.goto("modules/coaching/")
    box = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap")
    expect(box.locator("[aria-current=page]")).to_be_in_viewport(ratio=1)
    assert box.evaluate("one => one.scrollTop") > 0


def test_an_address_opens_what_is_folded_around_its_place(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto("assessment/")
    page.evaluate(
        """() => {
          const last = document.querySelector("main article").lastElementChild;
          last.outerHTML = "<details><summary>More</summary><p id=deep>Deep</p></details>";
        }"""
    )
    page.evaluate("location.hash = 'deep'")
    expect(page.locator("#deep")).to_be_in_viewport()


def test_links_at_the_foot_are_in_a_row_and_in_line_with_what_is_below(page: Page) -> None:
    page.goto("")
    links = "".join(f"<li><a href='{name}/'>{name}</a></li>" for name in ("imprint", "contact"))
    page.locator(".md-footer-meta__inner").evaluate(
        "(foot, html) => foot.insertAdjacentHTML('afterbegin', html)",
        f"<ul class='an-site-links'>{links}</ul>",
    )
    first, second = (one.bounding_box() for one in page.locator(".an-site-links a").all())
    below = page.locator(".md-copyright__highlight").bounding_box()
    assert first
    assert second
    assert below
    assert first["y"] == second["y"]
    assert first["x"] == below["x"]
