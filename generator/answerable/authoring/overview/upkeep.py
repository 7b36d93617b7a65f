"""What is due to be read again, and who keeps it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from answerable.model import Course, Scenario


@dataclass(frozen=True, slots=True)
class Due:
    """A scenario that is to be read again; `days` from today on, negative when it is overdue."""

    scenario: Scenario
    days: int


def due(course: Course, today: datetime.date, within: int = 0) -> tuple[Due, ...]:
    """What is to be read again within so many days from `today`: the most urgent first.

    Drafts count, since nobody else reminds of them; retired scenarios do not.
    """
    found = [
        Due(scenario, (scenario.review_by - today).days)
        for scenario in course.scenarios
        if scenario.review_by is not None and scenario.status != "retired"
    ]
    return tuple(sorted((d for d in found if d.days <= within), key=lambda d: d.days))


def undated(course: Course) -> tuple[Scenario, ...]:
    """Scenarios that nobody will be reminded of."""
    return tuple(s for s in course.scenarios if s.review_by is None and s.status != "retired")


def by_owner(found: tuple[Due, ...]) -> dict[str | None, tuple[Due, ...]]:
    """The same by owner, in the order of their names; at the end what nobody owns (None)."""
    ordered = sorted(found, key=lambda d: (d.scenario.owner is None, d.scenario.owner or ""))
    return {owner: tuple(group) for owner, group in groupby(ordered, lambda d: d.scenario.owner)}


def in_words(days: int) -> str:
    """How far away a day is, such as “3 days overdue” or “due in 1 day”."""
    if days == 0:
        return "due today"
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{number} overdue" if days < 0 else f"due in {number}"
