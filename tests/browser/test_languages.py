"""A course in several languages: across by keyboard, found in German, right from right to left."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.courses import LIGHT_AND_DARK
from tests.support.languages import ARABIC, german_files, write_german_project

from .conftest import NARROW, NO_CONNECTION, WIDE, Guard, build_quickly
from .learner import results, search_for
from .server import SiteServer
from .test_axe import OWN, WHOLE, violations, violations_in

SCENARIO = "scenarios/dispatch-error/"
NUMBERS = " بين 11:30–12:45 على +49 30 1234، 3–5 أيام، 20 €"
"""Times, a telephone number, a range and a price, as they stand in a sentence."""

BACKWARDS = """(numbers) => {
  const found = [];
  const seen = {};
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const edge = (text, place) => {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect();
  };
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const number of numbers) {
      const place = text.data.indexOf(number);
      if (place < 0 || text.parentElement.closest("script, option, title")) continue;
      const places = [...number].map((_, n) => edge(text, place + n));
      if (places[0].width === 0) continue;
      seen[number] = (seen[number] ?? 0) + 1;
      const inOrder = places.every((one, n) => n === 0 || places[n - 1].left < one.left + 0.1);
      if (!inOrder || places[0].top !== places.at(-1).top) found.push(number);
    }
  }
  return [found, numbers.filter((number) => !seen[number])];
}"""
"""Numbers on the page whose signs do not stand from left to right in one line; and those that are
nowhere to be seen."""

PATHS = ("scenarios/", "modules/at-the-door/", "scenarios/lost-key/")
"""Where they stand."""

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A small course in English, German and Arabic, built and served."""
    site = SiteServer()
    folder = tmp_path_factory.mktemp("arabic")
    files = german_files() | copy.deepcopy(ARABIC)
    files["at-the-door/lost-key.ar.yml"]["title"] += NUMBERS
    files["at-the-door/lost-key.ar.yml"]["situation"] += f" {NUMBERS}. الغرفة A3."
    files["at-the-door/lost-key.ar.yml"]["accountable"]["reply"] += NUMBERS
    files["at-the-door/lost-key.ar.yml"]["solutions"][0] += NUMBERS
    files["course.ar.yml"]["modules"][0]["summary"] += NUMBERS
    config_file = write_german_project(folder, files, site_url=site.url, theme=LIGHT_AND_DARK)
    site.folder = build_quickly(config_file)
    with site.running():
        yield site


@pytest.fixture(scope="module")
def arabic(small: SiteServer) -> str:
    """The address of that course."""
    return small.url


def switch(page: Page, current: str, name: str) -> None:
    """Go to the same page in another language, by keyboard alone."""
    page.get_by_role("button", name=current).focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("of", ["page", "scriptless"])
@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_across_by_keyboard_and_back(
    request: pytest.FixtureRequest, of: str, width: dict[str, int]
) -> None:
    page: Page = request.getfixturevalue(of)
    page.set_viewport_size(width)  # type: ignore[arg-type]
    page.goto(SCENARIO)
    switch(page, "Language: English", "Deutsch")
    page.wait_for_url(f"**/course/de/{SCENARIO}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ein Toaster im Karton")
    switch(page, "Sprache: Deutsch", "English")
    page.wait_for_url(f"**/course/{SCENARIO}")
    expect(page.get_by_role("heading", level=1)).to_have_text("A toaster in the box")


def test_escape_closes_the_choice(page: Page) -> None:
    page.goto("")
    button = page.get_by_role("button", name="Language: English")
    button.press("Enter")
    link = page.get_by_role("link", name="Deutsch", exact=True)
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


def test_answers_count_in_every_language(page: Page) -> None:
    page.goto(f"{SCENARIO}#quiz")
    quiz = page.locator("scenario-quiz").first
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="Check my answer").click()
    value = quiz.locator("input:checked").get_attribute("value")
    page.goto(f"de/{SCENARIO}#quiz")
    quiz = page.locator("scenario-quiz").first
    expect(quiz.locator("input:checked")).to_have_attribute("value", value or "")
    expect(quiz.locator(".an-past")).to_have_text("Das haben Sie schon einmal beantwortet.")
    expect(quiz.get_by_text("hat sich geändert")).to_have_count(0)


def test_each_search_finds_words_of_its_language(page: Page) -> None:
    page.goto("de/")
    expect(search_for(page, "Kaffeemühle").first).to_have_text("Ein Toaster im Karton")
    status = page.locator(".an-search .an-search-status > [role=status]")
    expect(status).to_contain_text("Ergebnis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suche")
    expect(results(page, "main").first).to_have_text("Ein Toaster im Karton")
    page.goto("")
    expect(search_for(page, "café grinder").first).to_have_text("A toaster in the box")


@pytest.mark.usefixtures("service_worker", "context")
def test_without_a_connection_in_german(page: Page, small: SiteServer, guard: Guard) -> None:
    """The whole course is that of one language, and what is not kept says so in that language."""
    guard.allow(NO_CONNECTION)
    german = f"{small.url}de/"
    page.goto(f"{german}progress/#offline")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    small.gone = True
    page.goto(f"{german}scenarios/lost-key/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Es besteht keine Verbindung")
    small.gone = False
    page.goto(f"{german}progress/#offline")
    page.get_by_role("button", name="für die Bahn").click()
    expect(page.get_by_text("Fertig. Der ganze Kurs")).to_be_visible(timeout=30_000)
    small.gone = True
    page.goto(f"{german}scenarios/lost-key/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Der verlorene Schlüssel")
    expect(search_for(page, "Ersatzschlüssel").first).to_be_visible()
    small.gone = False


def test_words_that_the_browser_fills_are_german_too(page: Page) -> None:
    page.goto("de/scenarios/")
    page.get_by_label("Kanal").select_option("Chat")
    expect(page.locator(".an-count")).to_have_text(re.compile(r"\d+ von \d+ Szenarien"))
    page.goto("de/assessment/")
    page.get_by_role("button", name="Anfangen").click()
    expect(page.locator("[data-place]")).to_have_text("Frage 1 von 20")


def test_axe_finds_nothing(page: Page, arabic: str) -> None:
    """On a phone, where words have the least room; the colours are those of English."""
    found = []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    german = ["de/", f"de/{SCENARIO}", "de/scenarios/estimated-bill/", "de/scenarios/"]
    in_arabic = ["ar/scenarios/lost-key/", "ar/scenarios/cold-soup/", "ar/assessment/", "ar/"]
    for path in (*german, *(arabic + path for path in in_arabic)):
        page.goto(path)
        part = WHOLE if path.endswith(("de/", "ar/")) else OWN
        found += [f"[{path}] {violation}" for violation in violations(page, part=part)]
    expect(search_for(page, "المفتاح").first).to_be_visible()
    found += [f"[search] {violation}" for violation in violations(page, part=WHOLE)]
    page.keyboard.press("Escape")
    page.locator(".an-languages-open").click()
    found += [f"[languages] {violation}" for violation in violations_in(page, part=WHOLE)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_arabic_is_mirrored(page: Page, arabic: str, width: dict[str, int]) -> None:
    page.set_viewport_size(width)  # type: ignore[arg-type]
    page.goto(f"{arabic}ar/scenarios/lost-key/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heading = page.get_by_role("heading", level=1)
    assert heading.evaluate("h => getComputedStyle(h).direction") == "rtl"
    # The bar that marks where the situation begins stands at the right.
    bar = "one => [getComputedStyle(one).borderRightWidth, getComputedStyle(one).borderLeftWidth]"
    right, left = page.locator(".an-situation").evaluate(bar)
    assert float(right.removesuffix("px")) > float(left.removesuffix("px"))
    # What is not translated reads from left to right.
    page.goto(f"{arabic}ar/scenarios/cold-soup/")
    assert (
        page.get_by_role("heading", level=1).evaluate("h => getComputedStyle(h).direction") == "ltr"
    )


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_numbers_keep_their_direction_in_arabic(
    page: Page, arabic: str, width: dict[str, int]
) -> None:
    page.set_viewport_size(width)  # type: ignore[arg-type]
    numbers = ["11:30–12:45", "+49 30 1234", "3–5", "20 €"]
    for path in PATHS:
        page.goto(f"{arabic}ar/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        found, missing = page.evaluate(BACKWARDS, numbers)
        assert (found, missing) == ([], []), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{arabic}ar/scenarios/lost-key/")
    search_for(page, "المفتاح")
    expect(page.locator(".an-hits bdi").first).to_be_visible()
    title = search_for(page, "soup").first.locator("xpath=..")  # which isn't translated
    expect(title).to_have_attribute("lang", "en")
    found, missing = page.evaluate(BACKWARDS, numbers[:3])
    assert (found, missing) == ([], [])
