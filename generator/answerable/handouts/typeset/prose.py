"""Turn a document in the interface's own words into blocks, in the language of a course."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from answerable.handouts.typeset.blocks import (
    Block,
    Listing,
    NewPage,
    Paragraph,
    SectionHead,
)
from answerable.handouts.typeset.texts import Text
from answerable.handouts.typeset.words import Words
from answerable.i18n.documents import DocumentPiece, ListEntry, WordedDocument

Insert: TypeAlias = Callable[[Text | None], Iterable[Block]]
"""A function from the label above an insert to its blocks."""

Timed: TypeAlias = Callable[[Iterable[tuple[float, Text]]], Block]
"""A function from steps, each with its share of the time, to one block."""


def _without_time(_: Iterable[tuple[float, Text]]) -> Block:
    raise ValueError("there is no time to divide among steps")


@dataclass(frozen=True, slots=True)
class Setter:
    """Fills in a document with gaps, conditions, blocks, and texts for lists, each by its name.

    `timed` makes a block from a list of timed steps.
    """

    words: Words
    gaps: Mapping[str, object] = field(default_factory=dict)
    holds: Mapping[str, bool] = field(default_factory=dict)
    inserts: Mapping[str, Insert] = field(default_factory=dict)
    lists: Mapping[str, Iterable[Text]] = field(default_factory=dict)
    timed: Timed = _without_time

    def blocks(self, document: WordedDocument) -> Iterator[Block]:
        """The document as blocks, in order. Raises `KeyError` for an unknown name."""
        for piece in document.pieces:
            if self._applies(piece.condition):
                yield from self._blocks(piece)

    def _applies(self, condition: str) -> bool:
        return not condition or self.holds[condition]

    def _blocks(self, piece: DocumentPiece) -> Iterator[Block]:
        label = self._text(piece.label) if piece.label else None
        match piece.kind:
            case "page":
                yield NewPage()
            case "heading":
                yield SectionHead(self._text(piece.text), id=piece.id)
            case "subheading":
                yield SectionHead(self._text(piece.text), 3, piece.id)
            case "lead":
                yield Paragraph(self._text(piece.text), role="lead")
            case "paragraph":
                yield Paragraph(self._text(piece.text), label)
            case "insert":
                yield from self.inserts[piece.insert](label)
            case "list":
                yield from self._list(piece, label)
            case "title":
                pass

    def _list(self, piece: DocumentPiece, label: Text | None) -> Iterator[Block]:
        entries = [entry for entry in piece.entries if self._applies(entry.condition)]
        if piece.mark == "minutes":
            if entries:
                yield self.timed([(entry.share, self._text(entry.text)) for entry in entries])
        elif texts := tuple(text for entry in entries for text in self._texts(entry)):
            yield Listing(texts, piece.mark, label)

    def _texts(self, entry: ListEntry) -> Iterable[Text]:
        return self.lists[entry.insert] if entry.insert else (self._text(entry.text),)

    def _text(self, message: str) -> Text:
        gaps = {name: value for name, value in self.gaps.items() if f"%({name})" in message}
        return self.words(message, **gaps)
