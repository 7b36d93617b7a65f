"""What a YAML parser's complaint means to the person who typed the line.

YAML parsers speak of tokens and block mappings. `explain` looks at the complaint and at the line,
and says in plain words what happened and how to mend it. Both of PyYAML's parsers are understood:
they find the same slips and word them differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from answerable.source.read import foreign
from answerable.source.read.slips import SHORT, Slip, block_hint, quote_hint, start_of

_MISSING_SPACE = re.compile(r"^\s*(?:-\s+)?(?P<name>[A-Za-z_]+):(?P<text>[^\s/:].*)$")
_MISSING_DASH_SPACE = re.compile(r"^\s*-(?P<text>[^\s-].*)$")
_SECOND_COLON = re.compile(r"^\s*(?:-\s+)*[^\s:#][^:#]*:\s+\S.*?:(?:\s|$)")
_NAME_ALONE = re.compile(r"\s*[A-Za-z_]+:\s*(?:#.*)?")
_FIELD_NAME = re.compile(r"\s*[A-Za-z_]+:(?:\s|$)")
_FIELD_WITH_TEXT = re.compile(r"\s*(?:-\s+)?[A-Za-z_]+:\s+[^\s|>#]")
_ENTRY_WITHOUT_FIELD = re.compile(r"\s*- +(?P<text>[^\s\"'\[{|>&*!#](?:[^:#]|:\S|\S#)*)")
_ENTRY_WITH_FIELD = re.compile(r"- +(?P<name>[A-Za-z_]+:(?:\s|$))")
_OPEN_QUOTE = re.compile(r"""(?:^|[\[{:,-]\s+|[\[{])["']""")
_COLON = "A colon inside a text confuses YAML."

MAX_DEPTH = 32
"""How deep lists and fields may stand inside each other. A scenario needs four levels."""

TokenKind: TypeAlias = Literal["quoted", "flow", "other"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said. Lines and columns count from 0; `context` is where it began reading.

    `last_line` is the line on which the last thing that it understood ended (-1: nothing),
    and `last_kind` says whether that was a text in quotes or a list or group in brackets.
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
    """Find out what the author did. `lines` are the lines of the file without line breaks."""
    line, column = _inside(complaint.line, complaint.column, lines)
    text = lines[line]
    start, start_column = _inside(complaint.context_line, complaint.context_column, lines)
    problem, reading = complaint.problem.lower(), complaint.reading.lower()
    if slip := foreign.conflict(lines):
        return slip
    if "nesting depth" in problem:  # some of libyaml's versions have a limit of their own
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
        message = "The text goes on after its closing quote."
        return _needs_quotes(line, column, text, message, code="AN113")
    if complaint.last_line == line and complaint.last_kind == "flow":
        message = "The text goes on after a closing bracket."
        return _needs_quotes(line, column, text, message)
    return _structure(problem, reading, line, column, start, lines)


def _structure(
    problem: str, reading: str, line: int, column: int, start: int, lines: Sequence[str]
) -> Slip:
    """Explain complaints about how lines stand to each other."""
    text = lines[line]
    if slip := _all_listed(lines):
        return slip
    if "expected ':'" in problem:
        return _no_field(start, lines)
    if "mapping values" in problem:
        return _colon(line, column, lines)
    if "sequence entries" in problem:
        return _list_beside_name(line, column, text)
    if "mapping keys" in problem:
        return special_start(line, column, text)
    if "block mapping" in reading or "block collection" in reading or "document start" in problem:
        return _misaligned(line, column, lines)
    return Slip(
        "AN108",
        "This line cannot be read.",
        "compare it with a scenario that works: a name, a colon, a space, then the text",
        line,
        column,
        len(text.rstrip()),
    )


def _all_listed(lines: Sequence[str]) -> Slip | None:
    """A file in which each field is the entry of a list, as texts come from word processors."""
    first = [number for number, text in enumerate(lines) if text.strip() and text[0] not in " #"]
    if len(first) < 2 or not all(_ENTRY_WITH_FIELD.match(lines[number]) for number in first):
        return None
    return _hyphen_before_field(first[0], lines[first[0]])


def listed_fields(lines: Sequence[str]) -> Slip | None:
    """A file of which all fields are one entry of a list."""
    line = next(
        (number for number, text in enumerate(lines) if _ENTRY_WITH_FIELD.match(text)), None
    )
    if line is None or not all(text[:1] in (" ", "#", "") for text in lines[line + 1 :]):
        return None
    slip = _hyphen_before_field(line, lines[line])
    hint = f"{slip.hint}\nand the two spaces before each of the other lines"
    return replace(slip, hint=hint)


def _hyphen_before_field(line: int, text: str) -> Slip:
    message = "There is a hyphen before the name of this field, as if it were an entry of a list."
    hint = f"take the hyphen out: `{start_of(text.lstrip()[1:])}`"
    return Slip("AN111", message, hint, line, 0, 1)


def too_deep(line: int, column: int) -> Slip:
    """Lists or fields stand too deep inside each other. `line` and `column` count from 0."""
    message = f"Lists or fields stand more than {MAX_DEPTH} levels deep inside each other."
    hint = "a scenario needs four levels: if this is a text, put it in quotes"
    return Slip("AN119", message, hint, line, column)


def tag(line: int, column: int, text: str) -> Slip:
    """A text that starts with an exclamation mark, which YAML takes for an instruction."""
    word = re.match(r"![^\s,\[\]{}]*", text[column:])
    shown = word.group() if word else "!"
    message = f"`{shown}` is an instruction to YAML, and instructions are not allowed here."
    return Slip("AN115", message, quote_hint(text), line, column, column + len(shown))


def special_start(line: int, column: int, text: str) -> Slip:
    """A text that starts with a sign that means something else to YAML, such as an asterisk."""
    if not text[:column].strip() and (
        slip := foreign.decoration(line, text) or foreign.entry(line, text)
    ):
        return slip
    message = f"A text that starts with “{text[column : column + 1]}” is special in YAML."
    return _needs_quotes(line, column, text, message)


def comment(line: int, column: int, text: str, *, whole: bool = True) -> Slip:
    """A number sign inside a text, from which on YAML takes the rest for a comment.

    `whole` is whether the text stands on this line alone.
    """
    message = "What follows after “#” is a comment to YAML, and will not be shown."
    head, rest = text[:column].rstrip(), text[column:].rstrip()
    quotes = quote_hint(f"{head} {rest}") if whole else "put the whole text in quotes"
    hint = (
        f"if it belongs to the text, {quotes}\n"
        "if it is a comment, move it to a line of its own above"
    )
    return Slip("AN120", message, hint, line, column, column + len(rest))


def missing_space(lines: Sequence[str]) -> Slip | None:
    """The first line that would be a field if a space stood after its colon, or its dash."""
    for number, text in enumerate(lines):
        if match := _MISSING_SPACE.match(text):
            return _missing_space(number, match)
        if match := _MISSING_DASH_SPACE.match(text):
            return _missing_dash_space(number, match)
    return None


def strange_indentation(line: int, text: str) -> Slip | None:
    """A line that starts with a tab, or with a blank that only looks like a space."""
    indentation = text[: len(text) - len(text.lstrip())]
    if "\t" in indentation and text.strip():
        return _tab(line, indentation.index("\t"))
    strange = next((place for place, sign in enumerate(indentation) if sign not in " \t"), None)
    if strange is None or not text.strip():
        return None
    return Slip(
        "AN111",
        "This line is indented with a blank that is no ordinary space.",
        "such blanks come along when text is copied from a web page or a Word document: delete "
        "them and press the space bar instead",
        line,
        strange,
        instead=" ",
    )


def directive(lines: Sequence[str]) -> Slip | None:
    """A first line that starts with a percent sign, which YAML takes for an instruction."""
    for number, text in enumerate(lines):
        if text.startswith("%"):
            return _needs_quotes(number, 0, text, "A line cannot start with “%”.")
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
        "A tab stands where only spaces are allowed.",
        "delete the tab (shown as →) and press the space bar instead, twice for each level",
        line,
        column,
    )


def _needs_quotes(line: int, column: int, text: str, message: str, *, code: str = "AN110") -> Slip:
    return Slip(code, message, quote_hint(text), line, column, max(len(text.rstrip()), column))


def _bracket(start: int, column: int, lines: Sequence[str]) -> Slip:
    # Where nothing follows an opening bracket, parsers point behind it.
    while lines[start][column : column + 1] not in ("[", "{") and (start or column):
        start, column = (start, column - 1) if column else (start - 1, len(lines[start - 1]))
    text = lines[start]
    if (cut := _comment_start(text)) is not None and text[column + 1 : cut].strip():
        message = "A comment starts at the “#”, so that the closing bracket is not read."
        hint = (
            'put the text that has the “#” in quotes, such as "Form # 12"\n'
            "if it is a comment, move it to a line of its own above"
        )
        return Slip("AN110", message, hint, start, cut, len(text.rstrip()))
    opening = text[column : column + 1]
    message = f"The “{opening}” opens a list or group that is not closed properly."
    closing = "]" if opening == "[" else "}"
    hint = f"if it belongs to a text, {quote_hint(text)}\nif not, close it with “{closing}”"
    return Slip("AN110", message, hint, start, column, max(len(text.rstrip()), column))


def _list_beside_name(line: int, column: int, text: str) -> Slip:
    match = re.match(r"\s*(?:-\s+)*(?P<name>[^\s:][^:]*):\s+-\s+(?P<text>.*)", text)
    if match is None:
        message = "A list cannot start on the line of its field."
        hint = "put each entry on a line of its own below the name"
        return Slip("AN111", message, hint, line, column)
    name, rest = match["name"], match["text"].strip()
    message = f"The hyphen after `{name}:` would begin a list, and not on this line."
    hint = (
        f"if `{name}` is one text, take the hyphen out:\n  {name}: {start_of(rest)}\n"
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
        "Between double quotes a backslash is special.",
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


def _no_field(line: int, lines: Sequence[str]) -> Slip:
    text = lines[line]
    above = _line_above(line, lines)
    if above is not None and (cut := _cut_above(above, line, lines)):
        return cut
    if slip := _foreign_entry(line, lines) or foreign.name(line, text) or foreign.note(line, text):
        return slip
    if slip := _entry_without_name(line, lines):
        return slip
    if match := _MISSING_SPACE.match(text):
        return _missing_space(line, match)
    if match := _MISSING_DASH_SPACE.match(text):
        return _missing_dash_space(line, match)
    indent = len(text) - len(text.lstrip())
    return Slip(
        "AN111",
        "This line is neither a field nor part of the text above it.",
        "if it belongs to the text above, indent it as far as that text\n"
        "if it is a field, write its name, a colon, a space and then the text",
        line,
        indent,
        len(text.rstrip()),
    )


def _missing_space(line: int, match: re.Match[str]) -> Slip:
    place = match.end("name")
    return Slip(
        "AN112",
        f"A space is missing after the colon of `{match['name']}`.",
        f"write `{match['name']}: {start_of(match['text'])}`",
        line,
        place,
        instead=": ",
    )


def _missing_dash_space(line: int, match: re.Match[str]) -> Slip:
    place = match.start("text")
    return Slip(
        "AN112",
        "A space is missing after the dash.",
        f"write `- {start_of(match['text'])}`",
        line,
        place - 1,
        instead="- ",
    )


def _colon(line: int, column: int, lines: Sequence[str]) -> Slip:
    """A colon where no field can be: a second one, a missing space, or wrong indentation."""
    text = lines[line]
    above = _line_above(line, lines)
    if slip := _foreign_entry(line, lines):
        return slip
    if above is not None and (match := _MISSING_SPACE.match(lines[above])):
        return _missing_space(above, match)
    if match := _MISSING_SPACE.match(text[:column]):
        return _missing_space(line, match)
    if _SECOND_COLON.match(text):
        below = lines[line + 1] if text.rstrip().endswith(":") and line + 1 < len(lines) else ""
        hint = (
            block_hint(text, below) if below[:1].isspace() and below.strip() else quote_hint(text)
        )
        return Slip("AN110", _COLON, hint, line, column)
    indent = len(text) - len(text.lstrip())
    name = text[indent:column].removeprefix("- ").strip()
    if re.fullmatch(r"[A-Za-z_]*", name):
        return _misaligned(line, indent, lines)
    hint = (
        "put `>-` after the field's name and the whole text on the lines below, indented by two "
        "more spaces"
    )
    return Slip("AN110", _COLON, hint, line, column)


def _misaligned(line: int, column: int, lines: Sequence[str]) -> Slip:
    text = lines[line]
    if match := _MISSING_DASH_SPACE.match(text):
        return _missing_dash_space(line, match)
    above = _line_above(line, lines)
    if above is not None and (match := _MISSING_DASH_SPACE.match(lines[above])):
        return _missing_dash_space(above, match)
    if slip := _foreign_entry(line, lines):
        return slip
    if above is not None and (slip := _above_to_blame(above, line, lines)):
        return slip
    if not column and _ENTRY_WITH_FIELD.match(text):
        return _hyphen_before_field(line, text)
    first = not column and above is not None and _line_above(above, lines) is None
    if first and above is not None and _ENTRY_WITH_FIELD.match(lines[above]):
        return _hyphen_before_field(above, lines[above])
    if text.lstrip().startswith(":"):
        message = "The name of the field is missing before the colon."
        hint = "write a name there; if the line is part of a text, put the text in quotes"
        return Slip("AN118", message, hint, line, column)
    if text.lstrip().startswith("- "):
        advice = "entries of one list start in the same column, further in than the list's name"
    else:
        advice = "fields that belong together start in the same column"
    entry = above is not None and _ENTRY_WITH_FIELD.match(lines[above].lstrip(" "))
    if above is not None and entry and _FIELD_NAME.match(text):
        start = len(lines[above]) - len(lines[above].lstrip(" ")) + entry.start("name")
        advice = (
            f"if this line belongs to the entry above, put {start} spaces before it, so that it "
            f"starts below `{entry['name'].strip()}`"
        )
    elif above is not None:
        spaces = len(lines[above]) - len(lines[above].lstrip(" "))
        advice += f"; the line above starts with {spaces or 'no'} space{'s' * (spaces != 1)}"
        if column > spaces and _FIELD_WITH_TEXT.match(lines[above]):
            advice += "\nif this line belongs to the text above, put the whole text in quotes"
    return Slip(
        "AN111",
        "This line does not line up with the lines above it.",
        advice,
        line,
        column,
        max(len(text.rstrip()), column),
    )


def _foreign_entry(line: int, lines: Sequence[str]) -> Slip | None:
    """An entry with a sign from elsewhere; it can be put right where a list is sure to go on."""
    slip = foreign.entry(line, lines[line])
    if slip is None:
        return None
    indent = len(lines[line]) - len(lines[line].lstrip())
    before = (number for number in range(line - 1, -1, -1) if lines[number].strip())
    above = next(
        (lines[one] for one in before if len(lines[one]) - len(lines[one].lstrip()) <= indent), ""
    )
    is_entry = above.lstrip().startswith("- ") or foreign.entry(0, above) is not None
    goes_on = (is_entry and above[:indent].isspace()) or _NAME_ALONE.fullmatch(above)
    return slip if goes_on else replace(slip, instead=None)


def _above_to_blame(above: int, line: int, lines: Sequence[str]) -> Slip | None:
    """What is wrong with the line above, if it is the one that does not fit."""
    if cut := _cut_above(above, line, lines):
        return cut
    text, before = lines[line], lines[above]
    indent = len(before) - len(before.lstrip())
    if slip := _entry_without_name(above, lines):
        return slip
    if slip := _not_indented(above, len(text) - len(text.lstrip()), lines):
        return slip
    if len(text) - len(text.lstrip()) != indent:
        return None
    if slip := foreign.decoration(above, before) or _foreign_entry(above, lines):
        return slip
    if text.lstrip().startswith("- ") and not before.lstrip().startswith("- "):
        message = "This line is no entry of the list, which goes on below it."
        hint = f"put a hyphen and a space before it: `- {start_of(before)}`"
        return Slip("AN111", message, hint, above, indent, len(before.rstrip()))
    if _FIELD_NAME.match(text) and not re.search(r":(?:[ \t]|$)", before):
        return foreign.name(above, before) or _no_field(above, lines)
    return None


def _entry_without_name(line: int, lines: Sequence[str]) -> Slip | None:
    """An entry that is one text, with a field below that belongs to it."""
    from answerable.model.labels import field_named  # few files need it, and it takes time

    entry = _ENTRY_WITHOUT_FIELD.fullmatch(lines[line])
    below = lines[line + 1] if line + 1 < len(lines) else ""
    margin = len(lines[line]) - len(lines[line].lstrip())
    if entry is None or not _FIELD_NAME.match(below) or below[: max(margin, 1)].strip():
        return None
    name = below.partition(":")[0].strip()
    start = entry.start("text")
    condition = field_named(name, ["when"])
    hint = (
        "put the name of its field before the text, too: "
        f"`- {'do' if condition else '…'}: {start_of(entry['text'])}`\n"
        f"and let `{condition or name}` start below it, after {start} spaces"
    )
    message = f"This entry is a text without a name, so that `{name}` cannot belong to it."
    return Slip("AN111", message, hint, line, start, len(lines[line].rstrip()))


def _not_indented(line: int, wanted: int, lines: Sequence[str]) -> Slip | None:
    """The first field of a group that starts as far left as the name of the group above it."""
    text, above = lines[line], _line_above(line, lines)
    indent = len(text) - len(text.lstrip())
    if above is None or wanted <= indent or not _FIELD_WITH_TEXT.match(text):
        return None
    group = lines[above]
    if len(group) - len(group.lstrip()) != indent or not _NAME_ALONE.fullmatch(group):
        return None
    owner, name = (one.partition(":")[0].strip() for one in (group, text))
    return Slip(
        "AN111",
        f"This line is not indented further than `{owner}` above it, but the line below it is.",
        f"if `{name}` belongs to `{owner}`, put {wanted - indent} spaces before it",
        line,
        indent,
        len(text.rstrip()),
    )


def _cut_above(above: int, line: int, lines: Sequence[str]) -> Slip | None:
    """A comment that ends the text above, so that a line that goes on with it is left over."""
    text = lines[above]
    column = _comment_start(text)
    if column is None or not lines[line][:1].isspace():
        return None
    message = "A comment starts at the “#”, so that the text ends here, and the next line is lost."
    hint = (
        "if the “#” belongs to the text, put the whole text in quotes\n"
        "if it is a comment, move it to a line of its own above the text"
    )
    return Slip("AN110", message, hint, above, column, len(text.rstrip()))


def _comment_start(text: str) -> int | None:
    """Where a comment begins behind a text; None for one alone, and where quotes may hold it."""
    match = re.search(r"(?<=\S)\s+#", text)
    if match is None or _OPEN_QUOTE.search(text, 0, match.start()):
        return None
    return match.end() - 1


def _line_above(line: int, lines: Sequence[str]) -> int | None:
    """The nearest line before it that holds more than blanks and comments."""
    for number in range(line - 1, -1, -1):
        content = lines[number].strip()
        if content and not content.startswith("#"):
            return number
    return None
