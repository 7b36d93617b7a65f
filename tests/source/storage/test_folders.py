"""Folders to work in: one run each, and cleaned up after a run that was killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.source.storage.folders import scratch_folder, workplace
from answerable.source.storage.locks import Busy


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def _wait(done: int) -> None:
    os.write(done, b".")
    signal.pause()


def killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def start_in(context: Callable[[], object]) -> int:
    """Another process that holds a folder until it is killed."""
    ready, done = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(20)
        try:
            with context() as place:  # type: ignore[attr-defined]
                if place:
                    (place / "file").write_bytes(b"half")
                _wait(done)
        finally:
            os._exit(1)
    os.close(done)
    assert os.read(ready, 1) == b"."
    os.close(ready)
    return child


class TestWorkplace:
    def test_it_is_gone_afterwards(self, tmp_path: Path) -> None:
        with workplace(tmp_path / "w"):
            assert (tmp_path / "w").is_dir()
        assert not list(tmp_path.iterdir())

    def test_a_second_run_is_kept_out_until_the_first_is_killed(self, tmp_path: Path) -> None:
        other = start_in(lambda: workplace(tmp_path / "w"))
        try:
            with pytest.raises(Busy), workplace(tmp_path / "w"):
                pass
            assert (tmp_path / "w").is_dir()
        finally:
            killed(other)
        with workplace(tmp_path / "w"):
            pass
        assert not list(tmp_path.iterdir())

    def test_a_second_run_may_wait(self, tmp_path: Path) -> None:
        with workplace(tmp_path / "w"):
            begun = time.monotonic()
            with pytest.raises(Busy), workplace(tmp_path / "w", seconds=0.2):
                pass
            assert time.monotonic() - begun >= 0.2

    def test_what_somebody_put_there_stays(self, tmp_path: Path) -> None:
        (tmp_path / "w").mkdir()
        (tmp_path / "w" / "mine").write_bytes(b"")
        with workplace(tmp_path / "w"):
            pass
        assert [path.name for path in (tmp_path / "w").iterdir()] == ["mine"]

    def test_a_link_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "w").symlink_to("elsewhere")
        with pytest.raises(OSError, match="a link"), workplace(tmp_path / "w"):
            pass
        assert not list((tmp_path / "elsewhere").iterdir())


class TestScratch:
    def test_it_is_gone_afterwards(self, tmp_path: Path) -> None:
        def fail() -> None:
            with scratch_folder() as folder:
                (folder / "deep").mkdir()
                (folder / "deep" / "file").write_bytes(b"")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert not list(tmp_path.iterdir())

    def test_nobody_else_may_look_into_it(self, tmp_path: Path) -> None:
        with scratch_folder():
            (place,) = tmp_path.iterdir()
            assert place.stat().st_mode & 0o077 == 0

    def test_that_of_a_killed_run_is_deleted_by_the_next_one(self, tmp_path: Path) -> None:
        other = start_in(scratch_folder)
        with scratch_folder():
            assert len(list(tmp_path.iterdir())) == 2, "the other run is still at work"
        killed(other)
        assert len(list(tmp_path.iterdir())) == 1
        with scratch_folder():
            assert len(list(tmp_path.iterdir())) == 1
        assert not list(tmp_path.iterdir())

    def test_folders_of_others_stay(self, tmp_path: Path) -> None:
        for name in ("answerable-mine", "answerable-0123456789abcdef"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "file").write_bytes(b"")
        (tmp_path / "answerable-0123456789abcdee").symlink_to("answerable-mine")
        with scratch_folder():
            pass
        assert len(list(tmp_path.iterdir())) == 3
        assert (tmp_path / "answerable-0123456789abcdef" / "file").exists()
