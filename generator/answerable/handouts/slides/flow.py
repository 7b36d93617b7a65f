"""Split texts into portions that fit on one slide, cut where a reader would pause.

Sizes are in lines of the smallest type that a slide may have. They are estimated from the number of
characters, on the safe side; the browser can measure, and then makes the type as large as fits.
Portions are never empty, and together they make up the whole text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias, TypeVar

from answerable.model.markup import Node, inline_text

T = TypeVar("T")
Fill: TypeAlias = Callable[[Sequence[T], float], list[list[T]]]
"""Puts things into portions of at most a number of lines, each as full as possible."""

COLUMNS = 64
"""Characters of Latin text in a line of full width."""

_GAP = 0.5
"""Space between blocks, in lines."""

_INDENT = 4
"""Columns by which the content of a list or a quotation is narrower."""

_SENTENCE_END = re.compile(r"[.!?…؟][\"'”’“»)\]]*\s+|[。！？][」』）]*")


def lines(nodes: Sequence[Node], columns: int = COLUMNS) -> float:
    """How many lines block nodes take."""
    return sum(_size(node, columns) for node in nodes)


def portions(nodes: Sequence[Node], room: float, columns: int = COLUMNS) -> list[list[Node]]:
    """Block nodes in as few portions of at most `room` lines as possible, about equally long.

    A word is cut if it alone is longer than `room`.
    """
    return balanced(nodes, room, lambda rest, level: _filled(rest, level, columns))


def balanced(things: Sequence[T], room: float, fill: Fill[T]) -> list[list[T]]:
    """The result of `fill` with the least room that doesn't need more portions than `room` does."""
    fewest = len(fill(things, room))
    level = max(1.0, room / max(1, fewest))
    while level < room and len(fill(things, level)) > fewest:
        level += _GAP
    return fill(things, min(level, room))


def _filled(nodes: Sequence[Node], room: float, columns: int) -> list[list[Node]]:
    portions: list[list[Node]] = []
    rest = list(nodes)
    while rest:
        head, rest = _take(rest, room, columns, force=True)
        portions.append(head)
    return portions


def _size(node: Node, columns: int) -> float:
    match node["t"]:
        case "p" | "heading":
            return _text_lines(node["c"], columns) + _GAP
        case "ul" | "ol" | "quote":
            return lines(node["c"], max(8, columns - _INDENT))
        case "li":
            return max(1.0, lines(node["c"], columns))
        case "pre":
            return _GAP + sum(_rounded(width(line), columns) for line in node["v"].split("\n"))
        case "rule":
            return 1.0
        case _:  # an inline node among blocks
            return _text_lines([node], columns)


def _text_lines(inline: Sequence[Node], columns: int) -> int:
    return sum(_rounded(width(part), columns) for part in _joined(inline).split("\n"))


def _rounded(size: int, columns: int) -> int:
    return max(1, math.ceil(size / columns))


def _joined(inline: Sequence[Node]) -> str:
    return "".join(map(inline_text, inline))


def width(text: str) -> int:
    """Columns of a text: wide characters, such as Chinese, take two, and combining marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _take(
    nodes: Sequence[Node], room: float, columns: int, *, force: bool
) -> tuple[list[Node], list[Node]]:
    """What fits into `room`, and the rest. With `force`, at least something is taken."""
    head: list[Node] = []
    for place, node in enumerate(nodes):
        size = _size(node, columns)
        if size <= room:
            head.append(node)
            room -= size
            continue
        first, rest = _cut(node, room, columns, force=force and not head)
        return head + first, rest + list(nodes[place + 1 :])
    return head, []


def _cut(node: Node, room: float, columns: int, *, force: bool) -> tuple[list[Node], list[Node]]:
    """Cut a block that is too long in two; the first part is empty if there is no good place."""
    match node["t"]:
        case "p" | "heading":
            return _cut_text(node, room, columns, force=force)
        case "ul" | "ol" | "quote" | "li":
            inner = columns if node["t"] == "li" else max(8, columns - _INDENT)
            head, tail = _take(node["c"], room, inner, force=force)
            if not head or not tail:
                return ([node], []) if head else ([], [node])
            rest = node | {"c": tail}
            if node["t"] == "ol":
                whole = len(node["c"]) - len(tail)  # an item that was cut keeps its number
                rest["start"] = node["start"] + whole
            return [node | {"c": head}], [rest]
        case "pre":
            return _cut_lines(node, room, columns, force=force)
        case _:
            return ([node], []) if force else ([], [node])


def _cut_text(
    node: Node, room: float, columns: int, *, force: bool
) -> tuple[list[Node], list[Node]]:
    rows = int(room - _GAP)
    if rows < 1 and not force:
        return [], [node]
    text = _joined(node["c"])
    reach = _reach(text, max(1, rows), columns)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, reach)]
    if ends:
        place = ends[-1]
    elif force:
        place = max(text.rfind(" ", 0, reach), text.rfind("\n", 0, reach)) + 1 or reach
    else:
        return [], [node]
    left, right = _split(node["c"], place)
    return [node | {"c": left}], [node | {"c": right}] if right else []


def _reach(text: str, rows: int, columns: int) -> int:
    """How many characters fill `rows` rows; at least one."""
    taken = 0
    for place, character in enumerate(text):
        if character == "\n":
            taken = _rounded(taken, columns) * columns
        else:
            taken += _columns(character)
        if taken > rows * columns:
            return max(1, place)
    return len(text)


def _split(inline: Sequence[Node], place: int) -> tuple[list[Node], list[Node]]:
    """Split inline nodes after `place` characters; emphasis continues in the second part."""
    left: list[Node] = []
    right: list[Node] = []
    for node in inline:
        length = len(inline_text(node))
        if place >= length:
            left.append(node)
        elif place <= 0:
            right.append(node)
        elif "v" in node:
            left.append(node | {"v": node["v"][:place]})
            right.append(node | {"v": node["v"][place:]})
        else:
            before, after = _split(node["c"], place)
            left.append(node | {"c": before})
            right.append(node | {"c": after})
        place -= length
    return left, right


def _cut_lines(
    node: Node, room: float, columns: int, *, force: bool
) -> tuple[list[Node], list[Node]]:
    """Cut code between lines, or within a line that alone fills a slide."""
    rows = int(room - _GAP)
    if rows < 1 and not force:
        return [], [node]
    text = node["v"]
    reach = _reach(text, max(1, rows), columns)
    place = text.rfind("\n", 0, reach) + 1 or (reach if force else 0)
    if not place:
        return [], [node]
    head, tail = text[:place].rstrip("\n"), text[place:]
    return [node | {"v": head}], [node | {"v": tail}] if tail else []
