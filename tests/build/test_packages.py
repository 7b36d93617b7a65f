"""The table of packages: what a build makes, and how it is asked for it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answerable import cli
from answerable.build.packages import PACKAGES, SITE, Package
from answerable.build.site import build_course
from tests.support.courses import TODAY, write_project
from tests.support.pictured import FILES, draw_pictures


def test_each_is_asked_for_in_a_way_of_its_own() -> None:
    asked = {(one.option, one.version) for one in PACKAGES}
    assert len(asked) == len(PACKAGES)
    assert [one for one in PACKAGES if not one.option] == [SITE]


def test_the_command_line_offers_them_all() -> None:
    said = " ".join(CliRunner().invoke(cli.cli, ["build", "--help"]).output.split())
    for one in PACKAGES:
        assert one.option.replace("_", "-") in said
        assert one.about in said
        assert one.version in said


@pytest.mark.usefixtures("quick_cards")
@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: f"{one.option}{one.version}")
def test_recordings_and_films_are_in_each_of_them(package: Package[Any], tmp_path: Path) -> None:
    config_file = write_project(tmp_path, FILES)
    draw_pictures(tmp_path / "scenarios")
    made, _ = build_course(config_file, package, today=TODAY, progress=lambda _: None)
    if isinstance(made, Path):
        names = [one.relative_to(made).as_posix() for one in made.rglob("*")]
        lists = "".join(one.read_text() for one in (made / "sw").glob("*.json"))
        assert "const BUILD" in (made / "sw.js").read_text()
        assert '.webm"' in lists
        assert '.webm"' not in (made / "sw.js").read_text().partition('"lists"')[0]
    else:
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            names = archive.namelist()
    for ending in (".mp3", ".webm", "-64x36.webp"):
        assert [one for one in names if "assets/media/" in one and one.endswith(ending)]
