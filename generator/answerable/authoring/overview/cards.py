"""Reports the type size of printed cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.handouts.typeset.outcome import Outcome
from answerable.model import Course, Scenario


@dataclass(frozen=True, slots=True)
class DeckReport:
    """What is known about the scenario cards on one paper. A title is, for example, “Cards on A4”.

    `estimated` means that the outcomes are a forecast: nothing has been typeset.
    """

    title: str
    outcomes: Sequence[Outcome]
    reckoned: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a scenario's card; `shorter` means that it uses the texts under `card`."""

    scenario: Scenario
    shorter: bool


@dataclass(frozen=True, slots=True)
class TypeSize:
    """The sides that print in one size, in pt and as a share of the deck's normal size.

    If `fits` is false, they don't fit at all, and the size is the smallest possible.
    """

    points: float
    scale: float
    fits: bool
    fronts: tuple[Side, ...]
    backs: tuple[Side, ...]


def sizes(course: Course, outcomes: Iterable[Outcome]) -> tuple[TypeSize, ...]:
    """The sides of the cards by type size: those that don't fit first, then the smallest."""
    scenarios = {scenario.code: scenario for scenario in course.scenarios}
    found: defaultdict[tuple[bool, float, float], dict[str, list[Side]]] = defaultdict(
        lambda: {"front": [], "back": []}
    )
    for one in outcomes:
        if one.code in scenarios:  # the title and the instructions are cards, too
            side = Side(scenarios[one.code], one.shorter)
            found[one.fits, one.points, one.scale][one.name].append(side)
    return tuple(
        TypeSize(points, scale, fits, tuple(sides["front"]), tuple(sides["back"]))
        for (fits, points, scale), sides in sorted(found.items())
    )
