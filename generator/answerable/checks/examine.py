"""All that one scenario file shows by itself, without the rest of the course."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.checks.ignores import Ignore, ignores_in
from answerable.checks.outline import Outline, outline
from answerable.checks.rule import Setting
from answerable.checks.rules import check_scenario
from answerable.diagnostics import Diagnostic
from answerable.model import ScenarioFile
from answerable.model.scenario_file import Status
from answerable.reading.positions import Source


@dataclass(frozen=True, slots=True)
class Examined:
    """What rules for scenarios find, what is ignored, and what rules for the course need."""

    status: Status
    outline: Outline
    found: tuple[Diagnostic, ...]
    ignores: tuple[Ignore, ...]


def examine(
    scenario: ScenarioFile, source: Source, scenario_id: str, module_id: str, setting: Setting
) -> Examined:
    """Look at one scenario; `source` says where things stand in its file."""
    return Examined(
        scenario.status,
        outline(scenario, scenario_id, module_id, setting.language),
        tuple(check_scenario(scenario, source, setting)),
        ignores_in(source),
    )
