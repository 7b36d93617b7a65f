"""Files of strangers: nothing in them runs, unfolds without end, or crashes the program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.exchange import package
from answerable.exchange.csvtable import read_csv
from answerable.exchange.files import READERS, read_file
from answerable.exchange.workbook import read_workbook, template_workbook

TEMPLATE = template_workbook(["a"])


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
