"""A small course in the studio, one for all tests of a module, and pages in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from answerable.authoring.scaffold.new import Answers, course_files, create
from tests.support.studio import StudioProcess, studio_process

TODAY = datetime.date(2030, 1, 2)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Nothing of the shipped course is needed here."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course with three scenarios in two modules."""
    folder = tmp_path_factory.mktemp("studio") / "project"
    create(folder, course_files(Answers("Parcels"), TODAY, None))
    return folder


@pytest.fixture(scope="module")
def studio(project: Path) -> Iterator[StudioProcess]:
    """The studio, started in the course's folder."""
    with studio_process(project, project.parent / "home") as started:
        yield started


@pytest.fixture
def visit(page: Page, studio: StudioProcess) -> Callable[[str], Page]:
    """Opens a page of the course by the end of its address, such as `settings`, or of the studio,
    such as `/new`.
    """
    page.goto(studio.entrance)
    found = re.search(r'href="(/c/\w+/)"', page.content())
    assert found
    home = page.url.rstrip("/")

    def opened(path: str) -> Page:
        page.goto(home + path if path.startswith("/") else home + found[1] + path)
        return page

    return opened
