"""What a learner has done, what comes again, and how it moves to another device."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
from playwright.sync_api import BrowserContext, Locator, Page, expect

from answerable.items import pool
from answerable.items.choice.item import ChoiceItem
from answerable.items.free.item import FreeItem
from answerable.items.items import WHICH_REPLY, of_scenario
from answerable.model import Course, Scenario, markup

from .conftest import NARROW
from .learner import answer, path_of, radio, right, short, verdict, wrong
from .screen import DESK, PHONE, expect_seen, expect_verdict_seen
from .store import change, records, shelf_key, text_key
from .test_assessment import answer_questions, hand_in, place
from .test_assessment import start as begin_quiz
from .test_axe import violations, violations_in
from .test_items import check, enter

COPY = """{"answerable": 4, "course": "COURSE",
 "records": {"own/own-reply": {"text": "mine", "at": 5}}, "aside": []}"""
"""A copy of somebody's progress, but for the course's id."""

OTHER_FILES = (
    (b"{", "damaged"),
    (b"", "damaged"),
    (b'{"a":1}', "damaged"),
    (b"\x89PNG\x00\xff", "damaged"),
    (b"PK\x03\x04" + bytes(200), "damaged"),
    (COPY.encode("utf-16"), "damaged"),
    (COPY.encode()[:-20], "damaged"),
    (COPY.replace("mine", "m\udcff").encode(errors="surrogateescape"), "damaged"),
    (COPY.replace('"at": 5', '"at": NaN').encode(), "damaged"),
    (COPY.replace('"mine"', f"{'[' * 10_000}{']' * 10_000}").encode(), "damaged"),
    (COPY.encode() + b" " * 20_000_001, "damaged"),
    (COPY.replace('"answerable": 4', '"answerable": 99').encode(), "newer version"),
    (b'{"answerable": 9, "something": "else"}', "Reload this page"),
    (b'{"answerable": 2, "course": "x", "records": {}}', "another course"),
    (COPY.replace('"text"', '"words"').encode(), "nothing that is not here"),
    (COPY.replace('"own/own-reply"', '"__proto__"').encode(), "One entry in it could not be read"),
)
"""What is no copy of this course's records, and what is said of it."""

COURSE_RECORDS = ("_deck/_assessment", "_deck/_certificate", "_self-check/1", "_preferences")

HOSTILE_STORAGE = (
    "",
    "null",
    "7",
    "[]",
    '{"PATH": 7}',
    '{"PATH": {"__proto__": {"log": []}}}',
    '{"PATH": ["r", 1, null, [[1, 7]]]}',
    f'{{"PATH": ["r", 1, {"[" * 10_000}{"]" * 10_000}, []]}}',
    '{"PATH": {"a": 1}}',
    '{"attempt": {"seed": 1}, "results": [], "scenario": 7, "neededUntil": "2027-99-99", "at": -1}',
    '{"attempt": null, "results": [{"at": 1, "points": 9, "of": 1, "passed": true}]}',
    '{"scenario": "constructor", "neededUntil": "9999-99-99", "at": 1, "name": 1, '
    '"answers": {"no": 5}, "made": 253402300799999, "role": {"department": "", "channel": "no"}}',
    '{"answers": {"nowhere": 5}, "made": 1, "at": 1, "role": {"department": "", "channel": "x"}}',
)
"""Texts that no version wrote."""

DAY = 24 * 60 * 60 * 1000

Check = tuple[float, float] | tuple[float, float, int]
"""Days ago, score, and how sure (0 to 2) where that was said."""


def keep(
    page: Page,
    course: Course,
    scenario: Scenario,
    checks: Iterable[Check],
    *,
    changed: bool = False,
) -> None:
    """Put a log of checks into the browser, for every item of a scenario that has a score."""
    now: float = page.evaluate("Date.now()")
    log = [[round(now - days * DAY), *rest] for days, *rest in checks]
    answers = {
        item.id: {
            "rev": "00000000" if changed else item.revision,
            "seed": 1,
            "answer": "gone",
            "log": log,
        }
        for item in of_scenario(scenario)
        if item.gradable
    }
    change(page, course, scenario.id, **answers)


def listed(page: Page, name: str) -> Locator:
    return page.locator(f"[data-list={name}] li a")


class TestLists:
    def test_what_is_due_or_begun_is_the_next_step(self, page: Page, shipped: Course) -> None:
        start, first = page.locator("[data-start]"), shipped.modules[0]
        page.goto("")
        keep(page, shipped, shipped.scenarios[0], [(5, 1)])
        page.reload()
        expect(start).to_have_text("Review one question, about a minute")
        expect(start).to_have_attribute("href", re.compile("/review/$"))
        expect(page.locator("[data-after] a")).to_have_text(
            f"Continue: {shipped.scenarios[1].title}"
        )
        asked = begin_quiz(page, f"quiz/{first.id}/")
        answer_questions(page, right=True, which=slice(2))
        offer = f"Continue the quiz: 2 of {len(asked)} answered"
        page.goto(f"modules/{first.id}/")
        page.get_by_role("link", name=offer).click()
        expect(place(page)).to_have_text(f"Question 1 of {len(asked)}")
        page.goto("")
        expect(start).to_have_text(offer)
        due = page.locator("p[data-review]")
        expect(due).to_contain_text("One question is due for review today.")
        start.click()
        expect(place(page)).to_be_visible()
        hand_in(page)
        page.goto(f"modules/{first.id}/")
        best = f"Best result: 2 of {len(asked)} points"
        expect(page.locator("deck-link")).to_contain_text("Take this module’s quiz")
        expect(page.locator("deck-link")).to_contain_text(best)
        page.goto("progress/")
        expect(page.locator(".an-bars > li").first).to_contain_text(best)

    def test_every_page_tells_the_same_story_of_an_assessment(
        self, page: Page, shipped: Course
    ) -> None:
        total = len(shipped.scenarios)
        begin_quiz(page, "assessment/")
        answer_questions(page, right=True)
        hand_in(page)
        page.goto("progress/")
        summary = page.locator("[data-summary]")
        expect(summary).to_contain_text(f"0 of {total} scenarios done")  # none was opened
        expect(summary).to_contain_text("practised on one day")
        expect(page.get_by_text("Take the assessment")).to_be_hidden()
        certificate = page.locator("deck-link").last.get_by_role("link")
        expect(certificate).to_have_text("Go to the certificate")
        passed = re.compile(r"Passed on .+: \d+ of \d+ points, 100%")
        expect(page.get_by_text(passed)).to_be_visible()

        for scenario in shipped.scenarios:
            keep(page, shipped, scenario, [(1, 0.5), (0, 1)])
        page.goto("")
        expect(page.locator("[data-start]")).to_have_text("Go to the certificate")
        expect(page.get_by_text("Take the assessment")).to_be_hidden()
        page.goto("progress/")
        expect(summary).to_contain_text(f"{total} of {total} scenarios done")
        modules = len(shipped.modules)
        expect(summary).to_contain_text(f"{modules} of {modules} modules completed")
        expect(summary).to_contain_text("practised on 2 days")
        certificate.click()
        expect(page.locator(".an-certificate")).to_be_visible()

    def test_marks_tell_in_words_what_a_scenario_needs(self, page: Page, shipped: Course) -> None:
        done, due, changed = shipped.modules[0].scenarios[:3]
        marks = page.locator("scenario-mark:visible")
        page.goto("scenarios/")
        expect(marks).to_have_count(0)
        keep(page, shipped, done, [(0, 1)])
        keep(page, shipped, due, [(5, 0)])
        keep(page, shipped, changed, [(0, 1)], changed=True)
        expected = ["Done", "Begun Due for review", "Done Changed since you answered"]
        for path in ("scenarios/", f"modules/{done.module_id}/"):
            page.goto(path)
            expect(marks).to_have_count(3)
            shown = [" ".join(text.split()) for text in marks.all_inner_texts()]
            assert shown == expected
        total = len(shipped.modules[0].scenarios)
        expect(page.locator("module-progress")).to_have_text(f"2 of {total} done")
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 2)


class TestProgressPage:
    def test_it_tells_what_is_due_missed_sure_and_changed(
        self, page: Page, shipped: Course
    ) -> None:
        due, missed, sure, mended, changed = shipped.scenarios[:5]
        page.goto("progress/")
        for name in ("due", "missed", "sure", "changed"):
            expect(listed(page, name)).to_have_count(0)
            expect(page.locator(f"[data-list={name}]")).to_be_visible(visible=name == "due")
        keep(page, shipped, due, [(9, 1)])
        keep(page, shipped, missed, [(0, 0.5)])
        keep(page, shipped, sure, [(0.01, 0, 2), (0, 0, 0)])
        keep(page, shipped, mended, [(0.01, 0, 2), (0, 1)])
        keep(page, shipped, changed, [(0, 1)], changed=True)
        page.reload()
        expect(page.locator("[data-summary]")).to_contain_text(
            f"3 of {len(shipped.scenarios)} scenarios done"
        )
        for name, expected in {
            "due": [due],
            "missed": [missed],
            "sure": [sure],
            "changed": [changed],
        }.items():
            assert listed(page, name).all_inner_texts() == [one.title for one in expected], name
        listed(page, "changed").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(changed.title)

    def test_own_words_are_collected_printed_and_saved(self, page: Page, shipped: Course) -> None:
        scenario = shipped.scenarios[0]
        page.goto(path_of(scenario))
        page.get_by_label("Your reply, in your own words").fill("I ring back by four.\n<b>Sure</b>")
        page.goto("progress/")
        words = page.locator("[data-words] li")
        expect(words).to_have_count(1)
        assert re.search(r"Your reply, \d{1,2} \w+ \d{4}", words.first.inner_text())
        expect(words.first.locator("blockquote")).to_have_text("I ring back by four.\n<b>Sure</b>")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save them as text").click()
        saved = Path(download.value.path()).read_bytes().decode()
        assert scenario.title in saved
        assert "I ring back by four.\r\n<b>Sure</b>" in saved
        page.evaluate("window.print = () => {}")
        page.get_by_role("button", name="Print my words").click()
        page.emulate_media(media="print")
        expect(words.first).to_be_visible()
        expect(page.get_by_role("heading", name="Module by module")).to_be_hidden()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.get_by_role("heading", name="Module by module")).to_be_visible()
        # Paper has no copies to save.
        expect(page.get_by_role("heading", name="Keep a copy")).to_be_hidden()

    def test_answers_in_own_words_are_among_them(
        self, page: Page, shipped: Course, tmp_path: Path
    ) -> None:
        scenario, item = next(
            (scenario, item)
            for scenario in shipped.scenarios
            for item in of_scenario(scenario)
            if isinstance(item, FreeItem)
        )
        page.goto(path_of(scenario, "practice"))
        quiz = page.locator(f'scenario-quiz[data-item="{item.id}"]')
        quiz.locator("textarea").fill("I am on my way.")
        page.goto("progress/")  # without a check: a draft is kept, too
        entry = page.locator("[data-words] li")
        expect(entry).to_have_count(1)
        expect(entry).to_contain_text(f"Your answer to “{markup.plain(item.question)}”")
        expect(entry.locator("blockquote")).to_have_text("I am on my way.")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save them as text").click()
        assert "I am on my way." in Path(download.value.path()).read_text()
        page.evaluate("window.print = () => {}")
        page.get_by_role("button", name="Print my words").click()
        file = tmp_path / "words.pdf"
        page.pdf(path=file)
        document = pypdfium2.PdfDocument(file)
        assert "I am on my way." in document[0].get_textpage().get_text_range()
        document.close()


class TestCopies:
    def test_progress_moves_to_another_device(
        self, new_context: Callable[..., BrowserContext], shipped: Course, tmp_path: Path
    ) -> None:
        first, second = shipped.scenarios[:2]
        phone, desk = new_context(viewport=NARROW).new_page(), new_context().new_page()
        phone.goto(path_of(first))
        phone.get_by_label("Your reply, in your own words").fill("Coming at once.")
        answer(phone, right(first))
        phone.goto("progress/#copy")
        with phone.expect_download() as download:
            phone.get_by_role("button", name="Save a copy").press("Enter")
        copy = tmp_path / "copy.json"
        download.value.save_as(copy)
        assert json.loads(copy.read_text())["course"] == shipped.id

        desk.goto(path_of(first))
        answer(desk, wrong(first))
        desk.goto(path_of(second))
        answer(desk, right(second))
        desk.goto("progress/#copy")
        before = records(desk, shipped)
        status, take = desk.locator("saved-records [data-state]"), desk.locator("[data-merge]")
        desk.get_by_label("Open a copy").set_input_files(copy)
        today = desk.evaluate("new Intl.DateTimeFormat('en-GB', {dateStyle: 'long'}).format()")
        expect(status).to_have_text(
            f"This copy is from {today}. It adds one answer and one text of your own. "
            "Nothing of yours is lost."
        )
        assert records(desk, shipped) == before, "a preview changes nothing"
        take.press("Enter")
        expect(status).to_contain_text("Done.")
        expect(desk.locator("[data-words] blockquote")).to_have_text("Coming at once.")
        after = records(desk, shipped)
        assert len(after[f"{first.id}/{WHICH_REPLY}"]["log"]) == 2
        assert after[f"{second.id}/{WHICH_REPLY}"] == before[f"{second.id}/{WHICH_REPLY}"]
        desk.get_by_label("Open a copy").set_input_files(copy)
        expect(status).to_contain_text("It has nothing that is not here already.")
        expect(take).to_be_hidden()

    def test_other_files_are_refused_in_words(
        self, page: Page, shipped: Course, tmp_path: Path
    ) -> None:
        page.goto("progress/#copy")
        keep(page, shipped, shipped.scenarios[0], [(0, 1)])
        before = page.evaluate("JSON.stringify(localStorage)")
        state = page.locator("saved-records [data-state]")
        for number, (content, message) in enumerate(OTHER_FILES):
            file = tmp_path / f"{number}.json"
            file.write_bytes(content.replace(b"COURSE", shipped.id.encode()))
            state.evaluate("one => { one.textContent = '' }")
            page.get_by_label("Open a copy").set_input_files(file)
            expect(state, repr(content[:60])).to_contain_text(message)
            expect(page.locator("[data-merge]")).to_be_hidden()
            assert page.evaluate("JSON.stringify(localStorage)") == before, content[:60]

    def test_it_is_said_in_the_language_of_the_page(self, page: Page) -> None:
        page.goto("de/progress/#copy")
        file = {"name": "x.json", "mimeType": "application/json", "buffer": b'{"a":1}'}
        page.locator("#copy-file").set_input_files(file)  # type: ignore[arg-type]
        state = page.locator("saved-records [data-state]")
        expect(state).to_contain_text("Es wurde nichts geändert")

    def test_no_page_breaks_on_what_else_is_in_the_storage(
        self, page: Page, shipped: Course
    ) -> None:
        places = (*COURSE_RECORDS, "_last", "_settings")
        keys = [text_key(shipped, place) for place in places]
        page.goto("")
        for start in range(0, len(HOSTILE_STORAGE), 3):
            # Each page meets all texts at once, and each place of the course four of them in turn.
            texts = HOSTILE_STORAGE[start:] + HOSTILE_STORAGE[:start]
            odd = dict(zip(keys, texts, strict=False))
            for scenario, text in zip(shipped.scenarios, texts, strict=False):
                content = text.replace("PATH", f"{scenario.id}/{WHICH_REPLY}")
                odd[shelf_key(shipped, scenario.id)] = content
            page.evaluate("odd => { localStorage.clear(); Object.assign(localStorage, odd); }", odd)
            first = shipped.scenarios[start]
            pages = ("progress/", "review/", "self-check/", "assessment/", "certificate/")
            for path in ("", *pages, path_of(first)):
                page.goto(path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
            answer(page, right(first))
            shelf = shelf_key(shipped, first.id)
            kept = page.evaluate("key => localStorage.getItem(key)", shelf)
            _, _, _, log = json.loads(kept)[f"{first.id}/{WHICH_REPLY}"]
            assert len(log) == 1

    def test_deleting_asks_first(self, page: Page, shipped: Course) -> None:
        page.goto("progress/#copy")
        keep(page, shipped, short(shipped), [(0, 1)])
        page.evaluate("localStorage.setItem('of-another-page', 'stays')")
        page.reload()
        button = page.get_by_role("button", name="Delete everything…")
        dialog = page.get_by_role("dialog", name="Delete everything")
        for leave in ("Escape", "Enter"):
            button.press("Enter")
            expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
            page.keyboard.press(leave)
            expect(dialog).to_be_hidden()
            expect(button).to_be_focused()
            assert records(page, shipped)
        button.press("Enter")
        expect(dialog).to_contain_text("You have one scenario and one answer here.")
        dialog.get_by_role("button", name="Delete it all").press("Enter")
        expect(page.locator("saved-records [data-state]")).to_contain_text("keeps nothing of yours")
        expect(page.locator("[data-summary]")).to_contain_text("0 of")
        assert records(page, shipped) == {}
        assert page.evaluate("localStorage.getItem('of-another-page')") == "stays"

    def test_damaged_records_are_reported_and_go_into_the_copy(
        self, page: Page, shipped: Course
    ) -> None:
        page.goto("progress/#copy")
        broken = shelf_key(shipped, shipped.scenarios[0].id)
        page.evaluate("key => localStorage.setItem(key, '{cut')", broken)
        page.reload()
        expect(page.locator("[data-aside]")).to_contain_text(
            "Part of your progress could not be read"
        )
        with page.expect_download() as download:
            page.get_by_role("button", name="Save a copy").click()
        assert json.loads(Path(download.value.path()).read_text())["aside"] == ["{cut"]


class TestReview:
    def test_what_is_due_is_asked_mixed_and_by_keyboard(self, page: Page, shipped: Course) -> None:
        one, two = (
            next(s for s in module.scenarios if len(of_scenario(s)) == 1)
            for module in (shipped.modules[-1], shipped.modules[-2])
        )
        state = page.locator("[data-state]").first
        page.set_viewport_size(DESK)
        page.goto("review/")
        expect(state).to_contain_text("Nothing is due yet")
        keep(page, shipped, one, [(30, 0)])
        keep(page, shipped, two, [(20, 0)])
        keep(page, shipped, shipped.scenarios[0], [(0, 1)])
        page.reload()
        expect(state).to_have_text("2 questions are due today.")
        expect(page.locator("scenario-quiz")).to_have_count(0)
        page.get_by_role("button", name="Start the review").press("Enter")
        for number, (scenario, pick) in enumerate(((one, right), (two, wrong)), start=1):
            expect(state).to_have_text(f"Question {number} of 2")
            expect(page.get_by_role("heading", name=scenario.title)).to_be_focused()
            expect(page.locator(".an-review-stage :checked")).to_have_count(0)
            source = page.locator(".an-review-stage").get_by_role("link", name=scenario.title)
            expect(source).to_have_count(0)
            radio(page, pick(scenario)).focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
            expect(verdict(page)).not_to_be_empty()
            expect_verdict_seen(page.locator("scenario-quiz"))
            expect(source).to_be_visible()
            name = "Next question" if number == 1 else "Finish the review"
            page.get_by_role("button", name=name).press("Enter")
        expect(state).to_be_focused()
        expect(state).to_contain_text("Done: 1 of 2 were right. Nothing is due today.")
        kept = records(page, shipped)
        assert [len(kept[f"{s.id}/{WHICH_REPLY}"]["log"]) for s in (one, two)] == [2, 2]

    def test_another_question_each_time_and_no_more_than_the_learner_wants(
        self, page: Page, shipped: Course
    ) -> None:
        page.set_viewport_size(PHONE)
        page.goto("review/")
        asked = {one.key: one.item for one in pool.of_course(shipped)}
        for days, scenario in enumerate(shipped.scenarios[:6], start=30):
            keep(page, shipped, scenario, [(days, 1)])
        page.reload()
        state = page.locator("[data-state]").first
        status = page.locator("review-plan [role=status]")
        expect(state).to_have_text("6 questions are due today.")
        most = page.get_by_label("At most this many questions a day")
        expect(most).to_have_value("10")
        most.fill("0")
        most.press("Tab")
        expect(status).to_contain_text("a number from 1 to 200")
        expect(state).to_have_text("6 questions are due today.")
        most.fill("4")
        most.press("Tab")
        expect(status).to_contain_text("4 questions a day at most")
        expect(state).to_have_text("4 questions are due today.")
        page.get_by_role("button", name="Start the review").click()
        quiz = page.locator("scenario-quiz")
        for number in range(1, 5):
            expect(state).to_have_text(f"Question {number} of 4")
            assert quiz.get_attribute("data-item") != WHICH_REPLY, "it was asked the last time"
            key = f"{quiz.get_attribute('data-scenario')}/{quiz.get_attribute('data-item')}"
            enter(page, asked[key], rightly=True)
            check(page, asked[key])
            expect_verdict_seen(quiz)
            page.get_by_role("button", name="Next question").click()
        expect(state).to_have_text("Now say why, in your own words.")
        assert violations(page) == []
        reasons = page.locator("[data-reasons]")
        expect(reasons).to_be_hidden()
        page.get_by_label("Why is the first reply better?").fill("It names a time.")
        page.get_by_role("button", name="Compare with the reasons").click()
        expect(reasons).to_be_focused()
        expect_seen(reasons.locator("p").first)
        page.get_by_role("button", name="Finish the review").click()
        expect(state).to_contain_text("Done: 4 of 4 were right. Nothing is due today.")

    def test_every_third_review_is_of_another_scenario_of_the_module(
        self, page: Page, shipped: Course
    ) -> None:
        page.goto("review/")
        asked = {one.key: one.item for one in pool.of_course(shipped)}
        first, second, *others = shipped.modules[0].scenarios
        for scenario, days in ((first, 30), (second, 30)):
            keep(page, shipped, scenario, [(days + 9, 1), (days + 5, 1), (days, 0)])
        for scenario in others:
            keep(page, shipped, scenario, [(5, 1, 2)])
        page.reload()
        state = page.locator("[data-state]").first
        quiz = page.locator("scenario-quiz")
        page.get_by_role("button", name="Start the review").click()
        for number, rightly in enumerate((True, False), start=1):
            expect(state).to_have_text(f"Question {number} of 2")
            scenario_id = quiz.get_attribute("data-scenario")
            assert scenario_id in [one.id for one in others]
            item = asked[f"{scenario_id}/{quiz.get_attribute('data-item')}"]
            enter(page, item, rightly=rightly)
            check(page, item)
            page.locator("[data-go]").click()
        kept = records(page, shipped)
        assert [check[1] for check in kept[f"{first.id}/same-idea"]["log"]] == [1]
        assert f"{second.id}/same-idea" not in kept
        expect(state).to_contain_text("Done: 1 of 2 were right. One question is due today.")
        page.get_by_role("button", name="Start the review").click()
        expect(quiz).to_have_attribute("data-scenario", second.id)

    def test_what_only_quizzes_ask_comes_back(self, page: Page, shipped: Course) -> None:
        pooled = next(one for one in pool.of_course(shipped) if one.derived)
        title, item = pooled.scenario.title, pooled.item
        assert isinstance(item, ChoiceItem)
        page.goto("review/")
        log = [[page.evaluate("Date.now()") - 30 * DAY, 0, 2]]
        record = {"rev": item.revision, "seed": 1, "answer": item.choices[0].id, "log": log}
        change(page, shipped, pooled.scenario.id, **{item.id: record})
        page.goto("progress/")
        for name in ("due", "sure"):
            expect(listed(page, name)).to_have_text([title])
        expect(listed(page, "missed")).to_have_count(0)
        expect(page.locator("[data-summary]")).to_contain_text("0 of")
        page.goto("review/")
        expect(page.locator("[data-state]").first).to_have_text("One question is due today.")
        page.get_by_role("button", name="Start the review").press("Enter")
        stage = page.locator(".an-review-stage")
        expect(stage.get_by_role("heading", name=title)).to_be_focused()
        assert violations(page) == []
        answer(page, next(choice for choice in item.choices if choice.right))
        expect(stage.get_by_role("link", name=title)).to_be_visible()
        page.get_by_role("button", name="Finish the review").press("Enter")
        path = f"{pooled.scenario.id}/{item.id}"
        assert len(records(page, shipped)[path]["log"]) == 2

    def test_a_date_and_a_calendar_file(self, page: Page, shipped: Course) -> None:
        page.goto("review/")
        button = page.get_by_role("button", name="calendar")
        expect(button).to_be_disabled()
        keep(page, shipped, shipped.scenarios[0], [(0, 1)])
        keep(page, shipped, shipped.scenarios[1], [(9, 1)])
        page.reload()
        date = page.get_by_label("I need this until")
        date.fill("2999-12-31")
        expect(page.locator("review-plan [role=status]")).to_contain_text("31 December 2999")
        date.fill("2020-01-01")
        expect(page.locator("review-plan [role=status]")).to_contain_text("That day has passed")
        page.reload()
        expect(date).to_have_value("2999-12-31")
        with page.expect_download() as download:
            button.press("Enter")
        text = Path(download.value.path()).read_bytes().decode()
        assert download.value.suggested_filename == f"{shipped.id}.ics"
        assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        unfolded = text.replace("\r\n ", "")
        days = re.findall(r"^DTSTART;VALUE=DATE:(\d{8})\r$", unfolded, re.MULTILINE)
        ids = re.findall(r"^UID:(.+)\r$", unfolded, re.MULTILINE)
        today = page.evaluate("new Date().toLocaleDateString('sv').replaceAll('-', '')")
        assert days[0] == today
        assert days == sorted(set(days))
        assert ids == [f"review-{day}-{shipped.id}@learn.localhost" for day in days]
        page.get_by_role("button", name="No date").press("Enter")
        expect(date).to_have_value("")
        expect(date).to_be_focused()


def test_without_a_script_both_pages_are_lists_of_links(scriptless: Page, shipped: Course) -> None:
    page = scriptless
    page.goto("progress/")
    expect(page.locator(".an-needs-script")).to_be_visible()
    expect(page.locator(".an-bars > li > a")).to_have_count(len(shipped.modules))
    for hidden in ("button", "input[type=file]", "[data-list]"):
        expect(page.locator(f"main {hidden}").locator("visible=true")).to_have_count(0)
    page.goto("review/")
    links = page.locator(".an-review-list li a").locator("visible=true")
    expect(links).to_have_count(len(shipped.scenarios))
    expect(page.locator("main :is(input, button)").locator("visible=true")).to_have_count(0)


def test_axe(page: Page, shipped: Course) -> None:
    page.goto("progress/")
    for number, scenario in enumerate(shipped.scenarios[:6]):
        checks: list[Check] = [(9, number % 2, 2)]
        keep(page, shipped, scenario, checks, changed=number == 3)
    found = []
    for path in ("", "scenarios/", f"modules/{shipped.modules[0].id}/", "progress/"):
        page.goto(path)
        found += [f"[{path}] {one}" for one in violations_in(page)]
    page.locator(".an-fold > summary").click()
    found += [f"[unfolded] {one}" for one in violations_in(page)]
    page.get_by_role("button", name="Delete everything…").click()
    found += [f"[dialog] {one}" for one in violations_in(page)]
    page.goto("review/")
    page.get_by_role("button", name="Start the review").click()
    found += [f"[review] {one}" for one in violations_in(page)]
    overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not found, "\n".join(found)
    assert not overflow
