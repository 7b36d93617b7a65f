"""Validates what an import would write: each scenario on its own, and the whole course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from answerable.diagnostics import Diagnostic, Severity
from answerable.exchange.scenarios.tables.columns import columns
from answerable.model import ScenarioFile
from answerable.source.read import consistency
from answerable.source.read.fields import check
from answerable.source.read.load import load_course
from answerable.source.read.positions import Source
from answerable.source.storage.folders import scratch_folder
from answerable.source.write.changes import FileChange
from answerable.source.write.folder import copy_course


def judge_alone(source: Source, *, has_gaps: bool) -> list[Diagnostic]:
    """What is wrong with a scenario on its own.

    With gaps, the missing parts were already reported, with their places in the imported file.
    """
    scenario, problems = check(source, ScenarioFile)
    if scenario is not None:
        problems += consistency.check(scenario, source)
    told = {str(key) for one in columns() if one.required for key in one.keys}
    return [
        one for one in problems if not (has_gaps and one.code == "AN202" and _named(one) in told)
    ]


def judge(folder: Path, changes: Sequence[FileChange], *, incomplete: bool) -> Iterable[Diagnostic]:
    """The errors that the course in `folder` would have after the changes. With `incomplete`,
    fields may be missing.
    """
    if not changes:
        return ()
    with scratch_folder() as temporary:
        copy = temporary / "course"
        copy_course(folder, copy)
        for change in changes:
            file = copy / change.path.relative_to(folder)
            if change.content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(change.content)
        found = load_course(copy).diagnostics
    here, there = folder.as_posix(), copy.as_posix()
    return [
        replace(one, location=replace(one.location, path=one.location.path.replace(there, here)))
        for one in found
        if one.severity is Severity.ERROR and not (incomplete and one.code == "AN202")
    ]


def _named(diagnostic: Diagnostic) -> str:
    """The field that a diagnostic is about: the first name in backticks."""
    return diagnostic.message.partition("`")[2].partition("`")[0]
