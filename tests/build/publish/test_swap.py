"""A new folder comes into the place of an old one, which is never missing for good."""

from __future__ import annotations

import ctypes
import errno
import sys
from pathlib import Path

import pytest

from answerable.build.publish import swap
from answerable.build.publish.swap import fresh_folder_beside, swap_in, write_folder
from answerable.diagnostics.failure import BuildFailed
from answerable.source.storage import exchange as exchanging
from answerable.source.storage.exchange import exchange
from tests.support.built import contents


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("fresh", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    (tmp_path / "site" / "only-here.html").write_text("old")
    return tmp_path / "fresh", tmp_path / "site"


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot let two folders change places in one step."""
    monkeypatch.setattr(swap, "exchange", lambda *_: False)


@pytest.fixture(params=[True, False], ids=["exchange", "renames"])
def either_way(request: pytest.FixtureRequest) -> None:
    if not request.param:
        request.getfixturevalue("no_exchange")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("either_way")
class TestSwapIn:
    def test_the_new_site_replaces_the_old_one_whole(
        self, folders: tuple[Path, Path], tmp_path: Path
    ) -> None:
        swap_in(*folders)
        assert contents(tmp_path) == {"site/index.html": b"fresh"}
        assert names(tmp_path) == {"site"}

    def test_a_first_site_needs_no_old_one(
        self, folders: tuple[Path, Path], tmp_path: Path
    ) -> None:
        swap_in(folders[0], tmp_path / "new")
        assert (tmp_path / "new" / "index.html").read_text() == "fresh"

    def test_who_may_enter_the_folder_stays_the_same(self, folders: tuple[Path, Path]) -> None:
        fresh, published = folders
        published.chmod(0o750)
        swap_in(fresh, published)
        assert published.stat().st_mode & 0o777 == 0o750


@pytest.mark.usefixtures("no_exchange")
class TestRenames:
    @pytest.mark.parametrize("failing", [1, 2])
    def test_one_that_fails_brings_the_old_site_back(
        self,
        folders: tuple[Path, Path],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        failing: int,
    ) -> None:
        before = contents(tmp_path)
        calls = 0
        rename = Path.rename

        def refuse_once(self: Path, target: Path) -> Path:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(errno.EACCES, "made up")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse_once)
        with pytest.raises(OSError, match="made up"):
            swap_in(*folders)
        assert contents(tmp_path) == before
        assert names(tmp_path) == {"fresh", "site"}

    @pytest.mark.parametrize("failing_from", [2, 3])
    def test_a_build_that_could_not_even_do_that_is_put_right_by_the_next(
        self, failing_from: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site = tmp_path / "site"
        write_folder(site, {"index.html": b"old"})
        calls = 0
        rename = Path.rename

        def refuse(self: Path, target: Path) -> Path:
            nonlocal calls
            calls += 1
            if calls >= failing_from:
                raise OSError(errno.EACCES, "made up")
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", refuse)
            if failing_from == 2:
                with pytest.raises(OSError, match="made up"):
                    write_folder(site, {"index.html": b"new"})
                assert not site.exists()
                assert b"old" in contents(tmp_path).values()
            else:
                write_folder(site, {"index.html": b"new"})
        with fresh_folder_beside(site):
            pass
        assert contents(tmp_path) == {"site/index.html": b"old" if failing_from == 2 else b"new"}
        assert names(tmp_path) == {"site"}


class TestExchange:
    @pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="it has no such call")
    def test_two_folders_change_places(self, folders: tuple[Path, Path]) -> None:
        fresh, site = folders
        if not exchange(fresh, site):
            pytest.skip("the file system of temporary files cannot do it")
        assert names(fresh) == {"index.html", "only-here.html"}
        assert names(site) == {"index.html"}

    @pytest.mark.parametrize(
        ("number", "able"),
        [(errno.EINVAL, True), (errno.ENOSYS, True), (errno.EACCES, False), (errno.EBUSY, False)],
    )
    def test_what_systems_say_that_cannot_do_it(
        self, number: int, able: bool, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def call(*_: bytes) -> int:
            ctypes.set_errno(number)
            return -1

        monkeypatch.setattr(exchanging, "_call", lambda: call)
        if able:
            assert not exchange(*folders)
        else:
            with pytest.raises(OSError) as failure:  # noqa: PT011 - its number says which
                exchange(*folders)
            assert failure.value.errno == number

    @pytest.mark.parametrize("platform", ["win32", "freebsd"])
    def test_systems_without_the_call(
        self, platform: str, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", platform)
        exchanging._call.cache_clear()
        try:
            assert not exchange(*folders)
        finally:
            exchanging._call.cache_clear()


class TestWorkplace:
    def test_a_second_build_of_the_same_folder_is_told(self, tmp_path: Path) -> None:
        with fresh_folder_beside(tmp_path / "site"), pytest.raises(BuildFailed) as failure:
            write_folder(tmp_path / "site", {})
        assert [one.code for one in failure.value.diagnostics] == ["AN426"]
        assert not list(tmp_path.iterdir())

    def test_another_folder_is_none_of_its_business(self, tmp_path: Path) -> None:
        with fresh_folder_beside(tmp_path / "site"):
            write_folder(tmp_path / "other", {"a/b": b"c"})
        assert contents(tmp_path) == {"other/a/b": b"c"}

    def test_what_a_killed_build_left_is_deleted(self, tmp_path: Path) -> None:
        place = tmp_path / ".site-answerable"
        for name in ("new/deep/a", "old/b", "lock"):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(b"")
        (tmp_path / "site").mkdir()
        write_folder(tmp_path / "site", {"a": b"new"})
        assert contents(tmp_path) == {"site/a": b"new"}
        assert names(tmp_path) == {"site"}

    def test_folders_that_were_made_for_nothing_are_gone(self, tmp_path: Path) -> None:
        def fail() -> None:
            with fresh_folder_beside(tmp_path / "deep" / "down" / "site"):
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert not list(tmp_path.iterdir())

    def test_a_folder_behind_a_link_is_filled_and_the_link_stays(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        write_folder(tmp_path / "link", {"a": b"new"})
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real" / "a").read_bytes() == b"new"
