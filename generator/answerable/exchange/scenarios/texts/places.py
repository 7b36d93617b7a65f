"""Says in words where the pieces of a text are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.diagnostics import Location
from answerable.exchange.scenarios.texts.lines import Piece
from answerable.exchange.scenarios.texts.paragraphs import clean
from answerable.model.wording import in_brief
from answerable.source.read.positions import Keys, Source, Span, Value


@dataclass(frozen=True, slots=True)
class Places:
    """Where pieces of a text are. `lines` are what findings show for each line; `named` is how they
    name a line, with `{}` for its number, if people don't count lines.
    """

    path: str
    lines: tuple[str, ...]
    named: str

    def where(self, piece: Piece) -> Location:
        line = self.lines[piece.line - 1]
        end = piece.column + max(len(piece.text), 1)
        place = self.named.format(piece.line) if self.named else ""
        return Location(self.path, piece.line, piece.column, end, line, place)

    def source(self, values: dict[str, Value], spans: dict[Keys, Span]) -> Source:
        """Values with their places, as for a scenario file."""
        names = {span: self.named.format(span.line) for span in spans.values() if self.named}
        return Source(self.path, self.lines, values, spans, spans, places=names)

    def numbered(self, pieces: Sequence[Piece]) -> str:
        """Where pieces are, in words: “lines 1–3, 7”."""
        word = self.named.partition(" ")[0] or "line"
        numbers = _numbers([piece.line for piece in pieces])
        return f"{word} {numbers}" if numbers.isdigit() else f"{word}s {numbers}"

    def said(self, pieces: Sequence[Piece]) -> str:
        """The first words of some pieces and where they are, as the beginning of a sentence."""
        return f"“{short(pieces[0].text)}” ({self.numbered(pieces)}) stands"


def _numbers(numbers: Sequence[int]) -> str:
    """Numbers as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def short(text: str) -> str:
    return in_brief(" ".join(clean(text).split()), 50)
