"""Every type of item: points, keyboard, what is kept, without a script, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from answerable.items.choice.item import ChoiceItem
from answerable.items.fill.item import FillItem
from answerable.items.free.item import FreeItem
from answerable.items.item import Item
from answerable.items.items import of_scenario
from answerable.items.match.item import MatchItem
from answerable.items.multiple.item import MultipleItem
from answerable.items.order.item import OrderItem
from answerable.items.shapes import Choices
from answerable.items.sort.item import SortItem
from answerable.items.spot.item import SpotItem
from answerable.model import Course, Scenario, markup

from .learner import path_of, step_of
from .screen import DESK, PHONE, expect_seen, expect_verdict_seen
from .store import records
from .test_axe import violations_in
from .test_display import TOO_WIDE, most_sheets, smallest_words
from .test_keyboard import tab_to

TYPES = ("choice", "multiple", "sort", "order", "match", "fill", "spot", "free")
TICKED = ("choice", "multiple", "spot")
GRADED = TYPES[:-1]
GREEN = "rgb(29, 102, 68)"


def authored(course: Course, kind: str) -> tuple[Scenario, Item]:
    """The first item of a type that an author wrote, and its scenario."""
    return next(
        (scenario, item)
        for scenario in course.scenarios
        for item in of_scenario(scenario)[1:]
        if item.type == kind
    )


def alone(course: Course, kind: str) -> tuple[Scenario, Item]:
    """One that is all its scenario's exercises, where no recording or conversation takes room: of
    several, that with the fewest words.
    """
    found = [
        (scenario, item)
        for scenario in course.scenarios
        for item in of_scenario(scenario)[1:]
        if item.type == kind and len(scenario.items) == 1
        if not (scenario.audio or scenario.dialogue)
    ]

    return min(found, key=lambda one: len(one[0].model_dump_json()))


def quiz(page: Page, item: Item) -> Locator:
    return page.locator(f'scenario-quiz[data-item="{item.id}"]')


def solution(page: Page, scenario: Scenario, item: Item) -> Locator:
    return page.locator(f"#item-{item.id}-solution")


def entry(page: Page, item: Item, entry_id: str) -> Locator:
    return quiz(page, item).locator(f'[data-entry="{entry_id}"]')


def arrange(page: Page, item: OrderItem, wanted: list[str]) -> None:
    """Move steps up by their buttons until they stand as wanted."""
    for place, step in enumerate(wanted):
        while shown(page, item).index(step) > place:
            entry(page, item, step).get_by_role("button", name="Up").press("Enter")


def shown(page: Page, item: Item) -> list[str]:
    entries = quiz(page, item).locator("[data-entry]")
    ids: list[str] = entries.evaluate_all("all => all.map(one => one.dataset.entry)")
    return ids


def enter(page: Page, item: Item, *, rightly: bool) -> None:
    """Answer all of it rightly, or all but the first entry: of one choice, another one."""
    form = quiz(page, item)
    match item:
        case ChoiceItem():
            choice = next(one for one in item.choices if one.right is rightly)
            entry(page, item, choice.id).get_by_role("radio").check()
        case MultipleItem():
            ticked = [one for one in item.choices if one.right]
            for choice in ticked if rightly else ticked[1:]:
                entry(page, item, choice.id).get_by_role("checkbox").check()
        case SpotItem():
            marked = [one for one in item.in_order if one.right]
            for phrase in marked if rightly else marked[1:]:
                form.get_by_role("checkbox", name=markup.plain(phrase.text)).check()
        case SortItem():
            for number, choice in enumerate(item.choices):
                right = choice.right if rightly or number else not choice.right
                name = "Accountable" if right else "Not accountable"
                entry(page, item, choice.id).get_by_role("radio", name=name, exact=True).check()
        case OrderItem():
            steps = [one.id for one in item.steps]
            arrange(page, item, steps if rightly else [*steps[:-2], steps[-1], steps[-2]])
        case MatchItem():
            for number, match in enumerate(item.matches):
                others = [one.id for one in item.lessons if one.id != match.answer_id]
                lesson = match.answer_id if rightly or number else others[0]
                entry(page, item, match.id).get_by_role("combobox").select_option(lesson)
        case FillItem():
            for number, gap in enumerate(item.gaps):
                text = f"  {gap.accept[-1].upper()}. " if rightly or number else "nothing like it"
                form.get_by_label(f"Gap {number + 1} of").fill(text)
        case FreeItem():
            form.get_by_label("In your own words").fill("I’ll post it today.")


def amiss(item: Item) -> list[str]:
    """The reasons of the entries that `enter` gets wrong or leaves out."""
    match item:
        case MultipleItem():
            entries = [next(one for one in item.choices if one.right)]
        case SpotItem():
            entries = [next(one for one in item.in_order if one.right)]
        case SortItem():
            entries = [item.choices[0]]
        case OrderItem():
            entries = list(item.steps[-2:])
        case MatchItem():
            return [item.matches[0].why or ""]
        case FillItem():
            return [item.gaps[0].why or ""]
        case _:
            return []
    return [one.why or "" for one in entries]


def told_when_right(item: Item) -> list[str]:
    """The reasons of the entries that the right answer names."""
    shape = item.shape
    if item.type in TICKED and isinstance(shape, Choices):
        return [one.why for one in shape.choices if one.right and one.why]
    return list(filter(None, item.secrets))


def check(page: Page, item: Item) -> None:
    quiz(page, item).get_by_role("button", name="Check my answer").click()


def total_of(item: Item) -> int:
    """The most points of an item whose entries are chosen or ticked."""
    shape = item.shape
    assert isinstance(shape, Choices)
    return sum(one.right for one in shape.choices)


def verdict(page: Page, item: Item) -> Locator:
    return quiz(page, item).locator(".an-verdict")


@pytest.mark.parametrize("kind", GRADED)
def test_a_right_answer_gets_every_reason_and_is_there_on_return(
    page: Page, shipped: Course, kind: str
) -> None:
    scenario, item = authored(shipped, kind)
    page.set_viewport_size(DESK)
    page.goto(path_of(scenario, step_of(scenario, item)))
    page.evaluate("addEventListener('answerable:checked', event => { window.told = event.detail })")
    enter(page, item, rightly=True)
    quiz(page, item).get_by_label("Fairly sure").check()
    check(page, item)
    expect(verdict(page, item)).to_contain_text("Yes, that is right.")
    expect_verdict_seen(quiz(page, item))
    expect(solution(page, scenario, item)).not_to_have_attribute("open", "")  # read once
    for why in told_when_right(item):
        expect(verdict(page, item)).to_contain_text(markup.plain(why))
    told = {"scenario": scenario.id, "item": item.id, "score": 1, "sure": 1}
    assert page.evaluate("window.told") == told
    order = shown(page, item)
    page.reload()
    expect(quiz(page, item).locator(".an-past")).to_contain_text("once")
    expect(verdict(page, item)).to_be_empty()
    assert shown(page, item) == order
    states = quiz(page, item).locator('[data-state="right"]')
    expect(states).to_have_count(total_of(item) if kind in TICKED else len(item.entry_ids))
    record = records(page, shipped)[f"{scenario.id}/{item.id}"]
    assert [one[1:3] for one in record["log"]] == [[1, 1]]


@pytest.mark.parametrize("kind", GRADED)
def test_a_wrong_answer_gets_points_and_can_be_mended(
    page: Page, shipped: Course, kind: str
) -> None:
    scenario, item = authored(shipped, kind)
    page.set_viewport_size(PHONE)
    page.goto(path_of(scenario, step_of(scenario, item)))
    enter(page, item, rightly=False)
    check(page, item)
    total = total_of(item) if kind in TICKED else len(item.entry_ids)
    points = {"choice": 0, "order": total - 2}.get(kind, total - 1)
    said = f"Partly right: {points} of {total} points." if points else "Not yet."
    expect(verdict(page, item)).to_contain_text(said)
    expect_verdict_seen(quiz(page, item))
    frame = quiz(page, item).locator(".an-feedback")
    expect(quiz(page, item)).to_have_attribute("data-result", "partly" if points else "wrong")
    expect(frame).not_to_have_css("border-top-color", GREEN)
    for why in amiss(item):
        expect(verdict(page, item)).to_contain_text(markup.plain(why))
    expect(solution(page, scenario, item)).not_to_have_attribute("open", "")
    if kind in ("multiple", "spot"):
        quiz(page, item).get_by_role("checkbox").first.focus()
    enter(page, item, rightly=True)
    expect(quiz(page, item).locator("[data-state]")).to_have_count(0)
    expect(verdict(page, item)).to_be_empty()
    check(page, item)
    expect(frame).to_have_css("border-top-color", GREEN)
    expect(verdict(page, item)).to_contain_text("Yes, that is right.")
    log = records(page, shipped)[f"{scenario.id}/{item.id}"]["log"]
    assert [one[1] for one in log] == [pytest.approx(points / total), 1]
    quiz(page, item).get_by_role("button", name="Try again").click()
    expect(verdict(page, item)).to_be_empty()
    expect(solution(page, scenario, item)).not_to_have_attribute("open", "")
    expect(quiz(page, item).locator(":focus")).to_have_count(1)


def test_own_words_are_compared_by_the_learner(page: Page, shipped: Course) -> None:
    scenario, item = authored(shipped, "free")
    assert isinstance(item, FreeItem)
    page.set_viewport_size(PHONE)
    page.goto(path_of(scenario, step_of(scenario, item)))
    enter(page, item, rightly=True)
    quiz(page, item).get_by_role("button", name="Compare with a model answer").click()
    expect(verdict(page, item)).to_contain_text("Here is a model answer.")
    expect_seen(solution(page, scenario, item).locator(".an-words p").first)
    expect(solution(page, scenario, item)).to_contain_text(markup.plain(item.answer))
    page.reload()  # Nothing was checked yet, and the words are there all the same.
    expect(quiz(page, item).get_by_label("In your own words")).to_have_value("I’ll post it today.")
    quiz(page, item).get_by_role("button", name="Compare with a model answer").click()
    for one in item.checklist[:2]:
        page.get_by_label(one.text).check()
    page.get_by_role("button", name="Keep what I ticked").click()
    expect(verdict(page, item)).to_contain_text(f"Noted: 2 of {len(item.checklist)}.")
    expect_verdict_seen(quiz(page, item))
    record = records(page, shipped)[f"{scenario.id}/{item.id}"]
    assert record["answer"]["checked"] == [one.id for one in item.checklist[:2]]
    assert record["log"][0][1] == pytest.approx(2 / len(item.checklist))


def test_nothing_ticked_is_no_answer(page: Page, shipped: Course) -> None:
    scenario, item = authored(shipped, "multiple")
    page.goto(path_of(scenario, step_of(scenario, item)))
    check(page, item)
    expect(verdict(page, item)).to_contain_text("Tick at least one first.")
    assert f"{scenario.id}/{item.id}" not in records(page, shipped)


def test_what_was_wrongly_marked_or_missed_gets_its_reason(page: Page, shipped: Course) -> None:
    scenario, item = authored(shipped, "spot")
    assert isinstance(item, SpotItem)
    page.goto(path_of(scenario, step_of(scenario, item)))
    wrong, unmarked, *_ = (one for one in item.in_order if not one.right)
    missed, hit = (one for one in item.in_order if one.right)
    for phrase in (wrong, hit):
        quiz(page, item).get_by_role("checkbox", name=phrase.text).check()
    check(page, item)
    expect(entry(page, item, wrong.id)).to_have_attribute("data-state", "wrong")
    expect(entry(page, item, hit.id)).to_have_attribute("data-state", "right")
    expect(entry(page, item, missed.id)).to_have_attribute("data-state", "missed")
    marks = {wrong.id: "Not right", missed.id: "Missed", hit.id: "Right"}
    for phrase_id, mark in marks.items():
        expect(entry(page, item, phrase_id).locator(".an-mark")).to_have_text(mark)
    for phrase in (wrong, missed):
        expect(verdict(page, item)).to_contain_text(phrase.why or "")
    for phrase in (hit, unmarked):
        expect(verdict(page, item)).not_to_contain_text(phrase.why or "")


def test_hints_come_one_by_one(page: Page, shipped: Course) -> None:
    scenario, item = next(
        (scenario, item)
        for scenario in shipped.scenarios
        for item in of_scenario(scenario)[1:]
        if len(item.hints) == 2
    )
    page.goto(path_of(scenario, step_of(scenario, item)))
    first, second = map(markup.plain, item.hints)
    expect(quiz(page, item).get_by_text(first)).to_be_hidden()
    quiz(page, item).get_by_text("Show a hint").press("Enter")
    expect(quiz(page, item).get_by_text(first)).to_be_visible()
    expect(quiz(page, item).get_by_text(second)).to_be_hidden()
    quiz(page, item).get_by_text("Show another hint").press("Enter")
    expect(quiz(page, item).get_by_text(second)).to_be_visible()


class TestKeyboard:
    def test_steps_move_and_say_where_they_are(self, page: Page, shipped: Course) -> None:
        scenario, item = authored(shipped, "order")
        page.goto(path_of(scenario, step_of(scenario, item)))
        before = shown(page, item)
        tab_to(page, f'scenario-quiz[data-item="{item.id}"] [data-move="1"]')
        page.keyboard.press("Space")
        assert shown(page, item) == [before[1], before[0], *before[2:]]
        said = quiz(page, item).locator(".an-moved")
        expect(said).to_have_text(f"Now 2 of {len(before)}.")
        for _ in range(len(before)):  # The last press is beyond the end: nothing happens.
            page.keyboard.press("Space")
        assert shown(page, item) == [*before[1:], before[0]]
        button = page.locator(":focus")
        expect(button).to_have_attribute("data-move", "1")
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(entry(page, item, before[0]).locator(":focus")).to_have_count(1)
        page.keyboard.press("ArrowUp")
        assert shown(page, item) == [*before[1:-1], before[0], before[-1]]
        expect(said).to_have_text(f"Now {len(before) - 1} of {len(before)}.")

    def test_a_step_is_dragged_at_its_grip(self, page: Page, shipped: Course) -> None:
        scenario, item = authored(shipped, "order")
        page.goto(path_of(scenario, step_of(scenario, item)))
        before = shown(page, item)
        last = entry(page, item, before[-1])
        last.scroll_into_view_if_needed()
        entry(page, item, before[0]).locator(".an-grip").hover()
        page.mouse.down()
        box = last.bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + box["height"], steps=12)
        page.mouse.up()
        assert shown(page, item) == [*before[1:], before[0]]
        said = quiz(page, item).locator(".an-moved")
        expect(said).to_have_text(f"Now {len(before)} of {len(before)}.")
        page.reload()
        assert shown(page, item) == [*before[1:], before[0]]

    @pytest.mark.parametrize("kind", ["multiple", "sort", "match", "fill", "spot", "free"])
    def test_the_rest_needs_no_mouse(self, page: Page, shipped: Course, kind: str) -> None:
        scenario, item = authored(shipped, kind)
        page.goto(path_of(scenario, step_of(scenario, item)))
        first = 'input:not([name="sure"]), select, textarea'
        tab_to(page, f'scenario-quiz[data-item="{item.id}"] :is({first})')
        controls = {"match": len(item.entry_ids), "fill": len(item.entry_ids), "free": 1}
        for _ in range(controls.get(kind, len(item.entry_ids))):
            press = {"match": "ArrowDown", "fill": "x", "free": "x"}.get(kind, "Space")
            page.keyboard.press(press)
            page.keyboard.press("Tab")
        tab = 0
        while page.evaluate("document.activeElement.type") != "submit":
            page.keyboard.press("Tab")
            tab += 1
            assert tab < 3, "the button is not next"
        page.keyboard.press("Enter")
        expect(verdict(page, item)).not_to_be_empty()
        expect(quiz(page, item).locator("[type=submit]")).to_be_focused()


def expect_worksheet(page: Page, scenario: Scenario, item: Item) -> None:
    """On paper a question has no buttons and no answer, until it is answered."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(quiz(page, item)).to_be_visible()
    expect(solution(page, scenario, item)).to_be_hidden()
    for gone in ("[type=submit]", ".an-move", ".an-hint", ".an-sure", ".an-past"):
        for one in quiz(page, item).locator(gone).all():
            expect(one).to_be_hidden()
    if item.type == "order":
        expect(quiz(page, item).locator("select").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")


def test_paper_is_a_worksheet_until_all_is_open_and_then_it_fits_and_axe_finds_nothing(
    page: Page, shipped: Course
) -> None:
    found = []
    for kind in TYPES:
        scenario, item = alone(shipped, kind)
        page.goto(path_of(scenario, step_of(scenario, item)))
        expect_worksheet(page, scenario, item)
        enter(page, item, rightly=False)
        quiz(page, item).locator("[type=submit]").click()
        solution(page, scenario, item).evaluate("one => { one.open = true }")
        part = f'.an-exercise:has([data-item="{item.id}"])'
        found += [f"[{kind}, answered] {one}" for one in violations_in(page, part=part)]
        found += [f"[{kind}, too wide] {one}" for one in page.evaluate(TOO_WIDE)]
        page.locator("#answer").evaluate("one => { one.open = true }")
        if most_sheets(page) > 2:
            found.append(f"[{kind}] takes a third sheet of paper")
        assert smallest_words(page) >= 10
        for reason in solution(page, scenario, item).locator(".an-why").all():
            expect(reason).to_be_visible()
        page.emulate_media(media="null")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", TYPES)
def test_without_a_script_it_is_a_form_with_an_answer_to_open(
    scriptless: Page, shipped: Course, kind: str
) -> None:
    scenario, item = authored(shipped, kind)
    page = scriptless
    page.goto(path_of(scenario))
    for name in (".an-move", ".an-sure", "[data-retry]", "[data-done]"):
        for one in quiz(page, item).locator(name).all():
            expect(one).to_be_hidden()
    if kind == "order":
        for number, step in enumerate(shown_without_script(page, item), start=1):
            entry(page, item, step).get_by_label("Place").select_option(str(number))
    else:
        enter(page, item, rightly=True)
    for secret in filter(None, item.secrets):
        expect(page.get_by_text(markup.plain(secret), exact=True)).to_be_hidden()
    quiz(page, item).locator("[type=submit]").click()
    for secret in filter(None, item.secrets):
        expect(solution(page, scenario, item)).to_contain_text(markup.plain(secret))
    expect(solution(page, scenario, item)).to_have_attribute("open", "")


def shown_without_script(page: Page, item: Item) -> list[str]:
    return [
        one.get_attribute("data-entry") or ""
        for one in quiz(page, item).locator("[data-entry]").all()
    ]
