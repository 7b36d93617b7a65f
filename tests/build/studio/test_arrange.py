"""Scenarios and modules are arranged: moved, copied, renamed, removed; each can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from answerable.authoring.arrange.contents import contents_of
from answerable.checks.check import check_course
from answerable.diagnostics import Severity
from tests.support.courses import TODAY

from .conftest import OWN, typed


@pytest.fixture
def folder(project: Path) -> Path:
    return project / "scenarios"


class Arranging:
    """The list of scenarios, and what is done there."""

    def __init__(self, browser: TestClient, course: str, folder: Path) -> None:
        self.browser = browser
        self.course = course
        self.folder = folder

    def do(self, do: str, **fields: str) -> str:
        """What the page says afterwards."""
        answer = self.browser.post(f"{self.course}/arrange", data={"do": do, **fields}, headers=OWN)
        if answer.status_code == 303:
            answer = self.browser.get(answer.headers["location"])
        return answer.text

    def ids(self, module: str) -> list[str]:
        return [one.id for one in contents_of(self.folder).of_module(module)]


@pytest.fixture
def arranging(inside: TestClient, course: str, folder: Path) -> Arranging:
    return Arranging(inside, course, folder)


FIRST, SECOND = "no-appointment", "boots-one-size-too-small"
PATH = f"first-words/{FIRST}.yml"


def errors(folder: Path) -> list[str]:
    report = check_course(folder, TODAY)
    return [str(one.message) for one in report.diagnostics if one.severity is Severity.ERROR]


def test_the_order_is_in_the_course_file_and_nothing_else_changes(
    arranging: Arranging, folder: Path
) -> None:
    before = (folder / "course.yml").read_text()
    arranging.do("down", path=PATH)
    lines = f"      - {FIRST}\n      - {SECOND}\n"
    assert lines in before
    assert (folder / "course.yml").read_text() == before.replace(
        lines, f"      - {SECOND}\n      - {FIRST}\n"
    )
    arranging.do("down", path=PATH)
    assert arranging.ids("first-words") == [SECOND, FIRST]
    arranging.do("up", path=PATH)
    assert (folder / "course.yml").read_text() == before


def test_it_moves_to_another_module_with_its_translation_and_its_own_picture(
    arranging: Arranging, folder: Path
) -> None:
    file = folder / PATH
    file.write_text(file.read_text() + "picture: desk.jpg | A desk\n")
    (file.parent / "desk.jpg").write_bytes(b"a picture")
    (file.parent / f"{FIRST}.de.yml").write_text("title: Kein Termin\n")
    arranging.do("move", path=PATH, to="keep-your-word", before="")
    assert {one.name for one in (folder / "keep-your-word").iterdir()} >= {
        f"{FIRST}.yml",
        f"{FIRST}.de.yml",
        "desk.jpg",
    }
    assert {one.name for one in (folder / "first-words").iterdir()} == {f"{SECOND}.yml"}
    assert arranging.ids("first-words") == [SECOND]
    assert arranging.ids("keep-your-word")[-1] == FIRST


def test_a_picture_that_others_use_stays_as_well(arranging: Arranging, folder: Path) -> None:
    for name in (FIRST, SECOND):
        file = folder / "first-words" / f"{name}.yml"
        file.write_text(file.read_text() + "picture: desk.jpg | A desk\n")
    (folder / "first-words/desk.jpg").write_bytes(b"a picture")
    (folder / "keep-your-word/desk.jpg").write_bytes(b"another")
    assert "file with the same name" in arranging.do("move", path=PATH, to="keep-your-word")
    assert (folder / PATH).exists()
    (folder / "keep-your-word/desk.jpg").unlink()
    arranging.do("move", path=PATH, to="keep-your-word")
    assert all(
        (folder / module / "desk.jpg").exists() for module in ("first-words", "keep-your-word")
    )


def test_a_renamed_scenario_keeps_its_earlier_ids_and_what_isnt_saved(
    arranging: Arranging, inside: TestClient, course: str, folder: Path
) -> None:
    inside.post(f"{course}/scenario/{PATH}/draft", json=typed(lesson="New words."), headers=OWN)
    page = arranging.do("rename", path=PATH, to="no-slot")
    assert "Renamed" in page
    text = (folder / "first-words/no-slot.yml").read_text()
    assert f"aliases:\n  - {FIRST}\n" in text
    assert not (folder / PATH).exists()
    assert arranging.ids("first-words") == ["no-slot", SECOND]
    assert errors(folder) == []
    form = f"{course}/scenario/first-words/no-slot.yml"
    assert "New words." in inside.get(form).text
    inside.post(f"{form}/save", json=None, headers=OWN)
    text = (folder / "first-words/no-slot.yml").read_text()
    assert "New words." in text
    assert FIRST in text
    arranging.do("rename", path="first-words/no-slot.yml", to=FIRST)
    assert arranging.ids("first-words") == [FIRST, SECOND]
    assert errors(folder) == []


@pytest.mark.parametrize("taken", [SECOND, "Not An Id", "../x", ""])
def test_an_id_that_cant_be_given_is_refused(
    arranging: Arranging, folder: Path, taken: str
) -> None:
    before = sorted(folder.rglob("*"))
    assert 'role="alert"' in arranging.do("rename", path=PATH, to=taken)
    assert sorted(folder.rglob("*")) == before


def test_a_copy_is_a_draft_of_its_own(arranging: Arranging, folder: Path) -> None:
    arranging.do("copy", path=PATH, to="Nobody is free")
    assert arranging.ids("first-words") == [FIRST, "nobody-is-free", SECOND]
    text = (folder / "first-words/nobody-is-free.yml").read_text()
    assert "title: Nobody is free\n" in text
    assert "status: draft\n" in text
    assert errors(folder) == []


def test_what_is_removed_comes_back(
    arranging: Arranging, inside: TestClient, course: str, folder: Path
) -> None:
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    page = arranging.do("remove", path=PATH)
    assert not (folder / PATH).exists()
    assert errors(folder) == []
    number = page.partition("/history/")[2].partition("/")[0]
    inside.post(f"{course}/history/{number}/undo", headers=OWN)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_a_new_scenario_is_opened_and_listed(
    arranging: Arranging, inside: TestClient, course: str
) -> None:
    answer = inside.post(
        f"{course}/arrange",
        data={"do": "add", "module": "first-words", "title": "The lift is stuck"},
        headers=OWN,
    )
    assert answer.headers["location"] == f"{course}/scenario/first-words/the-lift-is-stuck.yml"
    assert inside.get(answer.headers["location"]).status_code == 200
    assert arranging.ids("first-words")[-1] == "the-lift-is-stuck"
    arranging.do("add", module="first-words", title="The lift is stuck")
    assert arranging.ids("first-words")[-1] == "the-lift-is-stuck-2"
    assert 'role="alert"' in arranging.do("add", module="first-words", title="  ")
    assert 'role="alert"' in arranging.do("add", module="../out", title="Out")


def test_modules_are_added_moved_and_removed(arranging: Arranging, folder: Path) -> None:
    arranging.do("add-module", title="At the end", first="A last word")
    entries = [one["folder"] for one in contents_of(folder).entries]
    assert entries == ["first-words", "keep-your-word", "at-the-end"]
    assert errors(folder) == []
    arranging.do("module-up", module="at-the-end")
    entries = [one["folder"] for one in contents_of(folder).entries]
    assert entries == ["first-words", "at-the-end", "keep-your-word"]
    assert "still has scenarios" in arranging.do("remove-module", module="at-the-end")
    arranging.do("remove", path="at-the-end/a-last-word.yml")
    arranging.do("remove-module", module="at-the-end")
    assert len(contents_of(folder).entries) == 2
    assert errors(folder) == []


@pytest.mark.parametrize("status", ["draft", "retired", "live"])
def test_a_status_is_written_unless_it_is_the_usual_one(
    arranging: Arranging, folder: Path, status: str
) -> None:
    arranging.do("draft" if status == "live" else "live", path=PATH)
    arranging.do(status, path=PATH)
    assert (f"status: {status}\n" in (folder / PATH).read_text()) == (status != "live")


@pytest.mark.parametrize(
    "path", ["../mkdocs.yml", "course.yml", "/etc/passwd", "first-words/../course.yml", ""]
)
@pytest.mark.parametrize("do", ["remove", "move", "copy", "up", "no-such-thing"])
def test_nothing_but_a_scenario_is_arranged(
    arranging: Arranging, project: Path, path: str, do: str
) -> None:
    before = sorted(project.rglob("*"))
    assert 'role="alert"' in arranging.do(do, path=path, to="keep-your-word")
    assert sorted(project.rglob("*")) == before


def test_a_course_without_lists_gets_one_when_the_order_isnt_that_of_names(
    arranging: Arranging, folder: Path
) -> None:
    file = folder / "course.yml"
    text = file.read_text()
    start = text.index("    scenarios:\n")
    file.write_text(text[:start] + text[text.index("  - folder: keep-your-word") :])
    assert arranging.ids("first-words") == [SECOND, FIRST]
    arranging.do("up", path=PATH)
    assert arranging.ids("first-words") == [FIRST, SECOND]
    assert f"    scenarios:\n      - {FIRST}\n      - {SECOND}\n" in file.read_text()
    assert errors(folder) == []
