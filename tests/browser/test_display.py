"""What the eye gets: narrow screens, large text, few colours, no motion, paper."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from answerable.items.items import of_scenario, which_reply
from answerable.items.shapes import Choice
from answerable.model import Course, Scenario, markup
from answerable.model.colours import OURS

from .conftest import NARROW, WIDE, Guard
from .learner import ANSWERED, MISSING_PAGE, PAGES, answer, path_of, radio, right, wrong
from .screen import PHONE, expect_seen

TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const outside = [...document.querySelectorAll("main *, header *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const scrolls = one.parentElement.closest(
      ".md-typeset__scrollwrap, pre, .an-search-filters, .md-sidebar");
    return one.checkVisibility() && box.width > 1 && box.right > room + 1 && !scrolls;
  });
  return outside.map((one) => one.outerHTML.slice(0, 120))
    .concat(document.scrollingElement.scrollWidth > room ? ["the page scrolls sideways"] : []);
}"""


TWICE = """() => {
  const root = document.documentElement;
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
}"""
"""Makes all letters twice as large."""

AS_BEFORE = "() => document.documentElement.removeAttribute('style')"

SECOND_SCRIPT = re.compile(r"assets/answerable-course\.js")

POINTED_AT = ("home", "catalogue", "scenario", "tags", "cards")
"""States with controls of every kind."""


def test_every_page_suits_narrow_screens_large_text_and_fingers(
    page: Page, shipped: Course, guard: Guard
) -> None:
    """All that has to fit is looked at in one visit, which begins on a narrow screen."""
    guard.allow(MISSING_PAGE)
    for state, go in (PAGES | ANSWERED).items():
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        go(page, shipped)
        for width in (NARROW, WIDE):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            assert page.evaluate(TOO_WIDE) == [], f"{state} scrolls sideways"
            if state in POINTED_AT:
                assert small_controls(page) == [], f"{state} has small controls"
            page.evaluate(TWICE)
            assert cut_off(page) == [], f"{state} cuts off large text"
            if width == WIDE:
                assert page.evaluate(TOO_WIDE) == [], f"{state} scrolls sideways in large text"
            page.evaluate(AS_BEFORE)


def cut_off(page: Page) -> list[str]:
    """What has less room than its words need."""
    parts = "button, select, summary, label, .an-button, .an-tag, .an-code, .an-pager a"
    found: list[str] = page.evaluate(
        """parts => [...document.querySelectorAll(`article :is(${parts})`)]
          .filter(one => one.checkVisibility() &&
            (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            && getComputedStyle(one).display !== "inline")
          .map(one => one.outerHTML.slice(0, 120))""",
        parts,
    )
    return found


def small_controls(page: Page) -> list[str]:
    """What is hard to hit with a finger, and how large it is."""
    boxes = page.locator(
        ":is(header, main) :is(button, select, summary, textarea, input, .an-choice label,"
        " .an-button, .an-tag, .an-card-link, .an-pager a)"
    )
    found: list[str] = boxes.evaluate_all(
        """all => all.filter(one => one.checkVisibility())
          .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([html, box]) => `${html} ${box.width} x ${box.height}`)"""
    )
    return found


def test_large_text_on_a_phone_fits_and_leaves_the_verdict_in_view(
    context: BrowserContext, shipped: Course
) -> None:
    page = context.new_page()
    page.set_viewport_size(PHONE)
    twice = {"fontSizes": {"standard": 32, "fixed": 26}}
    context.new_cdp_session(page).send("Page.setFontSizes", twice)
    page.goto(path_of(shipped.scenarios[0], "quiz"))
    answer(page, wrong(shipped.scenarios[0]))
    for part in page.locator(".an-verdict p").all()[:2]:
        expect_seen(part, lines=1)
    assert page.evaluate(TOO_WIDE) == []
    for path in ("scenarios/?customer=internal", "workshop-guide/"):
        page.goto(path)
        assert page.evaluate(TOO_WIDE) == [], path


SHIFTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(
    list.getEntries().reduce((sum, one) => sum + (one.hadRecentInput ? 0 : one.value), 0),
  )).observe({ type: "layout-shift", buffered: true });
  setTimeout(resolve, 100, 0);
})"""
"""How far the page has moved by itself; 0.1 is what people begin to notice."""


def test_pages_stay_where_they_are_until_a_late_script_fills_them_in(page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(200)
        route.continue_()

    page.set_viewport_size(PHONE)
    page.route(SECOND_SCRIPT, late)
    for path in ("progress/", "review/", "self-check/", ""):
        page.goto(path)
        assert page.evaluate(SHIFTED) < 0.05, path


def test_if_the_second_script_does_not_come_no_page_is_empty(page: Page) -> None:
    page.route(SECOND_SCRIPT, lambda route: route.fulfill(body=""))
    for path, seen, gone in (
        ("", "Which scenarios are from work like yours?", "Start by role"),
        ("scenarios/", "Every scenario of the course", "Filter the scenarios"),
        ("self-check/", "so nothing is kept here", "Save my self-check"),
        ("own-scenario/", "so nothing is kept here", "Save it as a file"),
        ("assessment/", "Part of this page has not loaded.", "Start"),
    ):
        page.goto(path)
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        expect(page.locator("main").get_by_text(seen)).to_be_visible()
        expect(page.locator("main").get_by_text(gone).first).not_to_be_visible()


def test_no_motion_when_none_is_wanted(page: Page, shipped: Course) -> None:
    page.emulate_media(reduced_motion="reduce")
    for state in ("home", "catalogue", "scenario"):
        PAGES[state](page, shipped)
        moving = page.evaluate(
            """() => {
              const seconds = (text) => Math.max(...text.split(",").map((one) =>
                parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)));
              return [...document.querySelectorAll("body, body *")].flatMap((one) =>
                [null, "::before", "::after"].map((part) => {
                  const s = getComputedStyle(one, part);
                  const length = Math.max(
                    seconds(s.transitionDuration) + seconds(s.transitionDelay),
                    s.animationName === "none" ? 0 :
                      seconds(s.animationDuration) + seconds(s.animationDelay));
                  return length > 0.02 ? `${one.localName}.${one.className} ${part} ${length}` : "";
                })).filter(Boolean);
            }"""
        )
        assert moving == [], state


def test_few_colours_are_enough(page: Page, shipped: Course) -> None:
    """Forced colours: chosen, right and wrong differ in their words and in their borders."""
    scenario = next(one for one in shipped.scenarios if one.other_replies)
    page.emulate_media(forced_colors="active")
    page.goto(path_of(scenario))

    def looks(choice: Choice) -> tuple[str, str]:
        label = page.locator(".an-choice").filter(has=radio(page, choice)).locator("label")
        border = label.evaluate(
            "one => getComputedStyle(one).borderTopStyle + getComputedStyle(one).borderTopWidth"
        )
        mark = label.locator(".an-mark")
        return border, mark.inner_text() if mark.count() else ""

    good, bad = right(scenario), wrong(scenario)
    plain = looks(good)
    answer(page, bad)
    marked_wrong = looks(bad)
    answer(page, good)
    marked_right = looks(good)
    assert len({plain[0], marked_wrong[0], marked_right[0]}) == 3
    assert len({plain[1], marked_wrong[1], marked_right[1]}) == 3
    # The browser's own sign of what is chosen is not painted over.
    expect(radio(page, good)).to_have_css("appearance", "auto")


def printed(page: Page) -> str:
    """Letters and digits of the page on paper."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    try:
        text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    finally:
        document.close()
    return letters(text)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def answers(scenario: Scenario) -> list[str]:
    """What a worksheet must not show: the reasons, the lesson, and which reply is which."""
    whys = [choice.why for choice in which_reply(scenario).choices]
    texts = [markup.plain(text) for text in (*whys, scenario.lesson) if text]
    return [letters(text) for text in (*texts, "Not accountable", "Side by side")]


def test_paper_is_a_worksheet_until_the_answer_is_open(page: Page, shipped: Course) -> None:
    scenario = next(one for one in shipped.scenarios if one.other_replies)
    page.goto(path_of(scenario))
    worksheet = printed(page)
    assert letters(markup.plain(scenario.situation)) in worksheet
    for choice in which_reply(scenario).choices:
        assert letters(markup.plain(choice.text)) in worksheet
    assert [text for text in answers(scenario) if text in worksheet] == []
    expect(page.get_by_role("heading", name="Side by side")).to_be_hidden()  # on the screen, too
    page.goto(path_of(scenario, "compare"))
    opened = printed(page)
    assert [text for text in answers(scenario) if text not in opened] == []


WORDS = ":is(.an-situation, .an-reply, .an-solutions, .an-lesson, .an-key) :is(p, li)"
"""What belongs on the paper of an answered scenario."""


def most_sheets(page: Page) -> int:
    """How many sheets of paper the page takes, of the size of which it takes more."""
    documents = [pypdfium2.PdfDocument(page.pdf(format=paper)) for paper in ("A4", "Letter")]
    try:
        return max(map(len, documents))
    finally:
        for document in documents:
            document.close()


def smallest_words(page: Page) -> float:
    """The size in points of the smallest words on paper."""
    page.emulate_media(media="print")
    sizes = "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)"
    return float(min(page.locator(WORDS).evaluate_all(sizes)))


def test_an_answered_scenario_fits_on_two_sheets(page: Page, shipped: Course) -> None:
    """Those without exercises, which `test_items` prints."""

    def length(scenario: Scenario) -> int:
        return len(scenario.model_dump_json())

    longest = sorted((one for one in shipped.scenarios if not one.items), key=length)[-3:]
    for scenario in longest:
        page.goto(path_of(scenario))
        answer(page, right(scenario))
        assert most_sheets(page) <= 2, scenario.id
    assert smallest_words(page) >= 10


def test_a_module_has_the_colour_of_its_cards(page: Page, shipped: Course) -> None:
    page.goto("")
    chips = page.locator(".an-module-card .an-code")
    expect(chips).to_have_count(len(shipped.modules))
    for place, hue in enumerate(OURS.hues[: len(shipped.modules)]):
        red, green, blue = (int(hue[start : start + 2], 16) for start in (1, 3, 5))
        expect(chips.nth(place)).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


@pytest.mark.parametrize("language", ["", "de/"])
def test_a_table_fits_on_a_phone(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (
        *("workshop/", "workshop-guide/", "accountability/", "how-to-use/"),
        *("hard-days/", "passive-aggression/", "rubric/", "thirty-days/", "after-the-workshop/"),
    ):
        page.goto(language + path)
        frames = page.locator(".md-typeset__scrollwrap")
        expect(frames.first).to_be_visible()
        wide = frames.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth)")
        assert wide == [], path


def test_large_letters_on_a_phone_leave_every_button_of_the_header(page: Page) -> None:
    """Half the width stands for letters of twice the size: all measures grow with them."""
    page.set_viewport_size({"width": 180, "height": 370})
    page.goto("")
    for name in ("Menu", "Language", "Switch to dark colours", "Search"):
        button = page.get_by_role("banner").get_by_role("button", name=name)
        box = button.bounding_box()
        assert box, name
        assert 0 <= box["x"] <= 180 - box["width"], name


def test_a_title_is_readable_on_a_phone(page: Page, shipped: Course) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("")
    title = page.locator(".md-header__topic").first.locator(".md-ellipsis")
    whole = "one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight + 1"
    assert title.evaluate(whole)


PART = (
    ".an-row > :is(legend, label), .an-choice > label, .an-step, .an-free-label, "
    ".an-spot label, .an-phrase:not(.an-spot)"
)
"""The words of each part of an exercise, whatever its type. A PDF has a reply's phrases, but not
the whole reply, in one piece: the words between them are drawn first.
"""


def test_no_question_is_parted_on_paper(page: Page, shipped: Course) -> None:
    """The longest of each type, and all that is asked beside it."""
    asked = [(one, item) for one in shipped.scenarios for item in of_scenario(one)[1:]]
    asked.sort(key=lambda pair: len(repr(pair[1])))
    longest = {item.type: scenario for scenario, item in asked}
    for scenario in {one.id: one for one in longest.values()}.values():
        page.emulate_media(media="null")  # else the theme takes answers for open
        page.goto(path_of(scenario))
        document = pypdfium2.PdfDocument(page.pdf(format="A4"))
        try:
            sheets = [letters(one.get_textpage().get_text_range()) for one in document]
        finally:
            document.close()
        page.emulate_media(media="print")
        for exercise in page.locator(".an-exercise form").all():
            question = letters(exercise.locator("legend").first.inner_text())
            last = letters(exercise.locator(PART).last.inner_text())
            assert any(question in sheet and last in sheet for sheet in sheets), scenario.id


def test_paper_shows_no_empty_sheet_of_a_quiz(page: Page, shipped: Course) -> None:
    page.goto(f"quiz/{shipped.modules[0].id}/")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    try:
        assert len(document) == 1
        assert "a new selection for each attempt" in document[0].get_textpage().get_text_range()
    finally:
        document.close()
