"""Run a Typst template on one JSON value: make a PDF or PNG, or query facts about the result.

No text of a course is ever parsed as Typst markup: it arrives as data, so `#panic()` in a scenario
is printed, not run. A template has access to the files of this package and the fonts of the job.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import typst

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts, fonts_in, hash_of_font
from answerable.handouts.typeset.palette import Ink, palette
from answerable.handouts.typeset.texts import COURSE_FILE, Text
from answerable.i18n import direction
from answerable.model import Course
from answerable.model.colours import OURS, Colours
from answerable.source.storage.kept import kept_value

PACKAGE = Path(__file__).parent.parent

_Made = TypeVar("_Made")


class PrintError(Exception):
    """Something can't be printed. `diagnostics` has every reason, not just the first."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Document:
    """Settings of a whole document. `language` is a tag such as `pt-BR`; `roundness` is the
    brand's.
    """

    title: str
    language: str
    authors: tuple[str, ...] = ()
    ink: Ink = "colour"
    fonts: Fonts = SHIPPED_FONTS
    colours: Colours = OURS
    roundness: float = 1

    @classmethod
    def of(cls, course: Course, title: str, ink: Ink, fonts: Fonts) -> Document:
        """A document that is made from a course."""
        brand = course.brand
        return cls(
            title, course.language, course.authors, ink, fonts, brand.colours, brand.roundness
        )

    def job(self) -> dict[str, Any]:
        """The part of a template's data that `base.typ` reads."""
        return {
            "title": self.title,
            "language": self.language.split("-"),
            "direction": direction(self.language),
            "authors": self.authors,
            "ink": self.ink,
            "roundness": self.roundness,
            "palette": palette(self.colours.paper, self.ink),
        }


def set_once(made_from: object, document: Document, make: Callable[[], _Made]) -> _Made:
    """What `make` returns, kept until `made_from`, the document or one of its fonts changes.

    `made_from` is everything else that the result depends on, with a `repr` that tells all of it.
    """
    fonts = document.fonts
    content = (
        repr((made_from, replace(document, fonts=SHIPPED_FONTS))),
        *map(hash_of_font, fonts.files),
        *fonts_in(fonts.folders),  # Typst uses all that is there
    )
    return kept_value("print", (part.encode() for part in content), make)


_DIGITS_TOO_MANY = re.compile(rb"(\.\d\d)\d+")
"""Of numbers in a picture, whose shapes of letters are nearly all of it. It has no text."""


class Typesetter:
    """A template (its path within the package) with the document's own part of the data.

    Dataclasses in the data become objects with their fields, texts only their nodes.
    """

    def __init__(self, template: str, document: Document, data: Mapping[str, Any]) -> None:
        job = {**document.job(), **data}
        self._template = template
        self._job = json.dumps(job, ensure_ascii=False, default=_as_data)
        self._fonts = document.fonts.chosen(self._job)

    def pdf(self) -> bytes:
        """A tagged PDF (PDF/UA-1). The bytes depend only on the data."""
        with _failures():
            return cast(bytes, self._compiler.compile(format="pdf", pdf_standards=["ua-1"]))

    def svg(self) -> bytes:
        """The document's first page as a picture, in which places are exact to 0.01 pt."""
        with _failures():
            pages = self._compiler.compile(format="svg")
        first = cast(bytes, pages[0] if isinstance(pages, list) else pages)
        return _DIGITS_TOO_MANY.sub(rb"\1", first)

    def told(self, label: str) -> list[Any]:
        """The values that the template stored under a label, in document order."""
        with _failures():
            found = self._compiler.query(f"<{label}>", field="value")
        return cast(list[Any], json.loads(found))

    @cached_property
    def _compiler(self) -> typst.Compiler:
        fonts = {"families": self._fonts.families, "marked": self._fonts.marked}
        return typst.Compiler(
            str(PACKAGE / self._template),
            root=str(PACKAGE),
            font_paths=[str(folder) for folder in self._fonts.folders],
            ignore_system_fonts=True,
            sys_inputs={"job": self._job, "fonts": json.dumps(fonts, ensure_ascii=False)},
        )


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, as they are."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _as_data(value: Any) -> Any:
    return {"nodes": value.nodes} if isinstance(value, Text) else fields_of(value)


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """Raise AN409 if Typst fails, with an error or with a panic, which is not an `Exception`."""
    try:
        yield
    except BaseException as error:
        # A query fails with a plain RuntimeError.
        known = isinstance(error, typst.TypstError | RuntimeError)
        if not known and type(error).__name__ != "PanicException":
            raise
        hint = (
            "Print fewer scenarios at a time, to find the one: it may contain a very rare "
            "character. Please report it."
        )
        message = f"Typst, which sets all that is printed, cannot set this: {error}."
        where = Location(COURSE_FILE)
        raise PrintError((Diagnostic("AN409", Severity.ERROR, message, where, hint),)) from error
