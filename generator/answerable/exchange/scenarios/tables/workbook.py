"""Writes workbooks (XLSX): a whole course, or a template for new scenarios.

Every cell is text, even if it looks like a number or a formula: `0012` stays as it is, and `=1+1`
does not run.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from answerable.exchange.scenarios.tables.columns import Column, columns, numbers_of
from answerable.exchange.scenarios.tables.table import example_row, to_rows
from answerable.exchange.scenarios.tables.worded import worded
from answerable.model import Course
from answerable.model.fieldnametable import MODULE

SHEET = "Scenarios"
HELP = "How to fill it in"
_HELP_WIDTHS = (26, 9, 70, 60)
_LISTS = "Lists"

_TEXT = "@"
_LAST_ROW = 2_000
_MOMENT = datetime.datetime(2020, 1, 1)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest date in a zip
_TOP = Alignment(wrap_text=True, vertical="top")
_HEAD = Alignment(wrap_text=True, vertical="center")
_WHITE = Font(name="Calibri", bold=True, color="FFFFFF")
_NEEDED = PatternFill("solid", fgColor="1F4E5F")
_OPTIONAL = PatternFill("solid", fgColor="5B7C8A")
_PALE = Font(name="Calibri", italic=True, color="5F6B73")
_LINE_HEIGHT = 15
_MAX_HEIGHT = 180
_WIDE = ("situation", "reply", "why", "do", "when", "lesson", "not_accountable", "accountable")

_INTRODUCTION = (
    "Each row of the sheet “Scenarios” is one scenario. Dark titles with a star are required.",
    "The row in italics is an example. It isn't imported while it is unchanged: leave it there, or "
    "overwrite all of it.",
    "Press Alt+Enter for a new line inside a cell. In lists, write one entry per line.",
    "Don't change the column titles. You can move, hide or delete columns. Those that few people "
    "need are folded away: click the plus sign above to show them.",
    "Then run: answerable import THIS-FILE.xlsx --dry-run. It shows what was understood, and which "
    "cells are missing something.",
)

_WITHOUT_EXAMPLE = (_INTRODUCTION[0], *_INTRODUCTION[2:])


def export_workbook(course: Course) -> bytes:
    """A course as a workbook, one row per scenario; the same course gives the same bytes."""
    among = worded(columns(numbers_of(course.scenarios)), course)
    modules = [module.id for module in course.modules]
    return _workbook(among, to_rows(course)[1:], modules, course.name)


def template_workbook(course: Course | None = None) -> bytes:
    """An empty table with explained columns and drop-down lists: one of them offers the modules of
    the course, if there is one.

    It has an example, unless the course has labels of its own: the example is about accountability.
    """
    modules = [module.id for module in course.modules] if course else []
    among = worded(columns(), course) if course else columns()
    example = example_row()
    if modules:
        example[0] = modules[0]
    examples = [example] if among == columns() else []
    name = course.name if course else "Answerable"
    return _workbook(among, examples, modules, name, is_template=True)


def _workbook(
    among: Sequence[Column],
    rows: Sequence[Sequence[str]],
    modules: Sequence[str],
    creator: str,
    *,
    is_template: bool = False,
) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = SHEET
    _write_titles(sheet, among)
    _fold_away(sheet, among, () if is_template else rows)
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(row, start=1):
            cell = _write(sheet, number, place, text)
            cell.alignment = _TOP
            if is_template:
                cell.font = _PALE
        sheet.row_dimensions[number].height = _height(row, [_width(one) for one in among])
    introduction = _INTRODUCTION if is_template and rows else _WITHOUT_EXAMPLE
    _explain(book.create_sheet(HELP), among, introduction)
    _offer(sheet, book.create_sheet(_LISTS), among, modules)
    book[_LISTS].sheet_state = "hidden"
    book.properties.creator = creator
    book.properties.created = book.properties.modified = _MOMENT
    held = io.BytesIO()
    book.save(held)
    return _undated(held.getvalue())


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    cell: Any = sheet.cell(row, column)
    cell.number_format = _TEXT
    if text:
        # The type isn't guessed from the value: a text that begins with “=” stays text.
        cell.value = text.replace("_x", "_x005F_x")
        cell.data_type = "s"
    return cell


def _write_titles(sheet: Worksheet, among: Sequence[Column]) -> None:
    for place, column in enumerate(among, start=1):
        title = _write(sheet, 1, place, f"{column.title} *" if column.marked else column.title)
        title.font, title.alignment = _WHITE, _HEAD
        title.fill = _NEEDED if column.marked else _OPTIONAL
        dimension: Any = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = _width(column)
        dimension.number_format, dimension.alignment = _TEXT, _TOP
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "D2"


def _fold_away(sheet: Worksheet, among: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Fold columns that most people don't need and that are empty in these rows into groups, which
    open with a plus above them.
    """
    for place, column in enumerate(among):
        if not column.is_for_most and not any(row[place] for row in rows):
            dimension: Any = sheet.column_dimensions[get_column_letter(place + 1)]
            dimension.outlineLevel, dimension.hidden = 1, True


def _width(column: Column) -> int:
    if column.keys[-1] in _WIDE or column.keys[0] in _WIDE:
        return 48
    if column.choices or column.keys[0] in ("minutes", "review_by"):
        return 13
    return 26


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row in points, up to a limit; `widths` of columns are in characters."""
    lines = max(
        sum(1 + len(line) // (width - 2) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(lines * _LINE_HEIGHT, _MAX_HEIGHT)


def _explain(sheet: Worksheet, among: Sequence[Column], introduction: Sequence[str]) -> None:
    for number, text in enumerate(introduction, start=1):
        _write(sheet, number, 1, text).alignment = Alignment(vertical="top")
    top = len(introduction) + 2
    rows = [("Column", "Needed", "What to write", "Example")]
    rows += [
        (
            column.title,
            "yes" if column.marked else "",
            _about(column),
            column.example,
        )
        for column in among
    ]
    for number, row in enumerate(rows, start=top):
        for place, text in enumerate(row, start=1):
            cell = _write(sheet, number, place, text)
            cell.alignment = _TOP
            if number == top:
                cell.font, cell.fill = _WHITE, _NEEDED
        sheet.row_dimensions[number].height = _height(row, _HELP_WIDTHS)
    for letter, width in zip("ABCD", _HELP_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{top + 1}"


def _about(column: Column) -> str:
    several = " One entry per line." if column.several else ""
    return column.description + several


def _offer(
    sheet: Worksheet, lists: Worksheet, among: Sequence[Column], modules: Sequence[str]
) -> None:
    """Add drop-down lists, and the explanation that shows when a cell is selected."""
    for place, column in enumerate(among, start=1):
        choices = tuple(modules) if column.keys == (MODULE,) else column.choices
        for number, choice in enumerate(choices, start=1):
            _write(lists, number, place, choice)
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list" if choices else None,
            formula1=f"{_LISTS}!${letter}$1:${letter}${len(choices)}" if choices else None,
            allow_blank=True,
            # A new module may be typed; other lists allow only their values.
            showErrorMessage=bool(choices) and column.keys != (MODULE,),
            showInputMessage=True,
            errorTitle="Not in the list",
            error=f"Allowed here: {', '.join(choices)}"[:250] if choices else None,
            promptTitle=column.title[:32],
            prompt=_about(column)[:250],
        )
        rule.add(f"{letter}2:{letter}{_LAST_ROW}")
        sheet.add_data_validation(rule)


def _undated(data: bytes) -> bytes:
    """The same zip without the time when it was made."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _without_moment(content)
            new.writestr(entry, content)
    return held.getvalue()


def _without_moment(content: bytes) -> bytes:
    """The content without the time of saving, which openpyxl writes whatever was set before."""
    start, end = b"<dcterms:modified", b"</dcterms:modified>"
    head, _, rest = content.partition(start)
    return head + rest.partition(end)[2]
