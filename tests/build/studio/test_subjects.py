"""Course.yml has several forms: each changes its own fields, and keeps what others show."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from .conftest import OWN, typed


def test_the_settings_and_a_module_are_kept_in_one_file_and_saved_together(
    inside: TestClient, course: str, project: Path
) -> None:
    file = project / "scenarios" / "course.yml"
    before = file.read_text()
    title, module = {"title": "Parcels by Monday"}, {"title": "At the counter", "status": "draft"}
    for part, entered in (("settings", title), ("module/first-words", module)):
        answer = inside.post(f"{course}/{part}/draft", json=typed(**entered), headers=OWN)
        assert answer.json()["unsaved"] is True
    assert file.read_text() == before
    assert "At the counter" in inside.get(f"{course}/module/first-words").text
    assert inside.post(f"{course}/settings/save", json=None, headers=OWN).is_success
    after = file.read_text()
    assert after == before.replace("title: Parcels\n", "title: Parcels by Monday\n").replace(
        "    title: The first words\n", "    title: At the counter\n"
    ).replace("    scenarios:\n", "    status: draft\n    scenarios:\n", 1)


def test_entering_what_was_there_before_leaves_nothing_unsaved(
    inside: TestClient, course: str
) -> None:
    address = f"{course}/module/first-words/draft"
    other, same = {"title": "Other"}, {"title": "The first words"}
    assert inside.post(address, json=typed(**other), headers=OWN).json()["unsaved"] is True
    assert inside.post(address, json=typed(**same), headers=OWN).json()["unsaved"] is False


def test_each_form_has_the_findings_of_its_own_fields(inside: TestClient, course: str) -> None:
    entered = {"title": ""}
    inside.post(f"{course}/module/first-words/draft", json=typed(**entered), headers=OWN)
    (found,) = inside.get(f"{course}/module/first-words/problems").json()["problems"]
    assert found["severity"] == "error"
    assert inside.get(f"{course}/module/keep-your-word/problems").json()["problems"] == []
    assert inside.get(f"{course}/settings/problems").json()["problems"] == []


@pytest.mark.parametrize("module", ["nothing", "..%2Ffirst-words", "guide"])
def test_only_modules_of_the_course_have_a_form(
    inside: TestClient, course: str, module: str
) -> None:
    assert inside.get(f"{course}/module/{module}").status_code == 404
