"""Find lists, code blocks and single lines that YAML or Markdown would join into one paragraph.

YAML joins the lines of a text with a space: after `>`, in quotes, and where a text simply continues
on the next line. Markdown joins lines that start with a bullet it doesn't know, as pasted from word
processors and chats; lines that only belong below each other (see `linewise`); and a line right
below a list with the list's last entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.source.read.linewise import LONG, LineShape, kinds
from answerable.source.read.positions import Typed

_ITEM = re.compile(
    r"(?P<sign>\d{1,3}[.)]|\(\d{1,3}\)|\(?(?:[A-Za-z]|[ivx]{2,4})\)|>"
    r"|[^\w\s\"'“”„‘’«»(\[{<`&@§$€£%/\\#.,:;!?¿¡|~^=…]\ufe0f?)[ \t\u00a0]+(?=\S)"
)
_MARKDOWN_SIGNS = frozenset("-*+>")
_ORDINALS = ("(1)", "a)")
"""Numbers and letters that don't start a list in Markdown."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_DASHES = frozenset("‐‑–—―−－")
_FENCE = re.compile(r"(?:```|~~~)")
_TABLE_FENCE = "```"
_HEADER = re.compile(r">(?P<rest>[-+]?(?:\s+#.*)?)\s*")


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with lines that would be joined.

    `line` is the first line that is joined to another, `what` is what becomes one paragraph, `sign`
    is what its entries begin with, and `kind` says what lines without a sign are. `text` is the
    replacement that keeps all lines apart, up to `end_line`; it is None if the intent isn't
    certain. `blank_line` is whether an empty line is needed; `follows` is whether that is all it
    takes, because the line is right below a list.
    """

    line: int
    what: str
    sign: str
    kind: LineShape | None
    follows: bool
    text: str | None
    end_line: int
    blank_line: bool


@dataclass(slots=True)
class _Line:
    """A line of a text: its position, its words, and whether the line above continues in it.

    `hard` is whether Markdown breaks the line at its end.
    """

    number: int
    text: str
    hard: bool = False
    goes_on: bool = False
    sign: str = ""
    fenced: bool = False
    kind: LineShape | None = None


def may_hold_lines(rows: Sequence[str], typed: Typed) -> bool:
    """A cheap test whether some lines of a text may not be prose."""
    return typed.line < typed.end_line and any(
        not row[:1].islower() or ")" in row[:5]
        for row in map(str.strip, rows[typed.line - 1 : typed.end_line])
        if row
    )


def joined(rows: Sequence[str], typed: Typed, value: str, indent: int) -> Joined | None:
    """Return what would become one paragraph in a text, or None. `rows` are the file's lines.

    As a block of its own, the text would be indented by `indent` columns.
    """
    lines = _lines(rows, typed)
    if not lines:
        return None
    _mark_items(lines)
    _mark_lines(lines)
    after = _paragraphs_after(lines)
    found = next(_broken(lines, typed.style, after), None)
    if found is None:
        return None
    what = "this block of code" if found.fenced else "this list"
    what = "this quotation" if found.sign == ">" else what
    what = found.kind.value if found.kind else what
    late = typed.style == "|" and found.sign == "1"
    follows = late or (not found.kind and after.get(found.number) is True)
    text = None if None in after.values() else _as_block(rows, typed, lines, after, indent)
    if text is not None and _words(text.partition("\n")[2]) != _words(value):
        text = None
    number, blank = found.number, any(after.values())
    return Joined(number, what, found.sign, found.kind, follows, text, lines[-1].number, blank)


def _lines(rows: Sequence[str], typed: Typed) -> list[_Line]:
    """The lines of a text without their common indentation, or without its quotes."""
    if typed.style in (">", "|"):
        block = list(enumerate(rows[typed.line : typed.end_line], typed.line + 1))
        if typed.end_column == 1 and typed.end_line <= len(rows):
            block = block[:-1]
        while block and not block[-1][1].strip():
            block.pop()
        margin = min((_indentation(row) for _, row in block if row.strip()), default=0)
        kept = typed.style == "|"
        lines = [
            _Line(number, row[margin:].rstrip(), kept and row.endswith(("  ", "\\")))
            for number, row in block
        ]
        while lines and not lines[0].text:
            lines.pop(0)
    else:
        shown = list(rows[typed.line - 1 : typed.end_line])
        shown[-1] = shown[-1][: typed.end_column - 1]
        shown[0] = shown[0][typed.column - 1 :]
        if typed.style:
            shown[0], shown[-1] = shown[0][1:], shown[-1][:-1]
        lines = [_Line(number, row.strip()) for number, row in enumerate(shown, typed.line)]
        while lines and not lines[-1].text:
            lines.pop()
    for above, line in pairwise(lines):
        flush = not (above.text[:1].isspace() or line.text[:1].isspace())
        line.goes_on = bool(above.text and line.text) and flush
    return lines


def _indentation(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _mark_items(lines: Sequence[_Line]) -> None:
    """Mark the lines that are entries of a list, and those in a code block.

    A sign at the start of a line may be a dash in a sentence, and a number may be its last word.
    Real entries have others next to them, or a colon before them.
    """
    inside = False
    for line in lines:
        if _FENCE.match(line.text.lstrip()):
            inside, line.fenced = not inside, True
        elif inside:
            line.fenced = True
        elif match := _ITEM.match(line.text.lstrip()):
            line.sign = _kind_of(match["sign"])
    for part in _parts(lines):
        for sign in {line.sign for line in part if line.sign}:
            if not _is_list(part, sign):
                for line in part:
                    line.sign = "" if line.sign == sign else line.sign


def _mark_lines(lines: Sequence[_Line]) -> None:
    """Mark the lines without a sign that should stay lines of their own."""
    for part in _parts(lines):
        bare = [line.text.strip() for line in part]
        if all(text.startswith(">") for text in bare):
            bare = [text[1:].lstrip() or ">" for text in bare]
        elif part[0].text.startswith("    ") or any(line.sign or line.fenced for line in part):
            continue
        for line, kind in zip(part, kinds(bare), strict=True):
            line.kind = kind
        for line in part[1:]:  # Markdown joins them, whatever their indentation
            line.goes_on = line.goes_on or line.kind is not None


def _kind_of(sign: str) -> str:
    """The sign, or `1`, `(1)` and `a)` for numbers and letters; "" for a character that nobody
    starts an entry with.
    """
    if sign[0].isdigit():
        return "1"
    if sign.endswith(")"):
        return _ORDINALS[not sign[1].isdigit()]
    common = sign in _MARKDOWN_SIGNS or sign in _DASHES or sign in "•‣◦⁃∙·●○"
    return sign if common or unicodedata.category(sign[0]) in ("So", "Sm", "Co") else ""


def _parts(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Split lines into runs without empty lines."""
    part: list[_Line] = []
    for line in lines:
        if line.text:
            part.append(line)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _is_list(part: Sequence[_Line], sign: str) -> bool:
    places = [place for place, line in enumerate(part) if line.sign == sign]
    first = places[0]
    if sign in "-*+" if not first else part[first - 1].text.endswith((":", "：")):
        return True
    if sign in ("1", *_ORDINALS):
        shown = [re.findall(r"\w+", part[place].text)[0].lower() for place in places]
        counts = [int(one) for one in shown] if shown[0].isdigit() else _counts(shown)
        begins = counts[0] == 1 or (sign == "1" and not first)
        return (
            len(counts) > 1 and begins and counts == list(range(counts[0], counts[0] + len(counts)))
        )
    if sign == ">":
        return not first and len(places) > 1
    if sign in _DASHES or (sign in _MARKDOWN_SIGNS and first):
        return any(after - before == 1 for before, after in pairwise(places))
    return len(places) > 1


def _counts(letters: Sequence[str]) -> list[int]:
    """Return the numbers that letters, or Roman numerals, stand for in a list."""
    if letters[0] == "i":
        return [_ROMAN.index(one) if one in _ROMAN else 0 for one in letters]
    return [ord(one) - ord("a") + 1 if len(one) == 1 else 0 for one in letters]


def _broken(lines: Sequence[_Line], style: str, after: dict[int, bool | None]) -> Iterator[_Line]:
    """Yield the lines that should be separate but are joined to the line above or below."""
    above = [None, *lines[:-1]]
    below = [*lines[1:], None]
    for before, line, following in zip(above, lines, below, strict=True):
        joins = line.goes_on and not (before is not None and before.hard)
        either = joins or (following is not None and following.goes_on)
        if line.kind or after.get(line.number):
            if either if line.kind is LineShape.TABLE else joins:
                yield line
        elif style == "|":
            if (_is_own(line) and either) or (joins and _begins_late(before, line)):
                yield line
        elif either if line.fenced else (line.sign and joins):
            yield line


def _is_own(line: _Line) -> bool:
    """Whether a line begins an entry with a sign that doesn't start a list in Markdown."""
    return line.sign not in ("", "1", *_MARKDOWN_SIGNS)


def _begins_late(above: _Line | None, line: _Line) -> bool:
    """Whether a numbered list begins right below a text with a number other than 1. Markdown treats
    such a line as part of the text.
    """
    late = line.sign == "1" and not line.text.lstrip().startswith(("1.", "1)"))
    return late and line.goes_on and above is not None and not above.sign


def _paragraphs_after(lines: Sequence[_Line]) -> dict[int, bool | None]:
    """Return the lines that start a paragraph right after a list or after separate lines; the value
    is None if a line may just as well continue the line above.
    """
    after: dict[int, bool | None] = {}
    in_list = False
    for above, line in pairwise(lines):
        own = bool(above.sign) or above.kind is LineShape.LINES
        in_list = own or (in_list and bool(above.text) and not above.fenced)
        if in_list and line.goes_on and not (line.sign or line.kind or line.fenced or above.hard):
            short = len(above.text) < LONG
            goes_on = line.text[0].islower()
            after[line.number] = False if goes_on else (True if short else None)
            in_list = goes_on
    return after


def _as_block(
    rows: Sequence[str],
    typed: Typed,
    lines: Sequence[_Line],
    after: dict[int, bool | None],
    indent: int,
) -> str | None:
    """Return the text as a block in which each line stays what it is; None if there can be none."""
    header = _header(rows, typed)
    if header is None or typed.flow or lines[0].text[:1].isspace():
        return None
    shown = [header]
    tabled = False
    for above, line in zip([None, *lines], lines, strict=False):
        if tabled is not (line.kind is LineShape.TABLE):  # a field's Markdown has no tables
            shown.append(" " * indent + _TABLE_FENCE)
            tabled = not tabled
        elif line.goes_on and above and not tabled and (line.kind or above.hard):
            shown[-1] = shown[-1].removesuffix("\\") + "\\"
        if line.goes_on and (after.get(line.number) or _begins_late(above, line)):
            shown.append("")
        text = line.text
        if line.sign in _ORDINALS:
            text = f"- {text.lstrip()}"
        elif line.sign and line.sign not in ("1", *_MARKDOWN_SIGNS):
            text = _ITEM.sub("- ", text.lstrip(), count=1)
        shown.append(" " * indent + text if text else "")
    if tabled:
        shown.append(" " * indent + _TABLE_FENCE)
    return "\n".join(shown)


def _header(rows: Sequence[str], typed: Typed) -> str | None:
    """Return the first line of the block; None for a text that can't become a block as it was
    typed.
    """
    row = rows[typed.line - 1][typed.column - 1 :]
    if typed.style == "|":
        return row.rstrip() if re.fullmatch(r"\|[-+]?\s*", row) else None
    if typed.style == ">":
        match = _HEADER.fullmatch(row)
        return f"|{match['rest']}" if match else None
    last = rows[typed.end_line - 1]
    text = "\n".join(rows[typed.line - 1 : typed.end_line])
    if last[typed.end_column - 1 :].strip() or (typed.style == '"' and "\\" in text):
        return None
    return None if typed.style == "'" and "''" in text else "|-"


def _words(text: str) -> list[str]:
    """The words of a text, without the signs of entries and the ends of lines."""
    return [word.rstrip("\\") for word in text.split() if any(map(str.isalnum, word))]
