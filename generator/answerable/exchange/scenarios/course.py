"""Exports a course folder as a table, and makes a template for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from answerable.diagnostics.failure import BuildFailed
from answerable.exchange.scenarios.tables.csvtable import write_csv
from answerable.exchange.scenarios.tables.table import to_rows
from answerable.exchange.scenarios.tables.workbook import export_workbook, template_workbook
from answerable.i18n.terminology import FORMS, KINDS, Role, forms_of, known_words
from answerable.model import CourseFile
from answerable.source.read.encoding import decode
from answerable.source.read.load import COURSE_FILE, load_course, open_folder
from answerable.source.read.source import parse


def export_course(folder: Path, kind: Literal["xlsx", "csv"]) -> bytes:
    """The course in a folder as a table. Raises `BuildFailed` if it has errors."""
    report = load_course(folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    if kind == "csv":
        return write_csv(to_rows(report.course))
    return export_workbook(report.course)


def template_for(folder: Path) -> bytes:
    """A template that fits the course in a folder, if there is one."""
    return template_workbook(load_course(folder).course)


_NAMED: Mapping[tuple[Role, str], str] = {
    ("verdicts", "right"): "accountable",
    ("verdicts", "wrong"): "not_accountable",
    **{("lesson", form): "lesson" for form in ("one", "the", "many")},
    **{("excuse", form): "excuse" for form in ("one", "the", "many")},
    ("person", "one"): "customer",
    ("person", "the"): "customer",
    ("actor", "one"): "agent",
    ("actor", "the"): "agent",
}
"""The fields that the forms of labels name."""


def own_names_of(folder: Path) -> dict[str, str]:
    """What the course in a folder calls fields by its labels, with the fields: `safe` for
    `accountable`.
    """
    file = open_folder(folder).settings
    labels = [one for one in (file.labels, *(module.labels for module in file.modules)) if one]
    found: dict[str, str] = {}
    for (role, form), name in _NAMED.items():
        for word in filter(None, (getattr(one, role) for one in labels)):
            for forms in _all_forms(role, word, file):
                if phrase := forms.get(form):
                    found[phrase] = name
    return found


def _all_forms(role: Role, word: str, file: CourseFile) -> Iterator[Mapping[str, str]]:
    """The forms of a word in each language in which they are known."""
    if own := file.label_words.get(word):
        yield own.forms
    elif word in known_words(role):
        yield from (forms_of(role, word, language) for language in FORMS[KINDS[role]])


def language_of(folder: Path) -> str:
    """The language of the course in a folder, or the default language if course.yml names none.

    Other problems of the folder are reported when the course is read.
    """
    file = folder / COURSE_FILE
    try:
        text = decode(file.read_bytes(), file.as_posix())
    except OSError:
        text = ""
    values = parse(text, file.as_posix()).value if isinstance(text, str) else None
    said = (values or {}).get("language")
    return said if isinstance(said, str) else CourseFile().language
