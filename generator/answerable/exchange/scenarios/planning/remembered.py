"""Reads and extends columns.txt, where a course remembers what titles in tables mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.exchange.scenarios.tables.titles import FILE, folded, read_map, with_titles
from answerable.source.read.encoding import decode, not_opened
from answerable.source.write.changes import FileChange


@dataclass(frozen=True, slots=True)
class Remembered:
    """The map of a course from custom titles to ours, and what was added to it.

    `titles` is the whole map, with keys in the form that `titles.folded` returns.
    """

    file: Path
    before: bytes | None
    text: str
    titles: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Remembered:
        """The map of the course in `folder`. Never raises for its content."""
        file = folder / FILE
        path = file.as_posix()
        if not file.is_file():
            return cls(file, None, "", {})
        try:
            data = file.read_bytes()
        except OSError as error:
            return cls(file, None, "", {}, (not_opened(path, error),))
        text = decode(data, path)
        if isinstance(text, Diagnostic):
            return cls(file, data, "", {}, (text,))
        titles, bad = read_map(text)
        lines = text.splitlines()
        problems = tuple(
            Diagnostic(
                "AN528",
                Severity.WARNING,
                "This line doesn't say what a column means.",
                Location(path, number, 1, len(line) + 1, lines[number - 1]),
                "write it like: Antwort = Accountable",
            )
            for number, line in bad
        )
        return cls(file, data, text, titles, problems)

    def with_more(self, added: Mapping[str, str]) -> Remembered:
        """The same with more titles, as people write them."""
        new = {title: ours for title, ours in added.items() if self._is_new(title, ours)}
        if not new:
            return self
        titles = {**self.titles, **{folded(title): ours for title, ours in new.items()}}
        return replace(self, text=with_titles(self.text, new), titles=titles)

    def _is_new(self, title: str, ours: str) -> bool:
        return self.titles.get(folded(title)) != ours

    @property
    def changes(self) -> list[FileChange]:
        """What to write, if anything was added."""
        was = self.before.decode("utf-8-sig") if self.before is not None else ""
        if self.text == was or any(one.severity is Severity.ERROR for one in self.diagnostics):
            return []
        return [FileChange(self.file, self.before, self.text)]
