"""What is kept is made once, never out of date, and does no harm when it is damaged or lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.source.storage import kept as module
from answerable.source.storage.kept import kept


class Maker:
    """Makes something else each time."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return f"made {self.times}".encode()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    yield tmp_path / "answerable" / "things"
    module._shrink_once.cache_clear()


def files(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def test_the_same_is_made_once() -> None:
    make = Maker()
    assert [kept("things", [b"a", b"b"], make) for _ in range(3)] == [b"made 1"] * 3


def test_nothing_made_of_something_else_is_taken_for_it() -> None:
    make = Maker()
    for parts in ([b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"abc", b""], [b"c", b"ab"]):
        kept("things", parts, make)
    kept("others", [b"abc"], make)
    assert make.times == 6


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_entry_is_made_again(cache: Path, damage: str) -> None:
    make = Maker()
    kept("things", [b"a"], make)
    (entry,) = files(cache)
    content = entry.read_bytes()
    odd = {"cut": content[:-1], "changed": content[:-1] + b"9", "empty": b""}
    entry.write_bytes(odd[damage])
    assert kept("things", [b"a"], make) == kept("things", [b"a"], make) == b"made 2"


def test_what_fails_is_tried_again() -> None:
    def fail() -> bytes:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        kept("things", [b"a"], fail)
    assert kept("things", [b"a"], Maker()) == b"made 1"


def test_without_a_folder_everything_is_made_each_time(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_bytes(b"a file stands in the way")
    make = Maker()
    assert [kept("things", [b"a"], make) for _ in range(2)] == [b"made 1", b"made 2"]


def test_what_was_not_used_for_the_longest_time_goes_first(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (b"a", b"b", b"c"):
        kept("things", [name], Maker())
    for file in files(cache):
        os.utime(file, (0, 0))
    kept("things", [b"b"], Maker())  # and so it has been used just now
    used = max(files(cache), key=lambda file: file.stat().st_mtime)
    monkeypatch.setattr(module, "LIMIT", used.stat().st_size)
    module._shrink_once.cache_clear()
    kept("things", [b"d"], Maker())
    assert len(files(cache)) == 2
    assert used in files(cache)


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_other_parts_have_another_name(one: list[bytes], other: list[bytes]) -> None:
    assert (module._name(one) == module._name(other)) == (one == other)
