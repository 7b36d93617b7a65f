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
from typing import IO, Literal, NamedTuple

_CONDITION = re.compile(r"\{if (?P<name>[a-z-]+)\} ")
_HEADING = re.compile(r"(?P<level>#{1,3}) (?P<text>.+?)(?: \{#(?P<id>[a-z-]+)\})?")
_LABELLED = re.compile(r"\*\*(?P<label>[^*]+)\*\*(?: (?P<text>.+))?")
_INSERT = re.compile(r"\{(?P<name>[a-z-]+)\}")
_ENTRY = re.compile(
    r"(?P<tick>- \[ \] )|- (?P<share>\d+(?:\.\d)?) min: |(?P<dash>-(?: |$))|(?P<number>\d+\. )"
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
    time. `line` counts from 1.
    """

    text: str = ""
    insert: str = ""
    condition: str = ""
    share: float = 0
    line: int = 0


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
    """A parsed document: `fields` are those above the text, in lines 2, 3 and so on."""

    fields: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[DocumentPiece, ...] = ()

    @property
    def titles(self) -> tuple[DocumentPiece, ...]:
        """Its title, if it has one. More than one is a mistake."""
        return tuple(piece for piece in self.pieces if piece.kind == "title")

    @property
    def title(self) -> str:
        """The text of its title."""
        return "".join(piece.text for piece in self.titles[:1])


class DocumentError(ValueError):
    """A document that can't be parsed: in which line, why, and what to do."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line, self.message, self.hint = line, message, hint


def parse(text: str) -> WordedDocument:
    """Parse a document. Raises `DocumentError` for anything of an unknown kind."""
    lines = [line.rstrip() for line in text.splitlines()]
    fields: dict[str, str] = {}
    start = 0
    if lines and lines[0] == "---":
        if "---" not in lines[1:]:
            message = "The fields above the text don't end."
            raise DocumentError(1, message, "add a line `---` below the fields, or delete this one")
        start = lines.index("---", 1) + 1
        for number, line in enumerate(lines[1 : start - 1], 2):
            name, value = _field(number, line)
            if name in fields:
                raise DocumentError(number, f"The field `{name}` is here twice.", "delete one")
            fields[name] = value
    return WordedDocument(
        fields, tuple(_piece(number, chunk) for number, chunk in _chunks(lines, start))
    )


def extract(
    file: IO[bytes], *_: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the messages of a document, in the form that Babel expects."""
    document = parse(file.read().decode())
    for message in filter(None, (document.title, *document.fields.values())):
        yield 1, "", message, []
    for piece in document.pieces:
        if piece.kind != "title":
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


class TextSlot(NamedTuple):
    """Something that the program reads or fills in, as it's written, and where: a field above the
    text; a gap, insert or condition in one of the fields, in the title or in the text; an insert as
    a paragraph, under a label, as an entry, or as a step with minutes; `min` for minutes.
    """

    place: Literal["field", "fields", "title", "text", "paragraph", "label", "entry", "step"]
    name: str


def slots(document: WordedDocument) -> Mapping[TextSlot, int]:
    """What a document expects of the program, each with the line where it first occurs."""
    found: dict[TextSlot, int] = {}
    for slot, line in _slots(document):
        found.setdefault(slot, line)
    return found


def _slots(document: WordedDocument) -> Iterator[tuple[TextSlot, int]]:
    for line, (name, text) in enumerate(document.fields.items(), 2):
        yield TextSlot("field", name), line
        for gap in _GAP.findall(text):
            yield TextSlot("fields", gap), line
    for piece in document.pieces:
        if piece.insert:
            yield (
                TextSlot("label" if piece.label else "paragraph", f"{{{piece.insert}}}"),
                piece.line,
            )
        if piece.mark == "minutes":
            yield TextSlot("text", "min"), piece.line
        for entry in piece.entries:
            if entry.insert:
                place: Literal["entry", "step"] = "step" if piece.mark == "minutes" else "entry"
                yield TextSlot(place, f"{{{entry.insert}}}"), entry.line
        texts = [(piece.line, one) for one in (piece.label, piece.text)]
        texts += [(entry.line, entry.text) for entry in piece.entries]
        parts: list[DocumentPiece | ListEntry] = [piece, *piece.entries]
        names = [(one.line, f"{{if {one.condition}}}") for one in parts if one.condition]
        names += [(line, gap) for line, text in texts for gap in _GAP.findall(text)]
        for line, name in names:
            yield TextSlot("title" if piece.kind == "title" else "text", name), line


_GAP = re.compile(r"%\(\w+\)\w?|\{ ?(?:if )?[^{}\s]+ ?\}")
"""A gap, or something else in a text that looks as if the program filled it in."""


def _field(number: int, line: str) -> tuple[str, str]:
    if match := _FIELD.fullmatch(line):
        return match["name"], match["text"]
    hint = "write `needs: flip chart`, for example, and close the fields with a line `---`"
    raise DocumentError(number, "This isn't a field with its text.", hint)


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
        hint = "leave a blank line above the list, or make the line above it its label: `**Label**`"
        raise DocumentError(number + first, "The list is part of a paragraph.", hint)
    marks, entries = zip(*_entries(number + first, chunk[first:]), strict=True)
    for mark, entry in zip(marks, entries, strict=True):
        if mark != marks[0]:
            hint = "start each entry in the same way, or leave a blank line between two lists"
            raise DocumentError(entry.line, "This is a list of several kinds.", hint)
    return DocumentPiece(
        "list", number, label=label["label"] if label else "", mark=marks[0], entries=entries
    )


def _entries(number: int, lines: Iterable[str]) -> Iterator[tuple[ListMark, ListEntry]]:
    """Yield the entries in lines, the first of which has this number."""
    texts: list[tuple[int, re.Match[str], str]] = []
    for at, line in enumerate(lines, number):
        if start := _ENTRY.match(line):
            texts.append((at, start, line[start.end() :]))
        else:
            at, start, above = texts[-1]
            texts[-1] = at, start, f"{above} {line.strip()}"
    for at, start, text in texts:
        condition, rest = _conditioned(text)
        match = _INSERT.fullmatch(rest)
        said, insert = ("", match["name"]) if match else (rest, "")
        share = float(start["share"] or 0)
        yield _MARKS[start.lastgroup or ""], ListEntry(said, insert, condition, share, at)


def _conditioned(text: str) -> tuple[str, str]:
    """Split a text into its condition, if there is one, and the rest."""
    if match := _CONDITION.match(text):
        return match["name"], text[match.end() :]
    return "", text
