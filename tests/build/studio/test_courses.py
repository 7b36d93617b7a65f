"""The first page: courses are made, opened and taken off the list, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from answerable.build.studio.studio import Studio
from answerable.checks.check import check_course
from tests.support.courses import TODAY

from .conftest import OWN

ENTERED = {"title": "Café & counter", "topic": "sales", "owner": "", "colour": "#aa3311"}


def post(browser: TestClient, path: str, fields: dict[str, str]) -> tuple[int, str]:
    """The status, and the next address or the page."""
    answer = browser.post(path, data=fields, headers=OWN)
    return answer.status_code, answer.headers.get("location", answer.text)


def test_a_new_course_is_made_in_a_folder_of_its_own_and_opened(
    inside: TestClient, tmp_path: Path
) -> None:
    entered = ENTERED | {"folder": str(tmp_path), "is_own_colour": "on"}
    status, location = post(inside, "/new", entered)
    assert status == 303
    assert "Café &amp; counter" in inside.get("/").text
    assert inside.get(location).status_code == 200
    folder = tmp_path / "cafe-counter"
    assert 'brand:\n  colour: "#aa3311"\n' in (folder / "scenarios/course.yml").read_text()
    assert check_course(folder / "scenarios", TODAY).diagnostics == ()
    status, page = post(inside, "/new", entered)
    assert status == 409
    assert "already" in page
    assert 'value="Café &amp; counter"' in page


@pytest.mark.parametrize(
    "change",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"topic": "../../etc"},
        {"colour": "red; x"},
        {"owner": "a\x00b"},
    ],
)
def test_what_no_course_can_be_called_is_refused(
    inside: TestClient, tmp_path: Path, change: dict[str, str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    status, page = post(inside, "/new", ENTERED | {"folder": str(tmp_path)} | change)
    assert status == 409
    assert 'role="alert"' in page
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_cant_be_written_is_said(inside: TestClient, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, page = post(inside, "/new", ENTERED | {"folder": str(tmp_path / "file")})
    assert (status, 'role="alert"' in page) == (409, True)


def test_a_course_is_found_by_walking_through_folders(
    studio: Studio, inside: TestClient, project: Path
) -> None:
    studio.forget(studio.remember(project))
    page = inside.get("/folders", params={"folder": str(project.parent)}).text
    assert "Open this course" in page
    assert post(inside, "/open", {"folder": str(project)})[0] == 303
    assert studio.folders == [project]
    status, page = post(inside, "/open", {"folder": str(project.parent)})
    assert status == 409
    assert "no mkdocs.yml" in page
    assert "can’t be opened" in inside.get("/folders?folder=/no/such").text


def test_a_course_that_is_taken_off_the_list_stays_on_disk(
    studio: Studio, inside: TestClient, project: Path
) -> None:
    key = studio.remember(project)
    assert post(inside, "/forget", {"key": key}) == (303, "/")
    assert studio.folders == []
    assert (project / "mkdocs.yml").exists()


@pytest.mark.parametrize(
    ("back", "there"),
    [
        ("/c/1/", "/c/1/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://x.y", "/"),
        ("", "/"),
    ],
)
def test_the_studio_speaks_another_language_and_stays_where_it_is(
    inside: TestClient, back: str, there: str
) -> None:
    assert post(inside, "/language", {"language": "de", "back": back}) == (303, there)
    assert '<html lang="de"' in inside.get("/").text
    post(inside, "/language", {"language": "../x"})
    assert '<html lang="de"' in inside.get("/").text
