"""Scenarios in the form in which articles tell them, as Markdown or plain text.

    Example 1: “The parcel”
    Scenario: A customer calls.
    Not Accountable: “Ask the courier.”
    Accountable: “I will ask the courier.”
    Solutions: (i) Find it. (ii) Send a new one.
    Lesson: The parcel is ours until it is there.

Labels may be headings, bold, or bullets, with a colon or a dash or on a line of their own, in any
order behind the first; several may share a line. What a label does not explain is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from answerable.diagnostics import Location
from answerable.exchange.columns import MODULE
from answerable.exchange.found import Draft, Found
from answerable.reading.encoding import refused_character
from answerable.reading.positions import Keys, Source, Span, Value

ASKS = "write it there, on a line that begins with “{}:”"

# No pattern may try the same blanks twice: a line of a stranger may have a million of them.
_HEADING = re.compile(r"\s*#{1,6}\s+(?P<text>.*)")
_BULLET = re.compile(r"\s*(?:>\s*)*(?:[-*+•–‣]|\d{1,3}[.)])\s+")
_QUOTED = re.compile(r"\s*(?:>\s*)+")
_MARKS = re.compile(r"^[*_]{1,3}|[*_]{1,3}$")

_REPLY = r"(?:[ -](?:reply|response|answer|version|approach))?"
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]{1,5}|[a-h])\b"
_NUMBERED = rf"(?:example|scenario|case(?: study)?|situation)\s*(?:no\.?\s*|#\s*)?{_NUMBER}"
_LABELS: dict[str, str] = {
    "start": rf"{_NUMBERED}|example|case study",
    "title": r"title|headline",
    "situation": r"(?:the )?(?:scenario|situation)|what happened|what happens",
    "not_accountable": rf"(?:not|non|un)[ -]?accountable{_REPLY}",
    "accountable": rf"accountable{_REPLY}",
    "why": r"why",
    "solutions": r"(?:possible |the )?solutions?(?: \d{1,2})?|what can be done|what to do",
    "lesson": r"(?:the |key )?lessons?(?: learn(?:ed|t))?|(?:key )?take-?aways?",
    "summary": r"summary",
    "department": r"department",
    "channel": r"channel",
    "customer": r"customer",
    "difficulty": r"difficulty",
    "minutes": r"minutes",
    "excuse": r"excuse",
    "tags": r"tags",
    "keywords": r"keywords",
    "owner": r"owner",
    "id": r"id",
    MODULE: r"module",
}
_ANY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
_REMARK = r"(?:[*_]{0,3}\s*+\((?P<remark>[^()]{1,60})\))?"
_END = (
    r"\s*+(?P<end>[*_]{0,3}\s*+[:：][*_]{0,3}|(?:(?<=\s)|[*_]{1,3}\s++)[–—-]\s"
    r"|(?<=\d)[.)][*_]{0,3}\s|[*_]{0,3}\s*+$)"
)
_LABEL = re.compile(rf"(?:{_ANY}){_REMARK}{_END}", re.IGNORECASE)
_WHY = re.compile(r"why\s*[:：]\s*", re.IGNORECASE)
_PLAIN = "|".join(f"(?:{pattern})" for pattern in (_LABELS | {"start": _NUMBERED}).values())
# In the middle of a line, only what follows the end of a sentence, has a capital, and a colon; an
# example without a number may belong to the sentence.
_INSIDE = re.compile(
    rf"(?<=[.!?”\"’»…)*])\s+(?=[*_]{{0,3}}[A-Z])(?=[*_]{{0,3}}(?i:{_PLAIN})[*_]{{0,3}}\s*:)"
)
_LISTS = ("tags", "keywords")
_ONE_LINE = ("title", "summary", "department", "channel", "excuse", "owner", "id", MODULE)
_PAIRS = (("“", "”"), ("„", "“"), ('"', '"'), ("‘", "’"), ("«", "»"), ("»", "«"))
_MARKER = re.compile(r"(?:(?<=\s)|^)\(?(?P<sign>[ivx]{1,5}|\d{1,2}|[a-h])\)\s+", re.IGNORECASE)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {sign: number for number, sign in enumerate(_ROMANS, start=1)}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line: where it stands, and what it says without its decoration."""

    line: int
    column: int
    text: str
    heading: bool = False
    bullet: bool = False


@dataclass(slots=True)
class _Scenario:
    """The pieces of one scenario by field; a blank piece parts paragraphs."""

    start: _Piece
    fields: dict[str, list[_Piece]] = field(default_factory=dict)


def read_text(data: bytes, path: str) -> Found:
    """The scenarios of a Markdown or plain text file."""
    found = Found()
    lines = found.lines_of(data, path)
    return found if lines is None else from_lines(lines, path)


def from_lines(lines: Sequence[str], path: str, *, are_paragraphs: bool = False) -> Found:
    """The scenarios of a text, by its lines.

    `are_paragraphs`: a line is a paragraph of its own, as in a word processor. Otherwise an empty
    line parts paragraphs, as in Markdown.
    """
    found = Found()
    for number, line in enumerate(lines, start=1):
        if refused := refused_character(line):
            where = Location(path, number, refused.start() + 1, refused.end() + 1, line)
            name = f"U+{ord(refused.group()):04X}"
            message = f"An invisible character ({name}) stands in the text."
            found.error("AN104", message, where, "delete it")
    reader = _Reader(tuple(lines), path, found)
    words = ""
    for number, line in enumerate(lines, start=1):
        above, words = words, line.strip()
        if not words and not above:
            continue  # One blank line parts as well as many.
        if are_paragraphs and not _BULLET.match(line):
            reader.take(_Piece(number, 1, ""))
        for piece in _pieces(number, line):
            reader.take(piece)
    reader.finish()
    if not found.drafts and not found.diagnostics:
        message = "No scenario was found in this file."
        hint = "begin each with a line such as “Example 1: The lost parcel”, and label its parts"
        found.error("AN520", message, Location(path), hint)
    return found


def _pieces(number: int, line: str) -> Iterator[_Piece]:
    ends = [match.span() for match in _INSIDE.finditer(line)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(line)]
    for start, stop in zip(starts, stops, strict=True):
        yield _piece(number, start, line[start:stop])


def _piece(number: int, start: int, text: str) -> _Piece:
    if heading := _HEADING.match(text):
        words = heading["text"].rstrip().rstrip("#").rstrip()
        return _Piece(number, start + heading.start("text") + 1, words, heading=True)
    bullet = _BULLET.match(text)
    quoted = bullet or _QUOTED.match(text)
    skipped = quoted.end() if quoted else len(text) - len(text.lstrip())
    return _Piece(number, start + skipped + 1, text[skipped:].rstrip(), bullet=bool(bullet))


class _Reader:
    """Goes through the pieces of a text and puts each to the field of the label before it."""

    def __init__(self, lines: tuple[str, ...], path: str, found: Found) -> None:
        self._lines = lines
        self._path = path
        self._found = found
        self._scenario: _Scenario | None = None
        self._field: str | None = None
        self._reply = "accountable"
        self._heading: _Piece | None = None
        self._unused: list[_Piece] = []

    def take(self, piece: _Piece) -> None:
        if label := self._label(piece):
            self._begin(*label, piece)
        elif piece.heading:
            self._field, self._heading = None, piece
        elif self._field is None or self._scenario is None:
            self._unused += [piece] if piece.text else []
        else:
            pieces = self._scenario.fields.setdefault(self._field, [])
            if self._field == "lesson" and piece.text and pieces and not pieces[-1].text:
                message = "This paragraph has no label. It is taken for a part of the lesson."
                hint = "take it out if it belongs to something else"
                self._found.warn("AN521", message, self._where(piece), hint)
            if piece.text or pieces:
                pieces.append(piece)

    def finish(self) -> None:
        self._close()
        if self._unused and self._found.drafts:
            first = self._unused[0]
            lines = sorted({piece.line for piece in self._unused})
            shown = ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
            message = f"What stands here belongs to no scenario, and is not taken (lines {shown})."
            hint = "put a label before what belongs to one; leave the rest"
            self._found.warn("AN522", message, self._where(first), hint)

    def _where(self, piece: _Piece) -> Location:
        line = self._lines[piece.line - 1]
        end = piece.column + max(len(piece.text), 1)
        return Location(self._path, piece.line, piece.column, end, line)

    def _label(self, piece: _Piece) -> tuple[str, str] | None:
        """The field that a label names, and what stands behind it."""
        text = piece.text.lstrip("*_ ")
        match = _LABEL.match(text)
        if match is None:
            return None
        alone = not match["end"].strip("*_ ")
        is_marked = piece.heading or text != piece.text or piece.bullet
        name = next(name for name in _LABELS if match[name] is not None)
        if alone and name != "start" and not is_marked and not text[:1].isupper():
            return None
        if match["remark"]:
            self._unused.append(replace(piece, text=match["remark"]))
        rest = text[match.end() :].strip()
        return name, rest[: -len(_trailing(rest))] if alone and _trailing(rest) else rest

    def _begin(self, name: str, rest: str, piece: _Piece) -> None:
        scenario = self._scenario
        is_next = scenario is not None and name in scenario.fields and name != "why"
        if name == "start" or scenario is None or (is_next and name in ("title", "situation")):
            self._close()
            titled = self._heading if name != "start" else None
            scenario = self._scenario = _Scenario(titled or piece)
            if titled:
                scenario.fields["title"] = [titled]
        self._heading = None
        if name in ("accountable", "not_accountable"):
            self._reply = name
            if reason := _WHY.match(rest):
                name, rest = "why", rest[reason.end() :]
        if name == "why":
            name = f"{self._reply}.why"
        self._field = "title" if name == "start" else name
        if name == "solutions" and name in scenario.fields:
            scenario.fields[name] += [replace(piece, text=""), replace(piece, text=rest)]
            return
        if self._field in scenario.fields:
            message = f"The label “{piece.text[:40]}” stands here a second time."
            hint = "begin the next scenario with “Example 2: …”, or join the two parts"
            self._found.error("AN523", message, self._where(piece), hint)
        if rest:
            at = piece.column + max(piece.text.rfind(rest), 0)
            scenario.fields[self._field] = [_Piece(piece.line, at, rest)]
        else:
            scenario.fields[self._field] = []

    def _close(self) -> None:
        """Turn the scenario that is open into a draft."""
        if self._scenario is None:
            return
        values: dict[str, Value] = {}
        spans: dict[Keys, Span] = {}
        for name, pieces in self._scenario.fields.items():
            self._put(name, pieces, values, spans)
        module = values.pop(MODULE, None)
        source = Source(self._path, self._lines, values, spans, spans)
        where = self._where(self._scenario.start)
        said = module if isinstance(module, str) else None
        self._found.take(Draft(source, where, ASKS, said))
        self._scenario, self._field = None, None

    def _put(
        self,
        name: str,
        pieces: list[_Piece],
        values: dict[str, Value],
        spans: dict[Keys, Span],
    ) -> None:
        filled = [piece for piece in pieces if piece.text]
        if not filled:
            return
        first = filled[0]
        span = Span(first.line, first.column, first.column + len(first.text))
        if name == "title":
            # Below the title, text without a label belongs to nothing that we know.
            self._unused += filled[1:]
            values[name] = _unquoted(_MARKS.sub("", _MARKS.sub("", first.text)))
        elif name in _LISTS:
            words = re.split(r"[,;]\s*", ", ".join(piece.text for piece in filled))
            values[name] = [word for word in words if word]
        elif name in _ONE_LINE:
            values[name] = " ".join(piece.text for piece in filled)
        elif name == "solutions":
            entries = list(_solutions(pieces))
            values[name] = [{"do": text} for _, text in entries]
            for place, (piece, _) in enumerate(entries):
                at = Span(piece.line, piece.column, piece.column + len(piece.text))
                spans[name, place] = spans[name, place, "do"] = at
        elif name in ("accountable", "not_accountable") or name.endswith(".why"):
            group, _, part = name.partition(".")
            inside = values.setdefault(group, {})
            if isinstance(inside, dict):
                inside[part or "reply"] = _text(pieces) if part else _unquoted(_text(pieces))
            spans[group, part or "reply"] = span
            name = group
        else:
            values[name] = _text(pieces)
        spans.setdefault((name,), span)


def _trailing(text: str) -> str:
    match = re.search(r"[*_]{1,3}$", text)
    return match.group() if match else ""


def _text(pieces: Iterable[_Piece]) -> str:
    """Paragraphs, each on one line; bullets stay lines of their own."""
    text = ""
    gap = False
    for piece in pieces:
        if not piece.text:
            gap = bool(text)
        elif piece.bullet:
            text += ("\n\n" if gap else "\n" if text else "") + f"- {piece.text}"
            gap = False
        else:
            text += ("\n\n" if gap else " " if text else "") + piece.text
            gap = False
    return text


def _unquoted(text: str) -> str:
    """A text without the quotation marks around the whole of it."""
    for opening, closing in _PAIRS:
        inside = text[1:-1]
        whole = text[:1] == opening and text[-1:] == closing and len(text) > 2
        if whole and opening not in inside and closing not in inside:
            return inside.strip()
    return text


def _solutions(pieces: Iterable[_Piece]) -> Iterator[tuple[_Piece, str]]:
    """One entry for each bullet, each (i), (ii) … and each paragraph without any."""
    whole: list[tuple[_Piece, list[str]]] = []
    gap = True
    for piece in pieces:
        if not piece.text:
            gap = True
        elif gap or piece.bullet or _MARKER.match(piece.text):
            whole.append((piece, [piece.text]))
            gap = False
        else:
            whole[-1][1].append(piece.text)
    expected = 1
    for piece, parts in whole:
        text = " ".join(parts)
        starts = []
        for match in _MARKER.finditer(text):
            if expected in _numbers(match["sign"].lower()):
                starts.append(match)
                expected += 1
        ends = [match.start() for match in starts[1:]] + [len(text)]
        if not starts or text[: starts[0].start()].strip():
            yield piece, text[: starts[0].start() if starts else len(text)].strip()
        for match, end in zip(starts, ends, strict=False):
            if entry := text[match.end() : end].strip().rstrip(";"):
                yield piece, entry


def _numbers(sign: str) -> set[int]:
    """What a marker may count: “i” is the first Roman number and the ninth letter."""
    found = {_ROMAN[sign]} if sign in _ROMAN else set()
    if sign.isdigit():
        found.add(int(sign))
    elif len(sign) == 1:
        found.add(ord(sign) - ord("a") + 1)
    return found
