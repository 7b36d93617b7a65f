"""A course of a stranger, full of what means harm: in a real browser, nothing of it runs.

All pages are visited twice: under the policy, to which nothing may even have to be reported, and
without it, so that they are safe where a server sends none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from answerable.build.languages import locales_of
from answerable.build.mkdocs.job import Job
from answerable.build.publish import publish
from answerable.build.publish.pages import read_pages
from answerable.checks.check import check_course
from answerable.site import Site, author_page
from tests.support.built import run_job
from tests.support.courses import TODAY, write_project
from tests.support.hostile import HOSTILE, HOSTILE_UNPRINTABLE, files_of, german_of

from .conftest import Guard
from .learner import MISSING_PAGE, refuse, search_for
from .server import PREFIX, SiteServer, published_policy

LONGEST = 190
"""What fits into a title, and leaves room for a word more."""

INDEX = "# Hi\n\n<!-- answerable: start -->\n\n<!-- answerable: modules -->\n"


def _packed() -> dict[str, str]:
    """All hostile texts that a browser could take for something else, as few texts."""
    packs = [""]
    for text in (HOSTILE | HOSTILE_UNPRINTABLE).values():
        if set(text) & set("<>\"'&[]{}$`\u202e") and len(text) < LONGEST:
            if len(packs[-1]) + len(text) >= LONGEST:
                packs.append("")
            packs[-1] += f" {text}"
    return {f"pack {number}": f"{number} {text.strip()}" for number, text in enumerate(packs, 1)}


TEXTS = _packed()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A course of these texts in two languages, with the author's page, as a server has it."""
    folder = tmp_path_factory.mktemp("hostile")
    server = SiteServer()
    files = files_of(TEXTS)
    files["course.yml"] |= {"confidence": "yes", "report": "mailto:a@inn.example?subject={title}"}
    terms = dict.fromkeys(("Home", "Ours"), files["course.yml"]["title"])
    config_file = write_project(
        folder,
        files | german_of(files, terms),
        docs={"index.md": INDEX},
        nav=[{"Home": "index.md"}, {"Home": ["scenarios/index.md", "{modules}"]}],
        site_url=server.url,
        copyright="Ours",
        plugins=["search", "answerable"],
    )
    report = check_course(folder / "scenarios", TODAY)
    locales = locales_of(report)
    for locale, course in locales.items():
        page = author_page(Site(course, True, server.url), report.diagnostics, (), (), TODAY)
        job = Job(course, pages=() if locale.folder else (page,))
        run_job(config_file, job, folder / "site")
    pages = read_pages(folder / "site").values()
    folders = [locale.folder for locale in locales]
    publish.complete(folder / "site", pages, publish.mark_for(folder / "site", folders), folders)
    server.folder = folder / "site"
    with server.running():
        yield server


@pytest.fixture(scope="session")
def base_url(site: SiteServer) -> str:
    return site.url


@pytest.fixture
def harmed(site: SiteServer, context: BrowserContext) -> list[str]:
    """What the pages did that they may not: dialogs they opened, rules they broke.

    The policy stops nothing here, so that whatever can run does run; it reports only.
    """
    assert site.folder is not None
    site.policy, site.enforced = published_policy(site.folder), False
    found: list[str] = []
    context.on("dialog", lambda dialog: refuse(dialog, found))
    context.expose_function("broken", lambda text: found.append(text))
    context.add_init_script(
        """addEventListener("securitypolicyviolation", (event) => window.broken(
          `${location} ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))"""
    )
    return found


def _addresses(site: SiteServer) -> list[str]:
    assert site.folder is not None
    files = (path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html"))
    # Of pages that are alike some are enough. All texts are on those of scenarios, and as titles of
    # modules on the home page; tests/whole/test_hostile.py reads every page.
    alike = re.compile(r"(de/.*|modules/m-|quiz/m-)pack-(?!1/|2/)")
    return sorted(file.removesuffix("index.html") for file in files if not alike.match(file))


def test_nothing_runs_on_any_page(
    site: SiteServer, page: Page, harmed: list[str], guard: Guard
) -> None:
    guard.allow(MISSING_PAGE)
    addresses = _addresses(site)
    assert len(addresses) > len(TEXTS) + 30, "scenarios and other pages, in two languages"
    for address in [*addresses, "no-such-page/"]:
        page.goto(address)
        # What waits for the mouse, the keyboard or the end of a transition is woken up.
        odd = page.evaluate(
            """() => {
            if (!document.querySelector("h1")) return ["nothing is there"];
            for (const one of document.querySelectorAll("article *")) {
              one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
              if (one.tabIndex >= 0) one.focus(); }
            return [...document.querySelectorAll("a[href]")].map((one) => one.protocol)
              .filter((one) => !["http:", "https:", "mailto:", "tel:"].includes(one)) }"""
        )
        assert odd == [], address
    assert harmed == []


ANSWER_ALL = """(own) => {
  const change = (one) => {
    for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
  };
  for (const quiz of document.querySelectorAll("scenario-quiz")) {
    const seen = (css) => [...quiz.querySelectorAll(css)].filter((one) => one.checkVisibility());
    for (const one of seen("[type=radio], [type=checkbox]")) if (!one.checked) one.click();
    for (const one of seen("[type=text], textarea")) { one.value = own; change(one); }
    for (const one of seen("select")) { one.selectedIndex = 1; change(one); }
    for (const one of seen("[data-hint]")) one.click();
    quiz.querySelector("[type=submit]").click();
  }
}"""
"""Enters something everywhere on the page, own words where there are none to choose."""

FILTER = """() => {
  for (const one of document.querySelectorAll("scenario-filter select"))
    for (const { value } of one.options) {
      one.value = value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    }
}"""
"""Chooses everything that the catalogue can be filtered by."""


def test_nothing_runs_while_somebody_learns(page: Page, harmed: list[str]) -> None:
    for language in ("", "de/"):
        page.goto(f"{language}scenarios/pack-1/")
        own = '<img src=x onerror=alert(1)> "><script>alert(1)</script>'
        whole = page.locator("[data-whole]")
        if whole.is_visible():  # else the setting holds for this language, too
            whole.click()
        page.locator("own-reply textarea").first.fill(own)
        page.evaluate(ANSWER_ALL, own)
        expect(page.locator(".an-verdict").last).not_to_be_empty()
        page.goto(f"{language}scenarios/")
        page.evaluate(FILTER)
        expect(page.locator(".an-count")).not_to_be_empty()
        page.reload()
        expect(search_for(page, "alert").first).to_be_visible()
        page.keyboard.press("Escape")
        page.goto(f"{language}progress/")
        expect(page.locator("[data-words] blockquote").first).to_contain_text("<img src=x onerror")
        page.goto(f"{language}whats-new/")
    assert harmed == []


LATEST = 2**53 - 1
ANSWER = {"rev": "x", "seed": LATEST, "answer": "<script>", "score": 1, "at": LATEST}
CHECKS = [[LATEST, 1, 2, "x"], [0, 0, 2, "</script>"], [LATEST, 1e-300, None, ""]]
DECK = {"seed": LATEST, "at": LATEST, "done": LATEST, "scores": {"__proto__": 1, "x": 1e308}}
RECORDS: Mapping[str, Any] = {
    "pack-1/which-reply": ANSWER | {"log": CHECKS, "dropped": LATEST},
    "pack-1/choice": ANSWER | {"log": CHECKS * 20_000, "answer": {"toString": 1}},
    "pack-1/multiple": ANSWER | {"log": CHECKS, "answer": [["__proto__"]]},
    "pack-1/fill": ["x", 0, {"length": 9}, CHECKS, {"score": 1, "at": 1}],
    "pack-1/match": ["x", 0, [None], CHECKS],
    "pack-1/free": ["x", 0, {"text": "<img src=x onerror=alert(1)>", "checked": 1}, CHECKS],
    "pack-1/own-reply": {"text": "</blockquote><script>alert(1)</script>", "at": LATEST},
    "pack-1/reflection": {"text": "\u202e\x00\ud800" + "x" * 100_000, "at": 0},
    "constructor/prototype": ANSWER | {"log": CHECKS},
    "__proto__/polluted": ANSWER | {"log": CHECKS},
    "_last": {"scenario": "../../../evil", "at": LATEST},
    "_settings": {"neededUntil": "9999-99-99", "at": LATEST},
    "_deck/_assessment": {
        "attempt": DECK | {"keys": ["pack-1/choice", "__proto__"] * 9, "answers": {}},
        "results": [{"at": LATEST, "points": 1e308, "of": 1e-300, "passed": True}] * 99,
    },
    "_deck/_certificate": {"name": "<script>alert(1)</script>", "signature": True, "at": LATEST},
    "_deck/m-pack-1": {
        "attempt": DECK
        | {
            "done": None,
            "keys": ["pack-1/which-reply", "pack-1/sort", "nowhere/nothing"],
            "answers": {
                "pack-1/which-reply": {"rev": "x", "answer": {"a": []}, "at": LATEST},
                "pack-1/sort": {"rev": "x", "answer": "<b>", "at": LATEST},
            },
        },
        "results": [],
    },
}
"""A copy of somebody's progress in which every value is as odd as its kind lets it be."""


def _with_revision(text: str, item: str, revision: str) -> str:
    """The same copy, in which the records of an item are of this revision."""
    record = rf'("pack-1/{item}": (?:\{{"rev": |\[))"x"'
    return re.sub(record, rf'\1"{revision}"', text)


def test_a_copy_of_a_stranger_is_taken_or_refused(
    site: SiteServer, page: Page, harmed: list[str], guard: Guard
) -> None:
    """Whatever it brings, every page works afterwards, and all of it can be deleted."""
    page.goto("scenarios/pack-1/")
    revisions = dict(
        page.locator("scenario-quiz").evaluate_all(
            "all => all.map(one => [one.dataset.item, one.dataset.rev])"
        )
    )
    text = json.dumps({"answerable": 4, "course": "hostile", "records": RECORDS})
    current = text
    for item, revision in revisions.items():
        current = _with_revision(current, item, revision)
    assert current.count(revisions["which-reply"]) == 2
    for odd in (current, text):  # answers to what is asked now, and to what was asked once
        page.goto("progress/")
        copy = {"name": "x.json", "mimeType": "application/json", "buffer": odd.encode()}
        page.get_by_label("Open a copy").set_input_files(copy)  # type: ignore[arg-type]
        expect(page.locator("saved-records [data-state]")).to_contain_text("could not be read")
        if page.locator("[data-merge]").is_visible():  # Else it brings nothing new.
            page.locator("[data-merge]").click()
        for address in (
            "",
            "progress/",
            "review/",
            "scenarios/",
            "scenarios/pack-1/",
            "assessment/",
            "certificate/",
            "quiz/m-pack-1/",
            "modules/m-pack-1/",
        ):
            page.goto(address)
            expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate("Object.prototype.polluted") is None
    assert harmed == []
    page.goto("progress/#copy")
    page.get_by_role("button", name="Delete everything…").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("saved-records [data-state]")).not_to_be_empty()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.includes('hostile'))") == []
    assert PREFIX in page.url
