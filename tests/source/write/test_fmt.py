"""`answerable fmt`: what it changes, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable import cli
from tests.support.built import contents
from tests.support.courses import MINIMAL, write_course

UNTIDY = "lesson: 'a'\ntitle: One  # first\n"
TIDY = "title: One # first\nlesson: a\n"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_course(tmp_path / "scenarios", {"desk/one.yml": UNTIDY, "desk/two.yml": TIDY})
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_folder_is_laid_out(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fmt"]) == 0
    assert capsys.readouterr().err == "Changed 1 of 2 files.\n"
    assert (course / "desk/one.yml").read_text() == TIDY
    assert cli.main(["fmt", "--check"]) == 0


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_looking_changes_nothing(
    option: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(course)
    assert cli.main(["fmt", option, "scenarios/desk/one.yml"]) == 1
    shown = capsys.readouterr()
    assert contents(course) == before
    assert "scenarios/desk/one.yml would change." in shown.err
    assert ("+title: One # first\n" in shown.out) is (option == "--diff")


def test_a_broken_file_stops_all(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "desk/three.yml").write_text("title: [\n")
    before = contents(course)
    assert cli.main(["fmt"]) == 1
    shown = capsys.readouterr().err
    assert "scenarios/desk/three.yml:" in shown
    assert shown.endswith("Nothing was changed.\n")
    assert contents(course) == before


def test_shared_content_is_said(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "desk/two.yml").write_text("lesson: &a One\ntitle: *a\n")
    assert cli.main(["fmt"]) == 0
    assert "note[AN501]" in capsys.readouterr().err


def test_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fmt", str(tmp_path / "none")]) == 1
    assert "AN301" in capsys.readouterr().err


def test_unknown_fields_are_none_of_its_business(course: Path) -> None:
    (course / "desk/two.yml").write_text("nonsense: 1\ntitle: One\n")
    assert cli.main(["fmt"]) == 0
    assert (course / "desk/two.yml").read_text() == "title: One\nnonsense: 1\n"
    write_course(course, {"desk/three.yml": MINIMAL})
    assert cli.main(["fmt"]) == 0
    assert (course / "desk/three.yml").read_text().startswith("title: The lost key\nsituation: A")
