"""Reads the text of one cell: HTML from other programs, and lists within the cell."""

from __future__ import annotations

import re
from html import unescape

from answerable.exchange.scenarios.markdown.emphasis import EM, END_EM, END_STRONG, STRONG, unmarked
from answerable.exchange.scenarios.markdown.introductions import LAST_JOINER, is_lead_in
from answerable.exchange.scenarios.markdown.invisible import without_invisible_ends

AS_IT_IS = "\n\n"
"""The end of a cell whose text is to be taken literally. Exported tables use it where bullets or
tags would otherwise look like those of another program.
"""

_BLOCKS = {"p": "\n\n", "div": "\n", "ul": "\n", "ol": "\n", "br": "\n", "tr": "\n"} | {
    f"h{level}": "\n\n" for level in range(1, 7)
}
_INLINE = frozenset(
    [
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "span",
        "font",
        "a",
        "sup",
        "sub",
        "small",
        "table",
        "tbody",
        "td",
        "th",
    ]
)
_EMPHASIS = dict.fromkeys(("b", "strong"), (STRONG, END_STRONG))
_EMPHASIS |= dict.fromkeys(("i", "em"), (EM, END_EM))
_TAGS = "|".join((*_BLOCKS, *_INLINE, "li"))
_TAG = re.compile(rf"<(?P<closing>/)?(?P<name>{_TAGS})(?P<attributes>\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = re.compile(r"\shref\s*=\s*[\"']?((?:https?://|mailto:)[^\s\"'<>]+)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")

BULLET = r"[-*•‣▪▫●○◦–—·✓]"
_NUMBER = r"\(?(?:\d{1,2}|[ivx]{1,5}|[a-h])[.)]"
_TIGHT = r"\d{1,2}[.)](?=[^\W\d_])|\d{1,2}\s?[-–/]\s*(?=[^\W\d_])"
"""Numbers without a space, or with a dash: “1)Find it”, “1- Find it”. A single one may be
something else.
"""
_ITEM = re.compile(
    rf"\s*(?:(?:(?P<bullet>{BULLET})|(?P<number>{_NUMBER}))\s+|(?P<tight>{_TIGHT}))(?P<text>\S.*)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:^|(?<=\s))\(?(?P<sign>\d{1,2}|[ivx]{1,5}|[a-h])[.)](?:\s+|(?<=\d\))(?=[^\W\d_]))",
    re.IGNORECASE,
)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def plain(text: str, *, marks: bool = False) -> str:
    """A text without HTML tags and entities, with its paragraphs and lists as lines, and without
    invisible characters at the ends of lines.

    Bold and italic words are marked (`emphasis`); `marks` is whether the text may already have
    marks. Text that isn't HTML, such as `a < b`, and tags that aren't about layout stay as they
    are.
    """
    text = without_invisible_ends(unmarked(text) if not marks else text)
    if not _TAG.search(text):
        return _unescaped(text)
    reader = _Html()
    end = 0
    for tag in _TAG.finditer(text):
        reader.parts.append(_unescaped(text[end : tag.start()]))
        reader.take(tag)
        end = tag.end()
    reader.parts.append(_unescaped(text[end:]))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\xa0", " "), text)


class _Html:
    """Collects the words of a text, and the effect of the tags between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._numbers: list[int | None] = []
        self._link = ""

    def take(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if tag["closing"]:
            self._close(name)
        elif name == "li":
            number = self._numbers[-1] if self._numbers else None
            self.parts.append("\n- " if number is None else f"\n{number}. ")
            if number is not None:
                self._numbers[-1] = number + 1
        elif name == "a":
            link = _LINK.search(tag["attributes"] or "")
            self._link = unescape(link[1]) if link else ""
        elif name in _EMPHASIS:
            self.parts.append(_EMPHASIS[name][0])
        elif name in ("ul", "ol"):
            self.parts.append("\n")
            self._numbers.append(1 if name == "ol" else None)
        else:
            self.parts.append(_BLOCKS.get(name, " " if name in ("td", "th") else ""))

    def _close(self, name: str) -> None:
        if name in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        if name == "a" and self._link:
            if self._link not in self.parts[-1:]:
                self.parts.append(f" ({self._link})")
            self._link = ""
        elif name in _EMPHASIS:
            self.parts.append(_EMPHASIS[name][1])
        elif name != "br":
            self.parts.append(_BLOCKS.get(name, ""))


def entries(text: str, *, each_line: bool) -> tuple[list[str], str]:
    """The entries of a list within a cell, without bullets and numbers; one if it isn't a list.

    Lines with bullets or numbers begin an entry; lines without continue it. With `each_line`, every
    line is an entry if none has a bullet. A list may also be on one line if its numbers count from
    1: "1. Find it. 2. Send a new one."

    The second value is the introduction of the list, unless it is a known one such as “You could:”.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    items = [_ITEM.fullmatch(line) for line in lines]
    introduction = ""
    if each_line and len(lines) > 1 and not items[0] and all(items[1:]):
        first = lines[0].strip()
        if is_lead_in(first) or first.endswith((":", "：")):
            introduction = "" if is_lead_in(first) else first
            lines, items = lines[1:], items[1:]
    if not items or items[0] is None or not _counts(items):
        inside = _on_one_line(lines[0]) if len(lines) == 1 else []
        found = [line.strip() for line in lines] if each_line else [text.strip()]
        return inside or found, introduction
    found = []
    for line, item in zip(lines, items, strict=True):
        if item is None:
            found[-1] += f"\n{line.strip()}"
        else:
            found += _on_one_line(line) or [item["text"].strip()]
    return found, introduction


def _counts(items: list[re.Match[str] | None]) -> bool:
    """Whether the numbers before lines, if any, count up from the first one."""
    signs = [sign for item in items if item and (sign := item["number"] or item["tight"])]
    if len(items) == 1 and items[0] and items[0]["tight"]:
        return False
    if len(items) == 1 and signs and not signs[0].strip("().").isdigit():
        return False  # an initial, such as that of “I. Newton”
    return all(_values(sign) & {place, place + 1} for place, sign in enumerate(signs)) and (
        not signs or bool(_values(signs[0]) & {0, 1})
    )


def _on_one_line(line: str) -> list[str]:
    """The numbered entries of one line, at least two, without the “; or” between them; otherwise
    none.
    """
    marks: list[re.Match[str]] = []
    for mark in _INSIDE.finditer(line):
        if len(marks) + 1 in _values(mark["sign"]):
            marks.append(mark)
    before = line[: marks[0].start()] if marks else ""
    if len(marks) < 2 or (before.strip() and not is_lead_in(before)):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return [
        LAST_JOINER.sub("", line[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]


def _values(sign: str) -> set[int]:
    """The numbers that a mark may mean: “i” is the Roman number 1, and the ninth letter."""
    plain = sign.strip("().-–/ ").lower()
    found = {int(plain)} if plain.isdigit() else set()
    if plain in ROMANS:
        found.add(ROMANS.index(plain) + 1)
    if len(plain) == 1 and plain.isalpha():
        found.add(ord(plain) - ord("a") + 1)
    return found
