"""The exact words that an author reads: golden cases, and the three ways to print them.

A case is a folder in tests/cases/diagnostics with a course in `scenarios` and the text that is
printed for it in expected.txt. `UPDATE_GOLDEN=1 pytest tests/test_diagnostics.py` rewrites the
expected texts; read the difference before you keep it.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import answerable
from answerable.checks.check import check_course
from answerable.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    in_order,
    render_github,
    render_json,
    render_text,
)
from tests.support.courses import ROOT

CASES = ROOT / "tests/cases/diagnostics"
NAMES = sorted(path.name for path in CASES.iterdir())
TODAY = datetime.date(2030, 1, 1)

# Codes whose cases cannot be kept as text files; tests of their own make them.
MADE_BY_TESTS = {"AN402", "AN408", "AN420", "AN427"}
MADE_BY_TESTS |= {"AN101", "AN102", "AN216", "AN301", "AN304", "AN419"}


def found_in(folder: Path) -> tuple[Diagnostic, ...]:
    return check_course(folder, TODAY).diagnostics


@pytest.mark.parametrize("name", NAMES)
def test_golden_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    assert Path("scenarios").is_dir(), "an expectation without a course"
    printed = render_text(found_in(Path("scenarios")))
    expected = Path("expected.txt")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(printed, encoding="utf-8", newline="\n")
    assert expected.is_file(), "a course without an expectation: run with UPDATE_GOLDEN=1"
    assert printed == expected.read_text(encoding="utf-8")


def test_every_code_has_a_case() -> None:
    package = Path(answerable.__file__).parent
    used = {
        code
        for part in ("source/read/*.py", "items/[ce]*.py", "items/*/*.py", "checks/*.py")
        for module in package.glob(part)
        for code in re.findall(r'"(AN\d{3})"', module.read_text("utf-8"))
    }
    shown = {
        code
        for name in NAMES
        for code in re.findall(r"\[(AN\d{3})\]", (CASES / name / "expected.txt").read_text("utf-8"))
    }
    assert used - shown == MADE_BY_TESTS
    assert shown <= used


def at(line: str, column: int, end: int, path: str = "scenarios/a/b.yml") -> Diagnostic:
    location = Location(path, 3, column, end, line)
    return Diagnostic("AN110", Severity.ERROR, "Wrong.", location, "mend it")


def caret_row(diagnostic: Diagnostic) -> tuple[str, str]:
    """The excerpt and its carets, both after the gutter."""
    rows = render_text([diagnostic]).split("\n")
    return rows[2].removeprefix("3 | "), rows[3].removeprefix("  | ")


def columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) == "W" else 1
        for sign in text
    )


def test_carets_stand_under_wide_and_combining_characters() -> None:
    line = "title: 荷物 e\u0301 word"
    start = line.index("word")
    excerpt, carets = caret_row(at(line, start + 1, start + 5))
    assert excerpt == line
    assert carets == " " * columns(line[:start]) + "^^^^"


@pytest.mark.parametrize("length", [80, 99, 100, 101, 5000])
@pytest.mark.parametrize("place", ["start", "middle", "end"])
def test_long_lines_are_cut_around_the_place(length: int, place: str) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(length))
    column = {"start": 1, "middle": length // 2, "end": length - 3}[place]
    excerpt, carets = caret_row(at(line, column, column + 4))
    assert len(excerpt) <= 104
    begin = carets.index("^")
    assert excerpt[begin : begin + 4] == line[column - 1 : column + 3]
    assert len(carets) == begin + 4


@pytest.mark.parametrize("sign", ["\u0301", "\u200b", "é", "荷"])
def test_a_line_of_signs_without_width_is_cut_too(sign: str) -> None:
    excerpt, carets = caret_row(at(sign * 100_000, 50_000, 60_000))
    assert max(len(excerpt), len(carets)) < 500


def test_a_place_behind_the_end_of_the_line_is_shown() -> None:
    excerpt, carets = caret_row(at("title", 6, 7))
    assert excerpt == "title"
    assert carets == "     ^"


@given(st.text(), st.text(), st.text(), st.text(), st.integers(0, 30), st.integers(0, 30))
def test_nothing_that_a_terminal_obeys_is_printed(
    path: str, message: str, hint: str, line: str, column: int, end: int
) -> None:
    location = Location(path, 1, column, end, line)
    diagnostic = Diagnostic("AN110", Severity.WARNING, message, location, hint)
    for printed in (render_text([diagnostic]), render_github([diagnostic])):
        assert not [
            sign
            for sign in printed.replace("\n", "")
            if unicodedata.category(sign) in ("Cc", "Cs") or sign in "\u202e\u2066\u2028\u2029"
        ]
    assert render_json([diagnostic]).isascii()


def test_colours_frame_the_same_text() -> None:
    found = [at("title: x", 1, 6)]
    coloured = render_text(found, color=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text(found)


def test_summary_counts_by_severity() -> None:
    warning = Diagnostic("AN001", Severity.WARNING, "Hm.", Location("a.yml"))
    note = Diagnostic("AN302", Severity.NOTE, "By the way.", Location("b.yml"))
    printed = render_text([at("x", 1, 2), at("x", 1, 2), warning, note])
    assert printed.endswith("\n2 errors, 1 warning, 1 note in 3 files\n")
    assert render_text([warning]).endswith("\n1 warning in 1 file\n")
    assert render_text([]) == ""


def test_json_has_its_documented_shape() -> None:
    warning = Diagnostic("AN001", Severity.WARNING, "Hm.", Location("ä.yml"))
    assert json.loads(render_json([at("title: x", 1, 6), warning])) == {
        "version": 1,
        "summary": {"errors": 1, "warnings": 1, "notes": 0, "files": 2},
        "diagnostics": [
            {
                "code": "AN110",
                "severity": "error",
                "message": "Wrong.",
                "hint": "mend it",
                "path": "scenarios/a/b.yml",
                "line": 3,
                "column": 1,
                "end_column": 6,
            },
            {
                "code": "AN001",
                "severity": "warning",
                "message": "Hm.",
                "hint": "",
                "path": "ä.yml",
                "line": 0,
                "column": 0,
                "end_column": 0,
            },
        ],
    }


def test_github_commands_are_escaped() -> None:
    location = Location("a,b:c%.yml", 3, 7, 9, "x")
    diagnostic = Diagnostic("AN110", Severity.NOTE, "100 %: a, b", location, "one\ntwo")
    assert render_github([diagnostic]) == (
        "::notice file=a%2Cb%3Ac%25.yml,line=3,col=7,title=Answerable AN110"
        "::100 %25: a, b%0Aone%0Atwo\n"
    )


def test_a_github_message_cannot_start_a_command_of_its_own() -> None:
    diagnostic = Diagnostic("AN110", Severity.ERROR, "x\r\n::error::y", Location("a\n.yml"))
    assert len(render_github([diagnostic]).splitlines()) == 1


def test_order_is_by_place_and_repetitions_go() -> None:
    first, second = at("x", 1, 2), at("x", 2, 3)
    other = at("x", 1, 2, path="scenarios/a/a.yml")
    assert in_order([second, first, other, first]) == (other, first, second)
