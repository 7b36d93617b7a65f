"""Two windows, an editor on the same file, and saves that are undone: nothing is overwritten."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from answerable.build.studio import history
from answerable.build.studio.database import Database, usable
from answerable.build.studio.studio import Studio
from tests.support.studio import studio_process

from .conftest import HOME, OWN, client, typed


class Window:
    """A window with the form of a scenario."""

    def __init__(self, browser: TestClient, address: str) -> None:
        self.browser = browser
        self.address = address
        found = re.search(r'data-seen="(\w+)"', browser.get(address).text)
        assert found
        self.seen = found[1]

    def type(
        self, fields: Mapping[str, object], before: Mapping[str, object], anyway: bool = False
    ) -> Any:
        """What is answered to what was typed."""
        sent = {"fields": fields, "before": before, "seen": self.seen, "anyway": anyway}
        answer = self.browser.post(f"{self.address}/draft", json=sent, headers=OWN)
        if answer.is_success:
            self.seen = answer.json()["seen"]
        return answer.json()

    def post(self, what: str, content: object = None) -> Any:
        return self.browser.post(f"{self.address}/{what}", json=content, headers=OWN).json()


@pytest.fixture
def file(project: Path) -> Path:
    (found,) = project.glob("scenarios/*/no-appointment.yml")
    found.write_text(
        "# By the door\ntitle: No key\nsituation: A guest waits.  # at night\nlesson: Be there.\n"
    )
    return found


@pytest.fixture
def address(file: Path, course: str) -> str:
    return f"{course}/scenario/{file.parent.name}/{file.name}"


def test_windows_that_change_different_fields_are_put_together(
    inside: TestClient, address: str, file: Path
) -> None:
    one, other = Window(inside, address), Window(inside, address)
    assert one.type({"title": "A key"}, {"title": "No key"})["stale"] is False
    answer = other.type({"lesson": "Stay."}, {"lesson": "Be there."})
    assert (answer["unsaved"], answer["stale"]) == (True, True)
    other.post("save")
    assert file.read_text() == (
        "# By the door\ntitle: A key\nsituation: A guest waits.  # at night\nlesson: Stay.\n"
    )


def test_a_field_that_was_changed_in_another_window_is_not_overwritten_unasked(
    inside: TestClient, address: str, file: Path
) -> None:
    one, other = Window(inside, address), Window(inside, address)
    one.type({"title": "A key"}, {"title": "No key"})
    answer = other.type(
        {"title": "The key", "lesson": "Stay."}, {"title": "No key", "lesson": "Be there."}
    )
    assert answer == {"elsewhere": ["Title"], "kept": ["lesson"]}
    assert "Stay." in inside.get(address).text
    assert "A key" in inside.get(address).text
    other.type({"title": "The key"}, {"title": "No key"}, anyway=True)
    other.post("save")
    assert "title: The key\n" in file.read_text()


def test_a_window_learns_what_was_changed_elsewhere(inside: TestClient, address: str) -> None:
    one, other = Window(inside, address), Window(inside, address)
    one.type({"title": "A key"}, {"title": "No key"})
    assert inside.get(f"{address}/problems").json()["seen"] == one.seen != other.seen


def test_an_editor_and_a_form_that_change_different_fields_are_put_together(
    inside: TestClient, address: str, file: Path
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key"}, {"title": "No key"})
    file.write_text(file.read_text().replace("Be there.", "Stay.  # better"))
    assert window.post("save")["unsaved"] is False
    assert file.read_text() == (
        "# By the door\ntitle: A key\nsituation: A guest waits.  # at night\n"
        "lesson: Stay.  # better\n"
    )


@pytest.mark.parametrize("theirs", [True, False])
def test_a_field_that_both_have_changed_is_chosen(
    inside: TestClient, address: str, file: Path, theirs: bool
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key", "lesson": "Go."}, {"title": "No key", "lesson": "Be there."})
    file.write_text(file.read_text().replace("No key", "Lost key"))
    before = file.read_text()
    assert window.post("save") == {"clash": True}
    assert file.read_text() == before
    page = inside.get(f"{address}/compare").text
    assert re.search(r"<del>.*?No.*?</del>", page)
    assert page.count("data-keys") == 1
    (seen,) = re.findall(r'data-comparison data-seen="(\w+)"', page)
    chosen = {"theirs": [["title"]] if theirs else [], "seen": seen}
    file.write_text(before.replace("A guest", "Somebody"))
    assert window.post("compare", chosen) == {"form": f"{address}/compare"}
    file.write_text(before)
    form = window.post("compare", chosen)["form"]
    assert form == address
    assert inside.get(f"{address}/compare").status_code == 303
    window.post("save")
    assert f"title: {'Lost key' if theirs else 'A key'}\n" in file.read_text()
    assert "lesson: Go.\n" in file.read_text()


def test_a_file_that_cant_be_read_any_more_keeps_what_was_typed(
    inside: TestClient, address: str, file: Path
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key"}, {"title": "No key"})
    file.write_text("title: [")
    assert window.post("save") == {"clash": True}
    assert window.browser.get(f"{address}/compare").status_code == 200
    assert file.read_text() == "title: ["
    page = inside.get(f"{address}/compare").text
    (seen,) = re.findall(r'data-comparison data-seen="(\w+)"', page)
    window.post("compare", {"theirs": [[]], "seen": seen})
    assert "/text/" in inside.get(address).headers["location"]


def test_every_save_is_undone_also_after_a_restart(
    studio: Studio, inside: TestClient, address: str, course: str, file: Path
) -> None:
    before = file.read_text()
    Window(inside, address).type({"title": "A key"}, {"title": "No key"})
    number = inside.post(f"{address}/save", json=None, headers=OWN).json()["number"]
    page = inside.get(f"{course}/history").text
    assert "A key" in page
    again = Studio(studio.database, studio.work / "again", f"{HOME}/")
    browser = client(again)
    browser.get(f"/?token={again.keys.token}")
    assert browser.post(f"{course}/history/{number}/undo", headers=OWN).status_code == 303
    assert file.read_text() == before
    again.close()
    assert len(history.saves(studio.database, file.parent.parent)) == 2


def test_a_save_is_undone_in_its_own_fields_if_others_were_changed_since(
    inside: TestClient, address: str, course: str, file: Path
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key"}, {"title": "No key"})
    number = window.post("save")["number"]
    file.write_text(file.read_text().replace("Be there.", "Stay."))
    inside.post(f"{course}/history/{number}/undo", headers=OWN)
    assert "title: No key\n" in file.read_text()
    assert "lesson: Stay.\n" in file.read_text()


def test_a_save_whose_fields_were_changed_since_stays(
    inside: TestClient, address: str, course: str, file: Path
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key"}, {"title": "No key"})
    number = window.post("save")["number"]
    file.write_text(file.read_text().replace("A key", "Any key"))
    answer = inside.post(f"{course}/history/{number}/undo", headers=OWN)
    assert "refused" in answer.headers["location"]
    assert "can’t be undone" in inside.get(answer.headers["location"]).text
    assert "title: Any key\n" in file.read_text()


@pytest.mark.parametrize("sent", [None, [], {"fields": []}, {"fields": {}, "before": 1}, "x", 7])
def test_what_no_form_sends_is_refused(inside: TestClient, address: str, sent: object) -> None:
    assert inside.post(f"{address}/draft", json=sent, headers=OWN).status_code == 400


@pytest.mark.parametrize("sent", [None, {}, "x", [1], {"theirs": ["title"]}])
def test_what_no_comparison_sends_is_refused(
    inside: TestClient, address: str, sent: object
) -> None:
    assert inside.post(f"{address}/compare", json=sent, headers=OWN).status_code == 400


def test_a_disk_that_is_full_is_said(
    inside: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    inside.post(f"{address}/draft", json=typed(title="A key"), headers=OWN)
    monkeypatch.setattr(history, "write", full)
    answer = inside.post(f"{address}/save", json=None, headers=OWN)
    assert (answer.status_code, answer.json()) == (507, {"problem": "No space left on device"})
    assert inside.get(f"{address}/problems").json()["unsaved"] is True


def test_a_save_during_which_the_program_was_killed_is_one_if_it_was_written(
    studio: Studio, inside: TestClient, address: str, course: str, file: Path
) -> None:
    window = Window(inside, address)
    window.type({"title": "A key"}, {"title": "No key"})
    window.post("save")
    folder = file.parent.parent
    for is_written in (True, False):
        with studio.database.transaction() as connection:
            connection.execute("UPDATE save SET done = 0")
        if not is_written:
            file.write_text("title: Other\n")
        history.settle(studio.database, folder)
        assert len(history.saves(studio.database, folder)) == is_written


def test_a_database_that_cant_be_used_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "studio.sqlite3"
    file.write_bytes(b"no database at all, but long enough to look like one" * 30)
    database, aside = usable(file)
    assert aside
    assert aside.read_bytes().startswith(b"no database")
    database.set("a", "b")
    assert usable(file) == (database, None)
    assert database.setting("a", "") == "b"
    with database.transaction() as connection:
        connection.execute("PRAGMA user_version = 99")
    _, later = usable(file)
    assert later
    assert Database(later).setting("a", "") == "b"
    assert database.setting("a", "nothing") == "nothing"


def test_a_second_studio_shows_the_first_one(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with studio_process(tmp_path, home) as first, studio_process(project, home) as second:
        assert second.entrance == first.entrance
        assert second.process.wait(20) == 0
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert "Parcels" in browser.open(first.entrance).read().decode()
    (address,) = home.rglob("*.address")
    assert address.stat().st_mode & 0o077 == 0
