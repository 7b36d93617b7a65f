"""The slides in a real browser, opened from a disk as a facilitator opens them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from answerable.handouts.slides import make_slides
from answerable.items.items import which_reply
from answerable.model import Course, Module, OtherReply, Scenario, Solution
from answerable.model.colours import OURS
from tests.support.courses import course, scenario
from tests.support.hostile import HOSTILE, HOSTILE_UNPRINTABLE
from tests.support.pages import squeezed

from .learner import refuse
from .test_axe import COLOURS, TAGS, violations

SIZES = [(1920, 1080), (1280, 720), (1024, 768), (800, 600)]
SMALLEST_TYPE = 0.025
"""Of the slide's width, that of 16 : 9 in its height: 24 pt on a slide 13 1/3 inches wide."""

WORDS = "We looked for it in every room, and then we called the family who had it. "
LONG = scenario(
    title="A long story about a key that was lost, found, lent and lost again in one long night",
    situation=f"{WORDS * 9}\n\n- {WORDS * 2}\n- {WORDS}\n\n> {WORDS * 3}",
    not_accountable={"reply": WORDS * 8, "why": WORDS * 7},
    accountable={"reply": WORDS * 4, "why": WORDS * 3},
    other_replies=[OtherReply(reply=WORDS * n, why=WORDS * n) for n in (2, 5, 9)],
    solutions=[Solution(do=WORDS * n, when=WORDS) for n in range(1, 7)],
    lesson=WORDS * 8,
    coaching=[WORDS, WORDS * 2, WORDS],
)
# As full as a slide gets without being shared out: found by trying one word more.
FULL = scenario(
    id="full",
    code="A2",
    not_accountable={"reply": "we call you " * 27, "why": "and so they wait " * 11},
    accountable={"reply": "I call you " * 29, "why": "and so they know " * 11},
    situation="The customer waits. " * 22,
)


@pytest.fixture(scope="session")
def base_url() -> None:
    """No server here."""


@pytest.fixture(scope="module")
def deck(shipped: Course, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the slides of the first two scenarios of the shipped course."""
    return _write(tmp_path_factory.mktemp("slides"), shipped, shipped.scenarios[:2])


def _write(folder: Path, course: Course, scenarios: Any = None) -> str:
    path = folder / "slides.html"
    path.write_text(make_slides(course, scenarios), encoding="utf-8")
    return path.as_uri()


def _shown(page: Page) -> Any:
    return page.locator(".slide.now")


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _is_at(page: Page, slide_id: str) -> None:
    expect(_shown(page)).to_have_id(slide_id)


def _to_the_vote(page: Page) -> None:
    """From the first scenario's situation, past the replies, which may need slides of their own."""
    while "vote" not in (_shown(page).get_attribute("id") or ""):
        _press(page, "ArrowRight")
    _is_at(page, "a1-vote")


# Walks the whole deck and says what does not fit, or is set too small to be read.
WALK = """async () => {
  await document.fonts.ready;
  const found = [];
  const slides = document.querySelectorAll(".slide");
  for (const _ of slides) {
    const slide = document.querySelector(".slide.now");
    const inside = (part, whole, name) => {
      const [a, b] = [part.getBoundingClientRect(), whole.getBoundingClientRect()];
      const out = Math.max(b.left - a.left, a.right - b.right, b.top - a.top, a.bottom - b.bottom);
      if (out > 1.5) found.push(`${slide.id}: ${name} is ${Math.round(out)} px out`);
    };
    const stage = slide.querySelector(".stage");
    const body = slide.querySelector(".body");
    for (const one of body.querySelectorAll("*")) inside(one, body, one.className || one.localName);
    for (const one of stage.querySelectorAll(".band, .foot")) inside(one, stage, one.className);
    const bar = document.getElementById("bar").getBoundingClientRect();
    for (const one of stage.querySelectorAll(".ask"))
      if (one.getBoundingClientRect().bottom > bar.top) found.push(`${slide.id}: under the bar`);
    if (stage.clientHeight !== innerHeight) found.push(`${slide.id}: not the whole screen`);
    const unit = Math.min(innerWidth, innerHeight * 16 / 9);
    const type = parseFloat(getComputedStyle(body).fontSize) / unit;
    if (type < SMALLEST) found.push(`${slide.id}: type of ${type.toFixed(4)}`);
    dispatchEvent(new KeyboardEvent("keydown", {key: "PageDown"}));
  }
  const last = document.querySelector(".slide.now").id;
  if (last !== "close") found.push(`stopped at ${last}`);
  return found;
}""".replace("SMALLEST", str(SMALLEST_TYPE))


def test_everything_fits_in_type_that_can_be_read(page: Page, tmp_path: Path) -> None:
    page.goto(_write(tmp_path, course(LONG, FULL)))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        page.keyboard.press("Home")
        assert page.evaluate(WALK) == [], (width, height)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_words_of_other_languages_fit_too(page: Page, tmp_path: Path, language: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(_write(tmp_path, course(LONG, FULL, language=language)))
    assert page.evaluate(WALK) == []


def test_arabic_goes_from_right_to_left_and_numbers_keep_their_direction(
    page: Page, tmp_path: Path
) -> None:
    situation = "قبل الساعة 11:30–12:45، أو +49 30 1234، بعد 3–5 أيام"
    numbered = FULL.model_copy(update={"situation": situation})
    page.goto(_write(tmp_path, course(numbered, language="ar")))
    whole = page.locator('bdi[dir="ltr"]').all_text_contents()
    assert {"11:30–12:45", "+49 30 1234", "3–5"} <= set(whole)
    _press(page, "ArrowLeft")
    _is_at(page, "module-a")
    _press(page, "ArrowRight")
    _is_at(page, "title")


def _resize(page: Page, width: int, height: int) -> None:
    """Change the window's size, and wait until the page has heard of it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


TEXTS = (
    *("title", "excuse", "department", "situation", "audio", "not_accountable", "accountable"),
    *("other_replies", "solutions", "lesson", "coaching"),
)
"""Fields that are on slides."""


def test_the_longest_texts_of_the_shipped_course_fit_after_a_change_of_size(
    page: Page, shipped: Course, tmp_path: Path
) -> None:
    def has_most(name: str) -> Scenario:
        return max(shipped.scenarios, key=lambda one: len(repr(getattr(one, name))))

    longest = {one.id: one for one in map(has_most, TEXTS)}
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(_write(tmp_path, shipped, tuple(longest.values())))
    _resize(page, 1920, 1080)  # the shape with the least room
    assert page.evaluate(WALK) == []


def test_a_larger_screen_has_larger_type(page: Page, deck: str) -> None:
    def size() -> float:
        found = (
            _shown(page).locator(".body").evaluate("b => parseFloat(getComputedStyle(b).fontSize)")
        )
        return float(found)

    page.set_viewport_size({"width": 960, "height": 540})
    page.goto(f"{deck}#a1-situation")
    small = size()
    _resize(page, 1920, 1080)
    assert size() == pytest.approx(2 * small, rel=0.05)


@pytest.mark.usefixtures("context")
def test_hostile_texts_are_words_and_fit(page: Page, tmp_path: Path) -> None:
    """Each text once as a title or another line, and in several texts of more lines."""
    texts = sorted((HOSTILE | HOSTILE_UNPRINTABLE).values(), key=len, reverse=True)
    share = -(-len(texts) // 3)
    # The longest are titles, for which there is the least room.
    trios = list(zip(texts[:share], texts[share : 2 * share], texts[-share:], strict=True))
    scenarios = tuple(
        scenario(
            id=f"s{number}",
            code=f"A{number}",
            title=one,
            excuse=two,
            department=three,
            situation=one,
            not_accountable={"reply": two, "why": three},
            accountable={"reply": one, "why": two},
            solutions=[{"do": three, "when": one}],
            lesson=two,
            coaching=[three],
        )
        for number, (one, two, three) in enumerate(trios, start=1)
    )
    module = Module(id="door", letter="A", title=HOSTILE["script"], scenarios=scenarios)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: refuse(dialog, dialogs))
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(_write(tmp_path, course(modules=(module,), title=HOSTILE["title closed"])))
    assert page.evaluate(WALK) == []
    assert dialogs == []
    places = (".slide-situation h2", ".excuse strong", ".setting")
    for place, lines in zip(places, zip(*trios, strict=True), strict=True):
        shown = page.locator(place).all_text_contents()
        # A long text is on several slides, each under its title.
        assert list(dict.fromkeys(map(squeezed, shown))) == list(map(squeezed, lines)), place


def test_a_scenario_by_keyboard_alone(page: Page, deck: str, shipped: Course) -> None:
    first, second = shipped.scenarios[:2]
    status = page.get_by_role("status").first
    page.goto(deck)
    _is_at(page, "title")
    _press(page, "Shift+ArrowRight")
    _is_at(page, "a1-picture")
    _press(page, "ArrowRight")
    _is_at(page, "a1-situation")
    expect(page.get_by_role("heading", level=2)).to_have_text(first.title)
    expect(status).to_have_text(re.compile(rf"Slide \d+ of \d+: {re.escape(first.title)}"))

    _to_the_vote(page)
    expect(page.get_by_text("Not accountable").locator("visible=true")).to_have_count(0)
    _press(page, "1", "1", "2", "Enter", "3", "Enter", "0", "Enter")
    counts = page.get_by_role("spinbutton")
    assert [field.input_value() for field in counts.all()] == ["12", "3", "0"]

    choices = enumerate(which_reply(first).choices, start=1)
    for number, choice in sorted(choices, key=lambda one: one[1].right):
        _press(page, " ")
        _is_at(page, f"a1-reply-{number}")
        kind = "Accountable" if choice.right else "(Not accountable|Well meant, not enough)"
        title = re.compile(rf"^\s*Reply {number}: {kind}\s*$")
        expect(page.get_by_role("heading", level=2)).to_have_text(title)
        expect(_shown(page).locator(".tally")).to_have_text(f"Hands: {[12, 3, 0][number - 1]}")
    for name in ("solutions", "lesson", "debrief"):
        _press(page, "PageDown")
        _is_at(page, f"a1-{name}")
    _press(page, "ArrowRight")
    expect(page.get_by_role("heading", level=2)).to_have_text(second.title)
    _press(page, "PageUp")
    _is_at(page, "a1-debrief")
    _press(page, "End")
    _is_at(page, "close")
    _press(page, "ArrowRight", "Home")
    _is_at(page, "title")
    page.goto(f"{deck}#a2-lesson")
    page.reload()
    _is_at(page, "a2-lesson")


def test_the_ways_to_a_scenario(page: Page, deck: str, shipped: Course) -> None:
    page.goto(deck)
    _press(page, "2")  # the second of this deck
    dialog = page.get_by_role("dialog", name="Go to a scenario")
    expect(dialog.get_by_role("link")).to_have_count(1)
    _press(page, "Enter")
    _is_at(page, "a2-situation")
    _press(page, "g")
    page.keyboard.type(shipped.scenarios[0].title[:9].upper())
    _press(page, "Enter")
    _is_at(page, "a1-situation")
    _press(page, "g")
    page.keyboard.type("no such thing")
    expect(dialog.get_by_role("status")).to_have_text("No slide matches.")
    _press(page, "Escape")
    _to_the_vote(page)


def test_black_dark_help_and_letters_off(page: Page, deck: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(deck)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    _press(page, "d")
    assert page.evaluate(paper) != light
    _press(page, "b")
    expect(page.locator("html")).to_have_class(re.compile("black"))
    expect(page.get_by_role("status").first).to_contain_text("black")
    _press(page, ".")
    expect(page.locator("html")).not_to_have_class(re.compile("black"))
    _press(page, "?")
    page.get_by_label("Letters, numbers and symbols work as keys").uncheck()
    _press(page, "Escape", "b", "n", "g")
    expect(page.locator("html")).not_to_have_class(re.compile("black|with-notes"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    _press(page, "ArrowRight")
    _is_at(page, "module-a")


def test_buttons_do_the_same_as_keys(page: Page, deck: str) -> None:
    page.goto(deck)
    bar = page.get_by_role("navigation", name="Slides")
    after = bar.get_by_role("button", name="Next slide")
    after.press("Enter")
    after.press(" ")
    expect(after).to_be_focused()
    assert page.locator(".slide").evaluate_all("all => all.findIndex(s => s.matches('.now'))") == 2
    bar.get_by_role("button", name="Previous slide").click()
    bar.get_by_role("button", name="Notes").click()
    expect(_shown(page).get_by_text("where do we meet this here?")).to_be_visible()


@pytest.mark.parametrize("size", [(360, 740), (740, 360)], ids=["upright", "lying"])
def test_on_a_phone_the_buttons_stand_below_the_slide_and_apart(
    new_context: Callable[..., BrowserContext], deck: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = new_context(
        viewport={"width": width, "height": height}, has_touch=True, is_mobile=True
    ).new_page()
    page.goto(deck)
    slide = page.locator(".slide.now .stage")
    expect(slide).to_be_visible()
    bar = page.locator("#bar")
    places = bar.get_by_role("button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(({left, right}) => [left, right])"
    )
    assert all(right <= after for (_, right), (after, _) in itertools.pairwise(places))
    box, below = slide.bounding_box(), bar.bounding_box()
    assert box, deck
    assert below, deck
    assert box["y"] + box["height"] <= below["y"]


def test_notes_on_one_screen_leave_the_slide_whole(page: Page, deck: str) -> None:
    page.goto(f"{deck}#a1-vote")
    notes = _shown(page).locator(".notes-text")
    expect(notes).to_be_hidden()
    _press(page, "n")
    expect(notes).to_contain_text("is accountable")
    body = _shown(page).locator(".body")
    assert body.evaluate("b => b.scrollHeight <= b.clientHeight")
    _press(page, "n")
    expect(notes).to_be_hidden()


def test_the_second_window_goes_along(page: Page, deck: str) -> None:
    page.goto(f"{deck}#a1-vote")
    with page.expect_popup() as opened:
        _press(page, "s")
    own = opened.value
    _is_at(own, "a1-vote")
    expect(own.locator(".now .notes-text")).to_contain_text("is accountable")
    expect(own.locator(".next .stage")).to_be_visible()
    _press(own, "2", "8")
    expect(page.get_by_role("spinbutton").nth(1)).to_have_value("8")
    _press(own, "Escape", "ArrowRight")
    expect(_shown(page)).to_have_id(re.compile("a1-reply"))
    page.bring_to_front()
    _press(page, "End")
    _is_at(own, "close")
    _press(own, "b")
    expect(page.locator("html")).to_have_class(re.compile("black"))
    expect(own.locator(".now .stage")).to_be_visible()
    page.reload()
    _press(own, "Home")
    _is_at(page, "title")


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_handout_has_two_slides_on_a_page(page: Page, deck: str, paper: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})  # paper has a shape of its own
    page.goto(deck)
    slides = page.locator(".slide").count()
    sheets = _pages(page.pdf(format=paper))
    assert len(sheets) == -(-slides // 2)
    assert f"{slides}/{slides}" in sheets[-1]
    assert not any("Ask for hands" in text for text in sheets), "notes on a handout"
    _press(page, "n")
    with_notes = _pages(page.pdf(format=paper))
    assert len(with_notes) == slides
    assert any("Ask for hands" in text for text in with_notes)
    _is_at(page, "title")


@pytest.mark.parametrize(("scheme", "rules"), [("light", TAGS), ("dark", COLOURS)])
def test_axe_finds_nothing(
    new_context: Callable[..., BrowserContext], tmp_path: Path, scheme: Any, rules: list[str]
) -> None:
    """Every kind of slide, each colour of a module, and all that opens."""
    context = new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(_write(tmp_path, course(modules=_modules(1))))
    found: list[str] = []

    def look(state: str) -> None:
        page.mouse.move(5, 5)
        page.mouse.move(9, 9)  # the buttons are there
        found.extend(f"[{state}] {one}" for one in violations(page, rules))

    for slide in page.locator(".slide").all():
        look(slide.get_attribute("id") or "")
        _press(page, "ArrowRight")
    _is_at(page, "close")
    _press(page, "n")
    look("notes")
    _press(page, "?")
    look("help")
    _press(page, "Escape", "g")
    look("jump")
    _press(page, "Escape", "ArrowLeft")
    with page.expect_popup() as opened:
        _press(page, "s")
    page = opened.value
    expect(page.locator(".next .stage")).to_be_visible()
    look("second window")
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_of_every_module_have_contrast(page: Page, tmp_path: Path, scheme: Any) -> None:
    """On one long page, which has the colours of the slides, so that all are looked at together."""
    page.emulate_media(color_scheme=scheme)
    page.goto(_write(tmp_path, course(modules=_modules(len(OURS.hues)))))
    page.evaluate(
        """() => { document.documentElement.classList.remove("show");
          for (const slide of document.querySelectorAll(".slide")) slide.inert = false }"""
    )
    for place in range(len(OURS.hues)):
        for name in ("situation", "vote", "reply-1", "solutions"):
            expect(page.locator(f"#{chr(97 + place)}1-{name}")).to_be_visible()
    assert violations(page, COLOURS, ".slide") == []


def _modules(count: int) -> tuple[Module, ...]:
    return tuple(
        Module(
            id=f"m{place}",
            letter=chr(65 + place),
            title=f"Module {place}",
            summary="What *it* is about.",
            scenarios=(
                scenario(
                    id=f"s{place}",
                    code=f"{chr(65 + place)}1",
                    module_id=f"m{place}",
                    excuse="Not my door",
                    channel="Phone",
                    other_replies=[OtherReply(reply="Let me see.", why="Until when?")],
                ),
            ),
        )
        for place in range(count)
    )


def test_nothing_is_requested(page: Page, deck: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.split(",")[0]))
    page.goto(deck)
    _press(page, "ArrowRight", "n", "?")
    asked = [address for address in requested if not address.startswith("data:")]
    assert asked == [deck]


def test_without_a_script_it_is_one_page(scriptless: Page, deck: str, shipped: Course) -> None:
    page = scriptless
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(deck)
    for one in shipped.scenarios[:2]:
        expect(page.get_by_role("heading", name=one.title).last).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Reply .: Accountable"))).to_have_count(2)
    expect(page.get_by_role("navigation")).to_have_count(0)
    notes = page.locator("details").first
    notes.locator("summary").click()
    expect(notes.get_by_role("link").first).to_be_visible()
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert len(_pages(page.pdf(format="A4"))) >= page.locator(".slide").count() // 2


def test_motion_only_for_those_who_want_it(page: Page, deck: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(deck)
    assert page.evaluate("document.getAnimations().length") == 0
    _press(page, "ArrowRight")
    assert page.evaluate("document.getAnimations().length") == 0
