"""Finds what depends on several pieces of a text: next labels, speakers, where a part ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from answerable.exchange.scenarios.texts.lines import BULLET, Label, Piece, looks_like_label
from answerable.model.fieldnames import is_speaker, plain

SENTENCE_END = re.compile(r"[.!?؟…:][”\"’'»)*_]*$")

_NARROWEST, _WIDEST = 60, 120
"""The line lengths at which programs and people wrap a text, in characters."""


def rest_of(piece: Piece, label: Label) -> tuple[str, int]:
    """The text after the label of a piece, and its column."""
    behind = piece.text[label.end :]
    rest = behind.lstrip()
    at = piece.column + label.end + len(behind) - len(rest)
    marks = re.match(r"[*_]{1,3}", piece.text)
    if label.style == "alone":
        rest = rest.strip("*_ ")
    elif marks and rest.endswith(marks.group()) and rest.count(marks.group()) % 2:
        rest = rest[: -len(marks.group())].rstrip()  # **Lesson: all of it bold.**
    if inner := BULLET.match(rest) if label.style == "alone" else None:
        rest, at = rest[inner.end() :], at + inner.end()
    return rest.strip(), at


def next_labels(pieces: Sequence[Piece]) -> list[Label | None]:
    """For each piece, the next known label after it."""
    found: list[Label | None] = []
    following: Label | None = None
    for piece in reversed(pieces):
        found.append(following)
        following = piece.label or following
    return found[::-1]


def spoken_places(pieces: Sequence[Piece]) -> set[tuple[int, int]]:
    """Where lines of a dialogue begin: the speaker is a known one, or speaks again in that part."""
    names: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
    found: set[tuple[int, int]] = set()
    part = 0
    for piece in pieces:
        part += piece.label is not None
        name, colon, rest = piece.text[:60].partition(":")
        if not colon or piece.label or (rest and not rest[:1].isspace()):
            continue
        name = name.strip("*_ ")
        if is_speaker(name):
            found.add((piece.line, piece.column))
        elif looks_like_label(piece):
            words = tuple(word for word in plain(name) if not word.isdigit())
            names[piece.line, piece.column] = (part, words)
    again = Counter(names.values())
    return found | {place for place, name in names.items() if again[name] > 1 and name[1]}


def parted(
    name: str, pieces: list[Piece], lines: Sequence[str], width: int
) -> tuple[list[Piece], list[Piece]]:
    """The pieces of a scenario's last field, and those after it.

    A paragraph after the last part belongs to it only if that part ends with a colon, or if the
    paragraph is an entry of a list or has a backslash in front. `lines` are those of the whole
    text; the longest has `width` characters.
    """
    gap, above = False, None
    for place, piece in enumerate(pieces):
        if not piece.text:
            gap = above is not None
            continue
        if above is not None and (gap or _is_apart(above, piece, lines, width)):
            goes_on = (
                piece.bullet or piece.escaped or above.text.rstrip(" *_").endswith((":", "："))
            )
            marked = name == "solutions" and piece.text.startswith("(")
            if not goes_on and not marked:
                return pieces[:place], pieces[place:]
        gap, above = False, piece
    return pieces, []


def _is_apart(above: Piece, piece: Piece, lines: Sequence[str], width: int) -> bool:
    """Whether a line begins a paragraph, although no empty line is above it.

    If the line above was only wrapped, it had no room for the first word of this one.
    """
    if above.line == piece.line or piece.bullet or piece.text[:1].islower():
        return False
    if not SENTENCE_END.search(above.text):
        return False
    room = len(lines[above.line - 1].rstrip()) + 1 + len(piece.text.split(maxsplit=1)[0])
    return width > _WIDEST or room <= max(width, _NARROWEST)


def stretches(left: Iterable[Piece], pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces that are left over, grouped into consecutive stretches of the text."""
    ordered = sorted(left, key=lambda piece: (piece.line, piece.column))
    used = sorted({piece.line for piece in pieces if piece.text} - {p.line for p in ordered})
    found: list[list[Piece]] = []
    for piece in ordered:
        previous = found[-1][-1].line if found else 0
        if found and not _between(used, previous, piece.line):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _between(lines: Sequence[int], first: int, last: int) -> bool:
    return bisect_right(lines, first) < bisect_left(lines, last)
