"""A build replaces what a build has made, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from answerable import cli
from answerable.build.packages import SITE
from answerable.build.publish import place
from answerable.build.publish.place import MARK, MARK_TEXT, refuse_to_replace
from answerable.build.site import build_course
from answerable.diagnostics.failure import BuildFailed
from tests.support.built import contents, run_mkdocs
from tests.support.courses import TINY, TODAY, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a course in it, and beside it another one with somebody's work."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("theirs")
    write_project(tmp_path / "course", TINY)
    return tmp_path / "course"


def _a_repository(project: Path) -> None:
    (project / ".git").mkdir()
    (project / ".git" / "HEAD").write_text("ref: refs/heads/main\n")


def _an_empty_repository(project: Path) -> None:
    (project / ".git").mkdir()


def _a_folder_with_work(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "notes.txt").write_text("mine")


def _hidden_work(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / ".htaccess").write_text("mine")


def _a_file(project: Path) -> None:
    (project / "site").write_text("mine")


def _a_link(project: Path) -> None:
    (project / "site").symlink_to("../www")


def _a_link_to_nowhere(project: Path) -> None:
    (project / "site").symlink_to("nowhere")


def _a_link_within(project: Path) -> None:
    (project / "real").mkdir()
    (project / "site").symlink_to("real")


def _a_link_above(project: Path) -> None:
    (project / "out").symlink_to("../www")


def _a_repository_in_an_old_build(project: Path) -> None:
    (project / "site" / ".git").mkdir(parents=True)
    (project / "site" / ".git" / "HEAD").write_text("ref: refs/heads/gh-pages\n")
    (project / "site" / MARK).write_bytes(MARK_TEXT)


def _a_mark_of_their_own(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / MARK).write_text("mine")


def _nothing(_: Path) -> None:
    """All is as it was."""


@pytest.mark.parametrize(
    ("site_dir", "make", "said"),
    [
        (".git", _a_repository, "version control"),
        (".git", _an_empty_repository, "version control"),
        (".git/site", _a_repository, "version control"),
        ("site", _a_folder_with_work, "notes.txt"),
        ("site", _hidden_work, ".htaccess"),
        ("site", _a_file, "a file"),
        ("site", _a_link, "a link"),
        ("site", _a_link_to_nowhere, "a link"),
        ("site", _a_link_within, "a link"),
        ("out/site", _a_link_above, "outside"),
        ("site", _a_repository_in_an_old_build, ".git"),
        ("site", _a_mark_of_their_own, MARK),
        ("../www", _nothing, "outside"),
        ("../new", _nothing, "outside"),
        ("..", _nothing, ""),
        (".", _nothing, ""),
        ("/", _nothing, ""),
        (str(Path.home()), _nothing, "outside"),
        ("scenarios", _nothing, ""),
        ("scenarios/site", _nothing, ""),
        ("content", _nothing, ""),
    ],
)
def test_what_no_build_has_made_is_not_replaced(
    site_dir: str,
    make: Callable[[Path], None],
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(project)
    write_project(project, TINY, site_dir=site_dir)
    before = contents(project.parent)
    entries = set(project.parent.rglob("*"))
    monkeypatch.chdir(project)
    monkeypatch.setattr("answerable.build.site.check_course", None)  # nothing has cost time yet
    assert cli.main(["build"]) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert "help:" in printed
    assert contents(project.parent) == before
    assert set(project.parent.rglob("*")) == entries


def _empty(site: Path) -> None:
    site.mkdir()


def _litter(site: Path) -> None:
    site.mkdir()
    (site / ".DS_Store").write_bytes(b"\0")


def _marked(site: Path) -> None:
    site.mkdir()
    (site / "old.html").write_text("old")
    (site / MARK).write_bytes(MARK_TEXT)


def _from_before_marks(site: Path) -> None:
    for name in ("assets/answerable.css", "assets/answerable.js", "404.html", "index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("old")


@pytest.mark.parametrize("make", [_empty, _litter, _marked, _from_before_marks])
@pytest.mark.parametrize("site_dir", ["site", "build/deep/site", ".site"])
def test_what_a_build_has_made_is_replaced(
    make: Callable[[Path], None], site_dir: str, project: Path
) -> None:
    site = project / site_dir
    site.parent.mkdir(parents=True, exist_ok=True)
    make(site)
    refuse_to_replace(site, project / "mkdocs.yml")


def test_a_mounted_drive_is_not_replaced(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "site").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda self: True)
    with pytest.raises(BuildFailed, match="drive"):
        refuse_to_replace(project / "site", project / "mkdocs.yml")


@pytest.mark.usefixtures("quick_cards")
class TestMark:
    def build(self, project: Path) -> Path:
        return build_course(project / "mkdocs.yml", SITE, today=TODAY, progress=lambda _: None)[0]

    def test_builds_and_mkdocs_follow_each_other(self, project: Path) -> None:
        site = self.build(project)
        assert (site / MARK).read_bytes() == MARK_TEXT
        (site / "old.html").write_text("old")
        for build in (self.build, lambda at: run_mkdocs(at / "mkdocs.yml"), self.build):
            assert build(project) == site
            assert (site / MARK).read_bytes() == MARK_TEXT
            assert not (site / "old.html").exists()

    def test_it_is_kept_by_no_browser(self, project: Path) -> None:
        assert MARK not in (self.build(project) / "sw.js").read_text()

    def test_mkdocs_cleans_no_folder_of_others(
        self, project: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        _a_folder_with_work(project)
        with pytest.raises(Abort):
            run_mkdocs(project / "mkdocs.yml")
        assert "notes.txt" in caplog.text
        assert (project / "site" / "notes.txt").read_text() == "mine"

    def test_a_folder_that_fills_while_a_build_runs_stays(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fill(*_: object) -> tuple[()]:
            _a_folder_with_work(project)
            return ()

        monkeypatch.setattr("answerable.build.site.publish.complete", fill)
        with pytest.raises(BuildFailed, match=r"notes\.txt"):
            self.build(project)
        assert contents(project / "site") == {"notes.txt": b"mine"}


def test_the_mark_is_the_same_in_every_build() -> None:
    assert place.MARK_TEXT.decode("ascii").startswith("This folder was built by Answerable.")
