"""A course with more scenarios than a page lists at once: the shipped one, with small pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from answerable.model import Course
from answerable.site import context
from tests.support.shared import once

from .conftest import build
from .learner import answer, path_of, right
from .server import SiteServer

PORTION = 4


def _build(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "PORTION", PORTION)
        build(folder, site_url="http://127.0.0.1:8000/course/")


@pytest.fixture(scope="module")
def large(common: Path) -> Iterator[SiteServer]:
    server = SiteServer()
    server.folder = once(common, "large", _build) / "site"
    with server.running():
        yield server
    server.server_close()


def test_a_newcomer_starts_with_the_first_scenario_and_loads_no_list(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{large.url}progress/")
    expect(page.locator("[data-start]")).to_have_attribute(
        "href", re.compile(f"/scenarios/{shipped.scenarios[0].id}/")
    )
    expect(page.locator("[data-summary]")).to_contain_text("0 of 28 scenarios done")
    assert not [one for one in asked if "/course/places.js" in one]


def test_progress_tells_of_all_that_the_learner_has_done(
    page: Page, large: SiteServer, shipped: Course
) -> None:
    done = [shipped.scenarios[place] for place in (1, 13, 14)]
    for scenario in done:
        page.goto(large.url + path_of(scenario))
        answer(page, right(scenario))
    page.goto(f"{large.url}progress/")
    expect(page.locator("[data-summary]")).to_contain_text("3 of 28 scenarios done")
    expect(page.locator("[data-start]")).to_contain_text(shipped.scenarios[15].title)
    for module in shipped.modules:
        n = len([one for one in module.scenarios if one in done])
        shown = page.locator(f"module-progress[data-module={module.id}]")
        expect(shown).to_contain_text(f"{n} of {len(module.scenarios)} done")
