"""What the pages tell of a learner: those that tell of the same thing have to agree."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page

from answerable.model import Course, Module

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
    told = only(page, ".an-progress") or "0"
    in_modules = zip(course.modules, done, strict=True)
    return {
        "next": next_step(page),
        "done": sum(done) if "every scenario" in told else int(told.split()[0]),
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
