"""Whenever a command is killed, every file is the old one or the new one, and the next command
works and leaves nothing behind.

Fifty-four kills, each just before some touch of a file, chosen at random but the same in each run.
"""

from __future__ import annotations

import importlib
import os
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from answerable.build import handouts
from answerable.handouts.cards import make
from tests.support.built import BuiltSite, contents
from tests.support.courses import MINIMAL, write_project
from tests.support.killed import run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of a process here")

SEED = 11
KILLED = -9
CARDS = b"%PDF-1.7" + bytes(300_000)
LATE = 60
"""So many touches before the end, files change places."""

Files = Mapping[str, bytes]


@pytest.fixture(autouse=True)
def _quick(quick_cards: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards take no time, and temporary files have a folder of their own."""
    deck = SimpleNamespace(pdf=CARDS, html="", faces=(), left_out=())
    kit = SimpleNamespace(
        contents=lambda: {"guide.pdf": b"pdf"}, files=(), picture=b"png", left_out=()
    )
    monkeypatch.setattr(make, "make_deck", lambda *_, **__: deck)
    monkeypatch.setattr(handouts, "make_kit", lambda *_, **__: kit)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module", autouse=True)
def _warm(built: BuiltSite) -> None:
    """What the commands need is loaded once, and not after each fork: modules, words, templates."""
    for name in ("course", "files", "planning.plan"):
        importlib.import_module(f"answerable.exchange.scenarios.{name}")
    for name in ("build.site", "source.write.folder"):
        importlib.import_module(f"answerable.{name}")


def course(number: int, word: str = "") -> dict[str, Any]:
    """A course of some scenarios, laid out as no `fmt` would do it."""
    files: dict[str, Any] = {"course.yml": {"id": "tiny", "title": f"Tiny{word}"}}
    for n in range(number):
        files[f"desk/s{n}.yml"] = MINIMAL | {"title": f"The lost key {n}"}
    return files


def whole(folder: Path) -> Files:
    """All files, but for the one into which MkDocs writes the time, and what is in the works."""
    found = contents(folder)
    return {
        name: content
        for name, content in found.items()
        if not name.endswith(".xml.gz") and ".answerable" not in name and "-answerable/" not in name
    }


def moments(number: int, touches: int) -> list[int]:
    """When to kill: half of them near the end."""
    chance = random.Random(SEED)  # noqa: S311 - it has to be the same again
    return [chance.randint(max(1, touches - LATE) if n % 2 else 1, touches) for n in range(number)]


def left_behind(project: Path) -> list[str]:
    temporary = (project.parent / "tmp").glob("answerable-*")
    return [path.as_posix() for path in (*project.rglob(".*answerable*"), *temporary)]


def test_build(tmp_path: Path) -> None:
    project = write_project(tmp_path / "course", course(1)).parent
    course_file = project / "scenarios" / "course.yml"
    words = course_file.read_text()
    built: dict[str, Files] = {}
    touches = 0
    for title in ("Tiny", "Huge"):
        course_file.write_text(words.replace("Tiny", title))
        code, touches = run(project, ["build"])
        assert code == 0
        built[title] = whole(project / "site")
    assert built["Tiny"] != built["Huge"]
    title = "Huge"
    for n, moment in enumerate(moments(8, touches)):
        before, title = title, ("Tiny", "Huge")[n % 2]
        course_file.write_text(words.replace("Tiny", title))
        assert run(project, ["build"], kill_at=moment)[0] in (KILLED, 0)
        site = whole(project / "site")
        assert site in (built[before], built[title]), f"half a site after touch {moment}"
        title = title if site == built[title] else before
        if n % 4 == 3:
            assert run(project, ["build"])[0] == 0
            title = ("Tiny", "Huge")[n % 2]
            assert whole(project / "site") == built[title]
            assert left_behind(project) == []


@pytest.mark.parametrize("arguments", [["export", "csv"], ["cards"]], ids=" ".join)
def test_an_output(arguments: list[str], tmp_path: Path) -> None:
    project = write_project(tmp_path / "course", course(2)).parent
    assert run(project, arguments)[0] == 0
    (name,) = {path.name for path in project.iterdir()} - {"mkdocs.yml", "content", "scenarios"}
    output = project / name
    good = output.read_bytes()
    output.unlink()
    _, touches = run(project, arguments)
    for n, moment in enumerate(moments(8, touches)):
        old = None if arguments[0] == "export" or n % 3 == 0 else b"old"
        output.unlink(missing_ok=True)
        if old is not None:
            output.write_bytes(old)
        run(project, arguments, kill_at=moment)
        found = output.read_bytes() if output.exists() else None
        assert found in (old, good), f"half a file after touch {moment}"
        if n % 3 == 0:
            output.unlink(missing_ok=True)
            assert run(project, arguments)[0] == 0
            assert output.read_bytes() == good
            assert left_behind(project) == []


@pytest.mark.parametrize(
    "arguments", [["fmt"], ["import", "rows.csv", "--yes"]], ids=lambda one: one[0]
)
def test_files_that_belong_together(arguments: list[str], tmp_path: Path) -> None:
    project = write_project(tmp_path / "course", course(4)).parent
    scenarios = project / "scenarios"
    if arguments[0] == "import":
        assert run(project, ["fmt"])[0] == 0
        assert run(project, ["export", "csv", "-o", "rows.csv"])[0] == 0
        rows = project / "rows.csv"
        text = rows.read_text("utf-8-sig")
        # Three are changed; the fourth is taken away from the course, and comes in as new.
        rows.write_text(text.replace("brings the key", "fetches the key"), encoding="utf-8")
        (scenarios / "desk" / "s3.yml").unlink()
    old = contents(project)
    kept = tmp_path / "kept"
    shutil.copytree(scenarios, kept)
    code, touches = run(project, arguments)
    assert code == 0
    new = contents(project)
    assert sum(old.get(name) != content for name, content in new.items()) >= 4
    for n, moment in enumerate(moments(15, touches)):
        shutil.rmtree(scenarios)
        shutil.copytree(kept, scenarios)
        run(project, arguments, kill_at=moment)
        for name, content in whole(project).items():
            assert content in (old.get(name), new.get(name)), f"{name} after touch {moment}"
        run(project, ["stale"])
        found = contents(project)
        assert found in (old, new), f"some are old and some new after touch {moment}"
        assert not list(project.rglob(".*answerable*"))
        if n % 7 == 0:
            shutil.rmtree(scenarios)
            shutil.copytree(kept, scenarios)
            assert run(project, arguments)[0] == 0
            assert contents(project) == new
            if arguments[0] == "import":  # the other has no use for temporary folders
                assert left_behind(project) == []
