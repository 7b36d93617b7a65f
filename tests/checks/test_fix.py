"""`answerable check --fix`: what is mended, what is left, and that nothing is half-written."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable import cli
from answerable.checks.check import check_course
from answerable.checks.fix import apply_edits, chosen, fix_course
from answerable.diagnostics import Diagnostic, Edit, Location, Severity
from answerable.source.write.changes import write
from tests.support.courses import COURSE_FILES, TODAY, write_course

SCENARIO = """\
title: The lost key
situation: A guest stands in the rain before a locked door.
not_accountable:
  reply: The office opens at nine, so somebody can help you then.
  why: She stays in the rain, and nobody is looking for a way in.
accountable:
  reply: I am on my way with a spare key, ten minutes from now.
  why: She knows that somebody is coming, and exactly when.
solutions:
  - Bring the spare key.
  - Call the locksmith.
lesson: Whoever hears about it brings the key.
"""
COURSE = "id: inn\ntitle: The inn\nchecks:\n  ignore: [AN017]\n"


def mended(tmp_path: Path, files: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The files after mending, and the codes that are left."""
    folder = write_course(tmp_path / "scenarios", files)
    write(fix_course(folder, TODAY))
    texts = {name: (folder / name).read_bytes().decode() for name in files}
    return texts, [one.code for one in check_course(folder, TODAY).diagnostics]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("lesson:Whoever hears", "lesson: Whoever hears"),
        ("  - Bring the spare key.\n  -Call", "  - Bring the spare key.\n  - Call"),
        ("situaton: A guest", "situation: A guest"),
        ("  repli: I am on", "  reply: I am on"),
        ("customer: externl\nlesson", "customer: external\nlesson"),
        ("\u00a0\u00a0reply: I am on", "  reply: I am on"),
        ("# answerable: ignore[AN005] Old.\nlesson", "lesson"),
        ("title: The lost key # answerable: ignore[AN005]\n", "title: The lost key\n"),
        ("solutions: # answerable: ignore[AN005, AN020] Old.\n", "solutions:\n"),
    ],
)
def test_what_is_mended(bad: str, good: str, tmp_path: Path) -> None:
    plain = good.replace("customer: external\n", "")
    assert plain in SCENARIO
    text = SCENARIO.replace(plain, bad)
    texts, left = mended(tmp_path, {"course.yml": COURSE, "door/key.yml": text})
    assert texts["door/key.yml"] == SCENARIO.replace(plain, good)
    assert left == []


@pytest.mark.parametrize(
    "bad",
    [
        "lesson: One rule: bring the key.",  # quotes, or two fields?
        "lesson: Bring the key.\nlesson: Or call.",  # which of the two?
        "lesson: Bring the key.\nlessn: Or call.",  # not a new name for what is there
        "lesson: Bring the key.\nreview_by: 31.12.2030",
        "lesson: Bring the key.\nabcdefgh: Or call.",
    ],
)
def test_what_is_left(bad: str, tmp_path: Path) -> None:
    text = SCENARIO.replace("lesson: Whoever hears about it brings the key.", bad)
    texts, left = mended(tmp_path, {"course.yml": COURSE, "door/key.yml": text})
    assert texts["door/key.yml"] == text
    assert left


def test_many_things_in_several_files(tmp_path: Path) -> None:
    spoiled = SCENARIO.replace("lesson: ", "lesson:").replace("situation", "situaton")
    files = {
        "course.yml": COURSE
        + "modules:\n  - folder: door\n    title: Door\n    scenarios:\n      - a # first\n",
        "door/a.yml": SCENARIO + "channel: E-mail\ntags: [late, Key]\n",
        "door/b.yml": "\ufeff" + spoiled + "channel: email\ntags: [key, late]\n",
        "door/c.yml": SCENARIO + "channel: E-mail\ntags: [Key]\n",
    }
    texts, left = mended(tmp_path, files)
    assert left == []
    assert texts["course.yml"].endswith("      - a # first\n      - b\n      - c\n")
    assert texts["door/b.yml"] == ("\ufeff" + SCENARIO + "channel: E-mail\ntags: [Key, late]\n")
    assert texts["door/a.yml"] == files["door/a.yml"]


def test_line_breaks_of_windows_stay(tmp_path: Path) -> None:
    text = SCENARIO.replace("lesson: ", "lesson:").replace("\n", "\r\n")
    folder = write_course(tmp_path / "scenarios", {"course.yml": COURSE})
    (folder / "door").mkdir()
    (folder / "door/key.yml").write_bytes(text.encode())
    write(fix_course(folder, TODAY))
    assert (folder / "door/key.yml").read_bytes().decode() == SCENARIO.replace("\n", "\r\n")


def test_a_good_course_is_left_alone(tmp_path: Path) -> None:
    assert fix_course(write_course(tmp_path / "scenarios", COURSE_FILES), TODAY) == []
    assert fix_course(tmp_path / "nowhere", TODAY) == []


def test_the_command_shows_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    bad = SCENARIO.replace("lesson: ", "lesson:")
    folder = write_course(Path("scenarios"), {"course.yml": COURSE, "door/key.yml": bad})
    assert cli.main(["check", "--diff"]) == 1
    shown = capsys.readouterr().err
    assert "-lesson:Whoever hears" in shown
    assert "+lesson: Whoever hears" in shown
    assert (folder / "door/key.yml").read_text() == bad
    assert cli.main(["check", "--fix"]) == 0
    assert "+lesson: Whoever hears" in capsys.readouterr().err
    assert (folder / "door/key.yml").read_text() == SCENARIO


EDITS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 6), st.integers(0, 5), st.sampled_from(["", "x"]))
)


@given(EDITS)
def test_edits_that_are_chosen_never_overlap(places: list[tuple[int, int, int, str]]) -> None:
    text = "abcdefghijk\n" * 4
    found = [
        Diagnostic(
            "AN008",
            Severity.WARNING,
            f"{number}",
            Location("a.yml"),
            fix=(Edit("a.yml", line, column, line, column + length, insert),),
        )
        for number, (line, column, length, insert) in enumerate(places)
    ]
    edits = chosen(found).get("a.yml", [])
    for first, second in itertools.pairwise(edits):
        assert (first.line, first.end_column) <= (second.line, second.column)
    taken = sum(edit.end_column - edit.column for edit in edits)
    put = sum(len(edit.text) for edit in edits)
    assert len(apply_edits(text, edits)) == len(text) - taken + put
