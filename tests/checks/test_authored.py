"""Files as authors write them: what `check` says of each, what `--fix` changes, what `fmt` keeps.

A case is a scenario file in tests/cases/authored/files; what is printed for it, and the difference
that `--fix` makes, is in the folder `expected` beside it. `UPDATE_GOLDEN=1` rewrites it for you to
read.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from answerable.checks.check import check_course
from answerable.checks.fix import fix_course
from answerable.diagnostics import render_text
from answerable.source.read.load import load_course
from answerable.source.write.changes import diff, write
from answerable.source.write.folder import tidy_files
from tests.support.courses import ROOT, TODAY

CASES = ROOT / "tests/cases/authored"
NAMES = sorted(file.name for file in CASES.joinpath("files").iterdir())
OTHER_LANGUAGES = {"arabic.yml": "ar"}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the file that is the only one of the course in `scenarios`."""
    monkeypatch.chdir(tmp_path)
    language = OTHER_LANGUAGES.get(request.param, "en")
    Path("scenarios/a").mkdir(parents=True)
    settings = f"id: desk\ntitle: The desk\nlanguage: {language}\n"
    Path("scenarios/course.yml").write_text(settings, encoding="utf-8")
    shutil.copyfile(CASES / "files" / request.param, Path("scenarios/a", request.param))
    return str(request.param)


def test_what_is_said_and_mended(name: str) -> None:
    folder = Path("scenarios")
    printed = render_text(check_course(folder, TODAY).diagnostics)
    mended = fix_course(folder, TODAY)
    write(mended)
    after = check_course(folder, TODAY).diagnostics
    if mended:
        printed += f"\n$ answerable check --fix\n{diff(mended)}\n{render_text(after)}"
    expected = CASES / "expected" / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(printed, encoding="utf-8", newline="\n")
    assert printed == expected.read_text(encoding="utf-8")
    assert not fix_course(folder, TODAY), "once is enough"
    fmt_keeps_the_course(folder)


def fmt_keeps_the_course(folder: Path) -> None:
    """The same course before and after, and tidy at once."""
    before = load_course(folder)
    if before.course is not None:
        write(tidy_files([folder])[0])
        assert load_course(folder).course == before.course
        assert tidy_files([folder])[0] == []


def test_every_expectation_has_a_file() -> None:
    assert {f"{name}.txt" for name in NAMES} == {
        file.name for file in CASES.joinpath("expected").iterdir()
    }
