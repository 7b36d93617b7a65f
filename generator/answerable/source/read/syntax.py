"""Explain a YAML parser's error to the person who typed the line.

YAML parsers talk about tokens and block mappings. `explain` looks at the error and at the line, and
says in plain words what happened and how to fix it. It understands both of PyYAML's parsers: they
find the same mistakes and word them differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from answerable.source.read import foreign
from answerable.source.read.slips import SHORT, Slip, quote_hint, start_of
from answerable.source.read.structure import (
    ENTRY_WITH_FIELD,
    MISSING_DASH_SPACE,
    MISSING_SPACE,
    comment_start,
    hyphen_before_field,
    misaligned,
    needs_quotes,
    no_field,
    no_space_after_colon,
    no_space_after_dash,
    second_colon,
)

MAX_DEPTH = 32
"""How many levels of lists and fields may be nested. A scenario needs four."""

TokenKind: TypeAlias = Literal["quoted", "flow", "other"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """The parser's error. Lines and columns count from 0; `context` is where it began reading.

    `last_line` is the line on which the last thing it understood ended (-1: nothing), and
    `last_kind` says whether that was a text in quotes or a list or group in brackets.
    """

    problem: str
    reading: str
    line: int
    column: int
    context_line: int
    context_column: int
    last_line: int
    last_kind: TokenKind


def explain(complaint: Complaint, lines: Sequence[str]) -> Slip:
    """Find out what the author did. `lines` are the file's lines without line breaks."""
    line, column = _inside(complaint.line, complaint.column, lines)
    text = lines[line]
    start, start_column = _inside(complaint.context_line, complaint.context_column, lines)
    problem, reading = complaint.problem.lower(), complaint.reading.lower()
    if slip := foreign.conflict(lines):
        return slip
    if "nesting depth" in problem:  # some versions of libyaml have their own limit
        return too_deep(line, column)
    for number in (line, start):
        if slip := strange_indentation(number, lines[number]):
            return slip
    if "tab" in problem or text[column : column + 1] == "\t":
        return _tab(line, column)
    if "cannot start any token" in problem:
        return special_start(line, column, text)
    if "alias" in reading + problem or "anchor" in reading:
        return special_start(start, start_column, lines[start])
    if "tag" in reading:
        return tag(start, start_column, lines[start])
    if "quoted scalar" in reading:
        return _quoted(complaint, line, column, start, start_column, lines)
    if "block scalar" in reading:
        return _block_scalar(line, column, lines[start])
    if "flow" in reading:
        return _bracket(start, start_column, lines)
    if complaint.last_line == line and complaint.last_kind == "quoted":
        message = "The text continues after its closing quote."
        return needs_quotes(line, column, text, message, code="AN113")
    if complaint.last_line == line and complaint.last_kind == "flow":
        message = "The text continues after a closing bracket."
        return needs_quotes(line, column, text, message)
    return _structure(problem, reading, line, column, start, lines)


def _structure(
    problem: str, reading: str, line: int, column: int, start: int, lines: Sequence[str]
) -> Slip:
    """Explain errors about how lines relate to each other."""
    text = lines[line]
    if slip := _all_listed(lines):
        return slip
    if "expected ':'" in problem:
        return no_field(start, lines)
    if "mapping values" in problem:
        return second_colon(line, column, lines)
    if "sequence entries" in problem:
        return _list_beside_name(line, column, text)
    if "mapping keys" in problem:
        return special_start(line, column, text)
    if "block mapping" in reading or "block collection" in reading or "document start" in problem:
        return misaligned(line, column, lines)
    return Slip(
        "AN108",
        "This line can't be read.",
        "compare it with a working scenario: a name, a colon, a space, then the text",
        line,
        column,
        len(text.rstrip()),
    )


def _all_listed(lines: Sequence[str]) -> Slip | None:
    """Recognise a file in which each field is a list entry, as pasted from a word processor."""
    first = [number for number, text in enumerate(lines) if text.strip() and text[0] not in " #"]
    if len(first) < 2 or not all(ENTRY_WITH_FIELD.match(lines[number]) for number in first):
        return None
    return hyphen_before_field(first[0], lines[first[0]])


def listed_fields(lines: Sequence[str]) -> Slip | None:
    """Recognise a file whose fields are all one entry of a list."""
    line = next((number for number, text in enumerate(lines) if ENTRY_WITH_FIELD.match(text)), None)
    if line is None or not all(text[:1] in (" ", "#", "") for text in lines[line + 1 :]):
        return None
    slip = hyphen_before_field(line, lines[line])
    hint = f"{slip.hint}\nand the two spaces before each of the other lines"
    return replace(slip, hint=hint)


def too_deep(line: int, column: int) -> Slip:
    """Lists or fields are nested too deeply. `line` and `column` count from 0."""
    message = f"Lists or fields are nested more than {MAX_DEPTH} levels deep."
    hint = "a scenario needs only four levels: if this is a text, put it in quotes"
    return Slip("AN119", message, hint, line, column)


def tag(line: int, column: int, text: str) -> Slip:
    """A text starts with an exclamation mark, which YAML reads as an instruction."""
    word = re.match(r"![^\s,\[\]{}]*", text[column:])
    shown = word.group() if word else "!"
    message = f"`{shown}` is an instruction to YAML, and instructions aren't allowed here."
    return Slip("AN115", message, quote_hint(text), line, column, column + len(shown))


def special_start(line: int, column: int, text: str) -> Slip:
    """A text starts with a character that has a meaning in YAML, such as an asterisk."""
    if not text[:column].strip() and (
        slip := foreign.decoration(line, text) or foreign.entry(line, text)
    ):
        return slip
    message = f"A text that starts with “{text[column : column + 1]}” is special in YAML."
    return needs_quotes(line, column, text, message)


def comment(line: int, column: int, text: str, *, whole: bool = True) -> Slip:
    """A number sign inside a text, so that YAML reads the rest as a comment.

    `whole` is whether the text is on this line only.
    """
    message = "To YAML, what follows “#” is a comment, which won't be shown."
    head, rest = text[:column].rstrip(), text[column:].rstrip()
    quotes = quote_hint(f"{head} {rest}") if whole else "put the whole text in quotes"
    hint = (
        f"if it belongs to the text, {quotes}\n"
        "if it is a comment, move it to a line of its own above"
    )
    return Slip("AN120", message, hint, line, column, column + len(rest))


def missing_space(lines: Sequence[str]) -> Slip | None:
    """Find the first line that would be a field with a space after its colon, or its dash."""
    for number, text in enumerate(lines):
        if match := MISSING_SPACE.match(text):
            return no_space_after_colon(number, match)
        if match := MISSING_DASH_SPACE.match(text):
            return no_space_after_dash(number, match)
    return None


def strange_indentation(line: int, text: str) -> Slip | None:
    """A line starts with a tab, or with a character that only looks like a space."""
    indentation = text[: len(text) - len(text.lstrip())]
    if "\t" in indentation and text.strip():
        return _tab(line, indentation.index("\t"))
    strange = next((place for place, sign in enumerate(indentation) if sign not in " \t"), None)
    if strange is None or not text.strip():
        return None
    return Slip(
        "AN111",
        "This line is indented with something other than an ordinary space.",
        "such spaces come with text copied from web pages or Word documents: delete them, and "
        "press the space bar instead",
        line,
        strange,
        instead=" ",
    )


def directive(lines: Sequence[str]) -> Slip | None:
    """A first line starts with a percent sign, which YAML reads as an instruction."""
    for number, text in enumerate(lines):
        if text.startswith("%"):
            return needs_quotes(number, 0, text, "A line can't start with “%”.")
        if text.strip() and not text.lstrip().startswith("#"):
            return None
    return None


def _inside(line: int, column: int, lines: Sequence[str]) -> tuple[int, int]:
    """Move a place after the end of the text back to the end of the last line with text."""
    if 0 <= line < len(lines) and (lines[line].strip() or column):
        return line, min(column, len(lines[line]))
    line = min(max(line, 0), len(lines) - 1)
    while line and not lines[line].strip():
        line -= 1
    return line, len(lines[line].rstrip())


def _tab(line: int, column: int) -> Slip:
    return Slip(
        "AN109",
        "There is a tab where only spaces are allowed.",
        "delete the tab (shown as →), and press the space bar twice for each level instead",
        line,
        column,
    )


def _bracket(start: int, column: int, lines: Sequence[str]) -> Slip:
    # If nothing follows an opening bracket, parsers point after it.
    while lines[start][column : column + 1] not in ("[", "{") and (start or column):
        start, column = (start, column - 1) if column else (start - 1, len(lines[start - 1]))
    text = lines[start]
    if (cut := comment_start(text)) is not None and text[column + 1 : cut].strip():
        message = "A comment starts at the “#”, so the closing bracket isn't read."
        hint = (
            'put the text with the “#” in quotes, such as "Form # 12"\n'
            "if it is a comment, move it to a line of its own above"
        )
        return Slip("AN110", message, hint, start, cut, len(text.rstrip()))
    opening = text[column : column + 1]
    message = f"The “{opening}” opens a list or group that isn't closed properly."
    closing = "]" if opening == "[" else "}"
    hint = f"if it belongs to a text, {quote_hint(text)}\nif not, close it with “{closing}”"
    return Slip("AN110", message, hint, start, column, max(len(text.rstrip()), column))


def _list_beside_name(line: int, column: int, text: str) -> Slip:
    match = re.match(r"\s*(?:-\s+)*(?P<name>[^\s:][^:]*):\s+-\s+(?P<text>.*)", text)
    if match is None:
        message = "A list can't start on the same line as its field."
        hint = "put each entry on a line of its own below the name"
        return Slip("AN111", message, hint, line, column)
    name, rest = match["name"], match["text"].strip()
    message = f"The hyphen after `{name}:` would start a list, which isn't possible on this line."
    hint = (
        f"if `{name}` is one text, remove the hyphen:\n  {name}: {start_of(rest)}\n"
        f"if it is a list, put each entry on a line of its own:\n  {name}:\n    - {start_of(rest)}"
    )
    return Slip("AN111", message, hint, line, column)


def _quoted(
    complaint: Complaint,
    line: int,
    column: int,
    start: int,
    start_column: int,
    lines: Sequence[str],
) -> Slip:
    if "unexpected" in complaint.problem.lower():
        text = lines[start]
        return Slip(
            "AN113",
            "The quote that opens here is never closed.",
            quote_hint(text, unclosed=True),
            start,
            start_column,
            len(text.rstrip()),
        )
    backslash = lines[line].rfind("\\", 0, column + 1)
    place = backslash if backslash >= 0 else column
    return Slip(
        "AN113",
        "A backslash has a special meaning between double quotes.",
        "use single quotes around the text, or write the backslash twice",
        line,
        place,
        place + 2,
    )


def _block_scalar(line: int, column: int, text: str) -> Slip:
    match = re.match(r"^\s*(?P<head>(?:-\s+)*(?:[^:#]+:\s+)?[>|][-+0-9]*)\s*(?P<text>.*)$", text)
    head, rest = (match["head"], match["text"]) if match else ("situation: >-", "The text …")
    if rest in ("-", "+"):
        message = f"There must be no space between `{head[-1]}` and `{rest}`."
        return Slip("AN111", message, f"write `{head}{rest}`", line, column)
    shown = rest if len(rest) <= SHORT else rest[:SHORT].rstrip() + " …"
    return Slip(
        "AN111",
        "After `>` or `|` the text starts on the next line.",
        f"move it down and indent it by two more spaces:\n  {head}\n    {shown}",
        line,
        column,
        len(text.rstrip()),
    )
