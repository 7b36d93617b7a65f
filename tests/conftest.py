"""Fixtures that several test modules share. All are read-only: copy before you change one."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from answerable.model import Course
from tests.support.built import BuiltSite, run_mkdocs
from tests.support.courses import ROOT, load, write_course, write_project
from tests.support.killed import run
from tests.support.memory import keep_files_in_memory
from tests.support.quick import replace_handouts
from tests.support.shared import common_folder

# The same examples in every run: a test that fails here fails everywhere, and a hundred would find
# no more the next time. No test has a deadline.
settings.register_profile(
    "answerable", max_examples=30, deadline=None, derandomize=True, print_blob=True
)
settings.load_profile("answerable")
keep_files_in_memory()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Search for garbage less often, and never among the tests themselves.

    Thousands of tests are millions of objects. A search looks at all of them, and a fork would have
    to copy what it touches.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


LONGEST = frozenset(
    {
        "test_hostile_course",
        "test_incremental",
        "test_manual_pages",
        "test_whole_course",
    }
)
"""Modules with a test of ten seconds and more: begun last, they would keep one process waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that fork, which takes the longer, the more a process has in memory, and
    go on with the longest.
    """

    def place(item: pytest.Item) -> tuple[bool, bool]:
        forks = getattr(getattr(item, "module", None), "run", None) is run
        return not forks, item.path.stem not in LONGEST

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(common: Path) -> Iterator[None]:
    """Keep tests away from the user's own cache; all processes of this run share another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(common / "cache"))
        yield


@pytest.fixture
def forget(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], None]:
    """Call it to begin with an empty cache: what was made before is made anew, until it is called
    again or the test ends.
    """

    def begin() -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))

    return begin


@pytest.fixture(scope="session", autouse=True)
def _nobody_waits_for_the_disk() -> Iterator[None]:
    """No test cuts the power, so none can tell whether a file has reached the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all processes of this run share."""
    return common_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small course with two modules, five scenarios, and every field in use."""
    return write_course(tmp_path_factory.mktemp("example") / "scenarios")


@pytest.fixture(scope="session")
def example(example_folder: Path) -> Course:
    return load(example_folder)


@pytest.fixture(scope="session")
def shipped() -> Course:
    """The course that this repository ships."""
    return load(ROOT / "scenarios")


@pytest.fixture(scope="session")
def built(example: Course, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The example as `mkdocs build --strict` publishes it."""
    folder = tmp_path_factory.mktemp("built")
    return BuiltSite(run_mkdocs(write_project(folder)), example)


@pytest.fixture
def quick_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace a site's handouts by fakes that take no time, for tests of everything around them."""
    replace_handouts(monkeypatch.setattr)
