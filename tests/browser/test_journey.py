"""One module on a phone, from the first page to the next module and the certificate.

Nothing to press is far from the last, every verdict is in view at once, and at every point
My progress, home, the module's page, the catalogue and the certificate tell the same story.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from answerable.model import Course, Module

from .screen import PHONE, expect_seen, reach
from .test_assessment import ANSWER, answer_questions, hand_in, place, questions
from .walk import go_on, heading, learn, press

Fact = int | str | None


def shown(page: Page, css: str) -> list[str]:
    """The texts of what is in the page and not hidden."""
    texts = page.locator(css).locator("visible=true").all_inner_texts()
    return [" ".join(text.split()) for text in texts]


def only(page: Page, css: str) -> str | None:
    """The text of one element, which may be hidden."""
    return next(iter(shown(page, css)), None)


def numbers(page: Page, css: str) -> list[int]:
    """The first number in each text."""
    return [int(text.split()[0]) for text in shown(page, css)]


def next_step(page: Page) -> Fact:
    return only(page, "[data-start]")


def home(page: Page, course: Course) -> dict[str, Fact]:
    page.goto("")
    done = numbers(page, ".an-module-card [data-done]")
    in_modules = zip(course.modules, done, strict=True)
    return {
        "next": next_step(page),
        "done": int((only(page, ".an-progress") or "0").split()[0]),
        "completed": sum(n == len(module.scenarios) for module, n in in_modules),
        **by_module(course, done),
    }


def by_module(course: Course, done: list[int]) -> dict[str, Fact]:
    return {f"in {module.id}": n for module, n in zip(course.modules, done, strict=True)}


def my_progress(page: Page, course: Course, module: Module) -> dict[str, Fact]:
    page.goto("progress/")
    done, completed = numbers(page, "[data-summary] li:nth-child(-n+2)")
    passed = re.search(r"Passed on .*: (.*)", only(page, "deck-link [data-passed]") or "")
    number = course.modules.index(module) + 1
    return {
        "next": next_step(page),
        "done": done,
        "completed": completed,
        "best": only(page, f".an-bars > li:nth-child({number}) [data-best]"),
        "passed": passed and passed[1],
        **by_module(course, numbers(page, ".an-bars [data-done]")),
    }


def module_page(page: Page, module: Module) -> dict[str, Fact]:
    page.goto(f"modules/{module.id}/")
    (done,) = numbers(page, "module-progress [data-done]")
    assert shown(page, "scenario-mark [data-mark=done]") == ["Done"] * done
    return {f"in {module.id}": done, "best": only(page, "deck-link [data-best]")}


def catalogue(page: Page, course: Course) -> dict[str, Fact]:
    page.goto("scenarios/?progress=done")
    (done,) = numbers(page, ".an-count") if only(page, ".an-item") else (0,)
    groups = [page.locator(".an-group").nth(place) for place in range(len(course.modules))]
    marks = [group.locator("[data-mark=done]").locator("visible=true").count() for group in groups]
    return {"done": done, **by_module(course, marks)}


def certificate(page: Page) -> dict[str, Fact]:
    page.goto("certificate/")
    return {"passed": only(page, "[data-result]")}


def story(page: Page, course: Course, module: Module) -> Mapping[str, Fact]:
    """What the pages tell of the learner; those that tell of the same thing agree."""
    pages = {
        "home": home(page, course),
        "My progress": my_progress(page, course, module),
        "module": module_page(page, module),
        "catalogue": catalogue(page, course),
        "certificate": certificate(page),
    }
    facts: dict[str, Fact] = {}
    for name, told in pages.items():
        for fact, value in told.items():
            assert facts.setdefault(fact, value) == value, (fact, name, pages)
    return facts


def take(page: Page, button: str, *, wrong: int) -> Locator:
    """Take a quiz, question by question, the first ones wrongly. Returns its result."""
    press(page, button)
    expect(place(page)).to_be_focused()
    for number, question in enumerate(questions(page).all()):
        reach(question.locator("input, select").first)
        question.evaluate(ANSWER, number >= wrong)
        press(page, "Next")
    press(page, "Hand in")
    result = page.locator(".an-result")
    expect(result.get_by_role("heading", level=2)).to_be_focused()
    expect_seen(result.locator("h2"))
    expect_seen(result.locator("[data-total]"))
    return result


def test_a_module_is_learned_and_every_page_tells_the_same(page: Page, shipped: Course) -> None:
    page.set_viewport_size(PHONE)
    module, following = shipped.modules[:2]
    half = len(module.scenarios) // 2
    begin = "Start with the first scenario"
    told = story(page, shipped, module)
    assert (told["done"], told["next"], told["best"], told["passed"]) == (0, begin, None, None)

    page.goto("")
    press(page, begin, role="link")
    for number, scenario in enumerate(module.scenarios[:half]):
        if number:
            go_on(page)
        learn(page, scenario, thoroughly=number == 0)
    told = story(page, shipped, module)
    here = f"Continue: {module.scenarios[half].title}"
    assert (told["done"], told["completed"], told["next"]) == (half, 0, here)

    page.goto("")
    press(page, here, role="link")
    for number, scenario in enumerate(module.scenarios[half:]):
        if number:
            go_on(page)
        learn(page, scenario, thoroughly=number == 1)
    go_on(page)
    expect(heading(page)).to_have_text(f"Quiz: {module.title}")
    total = len(module.scenarios)
    told = story(page, shipped, module)
    there = f"Continue: {following.scenarios[0].title}"
    assert (told["done"], told["completed"], told["next"]) == (total, 1, there)

    page.goto(f"modules/{module.id}/")
    press(page, "Take this module’s quiz", role="link")
    result = take(page, "Start", wrong=2)
    asked = questions(page).count()
    expect(result).to_contain_text("Your result")
    best = f"Best result: {asked - 2} of {asked} points"
    assert story(page, shipped, module)["best"] == best
    page.goto(f"quiz/{module.id}/")
    take(page, "Retry what you missed", wrong=0)
    expect(result).to_contain_text("Every question right")
    press(page, re.compile("^Next module"), role="link")
    expect(heading(page)).to_have_text(following.title)
    reach(page.get_by_role("link", name=following.scenarios[0].title))

    for button, right in (("Start", False), ("New attempt", True)):
        page.goto("assessment/")
        press(page, button)
        expect(place(page)).to_be_focused()
        answer_questions(page, right=right)
        expect_seen(hand_in(page).locator("[data-total]"))
        points = shipped.assessment.questions
        told = story(page, shipped, module)
        assert told["passed"] == (f"{points} of {points} points, 100%" if right else None)
        assert (told["done"], told["best"]) == (total, best)
