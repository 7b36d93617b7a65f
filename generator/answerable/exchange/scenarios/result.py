"""The result of reading an imported file: scenarios, and problems with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read.encoding import decode, split_lines
from answerable.source.read.positions import Keys, Source

MAX_TEXT_BYTES = 2_000_000
"""A thousand scenarios are about as long."""

MAX_COLUMNS = 400
"""Of one table."""

MAX_SCENARIOS = 5_000
"""Of one text."""

MAX_PROBLEMS = 1_000
"""How many problems of one file are reported. More would hide the first ones."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The course that a scenario was exported from, and the language of its texts if known."""

    course: str
    language: str | None


@dataclass(frozen=True, slots=True)
class ImportedPicture:
    """A picture of a scenario: its content, how its file's name ends, and what it shows, if the
    imported file says so, or that it shows nothing that matters.
    """

    content: bytes
    ending: str
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class ImportedScenario:
    """One scenario as it was found in a file.

    `source` has its fields as in a scenario file, with their places in the imported file; `where`
    is the place of the whole. `module` is what the file says about its module. If it comes from a
    table, `cells` are all cells of its row, including empty ones. `asks` says where to write a
    missing part, with `{}` in place of its name. `unread` are parts that the file has in a form
    that can't be read; those were reported, so they aren't reported as missing, too. `origin` is
    the course it comes from, if this program exported the file. `picture` is the first one in it.
    """

    source: Source
    where: Location
    asks: str
    module: str | None = None
    cells: Mapping[Keys, str] | None = None
    unread: frozenset[Keys] = frozenset()
    origin: Origin | None = None
    picture: ImportedPicture | None = None


@dataclass(slots=True)
class ImportResult:
    """All scenarios of a file, and what could not be understood.

    `left_out` counts what looks like a scenario but can't be imported. `titles` are those of all
    columns of a table; `unread` are the ones whose meaning nobody has explained yet.
    """

    drafts: list[ImportedScenario] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left_out: int = 0
    unread: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many scenarios the file has, whether imported or not."""
        return len(self.drafts) + self.left_out

    def note(self, code: str, message: str, where: Location, hint: str) -> None:
        self._add(Diagnostic(code, Severity.NOTE, message, where, hint))

    def leave_out(self, code: str, message: str, where: Location, hint: str) -> None:
        """Warn that something that looks like a scenario is not imported."""
        self.left_out += 1
        self.warn(code, message, where, hint)

    def error(self, code: str, message: str, where: Location, hint: str) -> None:
        self._add(Diagnostic(code, Severity.ERROR, message, where, hint))

    def warn(self, code: str, message: str, where: Location, hint: str) -> None:
        self._add(Diagnostic(code, Severity.WARNING, message, where, hint))

    def _add(self, problem: Diagnostic) -> None:
        if len(self.diagnostics) < MAX_PROBLEMS:
            self.diagnostics.append(problem)
            return
        last = self.diagnostics[-1]
        if last.code != "AN200" or problem.severity > last.severity:
            message = "This file has more problems than are shown here."
            where = Location(problem.location.path)
            more = Diagnostic("AN200", problem.severity, message, where, "fix the others first")
            self.diagnostics[MAX_PROBLEMS:] = [more]

    def take(self, draft: ImportedScenario) -> None:
        """Add a scenario, or an error if the file has too many."""
        if len(self.drafts) > MAX_SCENARIOS:
            return
        if len(self.drafts) == MAX_SCENARIOS:
            message = f"The file contains more than {MAX_SCENARIOS:,} scenarios."
            self.error("AN513", message, Location(draft.where.path), "split it into several files")
        self.drafts.append(draft)

    def lines_of(
        self, data: bytes, path: str, most: int = MAX_TEXT_BYTES
    ) -> tuple[str, ...] | None:
        """The lines of a text file; if it can't be read, None, and a diagnostic is added."""
        if len(data) > most:
            size = f"The file is larger than {most // 1_000_000} MB."
            self.error("AN510", size, Location(path), "split it")
            return None
        text = decode(data, path)
        if isinstance(text, Diagnostic):
            self.diagnostics.append(text)
            return None
        return split_lines(text)
