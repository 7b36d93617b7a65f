"""The plan of an import, as it is shown before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from answerable.diagnostics import Diagnostic, Severity
from answerable.exchange.scenarios.result import ImportedScenario
from answerable.source.write.changes import FileChange

ImportStatus = Literal["new", "changed", "same", "not taken"]


@dataclass(frozen=True, slots=True)
class PlannedScenario:
    """One scenario that was found, as the user sees it: where it is, what it is, its status.

    `diagnostics` are about it alone, and `changes` are those to its own files.
    """

    draft: ImportedScenario
    title: str
    place: str
    state: ImportStatus
    summary: str
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: tuple[FileChange, ...] = ()


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. Nothing may be written if a diagnostic is an error.

    `own` are the files of scenarios that change; `seen` is how many scenarios the files contain,
    whether imported or not; `missing` are those that are only in the course, if a table has most of
    the course.
    """

    entries: list[PlannedScenario] = field(default_factory=list)
    changes: list[FileChange] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    own: set[Path] = field(default_factory=set)
    seen: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many of the scenarios that were seen are new, changed or unchanged."""
        return sum(entry.state != "not taken" for entry in self.entries)

    @property
    def has_errors(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.diagnostics)
