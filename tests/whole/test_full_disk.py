"""A disk that is full: what was there is still there, and once there is room, it works."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from answerable import cli
from answerable.build import handouts
from answerable.handouts import kit
from answerable.handouts.cards import make
from tests.support.built import contents
from tests.support.courses import MINIMAL, write_project

KILOBYTE = 1024
CARDS = b"%PDF-1.7" + bytes(200 * KILOBYTE)
FILES: dict[str, Any] = {
    "course.yml": {"id": "tiny", "title": "Tiny"},
    **{f"desk/s{n}.yml": MINIMAL | {"title": f"The lost key {n}"} for n in range(4)},
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def project(disk: Path, quick_cards: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course on that disk; cards take no time, and are larger than what is left."""
    deck = SimpleNamespace(pdf=CARDS, html="", faces=(), left_out=())
    files = {"guide.pdf": hashlib.shake_128().digest(10 * KILOBYTE)}
    made = SimpleNamespace(contents=lambda: files, files=(), picture=b"svg", left_out=())
    monkeypatch.setattr(make, "make_deck", lambda *_, **__: deck)
    for module in (handouts, kit):
        monkeypatch.setattr(module, "make_kit", lambda *_, **__: made)
    folder = write_project(disk / "course", FILES).parent
    monkeypatch.chdir(folder)
    return folder


def fill(disk: Path, *, leave: int) -> Path:
    """Fill a disk, but for some blocks of four kilobytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4 * KILOBYTE))
        except OSError:
            pass
        stream.truncate(stream.tell() - leave * 4 * KILOBYTE)
    return filler


@pytest.mark.parametrize("leave", [0, 1, 2, 5, 9])
@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["cards"], "cards-a4.pdf"),
        (["sheets", "job-aid", "-o", "new"], None),
        (["kit"], None),
        (["export", "csv"], None),
        (["fmt"], None),
        (["new", "other"], None),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_nothing_is_lost(
    arguments: list[str],
    output: str | None,
    leave: int,
    disk: Path,
    project: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if output:
        (project / output).write_bytes(b"old")
    filler = fill(disk, leave=leave)
    before, entries = contents(project), set(project.rglob("*"))
    code = cli.main(arguments)
    if code:
        assert code == 1
        assert re.search(r"error: \S+: No space left on device", capsys.readouterr().err)
        assert contents(project) == before
        assert set(project.rglob("*")) == entries
    else:
        assert leave > 0
    filler.unlink()
    if code:
        assert cli.main(arguments) == 0
    assert contents(project) != before
    assert not list(project.rglob(".*answerable*"))


def test_the_published_site_stays(
    disk: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "site").mkdir()
    fill(disk, leave=20)
    entries = set(project.rglob("*"))
    assert cli.main(["build"]) == 1
    printed = capsys.readouterr().err
    assert "defect" not in printed
    assert f"error: {project / 'site'}: No space left on device" in printed
    assert set(project.rglob("*")) == entries
