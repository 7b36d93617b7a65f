"""A file that is written is the old one or the new one, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.source.storage import files
from answerable.source.storage.files import clean, write_file
from answerable.source.storage.locks import OPEN_FLAGS, try_lock

LEFT = ".answerable-0123456789abcdef.tmp"


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


class TestWhole:
    def test_a_new_file_in_a_new_folder(self, tmp_path: Path) -> None:
        write_file(tmp_path / "deep" / "down" / "a.pdf", b"new")
        assert names(tmp_path) == {"deep", "deep/down", "deep/down/a.pdf"}
        assert (tmp_path / "deep/down/a.pdf").read_bytes() == b"new"

    def test_it_may_be_used_as_any_other_new_file(self, tmp_path: Path) -> None:
        (tmp_path / "other").write_bytes(b"")
        write_file(tmp_path / "a", b"new")
        assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode

    def test_a_file_that_is_replaced_keeps_its_permissions(self, tmp_path: Path) -> None:
        target = tmp_path / "a"
        target.write_bytes(b"old")
        target.chmod(0o640)
        write_file(target, b"new")
        assert target.read_bytes() == b"new"
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_bytes(b"old")
        (tmp_path / "link").symlink_to("real")
        write_file(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_bytes() == b"new"

    def test_a_pipe_is_written_to_and_stays_a_pipe(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
        reader.start()
        write_file(pipe, b"new")
        reader.join(timeout=20)
        assert read == [b"new"]
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    def test_a_device_is_written_to(self) -> None:
        write_file(Path("/dev/null"), b"new")
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


class TestNew:
    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "link").symlink_to("nowhere")
        for name in ("a", "link"):
            with pytest.raises(FileExistsError):
                write_file(tmp_path / name, b"new", new=True)
        assert (tmp_path / "a").read_bytes() == b"old"
        assert names(tmp_path) == {"a", "link"}

    def test_not_even_what_comes_at_the_last_moment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "clean", lambda folder: (folder / "a").write_bytes(b"theirs"))
        with pytest.raises(FileExistsError):
            write_file(tmp_path / "a", b"new", new=True)
        assert (tmp_path / "a").read_bytes() == b"theirs"
        assert names(tmp_path) == {"a"}

    @pytest.mark.parametrize("there", [False, True])
    def test_where_files_have_one_name_only(
        self, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            if there:
                (tmp_path / "a").write_bytes(b"theirs")
            raise PermissionError(errno.EPERM, "made up")

        monkeypatch.setattr(os, "link", refuse)
        if there:
            with pytest.raises(FileExistsError):
                write_file(tmp_path / "a", b"new", new=True)
        else:
            write_file(tmp_path / "a", b"new", new=True)
        assert (tmp_path / "a").read_bytes() == (b"theirs" if there else b"new")
        assert names(tmp_path) == {"a"}


def _full_disk(_: pytest.MonkeyPatch) -> Callable[[], None]:
    """No file may become larger than 1,000 bytes: part of it is written, and then no more."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def _target_in_use(patch: pytest.MonkeyPatch) -> Callable[[], None]:
    def refuse(waiting: object, place: object) -> None:
        raise PermissionError(errno.EACCES, "in use", str(waiting), None, str(place))

    patch.setattr(os, "replace", refuse)
    return patch.undo


def _stopped(patch: pytest.MonkeyPatch) -> Callable[[], None]:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    patch.setattr(os, "fsync", stop)
    return patch.undo


@pytest.mark.parametrize("fail", [_full_disk, _target_in_use, _stopped])
@pytest.mark.parametrize("target", ["a", "new/a"])
def test_a_failure_leaves_everything_as_it_was(
    fail: Callable[[pytest.MonkeyPatch], Callable[[], None]],
    target: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    undo = fail(monkeypatch)
    try:
        with pytest.raises((OSError, KeyboardInterrupt)) as failure:
            write_file(tmp_path / target, b"x" * 5000)
    finally:
        undo()
    assert names(tmp_path) == {"a"}
    assert (tmp_path / "a").read_bytes() == b"old"
    if isinstance(failure.value, OSError):
        assert failure.value.filename == str(tmp_path / target)
        assert failure.value.filename2 is None
    write_file(tmp_path / target, b"x" * 5000)
    assert (tmp_path / target).read_bytes() == b"x" * 5000


@pytest.mark.parametrize(
    ("target", "problem"),
    [("folder", IsADirectoryError), ("file/a", NotADirectoryError), ("file/b/a", OSError)],
)
def test_places_where_no_file_can_be(target: str, problem: type[OSError], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(problem) as failure:
        write_file(tmp_path / target, b"new")
    assert failure.value.filename == str(tmp_path / target)
    assert names(tmp_path) == {"folder", "file"}


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


class TestClean:
    def test_the_next_file_takes_away_what_a_killed_run_left(self, tmp_path: Path) -> None:
        (tmp_path / LEFT).write_bytes(b"half")
        write_file(tmp_path / "a", b"new")
        assert names(tmp_path) == {"a"}

    def test_what_another_run_still_writes_stays(self, tmp_path: Path) -> None:
        other = os.open(tmp_path / LEFT, OPEN_FLAGS | os.O_CREAT)
        try_lock(other)
        write_file(tmp_path / "a", b"new")
        assert names(tmp_path) == {"a", LEFT}
        os.close(other)
        clean(tmp_path)
        assert names(tmp_path) == {"a"}

    def test_files_and_links_of_others_stay(self, tmp_path: Path) -> None:
        others = {".answerable.tmp", "a.tmp", ".answerable-1.tmp", f"{LEFT}.txt", "real"}
        for name in others:
            (tmp_path / name).write_bytes(b"")
        (tmp_path / LEFT).symlink_to("real")
        clean(tmp_path)
        assert names(tmp_path) == others | {LEFT}
