"""The shipped course, built by the real command and served; and a guard on every page's console."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebError

from answerable import cli
from answerable.build.packages import SITE
from answerable.build.site import build_course
from tests.support.chromium import find_headless
from tests.support.courses import ROOT, TODAY
from tests.support.quick import replace_handouts, replace_print
from tests.support.shared import once

from .reused import NO_WORKER, ReusedPages
from .server import PREFIX, Elsewhere, SiteServer

CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WITHOUT = (
    "RenderDocument",
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "PaintHolding", "ThirdPartyStoragePartitioning"),
)
"""Features of Chromium that are switched off: a frame of its own for each page that is loaded,
which takes a fifth of loading it, and what Playwright switches off, whose list this one replaces.
"""
WIDE = {"width": 1280, "height": 720}
NARROW = {"width": 320, "height": 640}
HOST = "learn.localhost"
ADDRESS = f"http://{HOST}{PREFIX}"
"""Of the built course in every browser: each process of the tests serves the same files, and its
browser looks for this host where they are served."""
NO_CONNECTION = r"net::ERR_|Failed to fetch|offline\.html"
"""What the browser says in its console about a server that is gone."""
NO_BROWSER = "There is no Chromium here. Run: python -m tests.support.chromium"


def build(
    folder: Path,
    *options: str | Path,
    site_url: str,
    edit: Callable[[Path], None] = lambda copy: None,
) -> Path:
    """Build a copy of the shipped course with `answerable build`. Returns the site's folder.

    `edit` may change the copy before it is built; it gets the folder of the course.
    """
    for part in ("content", "scenarios"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    edit(folder / "scenarios")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", site_url)
        assert cli.main(["build", "-f", str(folder / "mkdocs.yml"), *map(str, options)]) == 0
    return folder / "site"


def in_english(scenarios: Path) -> None:
    """Take all translations away from a copy of the shipped course."""
    _leave_out(scenarios, "??")


def in_english_and_german(scenarios: Path) -> None:
    """Take the other translations away from a copy of the shipped course."""
    for language in ("es", "fr"):
        _leave_out(scenarios, language)


def _leave_out(scenarios: Path, language: str) -> None:
    for folder in (scenarios, scenarios.parent / "content"):
        for translation in folder.rglob(f"*.{language}.*"):
            translation.unlink()


def build_quickly(config_file: Path) -> Path:
    """Build a small course, whose handouts no test looks at. Returns the site's folder."""
    with pytest.MonkeyPatch.context() as patch:
        replace_handouts(patch.setattr)
        folder, _ = build_course(config_file, SITE, today=TODAY, progress=lambda step: None)
    return folder


@pytest.fixture(scope="session")
def served() -> Iterator[SiteServer]:
    """What answers at `ADDRESS`, once it runs."""
    site = SiteServer()
    site.url = ADDRESS
    yield site
    site.server_close()


@pytest.fixture(scope="session")
def server(served: SiteServer, common: Path) -> Iterator[SiteServer]:
    """The built course at the very address that it was built for: instant navigation is on. What
    would be printed is tested elsewhere.
    """

    def make(new: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            replace_print(patch.setattr)
            build(new, site_url=ADDRESS)

    served.folder = once(common, "course", make) / "site"
    with served.running():
        yield served


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """What every browser asks for whatever isn't on this computer."""
    others = Elsewhere()
    with others.running():
        yield others


def unpacked(common: Path, option: str, edit: Callable[[Path], None]) -> Path:
    """The zip that an option of `answerable build` makes, unpacked: made once for all tests."""

    def make(new: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            replace_print(patch.setattr)
            build(new, option, new / "course.zip", site_url=ADDRESS, edit=edit)
        shutil.unpack_archive(new / "course.zip", new / "unpacked")

    return once(common, f"course{option}", make) / "unpacked"


@pytest.fixture(scope="session")
def site_on_disk(common: Path) -> Path:
    """The course to be opened from a folder, without a server: its zip, unpacked."""
    (course,) = unpacked(common, "--offline-zip", in_english).iterdir()
    return course


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], served: SiteServer, elsewhere: Elsewhere
) -> dict[str, Any]:
    chromium = find_headless()
    assert chromium, NO_BROWSER
    without = f"--disable-features={','.join(WITHOUT)}"
    light = "--in-process-gpu"  # nothing is drawn by one, so it needs no process of its own
    wide = "--font-render-hinting=none"  # letters as wide as in a browser with windows
    at = f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{served.server_port}"
    other = f"--proxy-server=127.0.0.1:{elsewhere.server_port}"
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": [*CHROMIUM_ARGS, without, light, wide, at, other],
    }


@pytest.fixture(scope="session")
def base_url(server: SiteServer) -> str:
    """Addresses in tests are relative to the home page."""
    return server.url


class Guard:
    """Collects what no page of ours may do. `allow` takes patterns of what a test expects."""

    def __init__(self, asked_elsewhere: list[str]) -> None:
        self.seen: list[str] = []
        self.allowed: list[str] = []
        self._asked = asked_elsewhere
        self._events: Any = (("console", self._console), ("weberror", self._error))

    def allow(self, pattern: str) -> None:
        self.allowed.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        for event, heed in self._events:
            context.on(event, heed)

    def leave(self, context: BrowserContext) -> None:
        for event, heed in self._events:
            context.remove_listener(event, heed)

    def complaints(self) -> list[str]:
        seen = [*self.seen, *(f"request to elsewhere: {address}" for address in self._asked)]
        return [text for text in seen if not any(re.search(one, text) for one in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            place = message.location.get("url", "")
            self.seen.append(f"console {message.type}: {message.text} ({place})")

    def _error(self, error: WebError) -> None:
        self.seen.append(f"uncaught: {error.error}")


@pytest.fixture(autouse=True)
def guard(elsewhere: Elsewhere) -> Iterator[Guard]:
    """Fails a test on any error or warning in the console, and on any request to elsewhere."""
    elsewhere.asked.clear()
    watched = Guard(elsewhere.asked)
    yield watched
    assert watched.complaints() == []


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], base_url: str | None
) -> dict[str, Any]:
    """With the base address of this very test: what is kept for a whole session may come from a
    module that has none.
    """
    return browser_context_args | {"base_url": base_url}


@pytest.fixture
def service_worker() -> None:
    """For tests whose pages may have one: it loads a part of the course for each new context."""


@pytest.fixture
def new_context(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], guard: Guard
) -> Callable[..., BrowserContext]:
    """Playwright's own, with the guard listening."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        if "service_worker" not in request.fixturenames:
            context.add_init_script(NO_WORKER)
        guard.watch(context)
        return context

    return watched


@pytest.fixture(scope="session")
def reused(browser: Browser) -> Iterator[ReusedPages]:
    with closing(ReusedPages(browser)) as pages:
        yield pages


@contextmanager
def _lent(reused: ReusedPages, options: dict[str, Any], guard: Guard) -> Iterator[Page]:
    lent = reused.of(options)
    page = lent.clear()
    guard.watch(lent.context)
    yield page
    guard.leave(lent.context)


@pytest.fixture
def page(
    request: pytest.FixtureRequest,
    reused: ReusedPages,
    browser_context_args: dict[str, Any],
    guard: Guard,
) -> Iterator[Page]:
    """A page without a service worker, as new. A test that asks for `context` as well gets a new
    one of that context.
    """
    if "context" in request.fixturenames:
        yield request.getfixturevalue("context").new_page()
    else:
        with _lent(reused, browser_context_args, guard) as page:
            yield page


@pytest.fixture
def scriptless(
    reused: ReusedPages, browser_context_args: dict[str, Any], guard: Guard
) -> Iterator[Page]:
    """A page in which no script runs."""
    options = browser_context_args | {"java_script_enabled": False}
    with _lent(reused, options, guard) as page:
        yield page


@pytest.fixture
def connection(
    server: SiteServer, service_worker: None, context: BrowserContext, guard: Guard
) -> Iterator[SiteServer]:
    """The server, which a test may let go; pages get a service worker."""
    guard.allow(NO_CONNECTION)
    yield server
    server.gone = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a test once more if it fails: on a busy machine a browser may be late. It is named."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))
