"""A file as the text that it is: nothing is a dead end, and nothing is overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from .conftest import OWN


@pytest.fixture
def file(project: Path) -> Path:
    (found,) = project.glob("scenarios/*/no-appointment.yml")
    return found


def paths(course: str, file: Path) -> tuple[str, str]:
    """The addresses of the form and of the text."""
    path = f"{file.parent.name}/{file.name}"
    return f"{course}/scenario/{path}", f"{course}/text/{path}"


def sent(text: str, **more: object) -> dict[str, object]:
    return {"fields": {"text": text}, "before": {}, "seen": "", "anyway": True} | more


@pytest.mark.parametrize("content", [b"title: [", b"- a\n- b\n", b"title: A\n\ttab: x\n", b""])
def test_what_no_form_can_show_is_a_text(
    inside: TestClient, course: str, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    form, text = paths(course, file)
    for address in (form, form.replace("/scenario/", "/dialogue/")):
        answer = inside.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, text)
    assert inside.get(text).status_code == 200
    found = inside.get(f"{text}/problems").json()["problems"]
    assert any(one["severity"] == "error" for one in found)


def test_a_text_is_kept_saved_and_undone(inside: TestClient, course: str, file: Path) -> None:
    before = file.read_text()
    _, address = paths(course, file)
    made = before.replace("title: ", "title: More about ")
    answer = inside.post(f"{address}/draft", json=sent(made.replace("\n", "\r\n")), headers=OWN)
    assert answer.json()["unsaved"] is True
    assert file.read_text() == before
    number = inside.post(f"{address}/save", json=None, headers=OWN).json()["number"]
    assert file.read_text() == made
    inside.post(f"{course}/history/{number}/undo", headers=OWN)
    assert file.read_text() == before


def test_line_ends_and_the_mark_at_the_start_stay(
    inside: TestClient, course: str, file: Path
) -> None:
    file.write_bytes("\ufefftitle: A\r\nlesson: B\r\n".encode())
    _, address = paths(course, file)
    same = sent("title: A\nlesson: B\n")
    assert inside.post(f"{address}/draft", json=same, headers=OWN).json()["unsaved"] is False
    inside.post(f"{address}/draft", json=sent("title: C\nlesson: B"), headers=OWN)
    inside.post(f"{address}/save", json=None, headers=OWN)
    assert file.read_bytes() == "\ufefftitle: C\r\nlesson: B\r\n".encode()


def test_a_text_that_was_changed_elsewhere_is_not_overwritten(
    inside: TestClient, course: str, file: Path
) -> None:
    _, address = paths(course, file)
    (seen,) = re.findall(r'data-seen="(\w+)"', inside.get(address).text)
    file.write_text("title: Elsewhere\n")
    content = sent("title: Mine\n", seen=seen, before={"text": "?"}, anyway=False)
    answer = inside.post(f"{address}/draft", json=content, headers=OWN)
    assert answer.json() == {"elsewhere": [f"{file.parent.name}/{file.name}"]}
    inside.post(f"{address}/draft", json=sent("title: Mine\n"), headers=OWN)
    file.write_text("title: Again\n")
    assert inside.post(f"{address}/save", json=None, headers=OWN).json() == {"clash": True}
    assert file.read_text() == "title: Again\n"
    form, _ = paths(course, file)
    assert f'href="{form}/compare"' in inside.get(address).text
    assert inside.get(f"{form}/compare").status_code == 200


def test_the_course_file_is_a_text_as_well(inside: TestClient, course: str, project: Path) -> None:
    assert "modules:" in inside.get(f"{course}/course-text").text
    (project / "scenarios/course.yml").write_text("title: [")
    answer = inside.get(f"{course}/settings")
    assert answer.headers["location"] == f"{course}/course-text"
    assert inside.get(f"{course}/").status_code == 200


@pytest.mark.parametrize(
    "content", [None, {}, {"fields": {}}, {"fields": {"text": 1}, "before": {}}]
)
def test_what_no_page_sends_is_refused(
    inside: TestClient, course: str, file: Path, content: object
) -> None:
    _, address = paths(course, file)
    assert inside.post(f"{address}/draft", json=content, headers=OWN).status_code == 400


@pytest.mark.parametrize("path", ["../mkdocs.yml", "course.yml", "/etc/passwd", "words.txt"])
def test_no_other_file_is_shown(inside: TestClient, course: str, path: str) -> None:
    assert not inside.get(f"{course}/text/{path}").is_success
