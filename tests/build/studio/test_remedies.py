"""What is found is fixed, ignored with a reason and explained as on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from answerable.build.studio.remedies import ignored_in, ignoring, not_ignoring
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read.source import parse

from .conftest import OWN, typed


@pytest.fixture
def file(project: Path) -> Path:
    (found,) = project.glob("scenarios/*/no-appointment.yml")
    return found


@pytest.fixture
def address(file: Path, course: str) -> str:
    return f"{course}/scenario/{file.parent.name}/{file.name}"


def found(inside: TestClient, address: str) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = inside.get(f"{address}/problems").json()["problems"]
    return problems


def post(inside: TestClient, address: str, content: object) -> Any:
    return inside.post(address, json=content, headers=OWN)


def test_a_fix_is_made_in_what_isnt_saved(inside: TestClient, address: str, file: Path) -> None:
    file.write_text(file.read_text().replace("difficulty: 1\n", "dificulty: 1\n"))
    (one,) = (one for one in found(inside, address) if one["fixable"])
    assert post(inside, f"{address}/fix", one).json() == {"done": True}
    assert "dificulty" in file.read_text()
    assert [one for one in found(inside, address) if one["fixable"]] == []
    post(inside, f"{address}/save", None)
    assert "\ndifficulty: 1\n" in file.read_text()
    assert "problem" in post(inside, f"{address}/fix", one).json()


def test_all_fixes_are_made_at_once(
    inside: TestClient, course: str, address: str, file: Path
) -> None:
    file.write_text(file.read_text().replace("difficulty: 1\n", "dificulty: 1\n"))
    assert "Fix all" in inside.get(f"{course}/").text
    assert inside.post(f"{course}/fix", headers=OWN).status_code == 303
    assert "Fix all" not in inside.get(f"{course}/").text
    assert "Not saved" in inside.get(f"{course}/").text


def test_a_warning_is_ignored_with_a_reason_and_no_longer(
    inside: TestClient, address: str, file: Path
) -> None:
    before = file.read_text()
    post(inside, f"{address}/draft", typed(review_by="2001-01-01"))
    one = next(one for one in found(inside, address) if one["ignorable"])
    assert post(inside, f"{address}/ignore", {**one, "reason": " "}).status_code == 400
    reason = {"reason": "It is\nold # and {true}"}
    assert post(inside, f"{address}/ignore", one | reason).json() == {"done": True}
    answer = inside.get(f"{address}/problems").json()
    assert one["code"] not in [other["code"] for other in answer["problems"]]
    assert answer["ignored"] == [{"code": one["code"], "reason": "It is old # and {true}"}]
    assert post(inside, f"{address}/unignore", {"number": 7}).status_code == 422
    assert post(inside, f"{address}/unignore", {"number": 0}).json() == {"done": True}
    assert one["code"] in [other["code"] for other in found(inside, address)]
    assert file.read_text() == before


def test_an_error_cant_be_ignored(inside: TestClient, address: str) -> None:
    post(inside, f"{address}/draft", typed(title=""))
    errors = [one for one in found(inside, address) if one["severity"] == "error"]
    assert errors
    assert not any(one["ignorable"] for one in errors)


def test_a_code_is_explained(inside: TestClient) -> None:
    assert "AN031" in inside.get("/explain/AN031").text
    assert inside.get("/explain/AN999").status_code == 404


@pytest.mark.parametrize("sent", [None, [], "x", {}, {"code": "AN001", "reason": "x"}])
@pytest.mark.parametrize("what", ["fix", "ignore", "unignore"])
def test_what_no_page_sends_changes_nothing(
    inside: TestClient, address: str, file: Path, what: str, sent: object
) -> None:
    before = file.read_text()
    assert post(inside, f"{address}/{what}", sent).status_code in (400, 422)
    assert inside.get(f"{address}/problems").json()["unsaved"] is False
    assert file.read_text() == before


TEXT = (
    "# A comment\n"
    "title: One\n"
    "situation: >-\n"
    "  Some words\n"
    "  and more.\n"
    "solutions:\n"
    "  - do: This\n"
    "    when: Then\n"
)


@given(st.integers(0, 8), st.text("ab #:[]{}'\"\n", max_size=12))
def test_ignoring_changes_no_value_and_can_be_taken_back(line: int, reason: str) -> None:
    finding = Diagnostic("AN005", Severity.WARNING, "?", Location("a.yml", line))
    made = ignoring(TEXT, finding, reason)
    assert made is not None
    assert parse(made, "a.yml").value == parse(TEXT, "a.yml").value
    (ignored,) = ignored_in(parse(made, "a.yml"))
    assert (ignored.code, ignored.reason) == ("AN005", " ".join(reason.split()))
    assert not_ignoring(made, ignored) == TEXT
