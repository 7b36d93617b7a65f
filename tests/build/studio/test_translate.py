"""Translations are begun and confirmed in the studio as on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from .conftest import OWN


def test_a_language_is_added_and_confirmed(inside: TestClient, course: str, project: Path) -> None:
    file = project / "scenarios" / "course.de.yml"
    assert "Begin" in inside.get(f"{course}/translate?language=de").text
    address = f"{course}/translate/de/course"
    assert inside.post(f"{address}/begin", headers=OWN).status_code == 303
    begun = file.read_text()
    assert "title: Parcels" in begun
    assert "course.de.yml" in inside.get(f"{course}/translate?language=de").text
    assert inside.post(f"{address}/begin", headers=OWN).status_code == 303
    assert file.read_text() == begun
    noted = next(line for line in begun.splitlines() if line.startswith("translated_from"))
    file.write_text(begun.replace(noted, "translated_from: 00000000"))
    assert inside.post(f"{address}/confirm", headers=OWN).status_code == 303
    assert noted.split()[1] in file.read_text()


@pytest.mark.parametrize("part", ["de/nothing", "de/..%2Fcourse", "!!/course", "en/course"])
def test_only_what_the_course_has_is_translated(
    inside: TestClient, course: str, project: Path, part: str
) -> None:
    before = sorted(project.rglob("*"))
    assert inside.post(f"{course}/translate/{part}/begin", headers=OWN).status_code == 404
    assert sorted(project.rglob("*")) == before


def test_a_wrong_code_is_said_and_not_taken_for_markup(inside: TestClient, course: str) -> None:
    text = inside.get(f"{course}/translate", params={"language": "<b>"}).text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text


def test_the_own_language_of_the_course_is_refused_in_words(
    inside: TestClient, course: str
) -> None:
    assert "the course is written in it" in inside.get(f"{course}/translate?language=EN").text
