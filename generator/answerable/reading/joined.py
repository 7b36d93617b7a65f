"""Lists and blocks of code of which YAML, or Markdown, makes one paragraph.

YAML joins the lines of a text with a blank: after `>`, in quotes, and where a text simply goes on
on the next line. Markdown joins lines that start with a sign that it knows no list by, as they come
out of word processors and chats.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.reading.positions import Typed

_ITEM = re.compile(
    r"(?P<sign>\d{1,3}[.)]|\(\d{1,3}\)|\(?(?:[A-Za-z]|[ivx]{2,4})\)|>"
    r"|[^\w\s\"'“”„‘’«»(\[{<`&@§$€£%/\\#.,:;!?¿¡|~^=…]\ufe0f?)[ \t\u00a0]+(?=\S)"
)
_MARKDOWN_SIGNS = frozenset("-*+>")
_ORDINALS = ("(1)", "a)")
"""Numbers and letters of which Markdown makes no list."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_DASHES = frozenset("‐‑–—―−－")
_FENCE = re.compile(r"(?:```|~~~)")
_HEADER = re.compile(r">(?P<rest>[-+]?(?:\s+#.*)?)\s*")
_LONG = 60
"""A line shorter than this ends where its author wanted it to, and not because the room ended."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A text of which lines become one.

    `line` is the first that is joined to another, `what` is made one paragraph, and `sign` begins
    its entries. `text` is what has to stand in the place of the text, so that all lines stay what
    they are, None if that is not sure; then `end_line` is the last line of what it replaces.
    `blank_line` is whether an empty line is needed.
    """

    line: int
    what: str
    sign: str
    text: str | None
    end_line: int
    blank_line: bool


@dataclass(slots=True)
class _Line:
    """A line of a text: where it stands, what it says, and whether the one above goes on in it."""

    number: int
    text: str
    goes_on: bool = False
    sign: str = ""
    fenced: bool = False


def may_hold_entries(rows: Sequence[str], typed: Typed) -> bool:
    """Whether a line of a text starts with a sign or a number, which costs little to find out."""
    return typed.line < typed.end_line and any(
        not row[:1].isalpha() or ")" in row[:5]
        for row in map(str.strip, rows[typed.line - 1 : typed.end_line])
        if row
    )


def joined(rows: Sequence[str], typed: Typed, value: str, indent: int) -> Joined | None:
    """What becomes one paragraph of a text, None if nothing does. `rows` are those of the file.

    The text would stand `indent` columns in as a block of its own.
    """
    lines = _lines(rows, typed)
    if not lines:
        return None
    _mark_items(lines)
    found = next(_broken(lines, typed.style), None)
    if found is None:
        return None
    what = "this block of code" if found.fenced else "this list"
    what = "this quotation" if found.sign == ">" else what
    after = _paragraphs_after(lines)
    text = None if None in after.values() else _as_block(rows, typed, lines, after, indent)
    if text is not None and _words(text.partition("\n")[2]) != _words(value):
        text = None
    return Joined(found.number, what, found.sign, text, lines[-1].number, any(after.values()))


def _lines(rows: Sequence[str], typed: Typed) -> list[_Line]:
    """The lines of a text without their common indentation, or its quotes."""
    if typed.style in (">", "|"):
        block = list(enumerate(rows[typed.line : typed.end_line], typed.line + 1))
        if typed.end_column == 1 and typed.end_line <= len(rows):
            block = block[:-1]
        while block and not block[-1][1].strip():
            block.pop()
        margin = min((_indentation(row) for _, row in block if row.strip()), default=0)
        lines = [_Line(number, row[margin:].rstrip()) for number, row in block]
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
    """Find out which lines are entries of a list, and which stand in a block of code.

    A sign at the start of a line may be a dash in a sentence, and a number its last word. Entries
    have others beside them, or a colon before them.
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


def _kind_of(sign: str) -> str:
    """The sign, or `1`, `(1)` and `a)` for numbers and letters; "" for a sign that begins no entry
    in anybody's texts.
    """
    if sign[0].isdigit():
        return "1"
    if sign.endswith(")"):
        return _ORDINALS[not sign[1].isdigit()]
    common = sign in _MARKDOWN_SIGNS or sign in _DASHES or sign in "•‣◦⁃∙·●○"
    return sign if common or unicodedata.category(sign[0]) in ("So", "Sm", "Co") else ""


def _parts(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines without empty ones between them."""
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
    if first and part[first - 1].text.endswith((":", "：")):
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
    """The numbers for which letters, or Roman numerals, stand in a list."""
    if letters[0] == "i":
        return [_ROMAN.index(one) if one in _ROMAN else 0 for one in letters]
    return [ord(one) - ord("a") + 1 if len(one) == 1 else 0 for one in letters]


def _broken(lines: Sequence[_Line], style: str) -> Iterator[_Line]:
    """The lines that should stand alone and are joined to the line above or below."""
    below = [*lines[1:], None]
    for line, following in zip(lines, below, strict=True):
        if style == "|":
            own = line.sign not in ("", "1", *_MARKDOWN_SIGNS)
            if own and (line.goes_on or (following is not None and following.goes_on)):
                yield line
        elif line.fenced:
            if line.goes_on or (following is not None and following.goes_on):
                yield line
        elif line.sign and line.goes_on:
            yield line


def _paragraphs_after(lines: Sequence[_Line]) -> dict[int, bool | None]:
    """Which lines begin a paragraph right behind a list; None for one that may as well go on with
    the entry above.
    """
    after: dict[int, bool | None] = {}
    in_list = False
    for above, line in pairwise(lines):
        in_list = bool(above.sign) or (in_list and bool(above.text) and not above.fenced)
        if in_list and line.goes_on and not line.sign and not line.fenced:
            short = len(above.text) < _LONG
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
    """The text as a block in which each line stays what it is; None where there can be none."""
    header = _header(rows, typed)
    if header is None or typed.flow or lines[0].text[:1].isspace():
        return None
    shown = [header]
    for above, line in zip([None, *lines], lines, strict=False):
        restarts = line.sign == "1" and not line.text.lstrip().startswith(("1.", "1)"))
        if line.goes_on and (after.get(line.number) or (restarts and above and not above.sign)):
            shown.append("")
        text = line.text
        if line.sign in _ORDINALS:
            text = f"- {text.lstrip()}"
        elif line.sign and line.sign not in ("1", *_MARKDOWN_SIGNS):
            text = _ITEM.sub("- ", text.lstrip(), count=1)
        shown.append(" " * indent + text if text else "")
    return "\n".join(shown)


def _header(rows: Sequence[str], typed: Typed) -> str | None:
    """How the block begins; None for a text that can be no block as it was typed."""
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
    """The words of a text, signs at the starts of entries aside."""
    return [word for word in text.split() if any(map(str.isalnum, word))]
