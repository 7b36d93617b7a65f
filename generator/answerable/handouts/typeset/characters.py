"""Prepare texts for print: replace characters that no font has, and allow line breaks in words
that are longer than a line.
"""

from __future__ import annotations

import dataclasses
import operator
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from answerable.handouts.typeset.fonts import Fonts
from answerable.handouts.typeset.typesetting import Document
from answerable.i18n import direction
from answerable.i18n.bidi import isolated_text, kept, runs_rightward
from answerable.model.markup import Node

_Printed = TypeVar("_Printed")

_BOX = "\N{WHITE SQUARE}"
_BREAK = "\N{ZERO WIDTH SPACE}"

# Longer than any word that is hyphenated: an address, a key, a mistake.
# Scripts without spaces have their own rules for breaks.
_OTHERWISE = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
)
_RUN = re.compile(rf"[^\s{_BREAK}{_OTHERWISE}]{{40,}}")
_SIGN = r"[^/?&=.][\u0300-\u036f\u200d\ufe0f]*"  # what must stay together
_PIECE = re.compile(rf"(?:{_SIGN}){{0,15}}[/?&=.]{{1,3}}|(?:{_SIGN}){{1,15}}")

_WORD = re.compile(rf"[^\s{_BREAK}]{{4,}}")
_FEW = re.compile(rf"(?:{_SIGN}|[/?&=.]){{1,6}}")


def settable(value: _Printed, document: Document) -> _Printed:
    """The same deck, sheet or text, in a form that the document's fonts and lines can show.

    A letter or a mark that no font has becomes a box; any other sign becomes its code, such as
    `[U+1F600]`. Numbers and words of other languages keep their direction (see `directed`).
    """
    signs = _Signs(document.fonts)
    value = cast(_Printed, _mapped(value, _said(lambda text: broken(text.translate(signs)))))
    return directed(value, document.language)


def directed(value: _Printed, language: str) -> _Printed:
    """The same for a right-to-left language, with code, addresses, numbers of several parts, and
    lines without right-to-left letters kept left to right; unchanged for other languages.
    """
    if direction(language) != "rtl":
        return value

    def change(node: Node) -> Node:
        if node["t"] in ("code", "pre"):
            return {**node, "v": "\n".join(map(kept, node["v"].split("\n")))}
        if "v" in node:
            return {**node, "v": isolated_text(node["v"])}
        inner = node.get("c", ())
        if [child["t"] for child in inner] == ["text"] and runs_rightward(inner[0]["v"]):
            return {**node, "c": [{"t": "text", "v": kept(inner[0]["v"])}]}
        return {**node, "c": [change(child) for child in inner]} if inner else node

    return cast(_Printed, _mapped(value, change))


class _Signs(dict[int, str]):
    """The replacement for each character, by its code point; each is worked out only once."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__()
        self._fonts = fonts

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if self._fonts.draw(character):
            self[code] = character
        elif unicodedata.category(character)[0] in "LMNP":
            self[code] = _BOX + _BREAK
        else:
            self[code] = f"[U+{code:04X}]{_BREAK}"
        return self[code]


def _mapped(value: Any, change: Callable[[Node], Node]) -> Any:
    """The same value with `change` applied to the outermost nodes of each text; the value itself if
    nothing has changed, which is usual.
    """
    if isinstance(value, dict):
        return change(value)
    if isinstance(value, list | tuple):
        items = [_mapped(inner, change) for inner in value]
        return value if all(map(operator.is_, items, value)) else type(value)(items)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            name: new
            for name in _field_names(type(value))
            if (new := _mapped(old := getattr(value, name), change)) is not old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _said(change: Callable[[str], str]) -> Callable[[Node], Node]:
    """A function that applies `change` to all text in a node."""

    def changed(node: Node) -> Node:
        new: Node = {}
        if "v" in node and (said := change(node["v"])) != node["v"]:
            new["v"] = said
        if "c" in node:
            inner = [changed(child) for child in node["c"]]
            if not all(map(operator.is_, inner, node["c"])):
                new["c"] = inner
        return {**node, **new} if new else node

    return changed


def broken(text: str) -> str:
    """The text with break points in runs that are too long for a line; in an address, after its
    separators.
    """
    return _RUN.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), text)


def broken_in(value: _Printed, words: frozenset[str]) -> _Printed:
    """The same blocks with points at which a line may break inside these words."""
    return cast(_Printed, _torn(value, words))


def _torn(value: Any, words: frozenset[str]) -> Any:
    def pieces(found: re.Match[str]) -> str:
        # A word may consist of parts in different styles.
        if not any(found[0] in word for word in words):
            return found[0]
        return _BREAK.join(_FEW.findall(found[0]))

    return _mapped(value, _said(lambda text: _WORD.sub(pieces, text)))
