"""A build that would make the published site again doesn't run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.build.mkdocs.project import load_project
from answerable.build.packages import SITE
from answerable.build.site import build_course
from answerable.build.unchanged import build_of
from answerable.diagnostics import Diagnostic, Location, Severity
from tests.support.built import contents
from tests.support.courses import TINY, TODAY, write_project

NOTES = (Diagnostic("AN499", Severity.NOTE, "made up", Location("somewhere")),)


@pytest.fixture
def project(tmp_path: Path, forget: Callable[[], None]) -> Path:
    """mkdocs.yml of a project whose build is remembered."""
    forget()
    config_file = write_project(tmp_path, TINY)
    (tmp_path / "site/a").mkdir(parents=True)
    for name in ("index.html", "a/index.html"):
        (tmp_path / "site" / name).write_text("A page")
    remember(config_file)
    assert known(config_file) == NOTES
    return config_file


def remember(config_file: Path) -> None:
    build_of(load_project(config_file), TODAY).remember(config_file.with_name("site"), NOTES)


def known(config_file: Path, *options: object) -> tuple[Diagnostic, ...] | None:
    build = build_of(load_project(config_file), *(options or (TODAY,)))
    return build.known_notes(config_file.with_name("site"))


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a scenario": lambda folder: _append(next(folder.glob("scenarios/*/*.yml")), "# noted\n"),
    "a further scenario": lambda folder: (folder / "scenarios/more.yml").touch(),
    "a scenario less": lambda folder: next(folder.glob("scenarios/*/*.yml")).unlink(),
    "a hand-written page": lambda folder: _append(folder / "content/index.md", "More.\n"),
    "mkdocs.yml": lambda folder: _append(folder / "mkdocs.yml", "copyright: Me\n"),
    "a published page": lambda folder: (folder / "site/a/index.html").write_text("B page"),
    "a published page that is missing": lambda folder: (folder / "site/index.html").unlink(),
    "a file among the published ones": lambda folder: (folder / "site/a/more.txt").touch(),
    "no published site": lambda folder: (folder / "site").rename(folder / "elsewhere"),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_build_after_any_change_is_another_one(project: Path, changed: str) -> None:
    CHANGES[changed](project.parent)
    assert known(project) is None


def test_a_build_with_other_options_is_another_one(project: Path) -> None:
    assert known(project, TODAY, "author") is None


def test_a_build_with_another_variable_is_another_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _append(project, "site_url: !ENV SITE_URL\n")
    monkeypatch.setenv("SITE_URL", "https://a.example/")
    remember(project)
    assert known(project) == NOTES
    monkeypatch.setenv("SITE_URL", "https://b.example/")
    assert known(project) is None


def test_no_build_is_remembered_that_programs_of_the_project_take_part_in(project: Path) -> None:
    (project.parent / "hook.py").touch()
    _append(project, "hooks: [hook.py]\n")
    remember(project)
    assert known(project) is None


def test_a_folder_that_leads_to_itself_is_read_once(project: Path) -> None:
    (project.parent / "scenarios/a").mkdir(exist_ok=True)
    (project.parent / "scenarios/a/again").symlink_to(project.parent / "scenarios")
    remember(project)
    assert known(project) == NOTES


@pytest.mark.usefixtures("quick_cards")
def test_a_second_build_has_nothing_to_do_and_says_the_same(project: Path) -> None:
    shutil.rmtree(project.with_name("site"))
    steps: list[str] = []
    first = build_course(project, SITE, today=TODAY, progress=steps.append)
    before = contents(first[0])
    steps.clear()
    assert build_course(project, SITE, today=TODAY, progress=steps.append) == first
    assert steps == ["Nothing has changed since the last build"]
    assert contents(first[0]) == before
