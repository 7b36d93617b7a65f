"""Texts for print: nodes of `markup` with characters that fonts have, and where they come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from answerable.diagnostics import Location
from answerable.model import markup
from answerable.model.markup import Node

Nodes: TypeAlias = list[Node]

COURSE_FILE = "course.yml"

# Replaces hyphens that many fonts lack by the plain hyphen; word joiners make it non-breaking.
_SPELLING = str.maketrans(
    {"\t": " ", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "\u2060-\u2060"}
)
_TAB = 4  # columns in code

# Kana, ideographs and Hangul: UAX #14 (Unicode line breaking) allows a break between any two of
# them, but keeps small kana and length marks with the preceding character.
_WIDE = r"\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_KEPT = "ぁぃぅぇぉっゃゅょゎゝゞ゛゜ァィゥェォッャュョヮヵヶヽヾー・"

# Where a line can certainly break: at a space, an invisible break, a hyphen between two letters, or
# before a wide character that follows another one or a closing mark. Typst breaks in more places;
# ignoring those only makes the check stricter.
_BREAK = re.compile(
    r"[ \t\n\r\u200b]+|(?<=\u00ad)|(?<=[^\W\d_]-)(?=[^\W\d_])"
    rf"|(?<=[{_WIDE}、。」』】）])(?![{_KEPT}])(?=[{_WIDE}])"
)


@dataclass(frozen=True, slots=True)
class Text:
    """One printed text, and where its author wrote it: file and field.

    Without a `path` it is one of the interface's own words.
    """

    nodes: Nodes
    path: str = ""
    field: str = ""

    @property
    def plain(self) -> str:
        """Its text without markup, with line breaks between paragraphs."""
        return "\n".join(filter(None, runs(self.nodes)))

    @property
    def location(self) -> Location:
        """Where its author wrote it, without a line number yet."""
        return Location(self.path, keys=keys_of(self.field))


def keys_of(field: str) -> tuple[str | int, ...]:
    """The path of keys to a field, from its name in messages such as `solutions` number 2 `do`."""
    parts = re.findall(r"[a-z_]+|\d+", field.partition("` and `")[0])
    return tuple(int(part) - 1 if part.isdigit() else part for part in parts if part != "number")


def authored(text: str, path: str, field: str) -> Text:
    """A Markdown text of a field."""
    return Text([_printable(node) for node in markup.nodes(text)], path, field)


def line(text: str, path: str = "", field: str = "") -> Text:
    """One line without markup."""
    return Text([{"t": "p", "c": [{"t": "text", "v": printable(text)}]}], path, field)


def printable(text: str) -> str:
    """The text with the characters that fonts know best: composed accents, one type of hyphen, and
    no tabs, because Typst can't set an accent after a tab in a rotated line.
    """
    return unicodedata.normalize("NFC", text).translate(_SPELLING)


def unbroken(nodes: Nodes) -> Iterator[tuple[str, int]]:
    """Pieces of text in which no line can break, each with the number of lists and quotations
    around it.
    """
    for run, depth in markup.paragraphs(nodes):
        for piece in filter(None, _BREAK.split(run)):
            yield piece.replace("\u00ad", "-"), depth


def runs(nodes: Nodes) -> Iterator[str]:
    """The text of each paragraph, joined across inline markup: `un*do*` is one word."""
    return (run for run, _ in markup.paragraphs(nodes))


def _printable(node: Node) -> Node:
    changed = dict(node)
    if "v" in node:
        changed["v"] = printable(node["v"].expandtabs(_TAB))
    if "c" in node:
        changed["c"] = [_printable(child) for child in node["c"]]
    return changed
