"""What a preview builds after a save, and what it leaves for the next time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from answerable.build.preview import rebuild
from answerable.build.preview.state import State
from answerable.build.preview.watch import Watch
from tests.support.built import contents
from tests.support.courses import COURSE_FILES, write_project

URL = "http://127.0.0.1:8000/"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rebuild, "GRACE", 0.0)
    scenario = "at-the-door/lost-key.yml"
    module = {"folder": "at-the-door", "title": "At the door"}
    files = {
        "course.yml": {"title": "The inn", "modules": [module]},
        "course.de.yml": {"title": "Der Gasthof", "modules": [module]},
        scenario: COURSE_FILES[scenario],
    }
    return write_project(tmp_path / "project", files)


def versions(state: State) -> dict[str, int]:
    return {folder: built.version for folder, built in state.locales.items()}


def test_whoever_saves_again_does_not_wait_for_other_languages(
    project: Path, tmp_path: Path
) -> None:
    saved = False
    rebuilder = rebuild.Rebuilder(project, tmp_path, URL, lambda: saved)
    *_, state = rebuilder.build(State())
    assert (versions(state), state.problems) == ({"": 1, "de/": 1}, ())
    saved = True
    *_, state = rebuilder.build(state)
    assert versions(state) == {"": 2, "de/": 1}
    assert all((built.folder / "index.html").exists() for built in state.locales.values())
    saved = False
    *_, state = rebuilder.build(state)
    assert versions(state) == {"": 3, "de/": 2}
    assert all((built.folder / "index.html").exists() for built in state.locales.values())


def test_only_what_a_save_changes_is_made_anew(tmp_path: Path) -> None:
    config_file = write_project(tmp_path / "project")
    rebuilder = rebuild.Rebuilder(config_file, tmp_path, URL, lambda: False)
    *_, first = rebuilder.build(State())
    before = first.locales[""].folder
    scenario = tmp_path / "project/scenarios/at-the-door/no-room.yml"
    scenario.write_text(scenario.read_text("utf-8").replace("family", "couple"), "utf-8")
    *_, second = rebuilder.build(first)
    after = second.locales[""].folder
    same, other = "scenarios/wet-dog/index.html", "scenarios/no-room/index.html"
    assert (after / same).samefile(before / same)
    assert "couple" in (after / other).read_text("utf-8")
    *_, fresh = rebuild.Rebuilder(config_file, tmp_path / "fresh", URL, lambda: False).build(
        State()
    )
    assert contents(after) == contents(fresh.locales[""].folder)


def test_saving_again_and_again_gives_the_same_as_once(tmp_path: Path) -> None:
    config_file = write_project(tmp_path / "project")
    rebuilder = rebuild.Rebuilder(config_file, tmp_path / "again", URL, lambda: False)
    state = State()
    scenario = tmp_path / "project/scenarios/at-the-door/no-room.yml"
    text = scenario.read_text("utf-8")
    for word in ("family", "couple", "pair", "crowd"):
        before = state.locales.get("")
        shown = contents(before.folder) if before else {}
        scenario.write_text(text.replace("family", word), "utf-8")
        *_, state = rebuilder.build(state)
        assert before is None or contents(before.folder) == shown
    assert len(list((tmp_path / "again").iterdir())) == 2
    fresh = rebuild.Rebuilder(config_file, tmp_path / "fresh", URL, lambda: False)
    *_, once = fresh.build(State())
    assert contents(state.locales[""].folder) == contents(once.locales[""].folder)


def test_cards_that_a_build_does_not_offer_are_not_reckoned(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.site.MANY_CARDS", 0)
    monkeypatch.setattr(rebuild, "forecast", lambda *_, **__: pytest.fail("reckoned"))
    *_, state = rebuild.Rebuilder(project, tmp_path, URL, lambda: False).build(State())
    assert state.problems == ()


def test_what_mkdocs_warns_of_is_named_from_where_one_stands(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    (project.parent / "content/index.md").write_text("[x](nowhere.md)\n")
    *_, state = rebuild.Rebuilder(Path(project.name), tmp_path, URL, lambda: True).build(State())
    paths = [one.location.path for one in state.warnings if one.code == "AN420"]
    assert set(paths) == {project.name}


def test_a_link_that_leads_nowhere_hides_no_change(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.yml").symlink_to("nowhere")
    file = tmp_path / "a.yml"
    file.write_text("a")
    watch = Watch([tmp_path])
    os.utime(file, ns=(1, 1))
    assert watch.changed()


def test_a_change_counts_until_it_is_noted(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a")
    watch = Watch([tmp_path])
    assert not watch.changed()
    os.utime(file, ns=(1, 1))
    assert watch.changed()
    assert watch.changed()
    watch.note()
    assert not watch.changed()
