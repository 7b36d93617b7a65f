"""Explain fields and entries that are in the wrong place or malformed, from the lines of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answerable.source.read import foreign
from answerable.source.read.slips import Slip, block_hint, quote_hint, start_of

MISSING_SPACE = re.compile(r"^\s*(?:-\s+)?(?P<name>[A-Za-z_]+):(?P<text>[^\s/:].*)$")
MISSING_DASH_SPACE = re.compile(r"^\s*-(?P<text>[^\s-].*)$")
_SECOND_COLON = re.compile(r"^\s*(?:-\s+)*[^\s:#][^:#]*:\s+\S.*?:(?:\s|$)")
_NAME_ALONE = re.compile(r"\s*[A-Za-z_]+:\s*(?:#.*)?")
_FIELD_NAME = re.compile(r"\s*[A-Za-z_]+:(?:\s|$)")
_FIELD_WITH_TEXT = re.compile(r"\s*(?:-\s+)?[A-Za-z_]+:\s+[^\s|>#]")
_ENTRY_WITHOUT_FIELD = re.compile(r"\s*- +(?P<text>[^\s\"'\[{|>&*!#](?:[^:#]|:\S|\S#)*)")
ENTRY_WITH_FIELD = re.compile(r"- +(?P<name>[A-Za-z_]+:(?:\s|$))")
OPEN_QUOTE = re.compile(r"""(?:^|[\[{:,-]\s+|[\[{])["']""")
NAMES_OF_TEXTS = {
    **dict.fromkeys(("steps", "choices", "phrases", "objectives"), "text"),
    **dict.fromkeys(("replies", "other_replies"), "reply"),
    "blanks": "accept",
    "footer": "link",
    "solutions": "do",
}
"""The field that an entry of a list is when it is only a text, by the list's name."""
_COLON = "A colon inside a text confuses YAML."


def hyphen_before_field(line: int, text: str) -> Slip:
    message = "There is a hyphen before this field's name, as if it were a list entry."
    hint = f"remove the hyphen: `{start_of(text.lstrip()[1:])}`"
    return Slip("AN111", message, hint, line, 0, 1)


def needs_quotes(line: int, column: int, text: str, message: str, *, code: str = "AN110") -> Slip:
    return Slip(code, message, quote_hint(text), line, column, max(len(text.rstrip()), column))


def no_field(line: int, lines: Sequence[str]) -> Slip:
    text = lines[line]
    above = _line_above(line, lines)
    if above is not None and (cut := _cut_above(above, line, lines)):
        return cut
    if slip := _foreign_entry(line, lines) or foreign.name(line, text) or foreign.note(line, text):
        return slip
    if slip := _entry_without_name(line, lines):
        return slip
    if match := MISSING_SPACE.match(text):
        return no_space_after_colon(line, match)
    if match := MISSING_DASH_SPACE.match(text):
        return no_space_after_dash(line, match)
    indent = len(text) - len(text.lstrip())
    message = "This line is neither a field nor part of the text above it."
    hint = (
        "if it belongs to the text above, indent it as far as that text\n"
        "if it is a field, write its name, a colon, a space and then the text"
    )
    group = lines[above] if above is not None and _NAME_ALONE.fullmatch(lines[above]) else ""
    if group and len(group) - len(group.lstrip()) == indent:
        owner = group.partition(":")[0].strip()
        message = f"This line is neither a field nor an entry of `{owner}` above it."
        hint = (
            f"if `{owner}` is a list, put a hyphen and a space before each entry: "
            f"`- {start_of(text.strip())}`\n"
            f"if `{owner}` is a text, put two more spaces before each of its lines"
        )
    return Slip(
        "AN111",
        message,
        hint,
        line,
        indent,
        len(text.rstrip()),
    )


def no_space_after_colon(line: int, match: re.Match[str]) -> Slip:
    place = match.end("name")
    return Slip(
        "AN112",
        f"A space is missing after the colon of `{match['name']}`.",
        f"write `{match['name']}: {start_of(match['text'])}`",
        line,
        place,
        instead=": ",
    )


def no_space_after_dash(line: int, match: re.Match[str]) -> Slip:
    place = match.start("text")
    return Slip(
        "AN112",
        "A space is missing after the hyphen.",
        f"write `- {start_of(match['text'])}`",
        line,
        place - 1,
        instead="- ",
    )


def second_colon(line: int, column: int, lines: Sequence[str]) -> Slip:
    """Explain a colon where no field can be: a second one, a missing space, or bad indentation."""
    text = lines[line]
    above = _line_above(line, lines)
    if slip := _foreign_entry(line, lines):
        return slip
    if above is not None and (match := MISSING_SPACE.match(lines[above])):
        return no_space_after_colon(above, match)
    if match := MISSING_SPACE.match(text[:column]):
        return no_space_after_colon(line, match)
    if _SECOND_COLON.match(text):
        below = lines[line + 1] if text.rstrip().endswith(":") and line + 1 < len(lines) else ""
        hint = (
            block_hint(text, below) if below[:1].isspace() and below.strip() else quote_hint(text)
        )
        return Slip("AN110", _COLON, hint, line, column)
    indent = len(text) - len(text.lstrip())
    name = text[indent:column].removeprefix("- ").strip()
    if re.fullmatch(r"[A-Za-z_]*", name):
        return misaligned(line, indent, lines)
    hint = (
        "put `>-` after the field's name and the whole text on the lines below, indented by two "
        "more spaces"
    )
    return Slip("AN110", _COLON, hint, line, column)


def misaligned(line: int, column: int, lines: Sequence[str]) -> Slip:
    text = lines[line]
    if match := MISSING_DASH_SPACE.match(text):
        return no_space_after_dash(line, match)
    above = _line_above(line, lines)
    if above is not None and (match := MISSING_DASH_SPACE.match(lines[above])):
        return no_space_after_dash(above, match)
    if slip := _foreign_entry(line, lines):
        return slip
    if above is not None and (slip := _above_to_blame(above, line, lines)):
        return slip
    if not column and ENTRY_WITH_FIELD.match(text):
        return hyphen_before_field(line, text)
    first = not column and above is not None and _line_above(above, lines) is None
    if first and above is not None and ENTRY_WITH_FIELD.match(lines[above]):
        return hyphen_before_field(above, lines[above])
    if text.lstrip().startswith(":"):
        message = "The name of the field is missing before the colon."
        hint = "write a name there; if the line is part of a text, put the text in quotes"
        return Slip("AN118", message, hint, line, column)
    if text.lstrip().startswith("- "):
        advice = "the entries of a list start in the same column, further in than the list's name"
    else:
        advice = "fields that belong together start in the same column"
    entry = above is not None and ENTRY_WITH_FIELD.match(lines[above].lstrip(" "))
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
        "This line doesn't line up with the lines above it.",
        advice,
        line,
        column,
        max(len(text.rstrip()), column),
    )


def _foreign_entry(line: int, lines: Sequence[str]) -> Slip | None:
    """Find an entry with a foreign bullet; it is fixable where a list clearly continues."""
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
    """Say what is wrong with the line above, if that is the one that doesn't fit."""
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
        message = "This line isn't a list entry, but the list continues below it."
        hint = f"put a hyphen and a space before it: `- {start_of(before)}`"
        return Slip("AN111", message, hint, above, indent, len(before.rstrip()))
    if _FIELD_NAME.match(text) and not re.search(r":(?:[ \t]|$)", before):
        return foreign.name(above, before) or no_field(above, lines)
    return None


def _entry_without_name(line: int, lines: Sequence[str]) -> Slip | None:
    """Find an entry that is one text, followed by a field that belongs to it."""
    from answerable.model.fieldnames import field_named  # few files need it, and the import is slow

    entry = _ENTRY_WITHOUT_FIELD.fullmatch(lines[line])
    below = lines[line + 1] if line + 1 < len(lines) else ""
    margin = len(lines[line]) - len(lines[line].lstrip())
    if entry is None or not _FIELD_NAME.match(below) or below[: max(margin, 1)].strip():
        return None
    name = below.partition(":")[0].strip()
    start = entry.start("text")
    condition = field_named(name, ["when"])
    text = "do" if condition else NAMES_OF_TEXTS.get(_list_above(line, lines), "…")
    hint = (
        f"also put the field's name before the text: `- {text}: {start_of(entry['text'])}`\n"
        f"and start `{condition or name}` below it, after {start} spaces"
    )
    message = f"This entry is a text without a name, so `{name}` can't belong to it."
    return Slip("AN111", message, hint, line, start, len(lines[line].rstrip()))


def _list_above(line: int, lines: Sequence[str]) -> str:
    """The name of the list that an entry is in; empty if it isn't found."""
    margin = len(lines[line]) - len(lines[line].lstrip())
    for text in reversed(lines[:line]):
        indent = len(text) - len(text.lstrip())
        if text.strip() and not text.lstrip().startswith("- ") and indent <= margin:
            return text.partition(":")[0].strip()
    return ""


def _not_indented(line: int, wanted: int, lines: Sequence[str]) -> Slip | None:
    """Find the first field of a group that starts in the same column as the group's name above."""
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
        f"This line isn't indented further than `{owner}` above it, but the line below it is.",
        f"if `{name}` belongs to `{owner}`, put {wanted - indent} spaces before it",
        line,
        indent,
        len(text.rstrip()),
    )


def _cut_above(above: int, line: int, lines: Sequence[str]) -> Slip | None:
    """Find a comment that ends the text above, so that the line continuing it is left over."""
    text = lines[above]
    column = comment_start(text)
    if column is None or not lines[line][:1].isspace():
        return None
    message = "A comment starts at the “#”, so the text ends here and the next line is lost."
    hint = (
        "if the “#” belongs to the text, put the whole text in quotes\n"
        "if it is a comment, move it to a line of its own above the text"
    )
    return Slip("AN110", message, hint, above, column, len(text.rstrip()))


def comment_start(text: str) -> int | None:
    """Return where a comment after a text begins; None if it has its own line, or may be within
    quotes.
    """
    match = re.search(r"(?<=\S)\s+#", text)
    if match is None or OPEN_QUOTE.search(text, 0, match.start()):
        return None
    return match.end() - 1


def _line_above(line: int, lines: Sequence[str]) -> int | None:
    """Return the nearest line above with more than spaces and comments."""
    for number in range(line - 1, -1, -1):
        content = lines[number].strip()
        if content and not content.startswith("#"):
            return number
    return None
