"""Examine one scenario file on its own, without the rest of the course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.checks.ignores import Ignore, ignores_in
from answerable.checks.outline import Outline, outline
from answerable.checks.rule import Setting
from answerable.checks.rules import check_scenario
from answerable.checks.texts import UNWRITTEN
from answerable.diagnostics import Diagnostic, Severity
from answerable.model import ScenarioFile
from answerable.model.scenario_file import Status
from answerable.source.read.draft import Draft, read_draft
from answerable.source.read.load import Opened
from answerable.source.read.positions import Source


@dataclass(frozen=True, slots=True)
class Examined:
    """What rules for scenarios find, what is ignored, and what rules for the course need.

    Findings in a draft are notes.
    """

    status: Status
    outline: Outline
    found: tuple[Diagnostic, ...]
    ignores: tuple[Ignore, ...]


def read_and_examine(opened: Opened, setting: Setting) -> Sequence[tuple[Draft, Examined | None]]:
    """Read each scenario file of a folder, and examine those that aren't broken."""
    drafts = [read_draft(opened.folder, *place) for place in opened.scenario_files]
    return [(draft, examine_draft(draft, setting)) for draft in drafts]


def examine_draft(draft: Draft, setting: Setting) -> Examined | None:
    """Examine the scenario of a file; None if the file is broken."""
    if draft.scenario is None:
        return None
    return examine(draft.scenario, draft.source, draft.id, draft.module, setting)


def examine(
    scenario: ScenarioFile, source: Source, scenario_id: str, module_id: str, setting: Setting
) -> Examined:
    """Examine one scenario; `source` has the positions in its file."""
    return Examined(
        scenario.effective_status,
        outline(scenario, scenario_id, module_id, setting.language),
        tuple(_weighed(one, scenario) for one in check_scenario(scenario, source, setting)),
        ignores_in(source),
    )


def _weighed(finding: Diagnostic, scenario: ScenarioFile) -> Diagnostic:
    """Turn a finding in a draft into a note, except the one that says why a live scenario is a
    draft.
    """
    keeps_it = finding.code == UNWRITTEN and scenario.status == "live"
    if scenario.effective_status == "draft" and not keeps_it:
        return replace(finding, severity=Severity.NOTE)
    return finding
