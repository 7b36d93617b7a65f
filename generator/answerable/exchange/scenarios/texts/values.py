"""Turns the pieces of a scenario into the values of its fields, with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answerable.exchange.scenarios.markdown.emphasis import EmphasisSpan as Emphasis
from answerable.exchange.scenarios.markdown.emphasis import unmarked, with_spans
from answerable.exchange.scenarios.texts.lines import Piece, TextLine
from answerable.exchange.scenarios.texts.paragraphs import Written, bare, clean, text_of, unquoted
from answerable.exchange.scenarios.texts.solutions import ParsedSolution, Unit, entries
from answerable.model.fieldnametable import MODULE
from answerable.source.read.positions import Keys, Span, Value

_INNER = "\n- "
REPLIES = ("accountable", "not_accountable")
_LISTS = frozenset({"tags", "keywords"})

_ONE_LINE = frozenset(
    {"title", "summary", "department", "channel", "customer", "difficulty", "minutes"}
    | {"excuse", "owner", "id", MODULE}
)

_MARKED = re.compile(r"\(?(?:[ivx]{1,5}|\d{1,2}|[a-h])\)\s", re.IGNORECASE)

_COUNTS_ON = re.compile(r"[^(]*\s2\)\s*\w|.*[.;,]\s+2\.\s")
"""A line with a whole list: “1) find it 2) send a new one”, whose first number was removed."""

_LETTERED = re.compile(r"\(?(?:[ivx]{1,5}|[a-h])[.)]\s+", re.IGNORECASE)


class PartValues:
    """The values of a scenario's fields, with their places, filled one by one.

    `left` collects what belongs to none of them. `emphasis` says, by line number, which words are
    bold or italic; `written` turns a line into Markdown.
    """

    def __init__(self, emphasis: Mapping[int, TextLine], written: Written) -> None:
        self.values: dict[str, Value] = {}
        self.spans: dict[Keys, Span] = {}
        self.left: list[Piece] = []
        self._emphasis = emphasis
        self._written = written

    def put(self, name: str, pieces: list[Piece]) -> None:
        """Fill the field `name` from its pieces."""
        values, spans = self.values, self.spans
        filled = [piece for piece in pieces if piece.text]
        if not filled:
            return
        first = filled[0]
        span = _span(first)
        if name not in {"solutions"} | _LISTS | _ONE_LINE:
            pieces = self._emphasised(pieces)
        if name == "title":
            # Text without a label below the title belongs to no known field.
            self.left += filled[1:]
            values[name] = unquoted(clean(first.text))
        elif name in _LISTS:
            words = re.split(r"[,;،]\s*", ", ".join(clean(piece.text) for piece in filled))
            values[name] = [word for word in words if word]
        elif name in _ONE_LINE:
            values[name] = " ".join(clean(piece.text) for piece in filled)
        elif name == "solutions":
            self._put_solutions(pieces)
        elif name in REPLIES or name.endswith(".why"):
            group, _, part = name.partition(".")
            inside = values.setdefault(group, {})
            if isinstance(inside, dict):
                text = text_of(pieces if part else bare(pieces), self._written)
                inside[part or "reply"] = text if part else unquoted(text)
            spans[group, part or "reply"] = span
            name = group
        else:
            values[name] = text_of(pieces, self._written)
        if name in values:
            spans.setdefault((name,), span)

    def _put_solutions(self, pieces: list[Piece]) -> None:
        values, spans = self.values, self.spans
        found, left = entries(_units(pieces))
        with_marks, _ = entries(_units(self._emphasised(pieces)))
        # Marks that would change the entries are left out.
        if [_unmarked(one) for one in with_marks] == found:
            found = with_marks
        self.left += [replace(pieces[key], text=text) for key, text in left]
        if found:
            values["solutions"] = [self._entry(one) for one in found]
        for place, one in enumerate(found):
            at = _span(pieces[one.key])
            spans["solutions", place] = spans["solutions", place, "do"] = at
            if one.when:
                spans["solutions", place, "when"] = at

    def _emphasised(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces of a part with their bold and italic words marked.

        Emphasis that all words of a piece share is the look of its paragraph, and isn't marked.
        """
        return [
            replace(piece, text=with_spans(piece.text, shown, piece.column - 1))
            if (shown := self._spans_in(piece))
            else piece
            for piece in pieces
        ]

    def _spans_in(self, piece: Piece) -> list[Emphasis]:
        """Which words of a piece are bold or italic, by their places in its line."""
        line = self._emphasis.get(piece.line)
        start = piece.column - 1
        if line is None or line.text[start : start + len(piece.text)] != piece.text:
            return []
        end = start + len(piece.text)
        spans = [one for one in line.emphasis if one.start < end and one.end > start]
        strong = _covers(piece, [one for one in spans if one.strong])
        em = _covers(piece, [one for one in spans if one.em])
        return [
            one._replace(strong=one.strong and not strong, em=one.em and not em) for one in spans
        ]

    def _entry(self, entry: ParsedSolution) -> Value:
        parts = {"do": entry.do} | ({"when": entry.when} if entry.when else {})
        # Inner lists have a line for each entry.
        return {
            name: _INNER.join(map(self._written, text.split(_INNER)))
            for name, text in parts.items()
        }


def _covers(piece: Piece, spans: Sequence[Emphasis]) -> bool:
    """Whether all words of a piece are within spans."""
    start = piece.column - 1
    rest = list(piece.text)
    for one in spans:
        for place in range(max(one.start - start, 0), min(one.end - start, len(rest))):
            rest[place] = " "
    return not "".join(rest).strip()


def _unmarked(entry: ParsedSolution) -> ParsedSolution:
    return replace(entry, do=unmarked(entry.do), when=unmarked(entry.when))


def _span(piece: Piece) -> Span:
    return Span(piece.line, piece.column, piece.column + max(len(piece.text), 1))


def _units(pieces: Sequence[Piece]) -> list[Unit]:
    """The paragraphs and entries of lists in solutions; inner lists stay with their entries."""
    found: list[tuple[int, bool, list[str]]] = []
    gap, base = True, None
    for key, piece in enumerate(pieces):
        if not piece.text:
            gap = True
            continue
        words = clean(piece.text)
        if piece.sign[:-1] == "1" and _COUNTS_ON.match(words):
            words = f"{piece.sign} {words}"
        if piece.bullet:
            base = piece.indent if base is None else base
            if found and found[-1][1] and piece.indent >= base + 2:
                found[-1][2].append(f"{_INNER}{words}")
            else:
                found.append((key, True, [words]))
        elif base is not None and piece.indent >= base + 2 and (inner := _LETTERED.match(words)):
            found[-1][2].append(f"{_INNER}{words[inner.end() :]}")
        elif gap or not found or _MARKED.match(piece.text):
            found.append((key, False, [words]))
        else:
            found[-1][2].append(f" {words}")
        gap = False
    return [Unit(key, "".join(parts), listed) for key, listed, parts in found]
