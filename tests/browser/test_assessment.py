"""Module quizzes, the assessment and the certificate, as a learner takes them."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

from answerable.items import pool
from answerable.items.items import WHICH_REPLY
from answerable.model import Course

from .conftest import Guard
from .learner import path_of
from .screen import PHONE, expect_seen
from .store import records
from .test_axe import violations, violations_in

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
  if (one.matches("[data-next]")) return "next";
  return one.matches("[data-hand-in]") ? "done" : "";
}"""
"""Which key answers what has the focus."""


def questions(page: Page | Frame) -> Locator:
    """The questions of the attempt; while it is open, all but one of them are hidden."""
    return page.locator("item-deck [data-key]")


def keys(page: Page) -> list[str]:
    """What is asked, in its order."""
    return [str(key) for key in questions(page).evaluate_all("all => all.map(o => o.dataset.key)")]


def place(page: Page | Frame) -> Locator:
    return page.locator("[data-place]")


def start(page: Page, path: str) -> list[str]:
    """Begin an attempt. Returns what is asked."""
    page.goto(path)
    page.get_by_role("button", name="Start").click()
    expect(place(page)).to_be_focused()
    return keys(page)


def answer_questions(page: Page | Frame, *, right: bool, which: slice = slice(None)) -> None:
    questions(page).evaluate_all(
        f"""(all, [start, stop, right]) => {{
          for (const one of all.slice(start, stop ?? undefined)) ({ANSWER})(one, right); }}""",
        [which.start or 0, which.stop, right],
    )


def check_before_handing_in(page: Page | Frame) -> None:
    page.get_by_role("link", name="All questions").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_focused()


def hand_in(page: Page | Frame) -> Locator:
    if not page.url.endswith("#check"):
        check_before_handing_in(page)
    page.locator("[data-hand-in]:visible").click()
    result = page.locator(".an-result")
    expect(result.get_by_role("heading", level=2)).to_be_focused()
    return result


def quiz_of(course: Course) -> str:
    return f"quiz/{course.modules[0].id}/"


def test_a_whole_assessment_by_keyboard_alone(page: Page, shipped: Course) -> None:
    page.goto(ASSESSMENT)
    start_button = page.get_by_role("button", name="Start")
    start_button.focus()
    page.keyboard.press("Enter")
    expect(place(page)).to_be_focused()
    total = shipped.assessment.questions
    expect(questions(page)).to_have_count(total)
    number = 1
    for _ in range(600):
        page.keyboard.press("Tab")
        press = page.evaluate(PRESS)
        if press == "done":
            break
        if press == "next":
            page.keyboard.press("Enter")
            number += 1
            if number <= total:
                expect(place(page)).to_have_text(f"Question {number} of {total}")
                expect(place(page)).to_be_focused()
        elif press:
            page.keyboard.press(press)
    expect(page.locator("[data-answered]")).to_have_text(f"{total} of {total} answered")
    page.keyboard.press("Enter")
    result = page.locator(".an-result")
    expect(result.get_by_role("heading", level=2)).to_be_focused()
    expect(result).to_contain_text(re.compile(rf"[\d.]+ of {total} points, \d+%"))
    expect(result).to_contain_text("Guessing alone earns about")
    asked = page.locator(".an-breakdown tbody tr:visible")
    expect(asked).to_have_count(len(shipped.modules))


def test_one_question_is_on_the_screen_and_each_has_an_address(page: Page, shipped: Course) -> None:
    total = len(start(page, quiz_of(shipped)))
    one = page.locator(".an-asked:visible")
    address = page.url.partition("#")[0]
    for number in range(1, total + 1):
        expect(place(page)).to_have_text(f"Question {number} of {total}")
        expect(one).to_have_count(1)
        expect(one).to_have_id(f"question-{number}")
        assert page.url == f"{address}#question-{number}"
        expect(page.get_by_role("button", name="Back", exact=True)).to_be_visible(
            visible=number > 1
        )
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Before you hand in")).to_be_focused()
    assert page.url == f"{address}#check"
    page.go_back()
    expect(place(page)).to_have_text(f"Question {total} of {total}")
    expect(place(page)).to_be_focused()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(place(page)).to_have_text(f"Question {total - 1} of {total}")
    page.reload()
    expect(place(page)).to_have_text(f"Question {total - 1} of {total}")
    page.goto(address)
    expect(place(page)).to_have_text(f"Question {total - 1} of {total}")
    expect(page.locator(".an-hint")).to_have_count(0)


def test_an_attempt_waits_while_the_browser_is_closed(
    context: BrowserContext, shipped: Course
) -> None:
    page = context.new_page()
    asked = start(page, ASSESSMENT)
    assert len(set(asked)) == shipped.assessment.questions
    modules = [key.split("/")[0] for key in asked]
    by_id = {scenario.id: scenario.module_id for scenario in shipped.scenarios}
    assert len({by_id[one] for one in modules[: len(shipped.modules)]}) == len(shipped.modules)
    answer_questions(page, right=True, which=slice(2))
    before = [question.text_content() for question in questions(page).all()[:3]]
    for _ in range(2):
        page.get_by_role("button", name="Next").click()
    page.close()

    page = context.new_page()
    page.goto(ASSESSMENT)
    expect(page.get_by_text("Your answers are still here.")).to_be_visible()
    expect(place(page)).to_have_text(f"Question 3 of {len(asked)}")
    assert keys(page) == asked
    assert [question.text_content() for question in questions(page).all()[:3]] == before
    expect(page.locator(".an-asked .an-solution:visible")).to_have_count(0)
    check_before_handing_in(page)
    expect(page.locator("[data-answered]")).to_have_text(f"2 of {len(asked)} answered")


def test_what_is_not_answered_is_named(page: Page, shipped: Course) -> None:
    asked = start(page, quiz_of(shipped))
    answer_questions(page, right=True, which=slice(1, len(asked) - 1))
    check_before_handing_in(page)
    entries = page.locator("[data-checklist] li")
    expect(entries).to_have_count(len(asked))
    for number, entry in enumerate(entries.all(), start=1):
        gap = number in (1, len(asked))
        expect(entry).to_contain_text("not answered yet" if gap else "answered")
        expect(entry.get_by_text("not answered yet")).to_be_visible(visible=gap)
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_hidden()
    entries.last.get_by_role("link").press("Enter")
    expect(place(page)).to_have_text(f"Question {len(asked)} of {len(asked)}")
    expect(place(page)).to_be_focused()
    check_before_handing_in(page)
    page.get_by_role("link", name="Go to question 1", exact=True).click()
    expect(place(page)).to_have_text(f"Question 1 of {len(asked)}")
    check_before_handing_in(page)
    page.get_by_role("button", name="Hand in as it is").click()
    expect(page.locator(".an-result")).to_contain_text(f"{len(asked) - 2} of {len(asked)} points")
    expect(questions(page).first.locator("summary").first).to_contain_text("Not answered.")


def test_a_quiz_fails_nobody_and_asks_again_what_was_missing(page: Page, shipped: Course) -> None:
    page.set_viewport_size(PHONE)
    asked = start(page, quiz_of(shipped))
    answer_questions(page, right=True)
    answer_questions(page, right=False, which=slice(1, 2))
    result = hand_in(page)
    expect(result).not_to_contain_text(re.compile("pass|fail", re.IGNORECASE))
    scenario = next(one for one in shipped.scenarios if one.id == asked[1].split("/")[0])
    repeat = result.locator("[data-repeat] a")
    expect(repeat).to_have_text([scenario.title])
    expect(questions(page)).to_have_count(len(asked))
    assert keys(page)[0] == asked[1], "what was missed comes first"
    first = questions(page).first
    expect(first.locator("summary").first).to_contain_text("Not this one.")
    expect(first.locator("summary").first).to_contain_text("Question 2")
    expect(first.locator(".an-why").first).to_be_hidden()
    first.locator("summary").first.click()
    expect(first.locator(".an-reason .an-mark").first).to_have_text(re.compile("^Not"))
    why = first.locator(".an-reason .an-why p").first
    expect(why).to_be_in_viewport()
    expect_seen(why)
    expect(first.locator("form")).to_be_hidden()
    first.get_by_text("The question", exact=True).click()
    expect(first.locator("form")).to_be_visible()
    expect(questions(page).nth(1).locator("summary").first).to_contain_text("Right.")
    expect(questions(page).nth(1).locator(".an-solution[open]")).to_have_count(0)
    result.get_by_role("button", name="Retry what you missed").click()
    expect(place(page)).to_have_text("Question 1 of 1")
    assert keys(page) == asked[1:2]
    expect(questions(page).first.locator(".an-solution")).to_be_hidden()
    answer_questions(page, right=True)
    result = hand_in(page)
    expect(result).to_contain_text("Every question right")
    expect(result).to_contain_text("1 of 1 points")
    expect(result.get_by_role("link", name="Next module:")).to_have_attribute(
        "href", re.compile(rf"/modules/{shipped.modules[1].id}/$")
    )
    expect(page.locator(".an-earlier li")).to_have_count(1)
    page.get_by_role("button", name="New attempt").click()
    expect(place(page)).to_have_text(f"Question 1 of {len(asked)}")
    hand_in(page)
    expect(page.locator(".an-earlier li")).to_have_count(2)


def test_the_result_leads_to_the_scenario_which_knows_of_the_answer(
    page: Page, shipped: Course
) -> None:
    asked = start(page, ASSESSMENT)
    answer_questions(page, right=False)
    result = hand_in(page)
    expect(result).to_contain_text("Not there yet")
    expect(result.locator("[data-repeat] a")).to_have_count(3)
    written = {one.key for one in pool.of_course(shipped) if not one.derived}
    key = next(key for key in asked if key in written)
    saved = records(page, shipped)[key]
    assert saved["answer"]
    assert [check[1] for check in saved["log"]] == [0]
    marked = page.locator(f'[data-key="{key}"]')
    marked.locator("summary").first.click()
    marked.get_by_role("link", name="Open the scenario").click()
    scenario = next(one for one in shipped.scenarios if one.id == key.split("/")[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    item = key.split("/")[1]
    page.goto(path_of(scenario, "quiz" if item == WHICH_REPLY else "practice"))
    past = page.locator(f'scenario-quiz[data-item="{item}"] .an-past')
    expect(past).to_have_text("You answered this before, once.")


def test_without_a_connection_nothing_is_lost(page: Page, shipped: Course, guard: Guard) -> None:
    guard.allow("net::ERR_FAILED")
    page.route("**/questions/*.js", lambda route: route.abort())
    page.goto(quiz_of(shipped))
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("Nothing is lost")).to_be_visible()
    assert not any(key.startswith("_deck") for key in records(page, shipped))
    page.unroute("**/questions/*.js")
    page.get_by_role("button", name="Start").click()
    expect(place(page)).to_be_focused()
    asked = keys(page)
    answer_questions(page, right=True, which=slice(1))

    page.route("**/questions/*.js", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("Nothing is lost")).to_be_visible()
    page.unroute("**/questions/*.js")
    page.get_by_role("button", name="Try again").click()
    expect(place(page)).to_be_visible()
    assert keys(page) == asked
    hand_in(page)

    page.route("**/questions/*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator(".an-result")).to_contain_text(f"1 of {len(asked)} points")
    expect(page.get_by_text("Your answers are shown here when you are connected")).to_be_visible()


def test_two_tabs_are_one_attempt(page: Page, shipped: Course) -> None:
    one, other = page, page.context.new_page()
    asked = start(one, quiz_of(shipped))
    other.goto(quiz_of(shipped))
    expect(place(other)).to_be_visible()
    assert keys(other) == asked
    half = len(asked) // 2
    answer_questions(one, right=True, which=slice(half))
    check_before_handing_in(other)
    expect(other.locator("[data-answered]")).to_have_text(f"{half} of {len(asked)} answered")
    answer_questions(other, right=True, which=slice(half, None))
    expect(place(one)).to_have_text(f"Question 1 of {len(asked)}")
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
    answer_questions(page, right=True)
    result = hand_in(page)
    expect(result).to_contain_text("Every question right")
    result.get_by_role("link", name="certificate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Certificate")

    page.evaluate("window.printed = 0; window.print = () => { window.printed += 1; }; null")
    name, press = page.get_by_label("Your name, as"), page.get_by_role("button", name="Print")
    name.fill("  ")
    press.press("Enter")
    expect(name).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("Write your name before you print.")
    assert violations(page) == []
    name.fill("Ada Example")
    expect(page.get_by_role("alert")).to_be_empty()
    assert page.evaluate("window.printed") == 0
    press.press("Enter")
    assert page.evaluate("window.printed") == 1
    signature = page.get_by_label("Add a line for a trainer")
    line = page.locator(".an-certificate-signature")
    signature.uncheck()
    expect(line).to_be_hidden()
    signature.check()
    expect(line).to_be_visible()
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
            "A trainer who knows",
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


def test_axe_finds_nothing(page: Page, shipped: Course) -> None:
    found: list[str] = []

    def look(state: str) -> None:
        found.extend(f"[{state}] {violation}" for violation in violations_in(page))

    page.goto(CERTIFICATE)
    look("certificate, not yet")
    page.goto(quiz_of(shipped))
    look("start")
    start(page, quiz_of(shipped))
    answer_questions(page, right=True, which=slice(1, None))
    look("question")
    check_before_handing_in(page)
    look("something missing")
    hand_in(page)
    look("result of a quiz")
    start(page, ASSESSMENT)
    hand_in(page)
    look("not passed")
    page.get_by_role("button", name="New attempt").click()
    expect(place(page)).to_be_focused()
    answer_questions(page, right=True)
    hand_in(page)
    page.locator(".an-marked > summary").first.click()
    look("passed")
    page.goto(CERTIFICATE)
    look("certificate")
    assert not found, "\n".join(found)


def test_without_javascript_the_assessment_has_a_worksheet(
    scriptless: Page, shipped: Course
) -> None:
    page = scriptless
    page.goto("assessment/")
    page.get_by_role("link", name="a worksheet", exact=True).click()
    count = shipped.assessment.questions
    sheet = pool.spread(pool.Pool(shipped), shipped.scenarios, count)
    asked = page.locator(".an-asked").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert asked == [one.key for one in sheet]
    expect(page.get_by_text(f"these {count} questions are a worksheet")).to_be_visible()


def test_without_javascript_a_quiz_is_a_worksheet(scriptless: Page, shipped: Course) -> None:
    page = scriptless
    module = shipped.modules[0]
    page.goto(quiz_of(shipped))
    sheet = pool.spread(pool.Pool(shipped), module.scenarios, shipped.module_quiz.questions)
    assert keys(page) == [one.key for one in sheet]
    expect(page.locator("noscript > p")).to_contain_text("The quiz needs JavaScript.")
    expect(page.locator("item-deck button:visible")).to_have_count(0)
    expect(page.locator(".an-solution[open]")).to_have_count(0)
    first = questions(page).first
    first.locator(".an-solution > summary").click()
    expect(first.locator(".an-solution .an-why").first).to_be_visible()
    scenario = sheet[0].scenario
    expect(first.get_by_role("link", name=scenario.title)).to_have_attribute(
        "href", f"../../{path_of(scenario)}"
    )
    page.goto(CERTIFICATE)
    expect(page.get_by_text("The certificate needs JavaScript")).to_be_visible()
