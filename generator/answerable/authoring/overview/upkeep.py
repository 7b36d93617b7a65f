"""Finds scenarios that are due for review, and their owners."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from answerable.model import Course, Scenario


@dataclass(frozen=True, slots=True)
class Due:
    """A scenario to review; `days` are counted from today, and negative if it is overdue."""

    scenario: Scenario
    days: int


def due(course: Course, today: datetime.date, within: int = 0) -> tuple[Due, ...]:
    """The scenarios to review within this many days from `today`, the most urgent first.

    Drafts are included, because nothing else reminds authors of them; retired scenarios are not.
    """
    found = [
        Due(scenario, (scenario.review_by - today).days)
        for scenario in course.scenarios
        if scenario.review_by is not None and scenario.status != "retired"
    ]
    return tuple(sorted((d for d in found if d.days <= within), key=lambda d: d.days))


def undated(course: Course) -> tuple[Scenario, ...]:
    """Scenarios without a review date, of which nobody is reminded."""
    return tuple(s for s in course.scenarios if s.review_by is None and s.status != "retired")


def by_owner(found: tuple[Due, ...]) -> dict[str | None, tuple[Due, ...]]:
    """The same by owner, sorted by name; at the end those without an owner (None)."""
    ordered = sorted(found, key=lambda d: (d.scenario.owner is None, d.scenario.owner or ""))
    return {owner: tuple(group) for owner, group in groupby(ordered, lambda d: d.scenario.owner)}


def in_words(days: int) -> str:
    """How far away a day is, such as “3 days overdue” or “due in 1 day”."""
    if days == 0:
        return "due today"
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{number} overdue" if days < 0 else f"due in {number}"
