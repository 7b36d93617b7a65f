"""The SCORM package in a learning platform: scorm-again, a run-time that platforms use."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from answerable.model import Course, Scenario
from support.courses import ROOT

from .conftest import NARROW, WIDE, Guard, build
from .learner import answer, right, verdict, wrong
from .server import PREFIX, SiteServer
from .test_assessment import ANSWER
from .test_axe import AXE, violations

RUN_TIME = ROOT / "frontend/node_modules/scorm-again/dist/scorm12.min.js"
NewContext = Callable[..., BrowserContext]

PLATFORM = """<!doctype html>
<html lang="en"><title>Platform</title>
<style>html, body { height: 100%; margin: 0; overflow: hidden }
iframe { width: 100%; height: 100%; border: 0 }</style>
<script src="run-time.js"></script>
<script>
const { saved, refused } = SETTINGS;
const platform = new Scorm12API({ autocommit: false });
platform.loadFromJSON(saved);
const calls = [], strict = {};
for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit",
                    "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"]) {
  strict[name] = (...values) => {
    if (name !== "LMSGetLastError") calls.push([name, ...values]);
    if (refused.includes(name)) return "false";
    if (values[0] === "cmi.suspend_data" && values[1] && values[1].length > 4096) return "false";
    return platform[name](...values);
  };
}
if (saved) window.API = strict;
</script>
<iframe title="Course" src="PREFIXlms.html"></iframe>
</html>"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped course as a package, unpacked as a platform does it."""
    folder = tmp_path_factory.mktemp("package")
    build(folder, "--scorm", folder / "course.zip", site_url="http://127.0.0.1:8000/")
    shutil.unpack_archive(folder / "course.zip", folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def server(package: Path) -> Iterator[SiteServer]:
    site = SiteServer()
    site.folder = package
    with site.running():
        yield site


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test opens the platform itself."""


SITEMAP = r"404 \(File not found\).*sitemap\.xml"
"""The theme asks for it, to swap pages without a reload, which only the published address can."""


@pytest.fixture(autouse=True)
def sitemap_is_known(guard: Guard) -> None:
    guard.allow(SITEMAP)


@dataclass
class Launch:
    """A course opened from a platform."""

    page: Page

    @property
    def shell(self) -> Frame:
        """The page that the platform opened."""
        (shell,) = self.page.main_frame.child_frames
        return shell

    def course(self, path: str = "") -> Frame:
        """The site within it, at another address if one is given."""
        (site,) = self.shell.child_frames
        if path:
            site.goto(urljoin(self.shell.url, path))
        return site

    def scenario(self, scenario: Scenario) -> Frame:
        return self.course(f"scenarios/{scenario.id}.html")

    def take_assessment(self, *, right: bool) -> None:
        site = self.course("assessment.html")
        site.get_by_role("button", name=re.compile("^(Start|New attempt)$")).click()
        for question in site.locator(".an-asked:visible").all():
            question.evaluate(ANSWER, right)
        site.get_by_role("button", name="Hand in", exact=True).click()
        expect(site.locator(".an-result")).to_be_visible()

    @property
    def calls(self) -> list[list[str]]:
        """What was asked of the platform and told to it so far."""
        calls: list[list[str]] = self.page.evaluate("calls")
        return calls

    def told(self, name: str) -> list[str]:
        """The values that an element was given, in their order."""
        return [call[2] for call in self.calls if call[:2] == ["LMSSetValue", name]]

    def results(self) -> list[tuple[str, str]]:
        """The answers that were told: items and results."""
        of = {call[1]: call[2] for call in self.calls if call[0] == "LMSSetValue"}
        ids = [name for name in of if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)]
        return [(of[name], of[name.replace(".id", ".result")]) for name in ids]

    def close(self) -> dict[str, Any]:
        """Leave the course. Returns what the platform keeps of it."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        saved: dict[str, Any] = self.page.evaluate("platform.renderCMIToJSONObject().cmi")
        return saved


Launcher = Callable[..., Launch]


@pytest.fixture
def launch(new_context: NewContext, server: SiteServer) -> Launcher:
    """Opens the course for a learner, in a new browser unless one is given."""

    def opened(
        saved: dict[str, Any] | None = None,
        *,
        mode: str = "normal",
        learner: str = "ada",
        refused: tuple[str, ...] = (),
        within: BrowserContext | None = None,
        **options: Any,
    ) -> Launch:
        before = saved or {}
        core = before.get("core", {}) | {"lesson_mode": mode, "student_id": learner}
        settings = json.dumps({"saved": before | {"core": core}, "refused": refused})
        html = PLATFORM.replace("SETTINGS", settings).replace("PREFIX", PREFIX)
        page = (within or new_context(**options)).new_page()
        page.route("**/platform/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.route("**/platform/run-time.js", lambda route: route.fulfill(path=RUN_TIME))
        page.goto(server.url.replace(PREFIX, "/platform/"))
        page.wait_for_function("window.frames[0].frames[0]?.answerable")
        launched = Launch(page)
        launched.course().wait_for_load_state()
        return launched

    return opened


def progress(launched: Launch) -> str:
    """How many scenarios are done, and which were missed, as the learner reads it."""
    site = launched.course("progress.html")
    expect(site.locator("[data-summary]")).to_contain_text("scenarios done.")
    missed = site.locator("[data-list=missed] li").all_inner_texts()
    return " ".join([site.locator("[data-summary]").inner_text(), *missed])


def test_what_is_done_reaches_the_platform_and_another_browser(
    launch: Launcher, shipped: Course
) -> None:
    one, two = shipped.scenarios[:2]
    first = launch()
    answer(first.scenario(one), wrong(one))
    assert first.calls[-1] == ["LMSCommit", ""]
    answer(first.course(), right(one))
    answer(first.scenario(two), wrong(two))
    assert first.results() == [
        (f"{one.id}.which-reply", "wrong"),
        (f"{one.id}.which-reply", "correct"),
        (f"{two.id}.which-reply", "wrong"),
    ]
    assert first.told("cmi.core.lesson_status") == ["incomplete"]
    assert first.told("cmi.core.lesson_location") == [one.id, two.id]
    first.take_assessment(right=True)
    assert first.told("cmi.core.lesson_status")[-1] == "passed"
    assert first.told("cmi.core.score.raw") == ["100"]
    questions = shipped.assessment.questions
    assert [result for _, result in first.results()][3:] == ["correct"] * questions
    done = progress(first)
    assert not done.startswith("0 ")
    saved = first.close()
    assert [call[0] for call in first.calls].count("LMSFinish") == 1
    assert saved["core"]["lesson_status"] == "passed"
    assert saved["core"]["score"] == {"raw": "100", "min": "0", "max": "100"}
    assert len(saved["interactions"]) == 3 + questions
    assert len(saved["suspend_data"]) <= 4096

    again = launch(saved)
    assert progress(again) == done
    expect(again.course("certificate.html").locator("[data-result]")).to_contain_text("100%")
    expect(again.scenario(one).locator(".an-past")).to_be_visible()
    assert again.results() == []
    kept = again.close()
    assert {name: kept["core"][name] for name in ("lesson_status", "score")} == {
        "lesson_status": "passed",
        "score": saved["core"]["score"],
    }


def test_what_the_platform_knows_stands_on_the_page_that_is_open(
    launch: Launcher, shipped: Course
) -> None:
    first = launch()
    answer(first.scenario(shipped.scenarios[0]), right(shipped.scenarios[0]))
    again = launch(first.close())
    start = again.course()
    expect(start.locator("course-start")).to_contain_text(shipped.scenarios[1].title)


def test_what_is_deleted_stays_deleted_until_the_course_is_closed(
    launch: Launcher, shipped: Course
) -> None:
    scenario = shipped.scenarios[0]
    first = launch()
    answer(first.scenario(scenario), right(scenario))
    again = launch(first.close())
    expect(again.scenario(scenario).locator(".an-past")).to_be_visible()
    again.course().evaluate("answerable.store.remove(Object.keys(localStorage))")
    expect(again.scenario(scenario).locator(".an-past")).to_be_hidden()


def test_a_browser_that_keeps_nothing_keeps_it_on_the_platform(
    new_context: NewContext, launch: Launcher, shipped: Course
) -> None:
    scenario = shipped.scenarios[0]
    context = new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    course = launch(within=context)
    answer(course.scenario(scenario), right(scenario))
    assert progress(course).startswith("1 of ")
    assert course.results() == [(f"{scenario.id}.which-reply", "correct")]


def test_a_failed_assessment_can_be_taken_again(launch: Launcher) -> None:
    course = launch()
    course.take_assessment(right=False)
    assert course.told("cmi.core.lesson_status")[-1] == "failed"
    course.take_assessment(right=True)
    assert course.told("cmi.core.lesson_status")[-1] == "passed"
    assert course.told("cmi.core.score.raw")[-1] == "100"


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_who_only_looks_writes_nothing(launch: Launcher, shipped: Course, mode: str) -> None:
    scenario = shipped.scenarios[0]
    course = launch(mode=mode)
    answer(course.scenario(scenario), right(scenario))
    course.close()
    assert {call[0] for call in course.calls} == {"LMSInitialize", "LMSGetValue", "LMSFinish"}


@pytest.mark.parametrize("refused", ["LMSInitialize", "LMSCommit"])
def test_a_platform_that_refuses_stops_nobody(
    launch: Launcher, shipped: Course, refused: str
) -> None:
    scenario = shipped.scenarios[0]
    course = launch(refused=(refused,))
    expect(course.shell.get_by_role("status")).to_contain_text("may not reach")
    answer(course.scenario(scenario), right(scenario))
    expect(verdict(course.course())).to_be_visible()
    course.close()


def test_without_a_platform_it_is_the_course(
    page: Page, server: SiteServer, shipped: Course
) -> None:
    page.goto(f"{server.url}lms.html")
    site = page.main_frame.child_frames[0]
    site.goto(f"{server.url}scenarios/{shipped.scenarios[0].id}.html")
    answer(site, right(shipped.scenarios[0]))
    expect(page.get_by_text("may not reach")).to_be_hidden()
    expect(page.locator("[data-notice]")).to_be_hidden()
    site.locator(".md-search__input").click()
    page.keyboard.type("parcel")
    expect(site.locator(".md-search-result__item a").first).to_be_visible()


def test_learners_at_one_computer_do_not_share_answers(launch: Launcher, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    ada = launch(learner="ada")
    answer(ada.scenario(scenario), right(scenario))
    saved = ada.close()
    grace = launch(learner="grace", within=ada.page.context)
    expect(grace.scenario(scenario).locator(".an-past")).to_be_hidden()
    assert grace.results() == []
    grace.close()
    back = launch(saved, learner="ada", within=ada.page.context)
    expect(back.scenario(scenario).locator(".an-past")).to_be_visible()


def test_who_is_told_what_is_said_once(launch: Launcher) -> None:
    first = launch()
    notice = first.shell.locator("[data-notice]")
    expect(notice).to_contain_text("Your learning platform is told")
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()
    expect(launch(first.close()).shell.locator("[data-notice]")).to_be_hidden()


def test_a_link_to_elsewhere_opens_a_window(launch: Launcher) -> None:
    course = launch()
    site = course.course()
    site.evaluate(
        """() => { document.body.insertAdjacentHTML("afterbegin",
        '<a href="http://127.0.0.1:9/">Elsewhere</a>') }"""
    )
    with course.page.context.expect_page() as opened:
        site.get_by_role("link", name="Elsewhere").click()
    opened.value.close()
    assert site.url.endswith("index.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_around_the_course_is_accessible_and_scrolls_once(
    new_context: NewContext, server: SiteServer, scheme: str, width: dict[str, int]
) -> None:
    page = new_context(viewport=width, color_scheme=scheme).new_page()
    page.goto(f"{server.url}lms.html")
    page.wait_for_function("frames[0].answerable")
    page.evaluate("for (const one of document.querySelectorAll('[hidden]')) one.hidden = false")
    page.main_frame.child_frames[0].evaluate(AXE.read_text(encoding="utf-8"))
    assert violations(page) == []
    size = page.evaluate(
        """() => { const { scrollHeight, clientHeight } = document.documentElement;
        const box = document.querySelector("iframe").getBoundingClientRect();
        return [scrollHeight - clientHeight, innerHeight - box.bottom, innerWidth - box.width] }"""
    )
    assert size == [0, 0, 0]
