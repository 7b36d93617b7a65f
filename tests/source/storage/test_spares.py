"""A folder that is put aside comes back once, and few of them stay."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from answerable.source.storage.spares import MOST, set_aside, take_spare
from tests.support.built import contents


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/answerable/spares"


def folder(path: Path, word: str) -> Path:
    (path / "deep").mkdir(parents=True)
    (path / "deep/file").write_text(word)
    return path


def test_the_last_one_of_a_name_comes_back_once(tmp_path: Path) -> None:
    for word in ("first", "second"):
        set_aside(folder(tmp_path / "old", word), b"site")
        assert not (tmp_path / "old").exists()
    assert not take_spare(b"other", tmp_path / "new")
    assert take_spare(b"site", tmp_path / "new")
    assert contents(tmp_path / "new") == {"deep/file": b"second"}
    assert not take_spare(b"site", tmp_path / "again")


def test_only_the_newest_stay(tmp_path: Path, cache: Path) -> None:
    for number in range(MOST + 2):
        set_aside(folder(tmp_path / "old", str(number)), b"%d" % number)
    assert len(list(cache.iterdir())) == MOST
    assert not take_spare(b"1", tmp_path / "new")
    assert take_spare(b"2", tmp_path / "new")


def test_one_that_cannot_be_moved_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "made up")

    old = folder(tmp_path / "old", "a")
    monkeypatch.setattr(Path, "rename", refuse)
    set_aside(old, b"site")
    assert not old.exists()
