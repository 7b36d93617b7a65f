"""`answerable sheets`: what is listed, written and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable import cli
from answerable.handouts.sheets.make import SHEETS
from tests.support.courses import broken, write_course, write_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project, and the current one."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_without_a_name_it_lists_all(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sheets"]) == 0
    listed = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert listed == [[name, one.about] for name, one in SHEETS.items()]
    assert not (project / "sheets").exists()


def test_what_is_asked_for_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["guide", "worksheet", "guide", "--paper", "letter", "--ink", "bw", "-o", "out"]
    assert cli.main(["sheets", *asked, "--people", "7", "--minutes", "60"]) == 0
    assert written(project / "out") == ["guide-letter.pdf", "worksheet-letter.pdf"]
    assert "Wrote out/guide-letter.pdf." in capsys.readouterr().err


def test_all_of_them(project: Path) -> None:
    assert cli.main(["sheets", "all", "--module", "at-the-door"]) == 0
    assert written(project / "sheets") == sorted(f"{name}-a4.pdf" for name in SHEETS)


@pytest.mark.parametrize(
    ("asked", "code", "message"),
    [
        (["gide"], 2, "there is no gide; choose from: guide, index,"),
        (["guide", "--minutes", "30"], 2, "45<=x<=120"),
        (["guide", "--people", "1"], 2, "2<=x<=200"),
        (["guide", "--module", "at-the-dor"], 1, "Did you mean `at-the-door`?"),
    ],
)
def test_what_makes_no_sense_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], asked: list[str], code: int, message: str
) -> None:
    assert cli.main(["sheets", *asked]) == code
    assert message in capsys.readouterr().err
    assert not (project / "sheets").exists()


def test_a_broken_course_leaves_nothing_behind(project: Path) -> None:
    from tests.support.courses import COURSE_FILES

    write_course(project / "scenarios", broken(COURSE_FILES))
    assert cli.main(["sheets", "guide"]) == 1
    assert not (project / "sheets").exists()
