"""Run a Typst template on one JSON value: make a PDF or PNG, or query facts about the result.

No text of a course is ever parsed as Typst markup: it arrives as data, so `#panic()` in a scenario
is printed, not run. A template has access to the files of this package and the fonts of the job.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import typst

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts, fonts_in
from answerable.handouts.typeset.palette import Ink, palette
from answerable.handouts.typeset.texts import COURSE_FILE
from answerable.i18n import direction
from answerable.source.storage.kept import kept

PACKAGE = Path(__file__).parent.parent


class PrintError(Exception):
    """Something can't be printed. `diagnostics` has every reason, not just the first."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Document:
    """Settings of a whole document. `language` is a tag such as `pt-BR`."""

    title: str
    language: str
    authors: tuple[str, ...] = ()
    ink: Ink = "colour"
    fonts: Fonts = SHIPPED_FONTS

    def job(self) -> dict[str, Any]:
        """The part of a template's data that `base.typ` reads."""
        return {
            "title": self.title,
            "language": self.language.split("-"),
            "direction": direction(self.language),
            "authors": self.authors,
            "ink": self.ink,
            "palette": palette(self.ink),
        }


class Typesetter:
    """A template (its path within the package) with the document's own part of the data.

    What it makes is kept: the same template with the same data and fonts is run only once.
    """

    def __init__(self, template: str, document: Document, data: Mapping[str, Any]) -> None:
        job = {**document.job(), **data}
        chosen = document.fonts.chosen(json.dumps(job, ensure_ascii=False))
        self._template = template
        self._folders = chosen.folders
        self._fonts = tuple(fonts_in(chosen.folders))
        self._job = json.dumps(
            {**job, "fonts": chosen.families, "marked": chosen.marked}, ensure_ascii=False
        )

    def pdf(self) -> bytes:
        """A tagged PDF (PDF/UA-1). The bytes depend only on the data."""

        def whole() -> bytes:
            return cast(bytes, self._compiler.compile(format="pdf", pdf_standards=["ua-1"]))

        return self._made("pdf", whole)

    def png(self, *, ppi: float) -> bytes:
        """The document's first page as a picture."""

        def first() -> bytes:
            pages = self._compiler.compile(format="png", ppi=ppi)
            return cast(bytes, pages[0] if isinstance(pages, list) else pages)

        return self._made(f"png {ppi}", first)

    def told(self, label: str) -> list[Any]:
        """The values that the template stored under a label, in document order."""
        found = self._made(
            f"told {label}", lambda: self._compiler.query(f"<{label}>", field="value").encode()
        )
        return cast(list[Any], json.loads(found))

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(
            str(PACKAGE / self._template),
            root=str(PACKAGE),
            font_paths=[str(folder) for folder in self._folders],
            ignore_system_fonts=True,
            sys_inputs={"job": self._job},
        )

    def _made(self, what: str, make: Callable[[], bytes]) -> bytes:
        def make_it() -> bytes:
            with _failures():
                return make()

        made_from = (self._template, *self._fonts, self._job, what)
        return kept("print", (part.encode() for part in made_from), make_it)


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
