"""Turns pieces of a text into Markdown: paragraphs, lists, replies without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from answerable.exchange.scenarios.markdown.invisible import INVISIBLE
from answerable.exchange.scenarios.texts.lines import BLANKS, Piece

Written = Callable[[str], str]

_QUOTES = {
    "“": '”“"',
    "„": '“”"',
    '"': '"”',
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "«": "»",
    "»": "«",
    "‹": "›",
}
"""The marks that may close a quotation, by the mark that opens it."""

EMPHASISED = re.compile(r"(?P<sign>[*_]{1,3})(?P<inside>[^*_\s](?:[^*_]*[^*_\s])?)(?P=sign)")


# Non-breaking spaces stay where French uses them.
_FIRM_BLANK = re.compile("(?<![«‹])[\u00a0\u202f](?![»›:;!?%€])")
_SPACES = re.compile(r"[ \t]{2,}")


def clean(text: str) -> str:
    """A text without invisible characters, and with ordinary spaces unless French needs others."""
    return _SPACES.sub(" ", BLANKS.sub(_blank, INVISIBLE.sub("", text))).strip()


def _blank(match: re.Match[str]) -> str:
    return (
        " "
        if _FIRM_BLANK.match(match.string, match.start())
        or match.group()
        not in (
            "\u00a0",
            "\u202f",
        )
        else match.group()
    )


def text_of(pieces: Sequence[Piece], written: Written = str) -> str:
    """The pieces as text: each paragraph, entry of a list and line of code is one line."""
    text = ""
    gap = False
    base: Piece | None = None
    verbatim = False
    counted = _counted(pieces)
    marks = _Marks()
    for place, piece in enumerate(pieces):
        if not piece.text and not piece.verbatim:
            gap = bool(text)
            continue
        words = piece.text if piece.verbatim else clean(piece.text)
        listed = piece.bullet and (not piece.sign or place in counted)
        if piece.sign and not listed:
            words = f"{piece.sign} {words}"
        if not piece.verbatim:
            words = written(words)
        if listed:
            base = base or piece
            inner = ("   " if base.sign else "  ") if piece.indent >= base.indent + 2 else ""
            mark = marks.of(piece.sign, inner) if piece.sign else "-"
            text += ("\n\n" if gap else "\n" if text else "") + f"{inner}{mark} {words}"
        elif piece.verbatim or verbatim:
            text += ("\n\n" if gap and not verbatim else "\n" if text else "") + words
        elif piece.spoken:
            text += ("\n\n" if text else "") + words
        else:
            text += ("\n\n" if gap else " " if text else "") + words
        gap, verbatim = False, piece.verbatim
    return text


class _Marks:
    """The numbers of list entries in Markdown. Markdown counts up from the first entry, so where
    numbers skip, another mark after the number begins a new list.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, str]] = {}

    def of(self, sign: str, level: str) -> str:
        number = int(sign[:-1])
        last, end = self._last.get(level, (number - 1, "."))
        if number != last + 1:
            end = ")" if end == "." else "."
        self._last[level] = number, end
        return f"{number}{end}"


def _counted(pieces: Sequence[Piece]) -> set[int]:
    """The places of entries whose numbers count up. A single one, as in “1. Mai”, is text."""
    numbers = [
        (place, int(piece.sign[:-1]))
        for place, piece in enumerate(pieces)
        if piece.bullet and piece.sign[:-1].isdecimal()
    ]
    pairs = [(a, b) for a, b in pairwise(numbers) if b[1] == a[1] + 1]
    return {place for pair in pairs for place, _ in pair}


def bare(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a reply without a number before its quotation mark, and without emphasis
    around the whole.
    """
    found = []
    for piece in pieces:
        whole = EMPHASISED.fullmatch(piece.text)
        text = whole["inside"] if whole else piece.text
        sign = "" if text[:1] in _QUOTES else piece.sign
        found.append(replace(piece, text=text, sign=sign))
    return found


def unquoted(text: str) -> str:
    """A text without the quotation marks and the emphasis around the whole of it."""
    while True:
        if whole := EMPHASISED.fullmatch(text):
            text = whole["inside"].strip()
            continue
        closing = _QUOTES.get(text[:1], "")
        inside = text[1:-1]
        if len(text) < 3 or not closing or text[-1] not in closing:
            return text
        if any(sign in _without_apostrophes(inside) for sign in text[0] + text[-1]):
            return text
        text = inside.strip()


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=\w)['’](?=\w|\s)", "", text)
