"""What was entered and not checked yet: it is there on return, and counts as no answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from answerable.items.item import Item
from answerable.model import Course

from .learner import answer, path_of, radio, right, step_of, wrong
from .store import records
from .test_assessment import ASSESSMENT, hand_in, questions, start
from .test_items import GRADED, authored, check, enter, quiz, verdict

ENTERED = """form => JSON.stringify([...new FormData(form)])"""
"""All that is entered in a form, in the order of the page."""

CHECK = """one => {
  one.checked = true;
  one.dispatchEvent(new Event("change", { bubbles: true }));
}"""
"""Chooses an option, even of a question that isn't on the screen."""


def entered(page: Page, item: Item) -> str:
    return str(quiz(page, item).locator("form").evaluate(ENTERED))


def reload(page: Page) -> None:
    page.reload()


def by_another_page(page: Page) -> None:
    """Away by a link, without a reload, and back."""
    page.get_by_role("link", name="All scenarios").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All scenarios")
    page.go_back()


def by_an_address(page: Page) -> None:
    page.goto("privacy/")
    page.go_back()


EVERY_WAY = ("choice", "order", "fill")
"""What is chosen, moved and typed leaves by every way and comes back; the other types are
reloaded.
"""


@pytest.mark.parametrize("kind", GRADED)
def test_it_is_there_on_return_and_counts_as_nothing(
    page: Page, shipped: Course, kind: str
) -> None:
    scenario, item = authored(shipped, kind)
    page.goto(path_of(scenario, step_of(scenario, item)))
    enter(page, item, rightly=False)
    quiz(page, item).get_by_label("Fairly sure").check()
    before = entered(page, item)
    for away in (reload, by_another_page, by_an_address) if kind in EVERY_WAY else (reload,):
        away(page)
        expect(quiz(page, item).get_by_label("Fairly sure")).to_be_checked()
        assert entered(page, item) == before
        expect(verdict(page, item)).to_be_empty()
        expect(quiz(page, item).locator(".an-mark")).to_have_count(0)
        expect(quiz(page, item).locator(".an-past")).to_be_hidden()
    page.wait_for_function(
        "key => Object.values(localStorage).some(t => t.includes(key))", arg="draft"
    )
    record = records(page, shipped)[f"{scenario.id}/{item.id}"]
    assert (record["log"], record["answer"]) == ([], None)

    check(page, item)
    expect(verdict(page, item)).not_to_be_empty()
    record = records(page, shipped)[f"{scenario.id}/{item.id}"]
    assert len(record["log"]) == 1
    assert record["log"][0][2] == 1, "how sure the learner was came back too"
    assert "draft" not in record


def test_half_of_an_answer_is_there_too(page: Page, shipped: Course) -> None:
    for kind in ("sort", "match", "fill", "multiple"):
        scenario, item = authored(shipped, kind)
        page.goto(path_of(scenario, step_of(scenario, item)))
        first = quiz(page, item).locator("[data-entry]").first
        match kind:
            case "match":
                first.get_by_role("combobox").select_option(index=1)
            case "fill":
                first.get_by_role("textbox").type("almost")  # no event tells that it is complete
            case "sort":
                first.get_by_role("radio").first.check()
            case _:
                first.get_by_role("checkbox").check()
        before = entered(page, item)
        page.reload()
        assert entered(page, item) == before
    page.goto("progress/")
    expect(page.locator("[data-summary]")).to_contain_text("0 of")


def test_another_choice_after_a_check(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario))
    answer(page, wrong(scenario))
    radio(page, right(scenario)).check()
    page.reload()
    expect(radio(page, right(scenario))).to_be_checked()
    expect(page.locator(".an-mark")).to_have_count(0)
    expect(page.locator(".an-past").first).to_have_text("You answered this before, once.")
    radio(page, wrong(scenario)).check()
    page.get_by_role("button", name="Check my answer").first.click()
    record = records(page, shipped)[f"{scenario.id}/which-reply"]
    assert (len(record["log"]), "draft" in record) == (1, False), "the same again is no new check"


def test_trying_again_begins_with_nothing(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto(path_of(scenario))
    answer(page, wrong(scenario))
    radio(page, right(scenario)).check()
    page.get_by_role("button", name="Try again").first.click()
    page.reload()
    expect(page.locator("#answer-form input:checked, .an-choice input:checked")).to_have_count(0)


def test_taking_it_back_leaves_nothing(page: Page, shipped: Course) -> None:
    scenario, item = authored(shipped, "multiple")
    page.goto(path_of(scenario, step_of(scenario, item)))
    box = quiz(page, item).get_by_role("checkbox").first
    box.check()
    page.reload()
    box.uncheck()
    page.reload()
    expect(box).not_to_be_checked()
    assert "draft" not in records(page, shipped)[f"{scenario.id}/{item.id}"]


def test_what_no_form_can_show_is_passed_over(page: Page, shipped: Course) -> None:
    scenario, item = authored(shipped, "order")
    page.goto(path_of(scenario, step_of(scenario, item)))
    enter(page, item, rightly=False)
    page.reload()
    before = entered(page, item)
    page.evaluate(
        """() => {
          for (const [key, text] of Object.entries(localStorage)) {
            const odd = '"draft":[["</li>","x"],["a","b"],[';
            localStorage.setItem(key, text.replace(/"draft":\\[\\[/, odd));
          }
        }"""
    )
    page.reload()
    assert sorted(entered(page, item)) == sorted(before)
    check(page, item)
    expect(verdict(page, item)).not_to_be_empty()


def test_half_an_answer_of_an_assessment(page: Page, shipped: Course) -> None:
    start(page, ASSESSMENT)
    form = questions(page).locator("form").filter(has=page.get_by_label("Sure", exact=True))
    form.first.get_by_label("Fairly sure").evaluate(CHECK)
    gaps = questions(page).locator('scenario-quiz[data-type="sort"] form, [data-type="match"] form')
    halves = gaps.all()
    for half in halves:
        control = half.locator("[data-entry] input, [data-entry] select").first
        if control.evaluate("one => one.localName") == "select":
            control.select_option(index=1, force=True)
        else:
            control.evaluate(CHECK)
    before = [str(one.evaluate(ENTERED)) for one in questions(page).locator("form").all()]
    page.reload()
    expect(page.get_by_text("Your answers are still here.")).to_be_visible()
    assert [str(one.evaluate(ENTERED)) for one in questions(page).locator("form").all()] == before
    expect(hand_in(page)).to_contain_text("0 of")
    attempt = records(page, shipped)["_deck/_assessment"]["attempt"]
    assert not any("draft" in given for given in attempt["answers"].values())
