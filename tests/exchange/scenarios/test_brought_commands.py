"""Each file of tests/cases/brought by way of the command line, into a new course.

What is understood of it stands beside it, in its expected.txt (`test_brought`); here it is said
whether it can be imported as it is, with gaps, or not at all, and that it is a course then.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from answerable import cli
from answerable.checks.check import check_course
from answerable.diagnostics import Severity
from tests.support.built import contents
from tests.support.courses import ROOT, TODAY

CASES = ROOT / "tests/cases/brought"
NAMES = sorted(path.name for path in CASES.iterdir())

WITH_GAPS = frozenset(
    {
        "gift-g01-untitled",
        "gift-g02-only-other-kinds",
        "gift-g03-no-blank-line",
        "gift-g04-half-credit",
        "gift-g18-foreign-id",
        "gift-g20-moodle-export",
        "md-table",
        "ok-g07-bom-crlf",
        "ok-g08-comment-inside",
        "ok-g09-markdown-newline",
        "ok-g10-category",
        "ok-g11-colon-tilde",
        "ok-g14-unescaped-equals",
        "ok-g15-blank-in-answers",
        "ok-g16-tags",
        "order-gaps",
        "word-table-rows",
    }
)
"""Those that lack a part, so that they are imported with `--incomplete` alone."""

NEVER = frozenset(
    {
        "anki-notes",
        "c07-other-titles",
        "c19-hand",
        "docx-lol-ebcdic",
        "docx-xxe",
        "docx-xxe-ebcdic",
        "docx-xxe-utf-16",
        "docx-xxe-utf-7",
        "formula-after-separator",
        "messy",
        "ok-c02-cp1252",
        "ok-c03-utf16-tab",
        "ok-c04-utf16-tab",
        "ok-c09-dates",
        "ok-c10-dates2",
        "ok-c11-pipe",
        "ok-c16-two-same",
        "ok-d06-other-labels",
        "ok-g06-latin1",
        "ok-g12-truefalse-like",
        "ok-g17-dup-title",
        "ok-t01-crlf-utf16",
        "ok-t02-cp1252",
        "ok-x07-dates",
        "ok-x09-serial-date",
        "ok-x10-turned",
        "order-crash",
        "order-damaged",
        "scenario-file-as-txt",
        "word-training",
        "xlsx-far-row",
        "xlsx-sheet.png-many-rows",
        "xlsx-sheet.png-xxe",
        "xlsx-vba",
        "xlsx-zip-slip",
    }
)
"""Those that have to be corrected first."""


@pytest.mark.parametrize("name", NAMES)
def test_import(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [brought] = (CASES / name).glob("brought.*")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "scenarios"
    folder.mkdir()

    def run(*options: str) -> int:
        return cli.main(["import", str(brought), "--module", "first-words", *options])

    expected = int(name in WITH_GAPS | NEVER)
    assert run("--dry-run") == expected
    assert not contents(folder)
    assert run() == expected
    if not expected:
        assert not _errors(folder)
        assert contents(folder)
        return
    assert not contents(folder)
    assert run("--incomplete") == int(name in NEVER)
    text = b"".join(contents(folder).values())
    assert (b"# to do" in text) == (name in WITH_GAPS)


def test_a_condition_that_a_workbook_has_no_more_goes_from_the_translation_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "scenarios", "scenarios")
    assert cli.main(["export", "xlsx"]) == 0
    workbook = openpyxl.load_workbook("scenarios.xlsx")
    rows = list(workbook["Scenarios"].rows)
    columns = {cell.value: place for place, cell in enumerate(rows[0])}
    (row,) = (row for row in rows if row[columns["Id"]].value == "browser-order")
    condition = row[columns["Solution 2: when"]]
    assert condition.value
    condition.value = None
    workbook.save("scenarios.xlsx")
    capsys.readouterr()
    assert cli.main(["import", "scenarios.xlsx", "--yes"]) == 0
    said = capsys.readouterr().err
    assert re.search(r"browser-order\.de\.yml:\d+:5: warning\[AN507\]", said)
    assert "changed 1 scenario" in said
    text = Path("scenarios/make-it-easy/browser-order.yml").read_text("utf-8")
    german = Path("scenarios/make-it-easy/browser-order.de.yml").read_text("utf-8")
    assert text.count("when:") == german.count("when:")
    assert not _errors(Path("scenarios"))


def _errors(folder: Path) -> list[str]:
    found = check_course(folder, TODAY).diagnostics
    return [one.code for one in found if one.severity is Severity.ERROR]
