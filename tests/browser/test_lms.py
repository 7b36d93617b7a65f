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

from answerable.build.packages import SCORM_12
from answerable.build.publish import scorm
from answerable.build.site import build_course
from answerable.model import Course, Scenario
from tests.support.courses import MINIMAL, ROOT, TODAY, write_project

from .conftest import NARROW, WIDE, Guard, in_english_and_german, unpacked
from .learner import answer, right, short, verdict, wrong
from .reused import ReusedPages
from .server import AXE, PREFIX, SiteServer
from .test_assessment import answer_questions, hand_in, place
from .test_axe import violations
from .test_display import TOO_WIDE

RUN_TIMES = ROOT / "frontend/node_modules/scorm-again/dist"
NewContext = Callable[..., BrowserContext]

PLATFORM = """<!doctype html>
<html lang="en"><title>Platform</title>
<style>html, body { height: 100%; margin: 0; overflow: hidden }
iframe { width: 100%; height: 100%; border: 0 }</style>
<script src="run-time.js"></script>
<script>
const { edition, saved, refused } = SETTINGS;
const old = edition === "1.2";
const platform = new (old ? Scorm12API : Scorm2004API)({ autocommit: false });
platform.loadFromJSON(saved);
const calls = [], strict = {};
const names = ["Initialize", old ? "Finish" : "Terminate", "GetValue", "SetValue", "Commit",
               "GetLastError", "GetErrorString", "GetDiagnostic"];
for (const one of names) {
  const name = old ? `LMS${one}` : one;
  strict[name] = (...values) => {
    if (one !== "GetLastError") calls.push([name, ...values]);
    if (refused.includes(name)) return "false";
    const most = old ? 4096 : 64000;
    if (values[0] === "cmi.suspend_data" && values[1] && values[1].length > most) return "false";
    return platform[name](...values);
  };
}
if (saved) window[old ? "API" : "API_1484_11"] = strict;
</script>
<iframe title="Course" FRAME src="PREFIXlms.html"></iframe>
</html>"""


ANSWER_ALL = """([course, tracked, first, last]) => {
  const { store, checked, asAnswer, asVisit, recordKey } = answerable;
  for (const named of tracked.split(" ").slice(first, last)) {
    const [scenario, items] = named.split("+")[0].split(":");
    store.update(recordKey(course, scenario, "visit"), asVisit, () => ({ at: Date.now() }));
    for (const [id, rev] of items.split(",").map((one) => one.split("="))) {
      const given = { rev, seed: 1, answer: null, score: 1 };
      store.update(recordKey(course, scenario, id), asAnswer,
                   (before) => checked(before, given, Date.now()));
    }
  }
}"""
"""Opens and answers the scenarios between two places of a course, given what it tracks."""


@pytest.fixture(scope="module")
def package(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped course as a package, unpacked as a platform does it.

    Its page for SCORM 2004 lies beside that for 1.2: nothing else differs but the manifest.
    """
    folder = tmp_path_factory.mktemp("package") / "unpacked"
    shutil.copytree(unpacked(common, "--scorm", in_english_and_german), folder)
    shell = folder / "lms.html"
    text = shell.read_text(encoding="utf-8")
    assert text.count('data-scorm="1.2"') == 1
    newer = text.replace('data-scorm="1.2"', 'data-scorm="2004"')
    shell.with_name("lms-2004.html").write_text(newer, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(package: Path) -> Iterator[SiteServer]:
    site = SiteServer()
    site.folder = package
    with site.running():
        yield site


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test opens the platform itself."""


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
        return self.course(f"scenarios/{scenario.id}.html#quiz")

    def take_assessment(self, *, right: bool) -> None:
        site = self.course("assessment.html")
        site.get_by_role("button", name=re.compile("^(Start|New attempt)$")).click()
        expect(place(site)).to_be_focused()
        answer_questions(site, right=right)
        hand_in(site)

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
def launch(
    page: Page,
    reused: ReusedPages,
    browser_context_args: dict[str, Any],
    new_context: NewContext,
    server: SiteServer,
) -> Launcher:
    """Opens the course for a learner, in a browser as if new unless one is given."""

    def page_of(within: BrowserContext | None, options: dict[str, Any]) -> Page:
        if within:
            return within.new_page()
        if options:
            return new_context(**options).new_page()
        return reused.of(browser_context_args).clear()

    def opened(
        saved: dict[str, Any] | None = None,
        *,
        mode: str = "normal",
        learner: str = "ada",
        refused: tuple[str, ...] = (),
        within: BrowserContext | None = None,
        edition: scorm.Version = "1.2",
        frame: str = "",
        **options: Any,
    ) -> Launch:
        before = saved or {}
        if edition == "1.2":
            core = before.get("core", {}) | {"lesson_mode": mode, "student_id": learner}
            before = before | {"core": core}
        else:
            before = before | {"mode": mode, "learner_id": learner}
        settings = {"saved": before, "refused": refused, "edition": edition}
        html = PLATFORM.replace("SETTINGS", json.dumps(settings))
        html = html.replace("FRAME", frame).replace("PREFIX", PREFIX)
        run_time = "scorm12.min.js"
        if edition == "2004":
            html = html.replace("lms.html", "lms-2004.html")
            run_time = "scorm2004.min.js"
        page = page_of(within, options)
        page.route("**/platform/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.route(
            "**/platform/run-time.js", lambda route: route.fulfill(path=RUN_TIMES / run_time)
        )
        page.goto(server.url.replace(PREFIX, "/platform/"))
        page.wait_for_function("window.frames[0].frames[0]?.answerable")
        launched = Launch(page)
        launched.course().wait_for_load_state()
        return launched

    return opened


def moodle(saved: dict[str, Any]) -> dict[str, Any]:
    """How Moodle opens a course again by its default settings: what counts as finished (passed,
    failed or completed) is only looked at.
    """
    finished = saved["core"]["lesson_status"] in ("passed", "failed", "completed")
    return {"saved": saved, "mode": "review" if finished else "normal"}


def report(saved: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers as a platform's report shows them, a row each."""
    rows = saved["interactions"]
    ordered = [rows[key] for key in sorted(rows, key=int)] if isinstance(rows, dict) else rows
    return [dict(row) for row in ordered]


def progress(launched: Launch) -> str:
    """How many scenarios are done, and which were missed, as the learner reads it."""
    site = launched.course("progress.html")
    expect(site.locator("[data-summary]")).to_contain_text("scenarios done")
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
    first.take_assessment(right=False)
    assert first.told("cmi.core.lesson_status")[-1] == "incomplete"
    assert first.told("cmi.core.score.raw") == ["0"]
    first.take_assessment(right=True)
    assert first.told("cmi.core.lesson_status")[-1] == "passed"
    assert first.told("cmi.core.score.raw") == ["0", "100"]
    questions = shipped.assessment.questions
    passed = 3 + questions
    assert [result for _, result in first.results()][passed:] == ["correct"] * questions
    done = progress(first)
    assert not done.startswith("0 ")
    saved = first.close()
    assert [call[0] for call in first.calls].count("LMSFinish") == 1
    assert saved["core"]["lesson_status"] == "passed"
    assert saved["core"]["score"] == {"raw": "100", "min": "0", "max": "100"}
    assert len(saved["interactions"]) == passed + questions
    assert len(saved["suspend_data"]) <= 4096
    rows = report(saved)
    shows_which_reply_was_chosen(rows[0], one)
    for row in rows[passed:]:
        (pattern,) = [one["pattern"] for one in row["correct_responses"].values()]
        assert row["student_response"] == pattern, row["id"]

    again = launch(saved)
    assert progress(again) == done
    expect(again.course("certificate.html").locator("[data-result]")).to_contain_text("100%")
    expect(again.scenario(one).locator(".an-past").first).to_be_visible()
    assert again.results() == []
    kept = again.close()
    assert {name: kept["core"][name] for name in ("lesson_status", "score")} == {
        "lesson_status": "passed",
        "score": saved["core"]["score"],
    }


def shows_which_reply_was_chosen(row: dict[str, Any], scenario: Scenario) -> None:
    """A row of the report is about the wrong reply to a scenario."""
    assert row["id"] == f"{scenario.id}.which-reply"
    assert (row["type"], row["weighting"], row["result"]) == ("choice", "1", "wrong")
    # SCORM 1.2 allows one or two digits after the point; this platform drops a last zero.
    assert re.fullmatch(r"(00)?00:00:\d\d\.\d\d?", row["latency"])
    words = re.sub(r"\W+", "_", wrong(scenario).text.replace("’", ""))[:20]
    assert words in row["student_response"]
    (pattern,) = [one["pattern"] for one in row["correct_responses"].values()]
    assert pattern != row["student_response"]


def test_the_next_session_shows_what_the_platform_knows_until_it_is_deleted(
    launch: Launcher, shipped: Course
) -> None:
    scenario = short(shipped)
    first = launch()
    notice = first.shell.locator("aside")
    expect(notice).to_contain_text("Your learning platform is told")
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()
    answer(first.scenario(scenario), right(scenario))
    again = launch(first.close())
    expect(again.shell.locator("aside")).to_be_hidden()  # who is told what is said once
    following = shipped.scenarios[shipped.scenarios.index(scenario) + 1]
    expect(again.course().locator("course-start")).to_contain_text(following.title)
    expect(again.scenario(scenario).locator(".an-past")).to_be_visible()
    again.course().evaluate("answerable.store.remove(Object.keys(localStorage))")
    again.course("progress.html")
    expect(again.scenario(scenario).locator(".an-past")).to_be_hidden()


def test_who_failed_may_pass_the_next_day_and_then_looks_back(
    launch: Launcher, shipped: Course
) -> None:
    scenario = shipped.scenarios[0]
    first = launch()
    first.take_assessment(right=False)
    assert first.told("cmi.core.lesson_status")[-1] == "incomplete"
    assert first.told("cmi.core.score.raw")[-1] == "0"
    saved = first.close()
    assert (saved["core"]["lesson_status"], saved["core"]["exit"]) == ("incomplete", "suspend")

    next_day = launch(**moodle(saved))
    answer(next_day.scenario(scenario), right(scenario))
    next_day.take_assessment(right=True)
    done = progress(next_day)
    saved = next_day.close()
    assert saved["core"]["lesson_status"] == "passed"
    assert saved["core"]["score"]["raw"] == "100"

    back = launch(**moodle(saved))
    expect(back.shell.get_by_role("status")).to_contain_text("nothing is recorded")
    expect(back.shell.get_by_role("status")).to_contain_text("start a new attempt")
    assert progress(back) == done
    expect(back.course().locator("[data-platform]")).to_contain_text("You are only looking")
    expect(back.course("certificate.html").locator("[data-result]")).to_contain_text("100%")
    expect(back.shell.get_by_role("status")).to_contain_text("nothing is recorded")
    answer(back.scenario(scenario), wrong(scenario))
    back.close()
    writes_nothing(back)


def writes_nothing(course: Launch) -> None:
    """The course only asked the platform."""
    assert {call[0] for call in course.calls} == {"LMSInitialize", "LMSGetValue", "LMSFinish"}


def test_who_browses_writes_nothing(launch: Launcher, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    course = launch(mode="browse")
    answer(course.scenario(scenario), right(scenario))
    course.close()
    writes_nothing(course)


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


def test_scorm_2004_is_told_the_same_in_its_own_words(launch: Launcher, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    first = launch(edition="2004")
    answer(first.scenario(scenario), wrong(scenario))
    first.take_assessment(right=False)
    saved = first.close()
    assert (saved["completion_status"], saved["success_status"]) == ("incomplete", "unknown")
    assert (saved["score"]["raw"], saved["exit"]) == ("0", "suspend")
    row = report(saved)[0]
    assert (row["type"], row["result"]) == ("choice", "incorrect")
    assert re.fullmatch("[a-z]", row["learner_response"])
    legend = row["description"]
    assert wrong(scenario).text[:20] in legend if isinstance(legend, str) else legend
    again = launch(saved, edition="2004")
    again.take_assessment(right=True)
    expect(again.course("progress.html").locator("[data-platform]")).to_contain_text("passed")
    saved = again.close()
    assert (saved["completion_status"], saved["success_status"]) == ("completed", "passed")
    assert saved["score"]["scaled"] == "1"


def test_nothing_says_that_results_stay_here_while_they_are_told(
    launch: Launcher, shipped: Course
) -> None:
    scenario = shipped.scenarios[0]
    course = launch(viewport=NARROW)
    answer(course.scenario(scenario), right(scenario))
    for language in ("", "de/"):
        page = course.course(f"{language}progress.html")
        expect(page.locator("[data-platform] dl")).to_be_visible()
        assert page.evaluate(TOO_WIDE) == []
        for path in (f"{language}progress.html", f"{language}privacy.html"):
            page = course.course(path)
            expect(page.locator("body")).not_to_contain_text(
                re.compile("sent to nobody|nobody receives|an niemanden|niemand bekommt")
            )
            expect(page.locator("body")).to_contain_text(re.compile("platform|Lernplattform"))
    told = course.course("progress.html").locator("[data-platform]")
    expect(told).to_contain_text("not finished")
    expect(told).to_contain_text(f"{scenario.title}: right")


@pytest.mark.parametrize("allowed", ["allow-scripts allow-same-origin"])
def test_in_a_frame_that_allows_little_the_quiz_works_and_the_rest_is_named(
    launch: Launcher, shipped: Course, guard: Guard, allowed: str
) -> None:
    guard.allow("can escape its sandboxing")  # The browser says what every platform knows.
    scenario = shipped.scenarios[0]
    course = launch(frame=f'sandbox="{allowed}"')
    answer(course.scenario(scenario), right(scenario))
    assert course.results() == [(f"{scenario.id}.which-reply", "correct")]
    notice = course.shell.locator("aside")
    for words in ("printing", "saving copies", "links to other sites"):
        expect(notice).to_contain_text(words)
    searches(course.page, course.course())


def test_a_frame_of_no_host_is_said_to_be_closed(
    new_context: NewContext, server: SiteServer, guard: Guard
) -> None:
    guard.allow(".")  # The theme's search, the course's storage: the browser refuses them all.
    page = new_context().new_page()
    html = f'<iframe sandbox="allow-scripts" src="{server.url}lms.html"></iframe>'
    page.route("**/platform/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(server.url.replace(PREFIX, "/platform/"))
    shell = page.frame_locator("iframe")
    expect(shell.get_by_role("status")).to_contain_text("closed frame")
    searches(page, page.main_frame.child_frames[0].child_frames[0])


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


def searches(page: Page, site: Frame) -> None:
    site.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("parcel")
    found = site.locator(".an-search .an-hits a").first
    expect(found).to_be_visible()
    title = found.inner_text()
    page.keyboard.press("Enter")
    expect(site.locator("main .an-hits a").first).to_have_text(title)
    site.locator("main .an-hits a").first.click()
    expect(site.get_by_role("heading", level=1)).to_have_text(title)


def test_without_a_platform_it_is_the_course(
    page: Page, server: SiteServer, shipped: Course
) -> None:
    page.goto(f"{server.url}lms.html")
    site = page.main_frame.child_frames[0]
    site.goto(f"{server.url}scenarios/{shipped.scenarios[0].id}.html")
    answer(site, right(shipped.scenarios[0]))
    expect(page.get_by_text("may not reach")).to_be_hidden()
    expect(page.get_by_text("Your learning platform is told")).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text("nothing is reported")
    searches(page, site)


def test_learners_at_one_computer_do_not_share_answers(launch: Launcher, shipped: Course) -> None:
    scenario = short(shipped)
    ada = launch(learner="ada")
    answer(ada.scenario(scenario), right(scenario))
    saved = ada.close()
    grace = launch(learner="grace", within=ada.page.context)
    expect(grace.scenario(scenario).locator(".an-past")).to_be_hidden()
    assert grace.results() == []
    grace.close()
    back = launch(saved, learner="ada", within=ada.page.context)
    expect(back.scenario(scenario).locator(".an-past")).to_be_visible()


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


def test_the_page_around_the_course_is_accessible_and_scrolls_once(
    new_context: NewContext, server: SiteServer
) -> None:
    page = new_context().new_page()
    page.goto(f"{server.url}lms.html")
    page.wait_for_function("frames[0].answerable")
    notes = "aside, aside [hidden], [data-note=refused], [data-note=review]"  # all at one time
    page.evaluate("document.querySelector('[data-note=alone]').hidden = true")
    page.evaluate(f"for (const one of document.querySelectorAll('{notes}')) one.hidden = false")
    page.main_frame.child_frames[0].evaluate(AXE.read_text(encoding="utf-8"))
    for scheme, width in (("light", WIDE), ("dark", NARROW)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(width)  # type: ignore[arg-type]
        assert violations(page) == [], scheme
        size = page.evaluate(
            """() => { const { scrollHeight, clientHeight } = document.documentElement;
            const box = document.querySelector("iframe").getBoundingClientRect();
            return [scrollHeight - clientHeight, innerHeight - box.bottom,
              innerWidth - box.width] }"""
        )
        assert size == [0, 0, 0], scheme


ITEMS = 12
"""In each scenario of a large course, besides the choice of a reply."""


@pytest.mark.usefixtures("quick_cards")
def test_fourteen_hundred_answers_are_given_in_three_sessions_on_three_devices(
    tmp_path: Path, new_context: NewContext, launch: Launcher, server: SiteServer
) -> None:
    """More than the platform has room for. They go straight into the records, as the pages write
    them: by hand it would take an hour.
    """
    items = [
        {
            "id": f"more-{number}",
            "type": "choice",
            "question": f"And then, number {number}?",
            "choices": [{"text": "Yes.", "right": True, "why": "It helps."}, {"text": "No."}],
        }
        for number in range(ITEMS)
    ]
    files = {f"m/s-{number}.yml": MINIMAL | {"items": items} for number in range(110)}
    config_file = write_project(tmp_path, {"course.yml": {"id": "big", "title": "Big"}, **files})
    package, _ = build_course(config_file, SCORM_12, today=TODAY, progress=lambda step: None)
    (tmp_path / "course.zip").write_bytes(package)
    shutil.unpack_archive(tmp_path / "course.zip", tmp_path / "unpacked")
    before, server.folder = server.folder, tmp_path / "unpacked"
    try:
        saved: dict[str, Any] | None = None
        for first, last in ((0, 50), (50, 100), (100, 110)):
            session = launch(saved)
            site = session.course("progress.html")
            summary = site.locator("[data-summary]")
            expect(summary).to_contain_text(f"{first} of 110 scenarios done")
            tracked = site.locator("[data-known]").evaluate(
                "list => [...list.children].map((one) => one.dataset.tracked).join(' ')"
            )
            # On a page that shows no progress, which would show it anew after each answer.
            session.course("workshop.html").evaluate(ANSWER_ALL, ["big", tracked, first, last])
            session.course("progress.html")
            expect(summary).to_contain_text(f"{last} of 110 scenarios done")
            if last == 110:
                expect(session.shell.locator("aside")).to_contain_text("no room for all your")
            saved = session.close()
            assert len(saved["suspend_data"]) <= 4096
            done = "completed" if last == 110 else "incomplete"
            assert saved["core"]["lesson_status"] == done
    finally:
        server.folder = before
