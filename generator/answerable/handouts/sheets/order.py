"""The input for a document: a course, the scenarios to include, and the plan of a workshop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Case
from answerable.handouts.workshop.plan import WorkshopPlan
from answerable.model import Course, Module, Scenario, identity


@dataclass(frozen=True, slots=True)
class Order:
    """The input for one document. Each maker takes from it what its document shows."""

    course: Course
    scenarios: tuple[Scenario, ...]
    plan: WorkshopPlan

    def by_module(self) -> Iterator[tuple[Module, tuple[Scenario, ...]]]:
        """The scenarios in course order, grouped by module; modules without any are left out."""
        modules = {module.id: module for module in self.course.modules}
        for module_id, scenarios in groupby(self.scenarios, key=lambda one: one.module_id):
            yield modules[module_id], tuple(scenarios)


def case(course: Course, scenario: Scenario) -> Case:
    """The head of a scenario in a document."""
    (place,) = (one.place for one in course.modules if one.id == scenario.module_id)
    return Case(
        scenario.code,
        course.brand.colours.hue(place),
        identity.pattern(place),
        passages.title(scenario),
        passages.setting(scenario),
    )
