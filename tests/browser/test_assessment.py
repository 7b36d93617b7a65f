"""Module quizzes, the assessment and the certificate, as a learner takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from answerable.items import pool
from answerable.model import Course

from .conftest import NARROW
from .learner import path_of
from .store import records
from .test_axe import violations

ASSESSMENT = "assessment/"
CERTIFICATE = "certificate/"

ANSWER = """(place, right) => {
  const quiz = place.querySelector("scenario-quiz");
  const key = [...place.querySelectorAll("[data-choice]")].map((one) => ({ ...one.dataset }));
  const among = (list, one) => (right ? one : list.find((other) => other !== one));
  const steps = key.map((one) => one.choice);
  const values = [...new Set(key.map((one) => one.right))];
  const places = () => Object.fromEntries(key.map((one) => [one.choice, among(values, one.right)]));
  const ticks = key.filter((one) => (one.right === "true") === right);
  const answer = {
    choice: () => ticks[0].choice,
    multiple: () => ticks.map((one) => one.choice).sort(),
    spot: () => ticks.map((one) => one.choice).sort(),
    sort: places,
    match: places,
    order: () => right ? steps : [...steps.slice(1), steps[0]],
    fill: () => key.map((one) => right ? JSON.parse(one.accept)[0] : "something else"),
  }[quiz.dataset.type]();
  if (!quiz.restore(answer)) throw new Error(`${place.id} refuses ${JSON.stringify(answer)}`);
  quiz.querySelector("form").dispatchEvent(new Event("change", { bubbles: true }));
}"""
"""Answers a question of any type, by the key on the page."""

PRESS = """() => {
  const one = document.activeElement;
  if (one.matches("input[type=radio]:not(:checked), input[type=checkbox]:not(:checked)")) {
    const group = [...one.form.elements].filter((other) => other.name === one.name);
    return one.type === "checkbox" || !group.some((other) => other.checked) ? "Space" : "";
  }
  if (one.matches("main select") && !one.value) return "ArrowDown";
  if (one.matches("main form input[type=text]") && !one.value) return "x";
  if (one.matches("[data-move='1']:not(:disabled):not(.md-pressed)")) {
    const list = one.closest("ol");
    if (list.dataset.pressed) return "";
    list.dataset.pressed = "yes";
    return "Enter";
  }
  return one.matches("[data-hand-in]") ? "done" : "";
}"""
"""Which key answers what has the focus."""


def questions(page: Page) -> Locator:
    return page.locator(".an-asked:visible")


def keys(page: Page) -> list[str]:
    return [str(key) for key in questions(page).evaluate_all("all => all.map(o => o.dataset.key)")]


def start(page: Page, path: str) -> list[str]:
    """Begin an attempt. Returns what is asked."""
    page.goto(path)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#questions")).to_be_focused()
    return keys(page)


def answer(page: Page, *, right: bool, which: slice = slice(None)) -> None:
    for question in questions(page).all()[which]:
        question.evaluate(ANSWER, right)


def hand_in(page: Page) -> Locator:
    page.get_by_role("button", name="Hand in", exact=True).click()
    return page.locator(".an-result")


def quiz_of(course: Course) -> str:
    return f"quiz/{course.modules[0].id}/"


def test_a_whole_assessment_by_keyboard_alone(page: Page, shipped: Course) -> None:
    page.goto(ASSESSMENT)
    start_button = page.get_by_role("button", name="Start")
    start_button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#questions")).to_be_focused()
    expect(questions(page)).to_have_count(shipped.assessment.questions)
    for _ in range(600):
        page.keyboard.press("Tab")
        press = page.evaluate(PRESS)
        if press == "done":
            break
        if press:
            page.keyboard.press(press)
    total = shipped.assessment.questions
    expect(page.locator("[data-count]")).to_have_text(f"{total} of {total} answered")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your result")).to_be_focused()
    result = page.locator(".an-result")
    expect(result).to_contain_text(re.compile(rf"[\d.]+ of {total} points, \d+%"))
    expect(result).to_contain_text("Guessing alone earns about")
    asked = page.locator(".an-breakdown tbody tr:visible")
    expect(asked).to_have_count(len(shipped.modules))


def test_an_attempt_waits_while_the_browser_is_closed(
    context: BrowserContext, shipped: Course
) -> None:
    page = context.new_page()
    asked = start(page, ASSESSMENT)
    assert len(set(asked)) == shipped.assessment.questions
    modules = [key.split("/")[0] for key in asked]
    by_id = {scenario.id: scenario.module_id for scenario in shipped.scenarios}
    assert len({by_id[one] for one in modules[: len(shipped.modules)]}) == len(shipped.modules)
    answer(page, right=True, which=slice(2))
    before = [question.inner_text() for question in questions(page).all()[:3]]
    page.close()

    page = context.new_page()
    page.goto(ASSESSMENT)
    expect(page.get_by_text("Your answers are still here.")).to_be_visible()
    assert keys(page) == asked
    assert [question.inner_text() for question in questions(page).all()[:3]] == before
    expect(page.locator("[data-count]")).to_have_text(f"2 of {len(asked)} answered")
    expect(page.locator(".an-asked .an-solution:visible")).to_have_count(0)


def test_what_is_not_answered_is_named(page: Page, shipped: Course) -> None:
    asked = start(page, quiz_of(shipped))
    answer(page, right=True, which=slice(1, len(asked) - 1))
    hand_in(page)
    missing = page.locator("[data-missing]")
    expect(missing).to_be_focused()
    gaps = [f"Question {number}" for number in (1, len(asked))]
    assert missing.get_by_role("link").all_inner_texts() == gaps
    missing.get_by_role("link", name=gaps[1], exact=True).press("Enter")
    inside = "key => document.activeElement.closest('[data-key]')?.dataset.key === key"
    assert page.evaluate(inside, asked[-1])
    page.get_by_role("button", name="Hand in as it is").click()
    expect(page.locator(".an-result")).to_contain_text(f"{len(asked) - 2} of {len(asked)} points")
    expect(questions(page).first).to_contain_text("Not answered.")


def test_a_quiz_fails_nobody_and_asks_again_what_was_missing(page: Page, shipped: Course) -> None:
    asked = start(page, quiz_of(shipped))
    answer(page, right=True)
    answer(page, right=False, which=slice(1))
    result = hand_in(page)
    expect(result).not_to_contain_text(re.compile("pass|fail", re.IGNORECASE))
    first = questions(page).first
    assert first.inner_text().strip().startswith("Not this one.")  # before the question and its why
    expect(first.locator(".an-solution")).to_have_attribute("open", "")
    expect(first.locator(".an-why").first).to_be_visible()
    expect(questions(page).nth(1).locator(".an-solution[open]")).to_have_count(0)
    expect(questions(page).nth(1).locator(".an-solution")).to_be_visible()
    result.get_by_role("button", name="Retry what you missed").click()
    assert keys(page) == asked[:1]
    expect(questions(page).first.locator(".an-solution")).to_be_hidden()
    answer(page, right=True)
    expect(hand_in(page)).to_contain_text("1 of 1 points")
    expect(page.locator(".an-earlier li")).to_have_count(1)
    page.get_by_role("button", name="New attempt").click()
    expect(questions(page)).to_have_count(len(asked))
    expect(page.locator(".an-earlier li")).to_have_count(2)


def test_the_review_leads_to_the_scenario_which_knows_of_the_answer(
    page: Page, shipped: Course
) -> None:
    asked = start(page, ASSESSMENT)
    answer(page, right=False)
    hand_in(page)
    written = {one.key for one in pool.of_course(shipped) if not one.derived}
    place = next(place for place, key in enumerate(asked) if key in written)
    saved = records(page, shipped)[asked[place]]
    assert saved["answer"]
    assert [check[1] for check in saved["log"]] == [0]
    link = questions(page).nth(place).get_by_role("link", name="Open the scenario")
    link.click()
    scenario = next(one for one in shipped.scenarios if one.id == asked[place].split("/")[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    expect(page.get_by_text("You answered this before, once.").first).to_be_visible()


def test_two_tabs_are_one_attempt(context: BrowserContext, shipped: Course) -> None:
    one, other = context.new_page(), context.new_page()
    asked = start(one, quiz_of(shipped))
    other.goto(quiz_of(shipped))
    assert keys(other) == asked
    half = len(asked) // 2
    answer(one, right=True, which=slice(half))
    expect(other.locator("[data-count]")).to_have_text(f"{half} of {len(asked)} answered")
    answer(other, right=True, which=slice(half, None))
    expect(one.locator("[data-count]")).to_have_text(f"{len(asked)} of {len(asked)} answered")
    expect(hand_in(one)).to_contain_text(f"{len(asked)} of {len(asked)} points")
    expect(other.locator(".an-result")).to_contain_text(f"{len(asked)} of {len(asked)} points")
    saved = records(one, shipped)
    assert all(len(saved[key]["log"]) == 1 for key in asked)
    assert len(saved[f"_deck/{shipped.modules[0].id}"]["results"]) == 1


def test_a_passed_assessment_gives_a_certificate_on_one_sheet(
    page: Page, shipped: Course, tmp_path: Path
) -> None:
    page.goto(CERTIFICATE)
    expect(page.get_by_role("link", name="assessment", exact=True)).to_be_visible()
    expect(page.locator(".an-certificate")).to_be_hidden()
    expect(page.get_by_text("needs JavaScript")).to_be_hidden()

    asked = start(page, ASSESSMENT)
    answer(page, right=True)
    result = hand_in(page)
    expect(result).to_contain_text("Passed.")
    result.get_by_role("link", name="certificate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Certificate")

    page.get_by_label("Your name, as").fill("Ada Example")
    page.get_by_label("Add a line for a trainer").check()
    certificate = page.locator(".an-certificate")
    expect(certificate).to_contain_text("Ada Example")
    for paper, width, height in (("A4", 842, 595), ("Letter", 792, 612)):
        file = tmp_path / f"{paper}.pdf"
        page.pdf(path=file, format=paper, landscape=True)
        document = pypdfium2.PdfDocument(file)
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((width, height), abs=2)
        text = " ".join(document[0].get_textpage().get_text_range().split())
        document.close()
        for words in (
            "Ada Example",
            shipped.title,
            f"{len(asked)} of {len(asked)} points",
            "Self-reported",
            "proves nothing",
            "Trainer",
        ):
            assert words in text
        assert "Keep my name" not in text

    page.reload()
    expect(page.get_by_label("Your name, as")).to_have_value("")
    assert "_deck/_certificate" not in records(page, shipped)
    page.get_by_label("Your name, as").fill("Ada Example")
    page.get_by_label("Keep my name on this device").check()
    page.reload()
    expect(page.locator(".an-certificate")).to_contain_text("Ada Example")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    new_context: Callable[..., BrowserContext], shipped: Course, scheme: str
) -> None:
    options: dict[str, Any] = {"viewport": NARROW, "color_scheme": scheme}
    page = new_context(reduced_motion="reduce", **options).new_page()
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"[{state}] {violation}" for violation in violations(page))

    page.goto(CERTIFICATE)
    look("certificate, not yet")
    page.goto(quiz_of(shipped))
    look("start")
    start(page, quiz_of(shipped))
    answer(page, right=True, which=slice(1, None))
    look("under way")
    hand_in(page)
    look("something missing")
    start(page, ASSESSMENT)
    answer(page, right=True)
    hand_in(page)
    # What was not drawn is hidden; axe takes long to find that out for each of its elements.
    page.evaluate("document.querySelectorAll('.an-asked[hidden]').forEach(one => one.remove())")
    look("result")
    page.goto(CERTIFICATE)
    look("certificate")
    assert not found, "\n".join(found)


def test_without_javascript_a_quiz_is_a_worksheet(
    new_context: Callable[..., BrowserContext], shipped: Course
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    module = shipped.modules[0]
    page.goto(quiz_of(shipped))
    expected = [p.key for p in pool.of_course(shipped) if p.module.id == module.id]
    assert keys(page) == expected
    expect(page.locator("item-deck button:visible")).to_have_count(0)
    expect(page.locator(".an-solution[open]")).to_have_count(0)
    first = questions(page).first
    first.locator(".an-solution > summary").click()
    expect(first.locator(".an-solution .an-why").first).to_be_visible()
    scenario = module.scenarios[0]
    expect(first.get_by_role("link", name=scenario.title)).to_have_attribute(
        "href", f"../../{path_of(scenario)}"
    )
    page.goto(CERTIFICATE)
    expect(page.get_by_text("The certificate needs JavaScript")).to_be_visible()
