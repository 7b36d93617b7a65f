"""`answerable slides`: what is chosen, what is written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable import cli
from tests.support.courses import broken, write_course, write_project
from tests.support.languages import write_german_course
from tests.support.pages import parse


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a project in English and German, and the current one."""
    write_project(tmp_path)
    write_german_course(tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _titles(path: Path) -> list[str]:
    found = parse(path.read_text(encoding="utf-8")).css(".slide-situation h2")
    return [node.text() for node in found]


def test_the_whole_course(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["slides"]) == 0
    assert len(_titles(project / "slides.html")) == 5
    assert "Wrote slides.html" in capsys.readouterr().err


def test_some_scenarios_in_order(project: Path) -> None:
    filters = ["--scenario", "wet-dog", "--scenario", "lost-key"]
    assert cli.main(["slides", "-o", "some.html", *filters]) == 0
    assert _titles(project / "some.html") == ["The lost key", "The wet dog"]


def test_another_language(project: Path) -> None:
    assert cli.main(["slides", "--language", "de"]) == 0
    page = parse((project / "slides.html").read_text(encoding="utf-8"))
    assert page.css_first("html").attributes["lang"] == "de"
    assert "Was würden Sie sagen?" in page.css_first(".ask").text()
    # What nobody has translated yet is left out.
    titles = _titles(project / "slides.html")
    assert titles == ["Der verlorene Schlüssel", "Eine kalte Suppe & ein „heißer“ Gast"]
    assert not page.css(".slide-situation [lang]")


@pytest.mark.parametrize(
    ("wish", "code", "message"),
    [
        (["--module", "at-the-dor"], 1, "Did you mean `at-the-door`?"),
        (["--language", "fr"], 2, "no language fr, but: en, de"),
        (["--language", "de", "--scenario", "wet-dog"], 1, "There are: cold-soup, lost-key"),
    ],
)
def test_what_nothing_meets_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], wish: list[str], code: int, message: str
) -> None:
    assert cli.main(["slides", *wish]) == code
    assert message in capsys.readouterr().err
    assert not (project / "slides.html").exists()


def test_a_broken_course_writes_nothing(project: Path) -> None:
    write_course(project / "scenarios", broken({"at-the-door/lost-key.yml": {"lesson": "x"}}))
    assert cli.main(["slides"]) == 1
    assert not (project / "slides.html").exists()
