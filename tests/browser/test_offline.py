"""Without a connection: what was opened or loaded is there, and builds never mix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from answerable.items.items import WHICH_REPLY
from answerable.model import Course
from tests.support.built import run_mkdocs
from tests.support.courses import COURSE_FILES, write_project

from .conftest import NO_CONNECTION, Guard, build_quickly
from .learner import answer, path_of, right, search_for, to_step, wrong
from .server import SiteServer
from .store import change
from .test_axe import violations


def worker_ready(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def kept(page: Page) -> list[str]:
    """Addresses of all files on the device."""
    found: list[str] = page.evaluate(
        """async () => {
          const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const keys = await Promise.all(caches_.map((cache) => cache.keys()));
          return keys.flat().map((request) => request.url);
        }"""
    )
    return found


def keeps(page: Page, address: str) -> None:
    """Wait until a file is on the device."""
    page.wait_for_function(
        "address => caches.match(address).then(Boolean)", arg=address, polling=100
    )


def test_after_the_first_visit(page: Page, shipped: Course, connection: SiteServer) -> None:
    scenario, never = shipped.scenarios[:2]
    page.goto(path_of(scenario))
    worker_ready(page)
    keeps(page, connection.url + path_of(scenario))
    connection.gone = True
    page.goto("")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(path_of(scenario))
    answer(page, right(scenario))
    to_step(page, "lesson")
    expect(page.get_by_role("heading", name="The lesson")).to_be_focused()
    expect(search_for(page, "parcel").first).to_contain_text(re.compile("parcel", re.IGNORECASE))
    page.keyboard.press("Escape")
    page.goto("scenarios/")
    page.get_by_role("link", name=never.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection")
    page.get_by_role("link", name="go to the home page").click()
    expect(page).to_have_url(connection.url)


def test_what_was_learned_is_reviewed(page: Page, shipped: Course, connection: SiteServer) -> None:
    one, other = shipped.scenarios[:2]
    page.goto(path_of(one))
    worker_ready(page)
    keeps(page, f"{connection.url}questions/{one.id}.js")
    assert f"{connection.url}questions/{other.id}.js" not in kept(page), "only what was opened"
    answer(page, wrong(one))
    record = {"rev": "1", "seed": 1, "answer": None, "log": [[1, 0]]}
    change(page, shipped, other.id, **{WHICH_REPLY: record})  # as if it came from elsewhere
    connection.gone = True
    page.clock.set_fixed_time(page.evaluate("Date.now()") + 40 * 24 * 60 * 60 * 1000)
    page.goto("review/")
    state, start = page.locator("[data-state]").first, page.get_by_role("button", name="Start")
    expect(state).to_have_text("2 questions are due today.")
    start.click()
    expect(state).to_have_text("Question 1 of 1")
    answer(page, right(one))
    page.get_by_role("button", name="Finish the review").click()
    expect(state).to_contain_text("Done: 1 of 1 were right. One question is due today.")
    start.click()
    expect(state).to_contain_text("are not on this device, and there is no connection")
    connection.gone = False
    start.click()
    expect(page.get_by_role("heading", name=other.title)).to_be_focused()


def test_pages_swapped_in_before_the_first_reload_are_kept(
    page: Page, shipped: Course, connection: SiteServer
) -> None:
    scenario = shipped.scenarios[0]
    page.goto("scenarios/")
    worker_ready(page)
    page.get_by_role("link", name=scenario.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    keeps(page, connection.url + path_of(scenario))


def test_the_whole_course(page: Page, shipped: Course, connection: SiteServer) -> None:
    page.goto("how-to-use/")
    panel = page.locator("offline-course")
    words = re.compile(r"^Save the rest for the train, [\d.]+ [kM]B$")
    button = panel.get_by_role("button", name=words)
    expect(panel).to_contain_text("Part of the course is on this device already.")
    assert violations(page) == []
    button.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("Done.")
    expect(panel).to_contain_text("The whole course is on this device.")
    expect(button).to_be_hidden()
    assert violations(page) == []
    connection.gone = True
    for scenario in shipped.scenarios[-3:]:
        page.goto(path_of(scenario))
        expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    page.goto("cards/")
    expect(page.locator(".an-picture img")).not_to_have_js_property("naturalWidth", 0)
    assert not [address for address in kept(page) if address.endswith((".pdf", ".map", "_headers"))]


def test_a_lost_connection_is_told_and_the_button_goes_on(
    page: Page, connection: SiteServer
) -> None:
    page.goto("how-to-use/")
    panel = page.locator("offline-course")
    button = panel.get_by_role("button")
    expect(button).to_be_visible()
    connection.gone = True
    button.click()
    expect(panel.get_by_role("status")).to_contain_text("The connection was lost.")
    connection.gone = False
    button.click()
    expect(panel.get_by_role("status")).to_contain_text("Done.")


def test_addresses_in_other_forms_lead_to_the_same_page(
    page: Page, shipped: Course, connection: SiteServer
) -> None:
    path = path_of(shipped.scenarios[0])
    page.goto(path)
    worker_ready(page)
    keeps(page, connection.url + path)
    connection.gone = True
    for form in (f"{path}index.html", path.rstrip("/"), f"{path}?h=word#lesson"):
        page.goto(form)
        expect(page.get_by_role("heading", level=1)).to_have_text(shipped.scenarios[0].title)
        assert page.url.split("?")[0].split("#")[0] == connection.url + path


def test_a_preview_has_no_worker(tmp_path: Path) -> None:
    site = run_mkdocs(write_project(tmp_path))
    assert not (site / "sw.js").exists()
    assert "course-update" not in (site / "index.html").read_text("utf-8")
    assert "manifest" not in (site / "index.html").read_text("utf-8")


class Edition:
    """A small course that is built again and again, each time with all files changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = SiteServer()

    def publish(self, name: str) -> None:
        """Every page says its edition, and a script that all share says its own."""
        script = f"document.documentElement.dataset.script = '{name}';"
        pages = {"index.md": f"# Edition {name}\n", "more.md": f"# More of {name}\n"}
        config_file = write_project(
            self.folder,
            COURSE_FILES,
            docs=pages | {"assets/edition.js": script},
            site_url=self.server.url,
            theme={"name": "material", "font": False, "features": ["navigation.instant"]},
            nav=[{"Home": "index.md"}, {"More": "more.md"}, {"All": "scenarios/index.md"}],
            extra_javascript=["assets/edition.js"],
        )
        self.server.folder = build_quickly(config_file)


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Edition]:
    made = Edition(tmp_path)
    made.publish("one")
    with made.server.running():
        yield made


def editions(page: Page) -> tuple[str, str]:
    """The edition of the page's text, and that of the script that ran in it."""
    page.wait_for_load_state()  # the script stands at the end
    text = page.get_by_role("heading", level=1).inner_text().split()[-1]
    return text, page.evaluate("document.documentElement.dataset.script")


@pytest.mark.usefixtures("context")
class TestUpdate:
    """From one build to the next."""

    def test_it_is_announced_and_taken_only_by_the_learner(
        self, context: BrowserContext, edition: Edition
    ) -> None:
        home = edition.server.url
        page, other = context.new_page(), context.new_page()
        page.goto(home)
        worker_ready(page)
        page.reload()
        other.goto(home)
        edition.publish("two")
        page.reload()
        note = page.locator("course-update").get_by_role("status")
        expect(note).to_contain_text("There is a new version of this course.")
        assert editions(page) == ("one", "one")
        page.reload()
        assert editions(page) == ("one", "one")
        expect(note).to_contain_text("There is a new version of this course.")
        assert [found for found in violations(page) if "update" in found] == []
        note.get_by_role("button", name="Reload").press("Enter")
        for one in (page, other):
            expect(one.get_by_role("heading", level=1)).to_have_text("Edition two")
            assert editions(one) == ("two", "two")
            expect(one.locator("course-update").get_by_role("status")).to_be_empty()
        names = page.evaluate("caches.keys()")
        assert len([name for name in names if not name.endswith("strangers")]) == 1

    def test_a_page_that_only_the_new_build_has_comes_with_its_own_script(
        self, page: Page, edition: Edition, guard: Guard
    ) -> None:
        guard.allow(r"Failed to load resource: net::ERR_FAILED|Failed to fetch")
        home = edition.server.url
        page.goto(home)
        worker_ready(page)
        page.reload()
        assert editions(page) == ("one", "one")
        edition.publish("two")
        page.get_by_role("link", name="More", exact=True).first.click()  # swapped, if it could be
        expect(page.get_by_role("heading", level=1)).to_have_text("More of two")
        assert editions(page) == ("two", "two")
        page.goto(home)
        text, script = editions(page)
        assert text == script

    def test_what_was_loaded_stays_loaded(self, page: Page, edition: Edition, guard: Guard) -> None:
        guard.allow(NO_CONNECTION)
        home = edition.server.url
        page.goto(home + "more/")
        worker_ready(page)
        keeps(page, home + "more/")
        page.reload()
        edition.publish("two")
        page.reload()
        page.get_by_role("button", name="Reload").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("More of two")
        edition.server.gone = True
        page.goto(home)
        assert editions(page) == ("two", "two")
        page.goto(home + "more/")
        assert editions(page) == ("two", "two")
