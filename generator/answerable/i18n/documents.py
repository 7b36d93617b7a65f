"""Parse documents of the interface's own words: Markdown that a trainer can edit, one message per
text. Those in `guide/` are the texts of the facilitator's guide, which a course may replace.

    ---
    needs: flip chart                     whatever the program asks for, one per line
    ---
    # Title of the document

    ## Heading {#anchor}

    A paragraph. Its lines are joined.

    **A paragraph that is all bold introduces the others.**

    **Say:** A paragraph with a label.

    **Label of a list**
    - entry                               `1.` for numbers, `- [ ]` for boxes to tick
    - {aims}                              texts that the program inserts

    - 2 min: a step                       how long it takes relative to its list's other steps

    {materials}                           inserted by the program; **Label** {…} under a label

    {if role-play} A paragraph or an entry that is there only if the program says so.

    ***                                   a new page

Gaps that the program fills are written `%(name)s`. Translations are in the catalogues, by message:
an edited text has to be translated again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Literal

_CONDITION = re.compile(r"\{if (?P<name>[a-z-]+)\} ")
_HEADING = re.compile(r"(?P<level>#{1,3}) (?P<text>.+?)(?: \{#(?P<id>[a-z-]+)\})?")
_LABELLED = re.compile(r"\*\*(?P<label>[^*]+)\*\*(?: (?P<text>.+))?")
_INSERT = re.compile(r"\{(?P<name>[a-z-]+)\}")
_ENTRY = re.compile(
    r"(?P<tick>- \[ \] )|- (?P<share>\d+(?:\.\d)?) min: |(?P<dash>- )|(?P<number>\d+\. )"
)
_FIELD = re.compile(r"(?P<name>[a-z-]+): (?P<text>.+)")

ListMark = Literal["dash", "number", "tick", "minutes"]

_MARKS: Mapping[str, ListMark] = {
    "tick": "tick",
    "share": "minutes",
    "dash": "dash",
    "number": "number",
}
"""The start of an entry -> the mark of its list."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list. `insert` names texts of the program; `share` is its part of the list's
    time.
    """

    text: str = ""
    insert: str = ""
    condition: str = ""
    share: float = 0


@dataclass(frozen=True, slots=True)
class DocumentPiece:
    """One piece of a document. `line` counts from 1; a missing text is ""."""

    kind: Literal["title", "heading", "subheading", "lead", "paragraph", "list", "insert", "page"]
    line: int
    text: str = ""
    label: str = ""
    id: str = ""
    condition: str = ""
    insert: str = ""
    mark: ListMark = "dash"
    entries: tuple[ListEntry, ...] = ()

    @property
    def messages(self) -> Iterator[str]:
        """Yield its texts, as catalogues have them."""
        yield from filter(None, (self.label, self.text, *(one.text for one in self.entries)))


@dataclass(frozen=True, slots=True)
class WordedDocument:
    """A parsed document: `fields` are those above the text, `pieces` everything but the title."""

    title: str
    fields: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[DocumentPiece, ...] = ()


def parse(text: str) -> WordedDocument:
    """Parse a document. Raises `ValueError` for a piece of an unknown kind."""
    lines = text.splitlines()
    fields: dict[str, str] = {}
    start = 0
    if lines and lines[0] == "---":
        start = lines.index("---", 1) + 1
        fields = dict(_field(line) for line in lines[1 : start - 1])
    pieces = [_piece(at, chunk) for at, chunk in _chunks(lines, start)]
    title = next((piece.text for piece in pieces if piece.kind == "title"), "")
    return WordedDocument(title, fields, tuple(one for one in pieces if one.kind != "title"))


def extract(
    file: IO[bytes], *_: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the messages of a document, in the form that Babel expects."""
    document = parse(file.read().decode())
    for message in filter(None, (document.title, *document.fields.values())):
        yield 1, "", message, []
    for piece in document.pieces:
        for message in piece.messages:
            yield piece.line, "", message, []


_GUIDE = Path(__file__).parent / "guide"


@cache
def guide_names() -> tuple[str, ...]:
    """The names of the guide's texts, in alphabetical order."""
    return tuple(sorted(path.stem for path in _GUIDE.glob("*.md")))


@cache
def guide_document(name: str) -> WordedDocument:
    """A text of the guide by its name, as courses have it that don't replace it."""
    return parse((_GUIDE / f"{name}.md").read_text("utf-8"))


def names_in(document: WordedDocument) -> Mapping[str, int]:
    """What a document expects the program to fill in, each with the line where it first occurs:
    `%(gap)s`, `{insert}`, `{if condition}`, and `min` for minutes.
    """
    found: dict[str, int] = {}
    for piece in document.pieces:
        parts: list[DocumentPiece | ListEntry] = [piece, *piece.entries]
        names = [f"{{{one.insert}}}" for one in parts if one.insert]
        names += [f"{{if {one.condition}}}" for one in parts if one.condition]
        names += [gap for text in piece.messages for gap in _GAP.findall(text)]
        names += ["min"] if piece.mark == "minutes" else []
        for name in names:
            found.setdefault(name, piece.line)
    return found


_GAP = re.compile(r"%\(\w+\)s")


def _field(line: str) -> tuple[str, str]:
    if match := _FIELD.fullmatch(line):
        return match["name"], match["text"]
    raise ValueError(f"not a field: {line}")


def _chunks(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """Yield groups of lines between blank lines, each with the number of its first line."""
    chunk: list[str] = []
    for number, line in enumerate([*lines[start:], ""], start + 1):
        if line.strip():
            chunk.append(line)
        elif chunk:
            yield number - len(chunk), chunk
            chunk = []


def _piece(number: int, chunk: list[str]) -> DocumentPiece:
    if chunk == ["***"]:
        return DocumentPiece("page", number)
    if any(_ENTRY.match(line) for line in chunk):
        return _list(number, chunk)
    condition, text = _conditioned(" ".join(map(str.strip, chunk)))
    if match := _HEADING.fullmatch(text):
        kind: Literal["title", "heading", "subheading"]
        kind = ("title", "heading", "subheading")[len(match["level"]) - 1]
        return DocumentPiece(kind, number, match["text"], id=match["id"] or "", condition=condition)
    label = ""
    if match := _LABELLED.fullmatch(text):
        label, text = match["label"], match["text"] or ""
        if not text:
            return DocumentPiece("lead", number, label, condition=condition)
    if match := _INSERT.fullmatch(text):
        return DocumentPiece(
            "insert", number, label=label, condition=condition, insert=match["name"]
        )
    return DocumentPiece("paragraph", number, text, label, condition=condition)


def _list(number: int, chunk: list[str]) -> DocumentPiece:
    first = next(place for place, line in enumerate(chunk) if _ENTRY.match(line))
    above = " ".join(map(str.strip, chunk[:first]))
    label = _LABELLED.fullmatch(above)
    if above and not (label and label["text"] is None):
        raise ValueError(f"line {number}: a list follows a blank line or its label in bold")
    marks, entries = zip(*_entries(chunk[first:]), strict=True)
    if len(set(marks)) > 1:
        raise ValueError(f"line {number}: a list of several kinds")
    return DocumentPiece(
        "list", number, label=label["label"] if label else "", mark=marks[0], entries=entries
    )


def _entries(lines: Iterable[str]) -> Iterator[tuple[ListMark, ListEntry]]:
    texts: list[tuple[re.Match[str], str]] = []
    for line in lines:
        if start := _ENTRY.match(line):
            texts.append((start, line[start.end() :]))
        else:
            start, above = texts[-1]
            texts[-1] = start, f"{above} {line.strip()}"
    for start, text in texts:
        condition, rest = _conditioned(text)
        if match := _INSERT.fullmatch(rest):
            entry = ListEntry(insert=match["name"], condition=condition)
        else:
            entry = ListEntry(rest, condition=condition, share=float(start["share"] or 0))
        yield _MARKS[start.lastgroup or ""], entry


def _conditioned(text: str) -> tuple[str, str]:
    """Split a text into its condition, if there is one, and the rest."""
    if match := _CONDITION.match(text):
        return match["name"], text[match.end() :]
    return "", text
