"""Hold the values of a YAML file, and where each of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from answerable.diagnostics import Diagnostic, Location

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Keys: TypeAlias = tuple[str | int, ...]


class Span(NamedTuple):
    """A stretch of one line. All numbers count from 1; `end_column` 0 means the end of the line."""

    line: int
    column: int
    end_column: int


class Typed(NamedTuple):
    """How a text was typed that YAML may have shortened silently.

    `style` is `'` or `"` for quotes, `|` or `>` for blocks, "" for none; `flow` is whether it is
    between brackets. All numbers count from 1. The end is after the last character; for a block it
    is where the parser stopped, which may be lines below.
    """

    style: str
    flow: bool
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its values, and where each of them is.

    `value` is None if the file could not be read; `diagnostics` then says why. `keys` and `values`
    contain positions by the path of keys, such as `("solutions", 0, "do")`. `places` are the names
    of positions that don't have a line and column (see `Location`). `typed` has the texts of
    several lines, and those followed by a number sign.
    """

    path: str
    lines: tuple[str, ...] = ()
    value: dict[str, Value] | None = None
    keys: dict[Keys, Span] = field(default_factory=dict)
    values: dict[Keys, Span] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    places: dict[Span, str] = field(default_factory=dict)
    typed: dict[Keys, Typed] = field(default_factory=dict)

    def whole(self) -> Location:
        """The file as a whole."""
        return Location(self.path)

    def at(self, *keys: str | int) -> Location:
        """Where the value is; if it isn't in the file, where its nearest parent is."""
        for length in range(len(keys), 0, -1):
            if span := self.values.get(keys[:length]):
                return self.locate(span)
        return self.whole()

    def key(self, *keys: str | int) -> Location:
        """Where the name of the field is; for an entry of a list, where the entry starts."""
        span = self.keys.get(keys)
        return self.locate(span) if span else self.at(*keys)

    def word(self, word: str, *keys: str | int) -> Location:
        """Where a word first occurs in a text; if it can't be found, where the text's field is.

        An escape or a line break may hide a word in the file.
        """
        span = self.values.get(keys)
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        for number, line in enumerate(self.lines[span.line - 1 :], span.line) if span else ():
            if span and (
                match := pattern.search(line, span.column - 1 if number == span.line else 0)
            ):
                return self.locate(Span(number, match.start() + 1, match.end() + 1))
        return self.key(*keys)

    def locate(self, span: Span) -> Location:
        """Convert a span of this file to a `Location`."""
        line = self.lines[span.line - 1]
        end = span.end_column or max(len(line.rstrip()), span.column) + 1
        place = self.places.get(span, "")
        return Location(self.path, span.line, span.column, end, line, place)
