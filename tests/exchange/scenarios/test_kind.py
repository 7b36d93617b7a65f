"""Of which kind a brought file is, by its content."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.exchange.scenarios.files import READERS, read_bytes
from answerable.exchange.scenarios.kind import kind_of, other_program

TITLES = "Title\tSituation\tLesson\nA\tB\tC\n"
GIFT = "::The hat:: Where is it? {=Here. ~Gone.}\n"
ARTICLE = "Example 1: The hat\nScenario: A hat {or two} is gone = lost.\n"
LABELLED = "Example 1: The hat, lost\nScenario: It is gone; away.\nNot accountable: So what?\n"


def word() -> bytes:
    held = io.BytesIO()
    docx.Document().save(held)
    return held.getvalue()


def workbook() -> bytes:
    held = io.BytesIO()
    openpyxl.Workbook().save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "ending", "kind"),
    [
        (GIFT.encode(), ".txt", ".gift"),
        (GIFT.encode(), ".md", ".gift"),
        (GIFT.encode(), ".csv", ".gift"),
        (b"// question: 12  name: The hat\n" + GIFT.encode(), ".txt", ".gift"),
        (b"$CATEGORY: $course$/top\n\nWhere? {=Here. ~Gone.}\n", ".txt", ".gift"),
        (b"Where is the hat? {=Here. ~Gone.}\n", ".txt", ".gift"),
        (b"Hats are lost. {TRUE#They are.}\n", ".txt", ".gift"),
        (b"How many hats? {#3:1}\n", ".txt", ".gift"),
        (ARTICLE.encode(), ".txt", ".txt"),
        (b"Example 1: Hats\nScenario: Gone {=lost}.\n", ".txt", ".txt"),
        (b"Example 1: Hats\nScenario: Gone {=lost}.\n", ".gift", ".gift"),
        (TITLES.encode(), ".txt", ".csv"),
        (TITLES.encode(), ".tsv", ".tsv"),
        (TITLES.encode("utf-16"), ".txt", ".csv"),
        (TITLES.replace("\t", ";").encode(), ".md", ".csv"),
        (b"Words, words; words.\n", ".txt", ".txt"),
        (word(), ".xlsx", ".docx"),
        (word(), ".docx", ".docx"),
        (workbook(), ".docx", ".xlsx"),
        (workbook(), ".txt", ".xlsx"),
        (workbook(), ".xls", ".xlsx"),
        (word(), ".csv", ".docx"),
        (word(), ".doc", ".docx"),
        (ARTICLE.encode(), ".docx", ".txt"),
        (LABELLED.encode(), ".csv", ".txt"),
        (LABELLED.replace(": ", "\n").encode(), ".tsv", ".txt"),
        (b"Notes\nScenario: one\n", ".csv", ".csv"),
        (TITLES.encode(), ".xlsx", ".csv"),
        (b"\xd0\xcf\x11\xe0\0\0", ".doc", ".doc"),
        (b"PK\3\4", ".docx", ".docx"),
        (b"\0\1\2", ".txt", ".txt"),
        (b"", ".md", ".md"),
    ],
)
def test_the_content_says_which_kind_it_is(data: bytes, ending: str, kind: str) -> None:
    assert kind_of(data, ending) == kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi}", "Rich Text"),
        (b"PK\3\4" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "text"),
        (b"<!DOCTYPE html><p>Example 1: A</p>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<quiz></quiz>', "Moodle"),
        (b"#separator:tab\n#html:true\nA\tB\n", "Anki"),
        (b"title: A\nnot_accountable:\n  reply: No.\n", "scenario file"),
    ],
)
def test_files_of_other_programs_are_told_apart(data: bytes, said: str) -> None:
    (problem,) = read_bytes(data, "a.txt").diagnostics
    assert problem.code == "AN510"
    assert said in problem.message
    assert problem.hint


def test_words_about_other_programs_are_no_files_of_them() -> None:
    assert other_program(b"A %PDF- in a text, and <html>, and not_accountable: A\n") is None


@given(st.binary() | st.text().map(str.encode), st.sampled_from(sorted(READERS)))
def test_any_bytes_have_a_kind(data: bytes, ending: str) -> None:
    assert kind_of(data, ending) in READERS


def test_a_long_text_is_looked_at_once(tmp_path: Path) -> None:
    for part in (b"\n", b"{", b"{=", b"::", b"a:\n ", b"\n\t,;", b"#\n"):
        kind_of(part * (2_000_000 // len(part)), ".txt")
        other_program(part * (2_000_000 // len(part)))
