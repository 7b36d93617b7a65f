"""A course folder as a table, and the template that fits it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from answerable.exchange.csvtable import write_csv
from answerable.exchange.table import to_rows
from answerable.exchange.workbook import export_workbook, template_workbook
from answerable.failure import BuildFailed
from answerable.reading.load import load_course


def export_course(folder: Path, kind: Literal["xlsx", "csv"]) -> bytes:
    """The course in a folder as a table. Raises `BuildFailed` if it has errors."""
    report = load_course(folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    if kind == "csv":
        return write_csv(to_rows(report.course))
    return export_workbook(report.course)


def template_for(folder: Path) -> bytes:
    """A template that offers the modules of the course in a folder, if there is one."""
    report = load_course(folder)
    modules = report.course.modules if report.course else ()
    return template_workbook([module.id for module in modules])
