"""The preview in a browser: save, see; break, read what is wrong; mend, go on."""

from __future__ import annotations

import re
import secrets
import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.built import contents
from tests.support.courses import COURSE_FILES, INDEX, write_course, write_project

from .conftest import NARROW, WIDE, Guard
from .learner import search_for
from .preview import Preview, running_preview
from .test_axe import violations

SOON = 10_000
"""Milliseconds to wait at most on a busy machine: how fast it is, a benchmark measures."""

FILE = "at-the-door/lost-key.yml"
SCENARIO: dict[str, Any] = COURSE_FILES[FILE]
PAGE = "scenarios/lost-key/"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for many tests, since its start takes longer than most of them. It is asked for
    at a port that is taken.
    """
    folder = tmp_path_factory.mktemp("preview")
    write_project(folder)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with running_preview(folder, f"127.0.0.1:{other.getsockname()[1]}") as preview:
            yield preview


@pytest.fixture(scope="module")
def files(running: Preview) -> dict[str, bytes]:
    """What its folder held at the start."""
    return contents(running.folder)


@pytest.fixture
def preview(running: Preview, files: dict[str, bytes]) -> Preview:
    """The preview of the small course: a test may change its files, and the next has them again."""
    found = contents(running.folder)
    if found == files:
        return running
    for name in found.keys() - files.keys():
        (running.folder / name).unlink()
    for name, content in files.items():
        (running.folder / name).write_bytes(content)
    # Once a new sentence is shown, so is the rest.
    sentence = f"These are the files of the start, says {secrets.token_hex(8)}."
    home = running.folder / "content/index.md"
    home.write_text(f"{INDEX}\n{sentence}\n", encoding="utf-8")
    end = time.monotonic() + SOON / 1000
    while sentence not in _asked(running, "")[1]:
        assert time.monotonic() < end, "the preview doesn't follow"
        time.sleep(0.05)
    return running


def _asked(preview: Preview, path: str) -> tuple[int, str]:
    """Ask for a path below the preview's own, without the tidying that a browser does."""
    address = urlsplit(preview.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=30)
    connection.request("GET", f"{address.path}{path}")
    with connection.getresponse() as answer:
        found = answer.status, answer.read().decode()
    connection.close()
    return found


def _save(preview: Preview, name: str = FILE, **changes: Any) -> None:
    write_course(preview.folder / "scenarios", {name: SCENARIO | changes})


def _panel(page: Page) -> Any:
    return page.locator("#answerable-preview").locator("section")


def test_the_whole_loop(page: Page, preview: Preview) -> None:
    page.goto(preview.url + PAGE)
    expect(page.locator(".an-situation").get_by_text("A guest stands in the rain")).to_be_visible(
        timeout=SOON
    )
    expect(_panel(page)).to_be_hidden()

    _save(preview, situation="A guest stands in the hail.")
    expect(page.locator(".an-situation").get_by_text("A guest stands in the hail.")).to_be_visible(
        timeout=SOON
    )

    broken = dict(SCENARIO)
    del broken["lesson"]
    broken["difficulty"] = "<img src=x onerror=alert(1)>"
    write_course(preview.folder / "scenarios", {FILE: broken})
    panel = _panel(page)
    expect(panel).to_be_visible(timeout=SOON)
    expect(panel.get_by_role("status")).to_contain_text("2 problems")
    expect(panel).to_contain_text("scenarios/at-the-door/lost-key.yml, line ")
    expect(panel).to_contain_text("The field lesson is missing")
    expect(panel).to_contain_text("add it, for example:")
    expect(panel.locator("mark")).to_have_text("<img src=x onerror=alert(1)>")
    expect(
        page.locator(".an-situation").get_by_text("A guest stands in the hail.")
    ).to_be_attached()

    # The panel leaves the page to be looked at, and comes to every other page.
    panel.get_by_role("button", name="Hide").press("Enter")
    expect(panel.get_by_text("The field lesson")).to_be_hidden()
    page.goto(preview.url)
    expect(_panel(page)).to_contain_text("The field lesson is missing", timeout=SOON)

    page.goto(preview.url + PAGE)
    _save(preview, situation="A guest stands in the sun.")
    expect(page.locator(".an-situation").get_by_text("A guest stands in the sun.")).to_be_visible(
        timeout=SOON
    )
    expect(_panel(page)).to_be_hidden()


def test_it_starts_with_a_broken_course(page: Page, tmp_path: Path, guard: Guard) -> None:
    guard.allow("503")
    write_project(tmp_path, COURSE_FILES | {FILE: "title: [never closed"})
    with running_preview(tmp_path) as preview:
        page.goto(preview.url)
        expect(_panel(page)).to_contain_text("lost-key.yml", timeout=SOON)
        _save(preview)
        expect(page.get_by_role("heading", name="Welcome")).to_be_visible(timeout=SOON)


def test_mkdocs_yml_and_pages_are_watched_too(page: Page, preview: Preview) -> None:
    settings = preview.folder / "mkdocs.yml"
    good = settings.read_text(encoding="utf-8")
    page.goto(preview.url)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible(timeout=SOON)
    (preview.folder / "content/index.md").write_text("# Come in", encoding="utf-8")
    expect(page.get_by_role("heading", name="Come in")).to_be_visible(timeout=SOON)
    settings.write_text(good.replace("docs_dir: content", "docs_dir: nowhere"), encoding="utf-8")
    expect(_panel(page)).to_contain_text("nowhere", timeout=SOON)
    settings.write_text(good + "copyright: Ours\n", encoding="utf-8")
    expect(page.get_by_text("Ours")).to_be_visible(timeout=SOON)
    expect(_panel(page)).to_be_hidden()


def test_drafts_and_new_files_are_shown(page: Page, preview: Preview) -> None:
    page.goto(preview.url + "scenarios/")
    expect(page.get_by_role("link", name="The lost key")).to_be_visible(timeout=SOON)
    _save(preview, "at-the-door/new-one.yml", title="A new one", status="draft")
    link = page.get_by_role("link", name="A new one")
    expect(link).to_be_visible(timeout=SOON)
    link.click()
    expect(page.locator(".admonition-title")).to_have_text("Draft")


def test_the_panel_can_be_used_by_everybody(page: Page, preview: Preview) -> None:
    page.set_viewport_size(ViewportSize(width=NARROW["width"], height=NARROW["height"]))
    page.goto(preview.url + PAGE)
    _save(preview, difficulty="hard", minutes="many")
    expect(_panel(page)).to_be_visible(timeout=SOON)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # The theme of the small project has colours of its own.
        assert [one for one in violations(page) if "answerable-preview" in one] == [], scheme
    box = _panel(page).bounding_box()
    assert box["x"] == 0
    assert box["width"] == NARROW["width"]


def test_it_leads_to_the_authors_page(page: Page, preview: Preview) -> None:
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        go_to_the_authors_page(page, preview)
        found = violations(page)
        assert [one for one in found if ".an-author" in one or "answerable-preview" in one] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    go_on_to_a_scenario(page)


def test_it_leads_to_the_authors_page_where_pages_are_files(page: Page, tmp_path: Path) -> None:
    write_project(tmp_path, use_directory_urls=False)
    with running_preview(tmp_path) as preview:
        go_to_the_authors_page(page, preview)
        go_on_to_a_scenario(page)


def go_to_the_authors_page(page: Page, preview: Preview) -> None:
    page.goto(preview.url)
    page.get_by_role("link", name="Preview: author’s page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Author’s page")


def go_on_to_a_scenario(page: Page) -> None:
    page.locator(".an-author table a").first.click()
    expect(page.get_by_role("heading", name="The situation")).to_be_visible()


def test_it_finds_forms_of_words_as_the_built_site_does(page: Page, preview: Preview) -> None:
    page.goto(preview.url)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible(timeout=SOON)
    assert "raining" not in str(SCENARIO)
    expect(search_for(page, "raining").first).to_have_text("The lost key", timeout=SOON)


def test_a_taken_port_is_no_obstacle(preview: Preview) -> None:
    found = re.search(r"Port (\d+) is in use", preview.said)
    assert found
    assert found[1] not in preview.url


def test_other_names_for_this_machine_get_nothing(preview: Preview, page: Page) -> None:
    port = preview.url.rsplit(":", 1)[1].partition("/")[0]
    for host, status in (("evil.example", 403), (f"localhost:{port}", 200), ("[::1]", 200)):
        answer = page.request.get(preview.url, headers={"Host": host})
        assert answer.status == status, host


def test_no_file_outside_is_served(preview: Preview) -> None:
    for path in (
        "..%2f..%2fmkdocs.yml",
        "%2e%2e/%2e%2e/mkdocs.yml",
        "../../mkdocs.yml",
        "//etc/passwd",
    ):
        status, text = _asked(preview, path)
        assert status == HTTPStatus.NOT_FOUND, path
        assert "site_name" not in text, path


def test_a_course_in_two_languages(page: Page, tmp_path: Path) -> None:
    shared = ("department", "channel", "difficulty", "tags")
    german = {name: value for name, value in SCENARIO.items() if name not in shared}
    module = {"folder": "at-the-door", "title": "An der Tür"}
    files = {
        "course.yml": {"title": "The inn", "modules": [module | {"title": "At the door"}]},
        "course.de.yml": {"title": "Der Gasthof", "modules": [module]},
        FILE: SCENARIO,
        "at-the-door/lost-key.de.yml": german | {"title": "Der verlorene Schlüssel"},
    }
    write_project(tmp_path, files)
    with running_preview(tmp_path) as preview:
        page.goto(f"{preview.url}de/{PAGE}")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Der verlorene Schlüssel", timeout=SOON)
        _save(preview, "at-the-door/lost-key.de.yml", **german | {"title": "Der Schlüssel ist weg"})
        expect(_panel(page)).to_contain_text("lost-key.de.yml", timeout=SOON)
        files["at-the-door/lost-key.de.yml"] = german | {"title": "Der Schlüssel ist weg"}
        write_course(preview.folder / "scenarios", files)
        expect(heading).to_have_text("Der Schlüssel ist weg", timeout=SOON)
        expect(_panel(page)).to_be_hidden()
        page.goto(preview.url + PAGE)
        expect(heading).to_have_text("The lost key")
