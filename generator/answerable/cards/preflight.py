"""What can be known about a deck before it is typeset: missing characters and unbroken words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from answerable.cards.deck import Card, Nodes, texts
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.markup import Node

FONTS = Path(__file__).parent / "fonts"

_INLINE = frozenset({"text", "strong", "em", "link", "code", "br"})

# Characters that no font has to draw: joiners, marks for direction, invisible operators.
_INVISIBLE = frozenset(
    {0x00AD, 0x034F, 0x061C, 0x180E}
    | set(range(0x200B, 0x2010))
    | set(range(0x202A, 0x202F))
    | set(range(0x2060, 0x206A))
    | set(range(0xFE00, 0xFE10))
)
_BLANKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")

# Where a line surely may break: a blank, an invisible break, a hyphen between two letters. Typst
# breaks in more places; to leave those out only makes the check stricter.
_BREAK = re.compile(r"[ \t\n\r\u200b]+|(?<=\u00ad)|(?<=[^\W\d_]-)(?=[^\W\d_])")


def missing_characters(cards: Iterable[Card]) -> tuple[Diagnostic, ...]:
    """AN402 for every field with characters that the card font cannot draw.

    Printing them would leave boxes or gaps, so no card is made while there are any.
    """
    found: dict[tuple[str, str, str], Diagnostic] = {}
    for card in cards:
        for text in texts(card):
            characters = dict.fromkeys(c for run in runs(text.nodes) for c in run if not _drawn(c))
            if characters:
                names = ", ".join(_name(character) for character in characters)
                key = (text.path, text.field, names)
                found[key] = _missing(text.path, text.field, names, len(characters))
    return tuple(found.values())


def unbroken(nodes: Nodes) -> Iterator[tuple[str, int]]:
    """Pieces of text in which no line can break, each with the number of lists and quotations
    that it stands in.
    """
    for run, depth in _runs(nodes, 0):
        for piece in filter(None, _BREAK.split(run)):
            yield piece.replace("\u00ad", "-"), depth


def runs(nodes: Nodes) -> Iterator[str]:
    """The text of each paragraph, with its inline markup joined: `un*do*` is one word."""
    return (run for run, _ in _runs(nodes, 0))


def _runs(nodes: Nodes, depth: int) -> Iterator[tuple[str, int]]:
    run = ""
    for node in nodes:
        if node["t"] in _INLINE:
            run += _inline(node)
            continue
        yield run, depth
        run = ""
        if "v" in node:
            yield node["v"], depth
        deeper = node["t"] in ("ul", "ol", "quote")
        yield from _runs(node.get("c", []), depth + deeper)
    yield run, depth


def _inline(node: Node) -> str:
    if node["t"] == "br":
        return "\n"
    if "v" in node:
        return str(node["v"])
    return "".join(_inline(child) for child in node["c"])


@cache
def _repertoire() -> frozenset[int]:
    """Code points that every style of the card font has."""
    maps = []
    for file in sorted(FONTS.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            maps.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*maps)


def _drawn(character: str) -> bool:
    code = ord(character)
    return (
        code in _repertoire()
        or code in _INVISIBLE
        or character in _BLANKS
        or unicodedata.category(character) == "Zs"
        # A shaper takes a letter apart where the font has its parts: ấ as â with an acute.
        or all(ord(part) in _repertoire() for part in unicodedata.normalize("NFD", character))
    )


def _name(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {name}"


def _missing(path: str, field: str, names: str, count: int) -> Diagnostic:
    return Diagnostic(
        code="AN402",
        severity=Severity.ERROR,
        message=f"`{field}` has {'a character' if count == 1 else 'characters'} that the card "
        f"font cannot print: {names}",
        location=Location(path),
        hint="Write it with a character of a European alphabet, or put a word in its place.",
    )
