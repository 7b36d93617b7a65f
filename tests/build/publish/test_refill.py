"""A new version of a site is made from an older one, whatever somebody has put into that."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable.build.publish.refill import refill
from tests.support.built import contents


def write(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(folder.name)
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return write(tmp_path / "fresh", "index.html", "a/index.html", "new/deep/index.html")


def test_what_is_made_anew_comes_in_and_what_is_gone_goes(tmp_path: Path, fresh: Path) -> None:
    older = write(tmp_path / "older", "index.html", "a/old.js", "b/c.js", "gone/d/e.js")
    kept = older / "b/c.js"
    before = kept.stat()
    folder, there = refill(older, fresh, {"b/c.js", "b/more.js"})
    assert folder == older
    assert there == {"b/c.js": (before.st_ino, before.st_size, before.st_mtime_ns)}
    assert contents(older) == {
        "index.html": b"fresh",
        "a/index.html": b"fresh",
        "new/deep/index.html": b"fresh",
        "b/c.js": b"older",
    }
    assert not (older / "gone").exists()
    assert not fresh.exists()


def test_files_and_folders_may_be_in_each_others_place(tmp_path: Path, fresh: Path) -> None:
    older = write(tmp_path / "older", "a", "new/deep/index.html/x", "b/c.js/y/z")
    (older / "empty/too").mkdir(parents=True)
    _, there = refill(older, fresh, {"b/c.js"})
    assert there == {}
    assert set(contents(older).values()) == {b"fresh"}
    assert (older / "new/deep/index.html").is_file()
    assert not (older / "b/c.js").exists()
    assert not (older / "empty").exists()


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path, fresh: Path) -> None:
    mine = write(tmp_path / "mine", "index.html")
    older = write(tmp_path / "older", "index.html")
    (older / "a").symlink_to(mine)
    refill(older, fresh, set())
    assert contents(mine) == {"index.html": b"mine"}
    assert (older / "a/index.html").read_text() == "fresh"


def test_a_version_that_nobody_may_change_is_left_out(tmp_path: Path, fresh: Path) -> None:
    older = write(tmp_path / "older", "index.html", "b/c.js")
    (older / "b").chmod(0o555)
    before = contents(fresh)
    assert refill(older, fresh, {"b/c.js"}) == (fresh, {})
    assert contents(fresh) == before
