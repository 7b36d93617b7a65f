"""Find text that YAML drops silently: everything after a number sign, and line breaks.

Whether more was typed than will be shown depends on what the text is for, so the model decides. A
note after a value is no loss; where a text and a note look alike, the finding says so. A finding
has an edit only if the author can have meant just one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from pydantic import BaseModel

from answerable.diagnostics import Diagnostic, Edit, Severity
from answerable.model.scalars import TextKind
from answerable.source.read import syntax
from answerable.source.read.fields import MAX_PROBLEMS
from answerable.source.read.joined import Joined, joined, may_hold_lines
from answerable.source.read.linewise import LineShape
from answerable.source.read.modelpath import text_kind
from answerable.source.read.positions import Keys, Source, Span, Typed, Value
from answerable.source.read.quoting import quote

_COMMENT = re.compile(r"(?P<gap>\s*)(?P<comment>#.*\S)\s*")
_NUMBERED = re.compile(r"(?P<margin>\s+)#\s?\d.*")
_NAME_OR_DASH = re.compile(r"\s*(?:-(?=\s)\s*)*(?:[^\s#-][^#]*?:(?=\s))?")
_FOR_PROGRAMS = re.compile(
    r"#\s*(answerable:|yaml-language-server:|to[- ]?do\b|fixme\b|xxx\b)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]*_`]*$")
_FINISHED = re.compile(r"[.!?。！？؟۔।][\"'”’»)\]*_`]*$")
_NAME_OR_NUMBER = re.compile(r"[a-z0-9_-]*|[\W\d_]*")


def losses(source: Source, model: type[BaseModel]) -> tuple[Diagnostic, ...]:
    """Return AN120 and AN121 for texts that differ from what was typed, at most `MAX_PROBLEMS`."""
    found = (
        one
        for keys, typed in source.typed.items()
        if source.value is not None
        for one in _in(source, model, keys, typed)
    )
    return tuple(islice(found, MAX_PROBLEMS))


def lists_joined(source: Source, model: type[BaseModel]) -> tuple[Diagnostic, ...]:
    """Return only those `losses` that are lists and code blocks whose lines YAML joins."""
    found = (
        one
        for keys, typed in source.typed.items()
        if source.value is not None and typed.style != "|"
        for one in _in(source, model, keys, typed)
    )
    return tuple(one for one in found if one.code == "AN121")


def _in(source: Source, model: type[BaseModel], keys: Keys, typed: Typed) -> Iterator[Diagnostic]:
    value = _value_at(source, keys)
    if isinstance(value, dict | list):  # the field is there twice, and was something else before
        return
    if not typed.style and (
        found := _cut_off(source, model, keys, typed, value)
        or _hidden_line(source, model, keys, typed, value)
    ):
        yield found
    if not value or not may_hold_lines(source.lines, typed):
        return
    if text_kind(model, source.value, keys) is TextKind.PROSE:
        indent = source.keys[keys].column + 1 if keys in source.keys else typed.column - 1
        if lines := joined(source.lines, typed, value, indent):
            yield _run_together(source, typed, lines)


def _value_at(source: Source, keys: Keys) -> Value:
    value: Value = source.value
    for key in keys:
        value = value[key]  # type: ignore[index]  # the path was made with the value
    return value


class _Likely(NamedTuple):
    """How likely it is that a comment was meant as text; `sure` if it can't be anything else."""

    severity: Severity
    sure: bool = False


def _cut_off(
    source: Source, model: type[BaseModel], keys: Keys, typed: Typed, kept: str | None
) -> Diagnostic | None:
    """Return AN120 if the comment after a text may be the rest of it."""
    line, column = typed.end_line, typed.end_column
    if kept is None:
        # Parsers place an empty value differently, so look for it after the name or the dash.
        line = (source.keys.get(keys) or source.values[keys]).line
        before = _NAME_OR_DASH.match(source.lines[line - 1])
        column = before.end() + 1 if before else 1
    text = source.lines[line - 1]
    match = _COMMENT.fullmatch(text, column - 1)
    if match is None:
        return None
    kind = text_kind(model, source.value, keys)
    likely = _likely_text(kept, match["gap"], match["comment"], kind)
    if likely is None:
        return None
    begin, end = match.start("comment") + 1, match.end("comment") + 1
    slip = syntax.comment(line - 1, begin - 1, text, whole=typed.line == line)
    where = source.locate(Span(line, begin, end))
    fix: tuple[Edit, ...] = ()
    if likely.sure and not typed.flow:
        start = (typed.line, typed.column) if kept is not None else (line, begin)
        fix = (Edit(source.path, *start, line, end, _quoted(source, start, (line, end))),)
    return Diagnostic(slip.code, likely.severity, slip.message, where, slip.hint, fix)


def _hidden_line(
    source: Source, model: type[BaseModel], keys: Keys, typed: Typed, kept: str | None
) -> Diagnostic | None:
    """Return AN120 if a line that seems to continue a text starts with a `#` and a number."""
    line = "".join(source.lines[typed.end_line : typed.end_line + 1])
    match = _NUMBERED.fullmatch(line)
    parent = source.keys[keys].column if keys in source.keys else typed.column - 2
    if kept is None or match is None or match.end("margin") < parent:
        return None
    if text_kind(model, source.value, keys) is None:
        return None
    slip = syntax.comment(typed.end_line, match.end("margin"), line, whole=False)
    where = source.locate(Span(slip.line + 1, slip.column + 1, (slip.end or slip.column) + 1))
    severity = Severity.NOTE if _FINISHED.search(kept) else Severity.WARNING
    return Diagnostic(slip.code, severity, slip.message, where, slip.hint)


def _likely_text(kept: str | None, gap: str, comment: str, kind: TextKind | None) -> _Likely | None:
    """Whether a comment may have been meant as text; None if it is a note."""
    inside = comment[1:]
    glued = not inside[:1].isspace()
    said = inside.strip("# \t-=")
    if not said or _FOR_PROGRAMS.match(comment):
        return None
    if kind is TextKind.COLOUR:
        return _Likely(Severity.ERROR, sure=True) if kept is None and glued else None
    number = said[0].isdigit()
    if kind is None:
        # Names, choices, numbers and dates have no sentences; an unknown field may be anything.
        fits = glued and kept is not None and not _NAME_OR_NUMBER.fullmatch(kept)
        return _Likely(Severity.WARNING) if fits else None
    finished = kept is not None and _FINISHED.search(kept) is not None
    severity = Severity.NOTE if finished else Severity.WARNING
    if number and (glued or not gap.startswith("  ")):
        return _Likely(severity, sure=not finished)
    if glued:
        return _Likely(severity)
    if kept is None or gap.startswith("  ") or _SENTENCE_END.search(kept):
        return None
    if _SENTENCE_END.search(said):
        return _Likely(Severity.WARNING)
    return _Likely(Severity.NOTE) if kind is TextKind.PROSE else None


def _quoted(source: Source, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a stretch of a file, including line breaks, in quotes that change no word."""
    lines = list(source.lines[start[0] - 1 : end[0]])
    lines[-1] = lines[-1][: end[1] - 1]
    lines[0] = lines[0][start[1] - 1 :]
    return quote("\n".join(lines))


_JOINERS = {">": "After `>`, YAML joins lines", "|": "Markdown joins lines"}
"""What joins lines into one paragraph, by the style of the text."""

_BLOCKS = {">": "write `|` instead of `>`, which keeps each line as it is", "|": ""}
_NEW_BLOCK = (
    "put `|-` where the text begins, and the text on the lines below, indented by two more spaces, "
    "which keeps each line as it is"
)
_KEPT: Mapping[LineShape | None, str] = {
    LineShape.LINES: "end each of these lines except the last with a backslash, which breaks the "
    "line",
    LineShape.TABLE: (
        "tables aren't supported: write a list, or put a line of three backticks above and below"
    ),
}
"""What lines without a sign also need."""


def _run_together(source: Source, typed: Typed, lines: Joined) -> Diagnostic:
    """Return AN121 for a text whose lines are joined."""
    if lines.follows:
        message = "Markdown reads this line as part of the line above."
        hint = "put an empty line before it"
    elif typed.style == "|" and lines.kind is None:
        message = (
            f"In Markdown, “{lines.sign}” doesn't start a list entry, so these lines become one "
            "paragraph."
        )
        hint = "start each of them with a hyphen and a space: `- `"
    else:
        who = _JOINERS.get(typed.style, "YAML joins the lines of this text")
        message = f"{who}, so {lines.what} becomes one paragraph."
        hint = "\n".join(
            filter(None, (_BLOCKS.get(typed.style, _NEW_BLOCK), _KEPT.get(lines.kind)))
        )
    if lines.blank_line and not lines.follows:
        hint += "\nput an empty line before the paragraph that follows"
    if lines.text is not None:
        hint += "\n`answerable check --fix` does that for you"
    row = source.lines[lines.line - 1]
    begin = len(row) - len(row.lstrip())
    where = source.locate(Span(lines.line, begin + 1, len(row.rstrip()) + 1))
    fix: tuple[Edit, ...] = ()
    if lines.text is not None:
        end = source.lines[lines.end_line - 1]
        place = (typed.line, typed.column, lines.end_line, len(end) + 1)
        fix = (Edit(source.path, *place, lines.text),)
    return Diagnostic("AN121", Severity.WARNING, message, where, hint, fix)
