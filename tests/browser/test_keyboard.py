"""Everything works without a mouse, and what has focus can be seen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from answerable.model import Course

from .conftest import NARROW, WIDE
from .learner import (
    ANSWERED,
    PAGES,
    open_drawer,
    path_of,
    radio,
    results,
    right,
    verdict,
)

DRAWER = ".md-sidebar--primary"
SINGLE_KEYS = ["n", "p", "s", "f", "/", ".", ","]
"""Keys that the theme acts on by itself."""

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const number = (window.stops ??= new Map()).get(e) ?? window.stops.size;
  window.stops.set(e, number);
  const ring = (one, pseudo) => {
    const style = one && getComputedStyle(one, pseudo);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const hit = [...e.getClientRects()].some((rect) => {
    const left = Math.max(rect.left, 0), right = Math.min(rect.right, innerWidth);
    const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) return false;
    return [0.2, 0.5, 0.8].some((x) => [0.2, 0.5, 0.8].some((y) => {
      const there = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      return e.contains(there);
    }));
  });
  // Which element it is, whatever a script has marked it with since.
  const bare = e.cloneNode(false);
  bare.removeAttribute("class");
  bare.removeAttribute("data-focus-visible-added");
  return {
    number,
    html: e.outerHTML.slice(0, 120),
    bare: bare.outerHTML,
    in_drawer: Boolean(e.closest(".md-sidebar--primary")),
    in_search: Boolean(e.closest(".an-search")),
    in_main: Boolean(e.closest("main")),
    // A ring may be drawn around more, such as a radio button's label or an entry's whole box.
    ring: ring(e) || ring(e, "::after") || ring(e.nextElementSibling)
      || ring(e.firstElementChild) || ring(e.parentElement),
    hit,
  };
}"""
"""What has focus: null when nothing has; `hit` when a part of it can be seen and pressed."""


def focused(page: Page) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(FOCUS)
    return found


def tab_stops(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Press Tab until the page has been gone round once."""
    page.evaluate("delete window.stops")
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press(key)
        stop = focused(page)
        if stop is None or stop["number"] < len(stops):
            return stops
        stops.append(stop)
    raise AssertionError("Tab never came round")


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(400):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


IN_COMMON = ":is(.md-header, .md-tabs, .md-sidebar--primary, .md-footer) :is(a, button)"
"""What pages have in common: looked at on two of them, on a wide screen."""

LEAVE_OUT = "all => { for (const one of all) one.tabIndex = -1 }"


def test_every_tab_stop_can_be_seen(page: Page, shipped: Course) -> None:
    page.emulate_media(reduced_motion="reduce")  # nothing is half-way when it is looked at
    bad = []
    for state, go in (PAGES | ANSWERED).items():
        if state in ("catalogue, filtered", "missing page", "tags"):
            continue  # nothing on them that the others lack
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        go(page, shipped)
        for name, width in (("narrow", NARROW), ("wide", WIDE)):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            if name == "wide" and state not in ("home", "catalogue"):
                page.locator(IN_COMMON).evaluate_all(LEAVE_OUT)
            page.evaluate("document.activeElement.blur()")  # it may be in what is now a panel
            page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            where = f"{state}, {name}"
            stops = tab_stops(page)
            # On a phone no outline stands beside the guide, which is there to be read.
            read_only = state == "facilitator's guide"
            assert read_only or any(stop["in_main"] for stop in stops), where
            bad += [f"[{where}] no ring: {stop['html']}" for stop in stops if not stop["ring"]]
            bad += [f"[{where}] out of sight: {stop['html']}" for stop in stops if not stop["hit"]]
            if width == NARROW:
                hidden = [stop for stop in stops if stop["in_drawer"] or stop["in_search"]]
                bad += [f"[{where}] in a closed panel: {stop['html']}" for stop in hidden]
    assert not bad, "\n".join(bad)


def test_backwards_reaches_the_same(page: Page, shipped: Course) -> None:
    page.goto(path_of(shipped.scenarios[0]))
    # A group of radio buttons is one stop, entered at its first button or at its last one. The way
    # to the top is there from the frame on in which the page has been scrolled.
    other = re.compile('radio|data-md-component="top"')
    forwards, backwards = (
        [s["bare"] for s in tab_stops(page, key) if s["in_main"] and not other.search(s["bare"])]
        for key in ("Tab", "Shift+Tab")
    )
    assert forwards
    assert backwards == forwards[::-1]


def test_skip_link_leads_into_the_content(page: Page) -> None:
    page.goto("scenarios/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    stop = focused(page)
    assert stop is not None
    assert stop["in_main"]
    assert not stop["in_drawer"]


class TestDrawer:
    @pytest.fixture(autouse=True)
    def narrow(self, page: Page) -> None:
        page.emulate_media(reduced_motion="reduce")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    @pytest.mark.parametrize("path", ["", "scenarios/"])
    def test_holds_focus_until_it_is_closed(self, page: Page, path: str) -> None:
        page.goto(path)
        tab_to(page, ".an-menu")
        opener = page.get_by_role("button", name="Menu")
        expect(opener).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Enter")
        expect(page.locator(".an-menu")).to_have_attribute("aria-expanded", "true")
        expect(page.locator(DRAWER)).to_be_in_viewport()
        expect(page.locator(f"{DRAWER} :focus")).to_have_count(1)
        for key in ("Tab", "Shift+Tab"):
            for stop in tab_stops(page, key):
                assert stop["in_drawer"], stop["html"]
                assert stop["ring"], stop["html"]
                assert stop["hit"], stop["html"]
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        expect(opener).to_have_attribute("aria-expanded", "false")
        expect(page.locator(DRAWER)).not_to_be_in_viewport()

    def test_has_a_close_button(self, page: Page) -> None:
        page.goto("")
        open_drawer(page)
        page.get_by_role("button", name="Close").press("Enter")
        expect(page.get_by_role("button", name="Menu")).to_be_focused()
        expect(page.locator(DRAWER)).not_to_be_in_viewport()

    def test_leads_up_and_down_to_a_nested_page(self, page: Page) -> None:
        page.goto("scenarios/")
        open_drawer(page)
        expect(page.locator(DRAWER).get_by_role("link", name="My progress")).to_be_in_viewport()
        tab_to(page, ".md-nav__title .an-nav-button")
        up = page.locator(f"{DRAWER} :focus")
        expect(up).to_have_text(re.compile("Practise"))
        expect(up).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Enter")
        down = page.locator(f"{DRAWER} .md-nav__link .an-nav-button", has_text="Learn")
        expect(down).to_have_attribute("aria-expanded", "false")
        for _ in range(20):
            if page.evaluate("document.activeElement.innerText").strip() == "Learn":
                break
            page.keyboard.press("Tab")
        expect(down).to_be_focused()
        page.keyboard.press("Enter")
        expect(down).to_have_attribute("aria-expanded", "true")
        tab_to(page, f"{DRAWER} a[href$='/accountability/']")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        expect(page).to_have_url(re.compile("/accountability/$"))
        expect(page.locator(DRAWER)).not_to_be_in_viewport()

    def test_leads_to_a_place_on_the_page(self, page: Page) -> None:
        page.goto("how-to-use/")
        open_drawer(page)
        outline = page.locator(f"{DRAWER} .an-nav-button", has_text="How to use this course")
        outline.press("Enter")
        tab_to(page, f"{DRAWER} a[href='#for-trainers']")
        page.keyboard.press("Enter")
        expect(page.locator("#for-trainers")).to_be_focused()
        expect(page.locator("#for-trainers")).to_be_in_viewport()
        expect(page.locator(DRAWER)).not_to_be_in_viewport()


class TestSearch:
    """More is in `test_search_dialog.py`."""

    @pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
    def test_holds_focus_until_it_is_closed(self, page: Page, width: ViewportSize) -> None:
        page.set_viewport_size(width)
        page.goto("")
        tab_to(page, ".an-search-open")
        page.keyboard.press("Enter")
        expect(page.locator(".an-search input")).to_be_focused()
        page.keyboard.type("customer")
        links = results(page).count()
        for key in ("Tab", "Shift+Tab"):
            stops = tab_stops(page, key)
            assert all(stop["in_search"] and stop["ring"] and stop["hit"] for stop in stops), stops
            assert sum(stop["html"].startswith("<a href") for stop in stops) >= links
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Search")).to_be_focused()


class TestSingleKeys:
    """WCAG 2.1.4: a letter pressed by chance, or dictated, does nothing."""

    def press_all(self, page: Page) -> None:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        place = "location.href + document.activeElement.localName + document.activeElement.id"
        before = page.evaluate(place)
        for key in SINGLE_KEYS:
            page.keyboard.press(key)
        # What a key sets off has begun two frames later.
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        assert page.evaluate(place) == before
        assert requests == []
        expect(page.locator(".an-search")).to_be_hidden()

    def test_on_a_page_with_neighbours(self, page: Page, shipped: Course) -> None:
        page.goto(f"modules/{shipped.modules[1].id}/")
        assert page.locator("link[rel=next]").count() == 1  # where the theme's “n” would lead
        self.press_all(page)

    def test_with_a_focused_radio_button(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0], "quiz"))
        radio(page, right(shipped.scenarios[0])).focus()
        self.press_all(page)

    def test_typing_them_works(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0]))
        box = page.get_by_label("Your reply, in your own words")
        box.focus()
        page.keyboard.type("".join(SINGLE_KEYS))
        expect(box).to_have_value("".join(SINGLE_KEYS))


def test_colours_switch_and_stay(page: Page) -> None:
    page.goto("")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    tab_to(page, ".an-palette button")
    page.keyboard.press("Enter")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_focused()
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    tab_to(page, ".an-palette button")
    page.keyboard.press("Space")
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_colours_follow_the_system_until_somebody_chooses(page: Page) -> None:
    page.goto("")
    body = page.locator("body")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.evaluate(
        """() => {
          const first = document.querySelector(".an-palette > *");
          const either = first.cloneNode(true);
          either.dataset.mdColorMedia = "(prefers-color-scheme)";
          either.dataset.mdColorScheme = "neither";
          first.before(either);
          __an_palette();
        }"""
    )
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator(".an-palette > :visible")).to_have_attribute(
        "data-md-color-scheme", "neither"
    )
    page.reload()
    page.get_by_role("button", name="Switch to light colours").click()
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


class TestQuiz:
    def test_arrows_choose_and_never_submit(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0], "quiz"))
        radios = page.get_by_role("radio")
        tab_to(page, "[type=radio]")
        expect(radios.first).to_be_focused()
        for key, place in (("ArrowDown", 1), ("ArrowUp", 0)):
            page.keyboard.press(key)
            expect(radios.nth(place)).to_be_checked()
            expect(radios.nth(place)).to_be_focused()
        expect(verdict(page)).to_be_empty()
        expect(page.locator(".an-choice[data-state]")).to_have_count(0)

    @pytest.mark.parametrize("key", ["Enter", "Space"])
    def test_check_and_try_again(self, page: Page, shipped: Course, key: str) -> None:
        page.goto(path_of(shipped.scenarios[0], "quiz"))
        status = page.locator("scenario-quiz").get_by_role("status")
        expect(status).to_be_empty()
        tab_to(page, "[type=radio]")
        page.keyboard.press("Space")
        expect(page.get_by_role("radio").first).to_be_checked()
        tab_to(page, "scenario-quiz [type=submit]")
        page.keyboard.press(key)
        expect(status).not_to_be_empty()
        expect(page.get_by_role("button", name="Check my answer")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Compare the replies")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Try again")).to_be_focused()
        page.keyboard.press(key)
        expect(page.get_by_role("radio").first).to_be_focused()
        expect(page.locator(":checked:is([type=radio])").locator("visible=true")).to_have_count(0)
        expect(status).to_be_empty()

    def test_nothing_chosen_is_no_answer(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0], "quiz"))
        page.get_by_role("button", name="Check my answer").press("Enter")
        expect(verdict(page)).to_be_empty()
        # The browser itself points at the group.
        expect(page.locator(".an-choice input:invalid").first).to_be_focused()

    def test_the_answer_can_be_read_without_answering(self, page: Page, shipped: Course) -> None:
        page.goto(path_of(shipped.scenarios[0], "quiz"))
        tab_to(page, ".an-skip a")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Side by side")).to_be_focused()


def test_filter(page: Page, shipped: Course) -> None:
    page.goto("scenarios/")
    internal = [one for one in shipped.scenarios if one.customer == "internal"]
    tab_to(page, "select[name=customer]")
    page.keyboard.type("Int")
    expect(page.get_by_label("Customer", exact=True)).to_have_value("internal")
    expect(page.locator(".an-item:visible")).to_have_count(len(internal))
    tab_to(page, "button[type=reset]")
    page.keyboard.press("Enter")
    expect(page.locator(".an-item:visible")).to_have_count(len(shipped.scenarios))


def test_focus_follows_from_page_to_page(page: Page) -> None:
    page.goto("")
    page.evaluate("window.same = true")
    home = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="See all").press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("All scenarios")
    expect(heading).to_be_focused()
    page.go_back()
    expect(heading).to_have_text(home)
    expect(heading).to_be_focused()
    assert page.evaluate("window.same"), "the page was loaded anew: instant navigation is off"


def test_the_menu_says_where_one_is(page: Page, shipped: Course) -> None:
    """Also to those who do not see its colours, and after a page that came without a reload."""

    def current() -> list[list[str]]:
        found: list[list[str]] = page.locator(
            "[aria-current]:not([lang], [aria-current=step])"
        ).evaluate_all("all => all.map(one => [one.textContent.trim(), one.ariaCurrent])")
        return found

    module = shipped.modules[0]
    page.goto(f"modules/{module.id}/")
    assert current() == [["Practise", "true"], [module.title, "page"]]
    page.get_by_role("link", name=module.scenarios[0].title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(module.scenarios[0].title)
    assert current() == [["Practise", "true"], [module.title, "true"]]
    page.goto("certificate/")
    assert current() == [["Practise", "true"], ["Assessment", "true"]]
