"""A small course in the studio, and a browser that was let in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from answerable.authoring.scaffold.new import Answers, course_files, create
from answerable.build.studio.app import application
from answerable.build.studio.database import Database
from answerable.build.studio.studio import Studio

PORT = 8010
HOME = f"http://127.0.0.1:{PORT}"
OWN = {"origin": HOME}
"""The header of what the studio's own pages send."""

TODAY = datetime.date(2030, 1, 2)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new course with three scenarios in two modules."""
    folder = tmp_path / "project"
    create(folder, course_files(Answers("Parcels"), TODAY, None))
    return folder


@pytest.fixture
def studio(tmp_path: Path, project: Path) -> Iterator[Studio]:
    """A run of the studio with that course."""
    made = Studio(Database(tmp_path / "kept" / "studio.sqlite3"), tmp_path / "work", f"{HOME}/")
    made.remember(project)
    yield made
    made.close()


def client(studio: Studio, base: str = HOME) -> TestClient:
    """A browser that wasn't let in."""
    return TestClient(application(studio, PORT), base, follow_redirects=False)


@pytest.fixture
def inside(studio: Studio) -> TestClient:
    """A browser that was."""
    browser = client(studio)
    assert browser.get(f"/?token={studio.keys.token}").status_code == 303
    return browser


@pytest.fixture
def course(studio: Studio, project: Path) -> str:
    """The address of the course."""
    return f"/c/{studio.remember(project)}"


def typed(**fields: object) -> dict[str, object]:
    """What a form sends after this was entered, whatever was there before."""
    return {"fields": fields, "before": {}, "seen": "", "anyway": True}
