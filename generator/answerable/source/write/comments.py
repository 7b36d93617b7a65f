"""Find what a YAML file contains besides its values: comments, blank lines, and how texts are
quoted.

The reader needs none of it. A comment is text between two YAML tokens that starts with `#`, so a
`#` inside a text is never mistaken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from answerable.source.read.positions import Source
from answerable.source.read.source import LOADER

_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")


@dataclass(frozen=True, order=True, slots=True)
class Comment:
    """A comment including its `#`, or a blank line with no text. Lines and columns count from 1.

    `alone` is whether nothing else is on its line.
    """

    line: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Comments:
    """All comments and blank lines in order, and the style of each text by line and column.

    A style is `'` or `"` for quotes, `|` or `>` for blocks, and "" for none. `shares` is whether
    the file repeats content with `&name` and `*name`.
    """

    found: tuple[Comment, ...]
    styles: dict[tuple[int, int], str]
    shares: bool


def comments_of(source: Source) -> Comments:
    """Return everything in a readable file that isn't a value."""
    found: list[Comment] = []
    styles: dict[tuple[int, int], str] = {}
    shares = False
    end = (0, 0)
    for token in _tokens(source):
        start = (token.start_mark.line, token.start_mark.column)
        found += _between(source.lines, end, start)
        end = max(end, (token.end_mark.line, token.end_mark.column))
        if isinstance(token, yaml.ScalarToken):
            style = "" if token.plain else token.style or ""
            styles[start[0] + 1, start[1] + 1] = style
            if style in ("|", ">"):
                line = source.lines[start[0]]
                if header := _HEADER_COMMENT.match(line, start[1]):
                    comment = header.group(1).rstrip()
                    found.append(Comment(start[0] + 1, header.start(1) + 1, comment, alone=False))
                end = _end_of_block(source.lines, end)
        shares = shares or isinstance(token, yaml.AnchorToken | yaml.AliasToken)
    found += _between(source.lines, end, (len(source.lines), 0))
    return Comments(tuple(found), styles, shares)


def _tokens(source: Source) -> Iterator[Any]:
    yield from yaml.scan("\n".join(source.lines), Loader=LOADER)


def _end_of_block(lines: tuple[str, ...], end: tuple[int, int]) -> tuple[int, int]:
    """The end of a text block, without the blank lines that parsers include in it."""
    line = end[0] if end[1] else end[0] - 1
    line = min(line, len(lines) - 1)
    while not lines[line].strip():
        line -= 1
    return (line, len(lines[line]))


def _between(
    lines: tuple[str, ...], start: tuple[int, int], end: tuple[int, int]
) -> Iterator[Comment]:
    """Yield the comments and blank lines in a stretch of the file that contains nothing else."""
    for number in range(start[0], min(end[0] + 1, len(lines))):
        low = start[1] if number == start[0] else 0
        high = end[1] if number == end[0] else len(lines[number])
        stretch = lines[number][low:high]
        if "#" in stretch:
            column = low + stretch.index("#")
            alone = not lines[number][:column].strip()
            yield Comment(number + 1, column + 1, stretch[column - low :].rstrip(), alone)
        elif not lines[number].strip() and number != end[0]:
            yield Comment(number + 1, 1, "", alone=True)
