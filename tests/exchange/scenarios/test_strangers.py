"""Files of strangers: nothing in them runs, unfolds without end, or crashes the program."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.exchange.scenarios import office as package
from answerable.exchange.scenarios import result
from answerable.exchange.scenarios.files import READERS, read_file
from answerable.exchange.scenarios.tables.csvtable import read_csv
from answerable.exchange.scenarios.tables.workbook import export_workbook, template_workbook
from answerable.exchange.scenarios.tables.worksheet import read_workbook
from answerable.exchange.scenarios.texts import article, lines
from answerable.model import Course

TEMPLATE = template_workbook()
_TYPES = "[Content_Types].xml"


def packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    return packed(parts | {name: content})


def codes(data: bytes) -> list[str]:
    return [one.code for one in read_workbook(data, "a.xlsx")[1].diagnostics]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("text", [BOMB, BOMB.decode().encode("utf-16")], ids=["utf-8", "utf-16"])
def test_entities_are_refused(text: bytes) -> None:
    assert codes(with_part("xl/sharedStrings.xml", text)) == ["AN510"]


def test_a_bomb_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNFOLDED", 1_000_000)
    assert codes(with_part("xl/media/a.xml", b"\0" * 2_000_000)) == ["AN510"]


def renamed(old: str, new: str, content: bytes | None = None) -> bytes:
    """The template with a part under another name, by which its relations name it, too."""
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    relations = {name: text for name, text in parts.items() if name.endswith((".rels", _TYPES))}
    ends = (PurePosixPath(old).name.encode(), PurePosixPath(new).name.encode())
    moved = {name: text.replace(*ends) for name, text in relations.items()}
    return packed(parts | moved | {new: parts.pop(old) if content is None else content})


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.png", "xl/worksheets/sheet1.bin"])
@pytest.mark.parametrize(
    "content",
    [b"<a/>" * 5_000_000, b"\0" * 62_000_000, BOMB, b'<?xml version="1.0" encoding="UTF-7"?><a/>'],
    ids=["tags", "bytes", "entities", "encoding"],
)
def test_limits_hold_for_parts_of_any_name(name: str, content: bytes) -> None:
    data = renamed("xl/worksheets/sheet1.xml", name, content)
    tracemalloc.start()
    assert codes(data) == ["AN510"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_sheet_of_another_name_is_a_sheet() -> None:
    rows, found = read_workbook(
        renamed("xl/worksheets/sheet1.xml", "xl/worksheets/a.png"), "a.xlsx"
    )
    assert found.diagnostics == []
    assert len(rows) == 2


DECLARED = '<?xml version="1.0" encoding="{}"?><a/>'
ENCODED = {
    "UTF-7": DECLARED.format("UTF-7").encode(),
    "UTF-7 in UTF-16": DECLARED.format("UTF-7").encode("utf-16"),
    "UTF-7 behind a mark": DECLARED.format("UTF-7").encode("utf-8-sig"),
    "Latin": DECLARED.format("ISO-8859-1").encode(),
    "single quotes": b"<?xml version='1.0' encoding = 'utf-7' ?><a/>",
    "EBCDIC": DECLARED.format("IBM037").encode("cp037"),
    "EBCDIC by name": DECLARED.format("IBM037").encode(),
    "UTF-32": DECLARED.format("UTF-32").encode("utf-32"),
    "UTF-32 without a mark": DECLARED.format("UTF-32").encode("utf-32-be"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_other_encodings_are_refused(name: str) -> None:
    assert codes(with_part("xl/theme/theme1.xml", ENCODED[name])) == ["AN510"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "UTF-16", "utf-16-le"])
def test_the_encodings_of_the_format_are_read(encoding: str) -> None:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    declared = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>{text}'
    rows, found = read_workbook(
        with_part("xl/worksheets/sheet1.xml", declared.encode(encoding)), "a.xlsx"
    )
    assert found.diagnostics == []
    assert len(rows) == 2


SUSPICIOUS = {
    "a way out": ({"../../SLIP": b"x"}, "would be outside"),
    "a way from the root": ({"/etc/x": b"x"}, "would be outside"),
    "a way out of Windows": ({"..\\SLIP": b"x"}, "would be outside"),
    "the same name twice": ({"XL/WorkBook.xml": b"<a/>"}, "two parts with the name"),
    "macros": ({"xl/vbaProject.bin": b"x"}, "contains macros"),
}


@pytest.mark.parametrize("name", SUSPICIOUS)
def test_parts_that_no_program_writes_are_refused(name: str) -> None:
    parts, reason = SUSPICIOUS[name]
    data = with_part(*next(iter(parts.items())))
    [problem] = read_workbook(data, "a.xlsx")[1].diagnostics
    assert problem.code == "AN510"
    assert reason in problem.message


STRICT = {
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
    b"http://schemas.openxmlformats.org/spreadsheetml/2006": (
        b"http://purl.oclc.org/ooxml/spreadsheetml"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006": (
        b"http://purl.oclc.org/ooxml/officeDocument"
    ),
    b"http://schemas.openxmlformats.org/drawingml/2006": b"http://purl.oclc.org/ooxml/drawingml",
}


def test_strict_workbooks_are_read() -> None:
    """The names by which Excel's type “Strict Open XML Spreadsheet” differs from the usual one."""
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    for usual, strict in STRICT.items():
        parts = {name: content.replace(usual, strict) for name, content in parts.items()}
    rows, found = read_workbook(packed(parts), "a.xlsx")
    assert found.diagnostics == []
    assert rows == read_workbook(TEMPLATE, "a.xlsx")[0]


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PARTS", 5)
    assert codes(TEMPLATE) == ["AN510"]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"\xd0\xcf\x11\xe0" * 200, packed({}), packed({"a.xml": b"<a/>"})],
    ids=["nothing", "a start", "an old or locked one", "an empty zip", "another zip"],
)
def test_what_is_no_workbook(data: bytes) -> None:
    assert codes(data) == ["AN510"]


@given(st.data())
@settings(max_examples=25)
def test_damaged_workbooks_are_explained(data: st.DataObject) -> None:
    content = bytearray(TEMPLATE)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_workbook(bytes(content), "a.xlsx")


@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), st.data())
@settings(max_examples=25)
def test_damaged_parts_are_explained(name: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        content = archive.read(name).decode()
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 60))
    read_workbook(with_part(name, (content[:start] + content[start + length :]).encode()), "a.xlsx")


def test_a_cell_far_away_costs_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", "Lesson"])
    sheet["XFD1048576"] = "far"
    held = io.BytesIO()
    book.save(held)
    rows, _ = read_workbook(held.getvalue(), "a.xlsx")
    assert [row.number for row in rows] == [1]


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<row r="1"><c t="str"><v>Title</v></c><c t="str"><v>Lesson</v></c></row>'


def sheet(rows: str) -> bytes:
    """A workbook with these rows below its titles."""
    text = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{HEAD}{rows}</sheetData></worksheet>'
    return with_part("xl/worksheets/sheet1.xml", text.encode())


def document(body: str) -> bytes:
    """A Word document with this content."""
    held = io.BytesIO()
    docx.Document().save(held)
    with zipfile.ZipFile(held) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return packed(parts | {"word/document.xml": text.encode()})


PARAGRAPH = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
WIDE = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{PARAGRAPH}</w:tc>'
MEGABYTE = 1_000_000
MANY = 300_000
"""So many that it takes minutes to look at each of them again for each other one."""
HUGE: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    # What is in the file, how it is made, and what is said about it.
    "a row without end": (".xlsx", lambda: sheet(f'<row r="{10**12}"><c/></row>'), ["AN520"]),
    "rows that repeat": (".xlsx", lambda: sheet('<row r="2"/>' * 4 * MEGABYTE), ["AN510"]),
    "cells in one row": (".xlsx", lambda: sheet(f"<row>{'<c/>' * 4 * MEGABYTE}</row>"), ["AN510"]),
    "a wide cell": (".docx", lambda: document(f"<w:tbl><w:tr>{WIDE}</w:tr></w:tbl>"), ["AN520"]),
    "paragraphs": (".docx", lambda: document(PARAGRAPH * 22_000), ["AN510"]),
    "tags": (".docx", lambda: document(PARAGRAPH * 300_000), ["AN510"]),
    "blank rows": (".csv", lambda: b"\n" * 4 * MEGABYTE, ["AN511"]),
    "rows": (".csv", lambda: b"a\n" * 9 * MEGABYTE, ["AN513"]),
    "columns": (".csv", lambda: b"Title,Lesson" + b"," * 19 * MEGABYTE, ["AN520"]),
    "titles": (".csv", lambda: b"Title,Lesson" + b",x" * 9 * MEGABYTE, ["AN520"]),
    "tags in a cell": (".csv", lambda: b"Title,Lesson\nx,<b>" + b"<a " * 10_000, []),
    "signs in a cell": (".csv", lambda: b"Title,Lesson\nx,;" + b";'" * 16_000 + b"=1", []),
    "blank lines": (".md", lambda: b"\n" * MANY, ["AN520"]),
    "blanks": (".md", lambda: b"Title" + b" " * MANY + b"x", ["AN520"]),
    "a heading": (".md", lambda: b"# a" + b" #" * (MANY // 2) + b"b", ["AN520"]),
    "solutions": (".md", lambda: b"Example 1: a\nSolutions: a\n" + b"a\n" * 120_000, ["AN513"]),
    "a late lesson": (".md", lambda: b"Example 1: a\nLesson:" + b"\n" * MANY + b"a\n" * 99, []),
    "scenarios": (".md", lambda: b"Example 1: a\n" * 25_000, ["AN513"]),
    "braces": (".gift", lambda: b"{" * MANY, ["AN526"]),
    "answers": (".gift", lambda: b"{" + b"=" * 60_000 + b"}", ["AN526"]),
    "notes": (".gift", lambda: b"//" + b"[id:" * 100_000 + b"\na{=a~b}", []),
    "comments": (".gift", lambda: b"//[id:a]\n" * 200_000 + b"a{=a~b}", []),
    "tags of HTML": (".gift", lambda: b"[html]<b>" + b"<a " * 30_000 + b"{=a~b}", []),
    "a long number": (".gift", lambda: b"[html]<b>&#" + b"9" * MANY + b";{=a~b}", []),
    "essays": (".gift", lambda: b"a\n\n" * 25_000, ["AN526"] * 1000 + ["AN200"]),
    "words without an end": (".txt", lambda: b"Example 1: a\nLesson: " + b"x" * MANY, []),
    "colons": (".txt", lambda: b"Example 1: a\n" + b":" * MANY, ["AN522"]),
    "labels": (".txt", lambda: b"Example 1: a\n" + b"A. Why: " * 60_000, ["AN513"]),
    "letters": (".txt", lambda: b"Example 1: a\n" + b"A. " * 300_000, ["AN522"]),
    "soft breaks": (".txt", lambda: b"Example 1: a\n" + b"x\v" * 120_000, ["AN513"]),
    "short lines": (".txt", lambda: b"Example 1: a\n" + b"Aa\nB\n" * 75_000, ["AN513"]),
    "pipes": (".md", lambda: b"|" * MEGABYTE + b"\n" + b"|-" * 400_000, ["AN520"]),
    "fences": (".md", lambda: b"~~~x\n" * 100_000, ["AN513"]),
    "a book": (".txt", lambda: b"a" * 3 * MEGABYTE, ["AN510"]),
}


AT_A_LIMIT = {"solutions", "scenarios", "soft breaks", "short lines", "fences"}
"""Those for which a limit is lowered, as most of their time passes before they reach the real one.
“labels” goes up to that.
"""


@pytest.mark.parametrize("name", HUGE)
def test_huge_files_are_read_in_one_go_or_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No part of them is looked at again for each other one: that would take hours."""
    suffix, make, codes = HUGE[name]
    if name in AT_A_LIMIT:
        monkeypatch.setattr(lines, "MAX_PIECES", 5_000)
        monkeypatch.setattr(article, "MAX_PIECES", 5_000)
        monkeypatch.setattr(result, "MAX_SCENARIOS", 500)
    data = make()
    start = time.process_time()
    found = READERS[suffix](data, f"a{suffix}")
    assert time.process_time() - start < 5, "ten times as long as it should take"
    assert [one.code for one in found.diagnostics] == codes


def test_ten_thousand_scenarios_are_not_too_many(shipped: Course) -> None:
    def tags(course: Course) -> int:
        with zipfile.ZipFile(io.BytesIO(export_workbook(course))) as archive:
            return sum(archive.read(part).count(b"<") for part in archive.namelist())

    fewer = shipped.model_copy(update={"modules": shipped.modules[1:]})
    more = len(shipped.scenarios) - len(fewer.scenarios)
    each = (tags(shipped) - tags(fewer)) / more  # the rest of a workbook stays the same
    assert tags(shipped) + each * (10_000 - len(shipped.scenarios)) < package.MAX_TAGS


@given(
    st.binary() | st.text().map(str.encode) | st.text('",;\n\r\t ab', max_size=40).map(str.encode)
)
def test_any_bytes_are_a_table_or_explained(data: bytes) -> None:
    read_csv(data, "a.csv")


def test_excel_csv_is_told_how_to_save(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("Title,Lesson\nCafé,x\n".encode("cp1252"))
    (problem,) = read_file(file).diagnostics
    assert problem.code == "AN103"
    assert problem.location.line == 2
    assert "CSV UTF-8" in problem.hint


@pytest.mark.parametrize("suffix", READERS)
@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_any_bytes_under_any_name(suffix: str, data: bytes) -> None:
    READERS[suffix](data, f"a{suffix}")
