"""What of a course will not come out on paper, told before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from answerable.cards.forecast import forecast
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.model import Course
from answerable.printing.characters import missing_characters
from answerable.printing.fonts import SHIPPED_FONTS, Fonts
from answerable.project import usable_fonts
from answerable.reading.encoding import decode, split_lines
from answerable.reading.folder import course_files
from answerable.reading.load import load_course

_BRINGS_FONTS = "print_fonts"
_LONG = 6000
"""Characters of a file whose texts might not fit on a card of the usual size."""


def paper_notes(folder: Path, *, lengths: bool = False) -> tuple[Diagnostic, ...]:
    """AN402 for each writing that no font can print, AN408 for fonts of the course that are of no
    use, and with `lengths` AN401 for texts that are too long for their card: warnings, as the rest
    of the course can be used without.

    `folder` is that of a course without errors. Its texts are looked at as they were typed; only a
    course with fonts of its own, or with very long texts, is read.
    """
    files = {path.as_posix(): _lines(path) for path in course_files(folder).yaml}
    fonts, found = SHIPPED_FONTS, list[Diagnostic]()
    brings = any(line.startswith(_BRINGS_FONTS) for lines in files.values() for line in lines)
    long = lengths and any(sum(map(len, lines)) > _LONG for lines in files.values())
    course = load_course(folder).course if brings or long else None
    if course:
        fonts, wrong = usable_fonts(course, folder)
        found += as_warnings(wrong)
    if course and long:
        found += _too_long(course.published(), fonts, folder)
    return (*found, *missing_characters(files, fonts))


def as_warnings(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """What keeps a deck from being printed and nothing else from being made."""
    return tuple(replace(one, severity=min(one.severity, Severity.WARNING)) for one in found)


def _too_long(course: Course, fonts: Fonts, folder: Path) -> Iterator[Diagnostic]:
    paths = {scenario.code: scenario.path for scenario in course.scenarios}
    for outcome in forecast(course, "a4", fonts=fonts):
        if not outcome.fits:
            yield Diagnostic(
                "AN401",
                Severity.WARNING,
                f"Card {outcome.code}, {outcome.name}: the text will not fit, not even in the "
                f"smallest print ({outcome.points:.1f} pt).",
                Location((folder / paths[outcome.code]).as_posix()),
                "Shorten its texts, or give the card shorter texts of its own under `card`. Until "
                "then, the site is built without cards.",
            )


def _lines(path: Path) -> tuple[str, ...]:
    text = decode(path.read_bytes(), path.as_posix())
    return split_lines(text) if isinstance(text, str) else ()
