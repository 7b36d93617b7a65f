"""Represent the problems in a course as data, and print them in three ways.

A `Diagnostic` can come from anywhere, but only this module renders it: as text with the offending
line for people, as JSON for programs, and as annotations for GitHub.

What each code means is explained in `checks`: in its rule's docstring, or in `codes.md`.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path

EXCERPT_WIDTH = 100
"""How many terminal columns of the offending line are shown."""

# Line breaks, direction marks and overrides could make a terminal show what is not there.
_DECEPTIVE = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


class Severity(IntEnum):
    """How bad a problem is. A higher value is worse."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file. `line` and `column` count from 1, in characters; 0 = the whole file.

    `end_column` is the column after the last character. `path` is the course folder as the caller
    gave it, joined with the file's path in it, with forward slashes. `excerpt` is the text of the
    line, for printing. `place` is how the message names the spot if lines and columns mean nothing
    there, such as the cell `B2` of a table. `keys` is the path to a field whose line isn't known
    yet, such as `("solutions", 0, "do")`.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    excerpt: str = ""
    place: str = ""
    keys: tuple[str | int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """Replace a range of a file with `text`; at an empty range, the text is inserted.

    Lines and columns count from 1, in characters; the end is not part of the range.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong; `hint` says how to fix it.

    `fix` contains the edits that fix it, if there is only one way to do so.
    """

    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    fix: tuple[Edit, ...] = ()


def as_warning(one: Diagnostic) -> Diagnostic:
    """Downgrade a problem that makes only one of the outputs incomplete."""
    return replace(one, severity=min(one.severity, Severity.WARNING))


def short(path: Path) -> Path:
    """A path as short as possible for messages: relative to the current folder if it is inside
    it.
    """
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def in_quotes(path: object) -> str:
    """A path as you would type it after a command, in any shell."""
    return f'"{path}"' if " " in str(path) else str(path)


def replacement(where: Location, text: str) -> tuple[Edit, ...]:
    """The edit that replaces a location with a text; none if the location spans several lines."""
    if not where.end_column > where.column > 0:
        return ()
    return (Edit(where.path, where.line, where.column, where.line, where.end_column, text),)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by path, line, column and code, without repetitions; equals stay in the order found."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda item: (item.location, item.code)))


def render_text(diagnostics: Sequence[Diagnostic], *, color: bool = False) -> str:
    """Print for people: place, message, the offending line with carets, help, and a summary.

    The result ends with a line break; it is empty if there is nothing to say. With `color`, ANSI
    colours are added. Control characters of the files are replaced by visible ones.
    """
    if not diagnostics:
        return ""
    blocks = [_text_block(diagnostic, color) for diagnostic in diagnostics]
    return "\n\n".join([*blocks, _summary(diagnostics)]) + "\n"


def render_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Print for programs: one JSON object, ASCII only, without a line break at its end.

    Its shape is stable: `version` (1), `summary` with the counts `errors`, `warnings`, `notes` and
    `files`, and `diagnostics`, a list of objects with `code`, `severity` ("error", "warning" or
    "note"), `message`, `hint`, `path`, `line`, `column` and `end_column`. A place that is a whole
    file has line 0. New fields may be added; `version` rises if one changes or goes.
    """
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    document = {
        "version": 1,
        "summary": {
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "files": len({diagnostic.location.path for diagnostic in diagnostics}),
        },
        "diagnostics": [
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity.name.lower(),
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "path": diagnostic.location.path,
                "line": diagnostic.location.line,
                "column": diagnostic.location.column,
                "end_column": diagnostic.location.end_column,
            }
            for diagnostic in diagnostics
        ],
    }
    return json.dumps(document, indent=2)


def render_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Print workflow commands, one per line, which GitHub shows next to the changed lines.

    Format: docs.github.com, "Workflow commands for GitHub Actions", with the escapes that the
    runner itself undoes (%25, %0D, %0A; in properties also %3A and %2C).
    """
    return "".join(_github_line(diagnostic) + "\n" for diagnostic in diagnostics)


def _text_block(diagnostic: Diagnostic, color: bool) -> str:
    where = diagnostic.location
    numbers = (str(number) for number in (where.line, where.column) if number)
    place = ":".join([visible(where.path), *([where.place] if where.place else numbers)])
    label = f"{diagnostic.severity.name.lower()}[{diagnostic.code}]"
    tint = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}[diagnostic.severity]
    message = visible(diagnostic.message)
    rows = [f"{_paint(place, '1', color)}: {_paint(label, f'1;{tint}', color)} {message}"]
    gutter = " " * len(str(where.line)) if where.line else ""
    if where.line and where.excerpt:
        text, carets = _excerpt(where)
        bar = _paint(f"{gutter} |", "34", color)
        rows += [
            bar,
            f"{_paint(f'{where.line} |', '34', color)} {text}".rstrip(),
            f"{bar} {_paint(carets, f'1;{tint}', color)}",
        ]
    if diagnostic.hint:
        head = f"{gutter} = help: "
        first, *others = diagnostic.hint.split("\n")
        rows.append(_paint(f"{gutter} =", "34", color) + f" help: {visible(first)}")
        rows += [" " * len(head) + visible(other) for other in others]
    return "\n".join(rows)


def _excerpt(where: Location) -> tuple[str, str]:
    """The part of the line around the location, and the carets to print below it."""
    line = where.excerpt.rstrip()
    begin = min(max(where.column - 1, 0), len(line))
    end = min(max(where.end_column - 1, begin + 1), max(len(line), begin + 1))
    low, high = 0, len(line)
    # Characters without a width of their own take up space too: a terminal draws all of them.
    most = 4 * EXCERPT_WIDTH
    if len(line) > most or _width(line) > EXCERPT_WIDTH:
        low = max(0, begin - EXCERPT_WIDTH // 3)
        high = low
        room = EXCERPT_WIDTH
        if line.isascii():
            high, room = min(len(line), low + room), 0
        while high < min(len(line), low + most) and room > 0:
            room -= _width(line[high])
            high += 1
    before, after = ("… " if low else ""), (" …" if high < len(line) else "")
    indent = _width(before) + _width(line[low:begin])
    carets = max(1, _width(line[begin : min(end, high)]))
    return before + visible(line[low:high]) + after, " " * indent + "^" * carets


def _summary(diagnostics: Sequence[Diagnostic]) -> str:
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = ", ".join(
        counted(counts[severity], severity.name.lower())
        for severity in sorted(Severity, reverse=True)
        if counts[severity]
    )
    return f"{found} in {counted(len({item.location.path for item in diagnostics}), 'file')}"


def counted(number: int, noun: str) -> str:
    """A number of things: "1 file", "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _github_line(diagnostic: Diagnostic) -> str:
    where = diagnostic.location
    command = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    properties = {"file": where.path}
    if where.line:
        properties |= {"line": str(where.line), "col": str(where.column)}
    properties["title"] = f"Answerable {diagnostic.code}"
    fields = ",".join(
        f"{name}={_escape_data(visible(text)).replace(':', '%3A').replace(',', '%2C')}"
        for name, text in properties.items()
    )
    lines = [diagnostic.message, *(diagnostic.hint.split("\n") if diagnostic.hint else ())]
    message = _escape_data("\n".join(visible(line) for line in lines))
    return f"::{command[diagnostic.severity]} {fields}::{message}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color else text


def visible(text: str) -> str:
    """Replace characters that a terminal would obey instead of showing. Each stays one character.

    A tab becomes an arrow, control characters become their pictures (U+2400 ff.), and direction
    overrides and broken characters become U+FFFD.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return "→"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    hidden = character in _DECEPTIVE or unicodedata.category(character) in ("Cc", "Cs")
    return "\ufffd" if hidden else character


def _width(text: str) -> int:
    """The terminal columns that a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, visible(text)))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
