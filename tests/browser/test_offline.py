"""Without a connection: what was opened or loaded is there, and builds never mix."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from answerable.items.items import WHICH_REPLY
from answerable.model import Course
from tests.support.built import run_mkdocs
from tests.support.courses import write_project
from tests.support.languages import german_files

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


def languages_kept(page: Page, home: str) -> set[str]:
    """The folders of the languages, of the shipped course, of which pages are on the device."""
    paths = [address.removeprefix(home) for address in kept(page) if "?" not in address]
    pages = [path for path in paths if path.endswith((".html", "/")) or not path]
    return {re.sub(r"^(?:(de|es|fr)/)?.*", r"\1", path) for path in pages}


def wait_until(page: Page, holds: str, arg: object) -> None:
    """Wait until an asynchronous function returns true for `arg`; `wait_for_function` takes the
    promise of one for true.
    """
    again = "await new Promise((resolve) => setTimeout(resolve, 50))"
    page.evaluate(f"async (arg) => {{ while (!(await ({holds})(arg))) {again}; }}", arg)


SETTLED = """async () => {
  const { active, installing, waiting } = await navigator.serviceWorker.getRegistration();
  return active?.state === "activated" && !installing && !waiting;
}"""


def settled(page: Page) -> None:
    """Wait until no worker is on its way.

    Playwright stops each worker that starts until it has seen it; a page that is opened meanwhile
    waits for ever at times, which none does in a browser that Playwright doesn't drive.
    """
    wait_until(page, SETTLED, None)


def keeps(page: Page, address: str) -> None:
    """Wait until a file is on the device."""
    wait_until(page, "address => caches.match(address).then(Boolean)", address)


def test_after_the_first_visit(page: Page, shipped: Course, connection: SiteServer) -> None:
    scenario, never = shipped.scenarios[:2]
    path = path_of(scenario)
    page.goto("scenarios/")
    worker_ready(page)
    # A page that is swapped in before the first reload is kept, too.
    page.get_by_role("link", name=scenario.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    keeps(page, connection.url + path)
    connection.gone = True
    page.goto("")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Addresses in other forms lead to the same page.
    for form in (f"{path}index.html", path.rstrip("/"), f"{path}?h=word#lesson"):
        page.goto(form)
        expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
        assert page.url.split("?")[0].split("#")[0] == connection.url + path
    page.goto(path)
    answer(page, right(scenario))
    to_step(page, "lesson")
    expect(page.get_by_role("heading", name="The lesson")).to_be_focused()
    expect(search_for(page, "parcel").first).to_be_visible()
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
    keeps(page, connection.url + path_of(one))
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


def test_only_languages_that_were_opened_are_kept(page: Page, connection: SiteServer) -> None:
    home = connection.url
    page.goto("de/how-to-use/")
    worker_ready(page)
    keeps(page, f"{home}de/review/")
    assert languages_kept(page, home) == {"de"}
    connection.gone = True
    page.goto("scenarios/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Es besteht keine Verbindung")
    page.get_by_role("link", name="zur Startseite").click()
    expect(page).to_have_url(f"{home}de/")
    connection.gone = False
    page.goto("fr/privacy/")
    for path in ("", "offline.html", "progress/", "review/", "scenarios/", "search/head.js"):
        keeps(page, f"{home}fr/{path}")
    assert languages_kept(page, home) == {"de", "fr"}


def test_a_preview_has_no_worker(tmp_path: Path) -> None:
    site = run_mkdocs(write_project(tmp_path))
    assert not (site / "sw.js").exists()
    assert "course-update" not in (site / "index.html").read_text("utf-8")
    assert "manifest" not in (site / "index.html").read_text("utf-8")


class Editions:
    """A small course, also in German, that is published again and again, each time with all files
    changed.
    """

    def __init__(self, folder: Path) -> None:
        self.server = SiteServer()
        self._folder = folder
        self._built: dict[str, Path] = {}

    def publish(self, name: str) -> None:
        """Every page says its edition, and a script that all share says its own."""
        if name not in self._built:
            self._built[name] = self._build(name)
        self.server.folder = Path(mkdtemp(dir=self._folder)) / "site"
        shutil.copytree(self._built[name], self.server.folder)

    def _build(self, name: str) -> Path:
        script = f"document.documentElement.dataset.script = '{name}';"
        more = f"# More of {name}\n\n<textarea aria-label='Words'></textarea>\n"
        config_file = write_project(
            self._folder / name,
            german_files(),
            docs={
                "index.md": f"# Edition {name}\n",
                "index.de.md": f"# Ausgabe {name}\n",
                "more.md": more,
                "assets/edition.js": script,
            },
            site_url=self.server.url,
            theme={"name": "material", "font": False, "features": ["navigation.instant"]},
            nav=[{"Home": "index.md"}, {"More": "more.md"}, {"All": "scenarios/index.md"}],
            extra_javascript=["assets/edition.js"],
        )
        return build_quickly(config_file)

    @property
    def version(self) -> str:
        """Of the build that is published."""
        assert self.server.folder
        worker = (self.server.folder / "sw.js").read_text("utf-8")
        found = re.match(r'const BUILD = \{"version":"([^"]+)"', worker)
        assert found
        return found[1]


@pytest.fixture(scope="module")
def all_editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editions]:
    made = Editions(tmp_path_factory.mktemp("editions"))
    with made.server.running():
        yield made


@pytest.fixture
def edition(all_editions: Editions, guard: Guard) -> Iterator[Editions]:
    guard.allow(NO_CONNECTION)
    all_editions.publish("one")
    yield all_editions
    all_editions.server.gone = False


def script_of(page: Page) -> str | None:
    """The edition of the script that ran in a page."""
    name: str | None = page.evaluate("document.documentElement.dataset.script")
    return name


def is_of(page: Page, name: str) -> None:
    """A page is of this edition as a whole: its text, and the script that ran in it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f" {name}$"))
    page.wait_for_load_state()  # the script is at the end
    assert script_of(page) == name
    settled(page)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def open_with_worker(page: Page, address: str) -> None:
    page.goto(address)
    worker_ready(page)
    page.reload()


def has_kept(page: Page, *versions: str) -> None:
    """Wait until no worker is on its way, and the device has files of just these builds."""
    settled(page)
    wait_until(
        page,
        """async (versions) => {
          const names = (await caches.keys()).map((name) => name.split(" ").pop());
          return names.sort().join() === ["ledger", ...versions].sort().join();
        }""",
        versions,
    )


@pytest.mark.usefixtures("service_worker", "context")
def test_a_lost_connection_is_told_and_the_button_goes_on(page: Page, edition: Editions) -> None:
    page.goto(f"{edition.server.url}progress/#offline")
    panel = page.locator("offline-course")
    button = panel.get_by_role("button")
    expect(button).to_be_visible()
    edition.server.gone = True
    button.click()
    expect(panel.get_by_role("status")).to_contain_text("The connection was lost.")
    edition.server.gone = False
    button.click()
    expect(panel.get_by_role("status")).to_contain_text("Done.")


@pytest.mark.usefixtures("service_worker", "context")
class TestUpdate:
    """From one build to the next."""

    def test_a_reload_brings_it_and_leaves_other_pages_alone(
        self, context: BrowserContext, edition: Editions
    ) -> None:
        home = edition.server.url
        page, other = context.new_page(), context.new_page()
        open_with_worker(page, home)
        other.goto(f"{home}more/")
        other.get_by_label("Words").fill("mine")
        one = edition.version
        edition.publish("two")
        page.reload()
        is_of(page, "two")
        has_kept(page, one, edition.version)
        expect(other.get_by_label("Words")).to_have_value("mine")
        is_of(other, "one")
        page.goto(f"{home}more/?a=b#top")
        is_of(page, "two")
        assert page.url == f"{home}more/?a=b#top"
        follow(other, "Home")
        is_of(other, "two")
        other.reload()
        has_kept(page, edition.version)
        edition.server.gone = True
        for each in (page, other):
            each.goto(home)
            is_of(each, "two")
            follow(each, "More")
            expect(each.get_by_role("heading", level=1)).to_have_text("More of two")
            is_of(each, "two")

    @pytest.mark.parametrize("has_worker", [False, True])
    def test_a_link_on_an_open_page_leads_to_it(
        self, page: Page, edition: Editions, has_worker: bool
    ) -> None:
        page.goto(edition.server.url)
        worker_ready(page)
        if has_worker:
            page.reload()
        is_of(page, "one")
        edition.publish("two")
        follow(page, "More")  # swapped, if it could be
        expect(page.get_by_role("heading", level=1)).to_have_text("More of two")
        is_of(page, "two")
        page.go_back()
        is_of(page, "two")

    def test_a_script_that_comes_late_never_gets_into_a_page_of_another(
        self, page: Page, edition: Editions
    ) -> None:
        open_with_worker(page, edition.server.url)
        heading = page.get_by_role("heading", level=1)
        edition.publish("two")
        with edition.server.late("edition.js"):
            page.reload(wait_until="commit")
            expect(heading).to_have_text("Edition two")
            assert script_of(page) is None
        is_of(page, "two")
        edition.publish("three")
        with edition.server.late("edition.js"):
            page.reload(wait_until="commit")
            expect(heading).to_have_text("Edition three")
            edition.publish("four")
        page.wait_for_load_state()
        assert script_of(page) is None, "there is none of its own any more"
        page.reload()
        is_of(page, "four")

    def test_without_all_of_it_the_last_one_stays(self, page: Page, edition: Editions) -> None:
        server = edition.server
        open_with_worker(page, server.url)
        assert server.folder
        worker = (server.folder / "sw.js").read_bytes()
        server.gone = True
        edition.publish("two")
        page.reload()
        is_of(page, "one")
        (server.folder / "sw.js").write_bytes(worker)  # as while files are being uploaded
        server.gone = False
        for _ in range(2):
            page.reload()
            is_of(page, "one")
        with server.late("/"):
            page.reload()  # no page within two seconds
            is_of(page, "one")
        edition.publish("two")
        page.reload()
        is_of(page, "two")

    def test_what_was_loaded_stays_loaded(self, page: Page, edition: Editions) -> None:
        home = edition.server.url
        page.goto(f"{home}more/")
        worker_ready(page)
        keeps(page, f"{home}more/")
        edition.publish("two")
        page.goto(home)
        is_of(page, "two")
        has_kept(page, edition.version)
        edition.server.gone = True
        for address in (home, f"{home}more/"):
            page.goto(address)
            is_of(page, "two")

    def test_it_is_kept_in_the_languages_that_were_opened(
        self, page: Page, edition: Editions
    ) -> None:
        home = edition.server.url
        open_with_worker(page, f"{home}de/scenarios/")
        edition.publish("two")
        page.reload()
        has_kept(page, edition.version)
        assert languages_kept(page, home) == {"de"}
        edition.publish("three")
        page.goto(home)  # another language, from a build that the worker doesn't know
        is_of(page, "three")
        has_kept(page, edition.version)
        edition.server.gone = True
        for address in (f"{home}de/", home):
            page.goto(address)
            is_of(page, "three")
        assert languages_kept(page, home) == {"", "de"}
