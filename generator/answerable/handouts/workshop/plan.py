"""Plan a workshop: a run sheet whose timings add up to exactly the time that there is.

    plan = plan_workshop(course, minutes=90, people=16)
    for segment in plan.segments:
        segment.start, segment.minutes, segment.kind, segment.title, segment.scenarios
    plan.scenarios                           # worked through at the tables, in this order
    plan.sorted, plan.played                 # whose replies are sorted; which are role-played
    plan.everything                          # all of those, in course order
    plan.groups, plan.trios                  # sizes of the table groups and of the role-play groups

For every course, the minutes of the segments add up to `minutes`, each segment has at least the
minutes that its kind needs, and there is at least one scenario to work through. The result depends
only on the arguments, so a kit, a guide and a web page can each make the same plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from answerable.model import Course, Scenario

SHORTEST, LONGEST = 45, 120
"""Limits of a workshop's length, in minutes."""

FEWEST, MOST = 2, 200
"""Limits of the number of people in a workshop."""

ActivityKind = Literal[
    "welcome",
    "opening",
    "sorting",
    "scenario",
    "break",
    "role-play",
    "own-case",
    "coaching",
    "commitment",
    "closing",
]

_BEFORE: tuple[ActivityKind, ...] = ("welcome", "opening")
_AFTER: tuple[ActivityKind, ...] = ("coaching", "commitment", "closing")
_WORTH: tuple[ActivityKind, ...] = (
    "scenario",
    "sorting",
    "role-play",
    "scenario",
    "scenario",
    "own-case",
    "scenario",
)
"""What is added after the first scenario, in this order of priority, while there is time."""

_BREAK_AFTER = 90
"""The most minutes without a break."""

_TABLE, _TRIO = 4, 3
_TIGHT = 2
"""Minutes that may be saved in other segments so that one more activity fits in."""

_USUAL_MINUTES, _LONG_MINUTES = 5, 7
_EASIEST, _MIDDLE, _HARDEST = 1, 2, 3
_SORTED = 5
"""Scenarios whose replies are sorted: about ten cards, for ten minutes."""

_FEWEST_SORTED = 2
"""With fewer scenarios there is no sorting. Those at the tables don't count: the key would give
their answers away.
"""

ROUNDS = 2
"""Rounds of a role play."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a workshop. `start` is in minutes from the beginning.

    `title` is in the language of the course; a scenario's segment has the scenario's title.
    `scenarios` are those that it is about: one for the kind `scenario`, one or two for a role play,
    none for most others.
    """

    kind: ActivityKind
    title: str
    start: int
    minutes: int
    scenarios: tuple[Scenario, ...] = ()

    @property
    def end(self) -> int:
        """When it ends and the next one begins, in minutes from the start."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """What happens when, and with whom.

    `groups` and `trios` are the sizes of the groups at the tables (2 to 5 people) and of the
    role-play groups (2 to 4); each adds up to `people`.
    """

    minutes: int
    people: int
    segments: tuple[Segment, ...]
    groups: tuple[int, ...]
    trios: tuple[int, ...]
    everything: tuple[Scenario, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Scenarios worked through at the tables, in this order."""
        return self._of("scenario")

    @property
    def sorted(self) -> tuple[Scenario, ...]:
        """Scenarios whose replies are sorted; none if there is no time for it."""
        return self._of("sorting")

    @property
    def played(self) -> tuple[Scenario, ...]:
        """Scenarios that are role-played, one per round; none if there is no time for it."""
        return self._of("role-play")

    @property
    def observations(self) -> int:
        """The number of observations in all rounds: everybody without a role observes, and in a
        group of two the customer does.
        """
        return ROUNDS * sum(max(size - 2, 1) for size in self.trios)

    def has(self, kind: ActivityKind) -> bool:
        """Whether the workshop has a segment of that kind."""
        return any(segment.kind == kind for segment in self.segments)

    def _of(self, kind: ActivityKind) -> tuple[Scenario, ...]:
        return tuple(s for part in self.segments if part.kind == kind for s in part.scenarios)


def plan_workshop(
    course: Course,
    minutes: int = 90,
    people: int = 16,
    scenarios: Sequence[Scenario] | None = None,
) -> WorkshopPlan:
    """The plan of a workshop of `minutes` (45 to 120) for `people` (2 to 200).

    `scenarios` are those to choose from, in course order (default: all of the course). The chosen
    ones go from easy to hard, cover as many modules as possible, and fit the time. Raises
    `ValueError` for a length or a number of people out of range, or without any scenario.
    """
    pool = course.scenarios if scenarios is None else tuple(scenarios)
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"a workshop has {SHORTEST} to {LONGEST} minutes, not {minutes}")
    if not FEWEST <= people <= MOST:
        raise ValueError(f"a workshop has {FEWEST} to {MOST} people, not {people}")
    if not pool:
        raise ValueError("a workshop needs at least one scenario")
    parts = _timed(_chosen(pool, minutes), minutes)
    words = course.words
    starts = accumulate((part.usual for part in parts), initial=0)
    segments = tuple(
        Segment(
            part.kind,
            part.scenarios[0].title
            if part.kind == "scenario"
            else words.gettext(course.document(part.kind).title),
            start,
            part.usual,
            part.scenarios,
        )
        for part, start in zip(parts, starts, strict=False)
    )
    used = {scenario.id for segment in segments for scenario in segment.scenarios}
    return WorkshopPlan(
        minutes,
        people,
        segments,
        groups=_sizes(people, (people + 2) // _TABLE),
        trios=_sizes(people, (people + 1) // _TRIO),
        everything=tuple(scenario for scenario in pool if scenario.id in used),
    )


def split(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Whole numbers that add up to `total`, as nearly as possible in proportion to `weights`.

    The largest remainders are rounded up (Hamilton's method).
    """
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_rest[: total - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A segment that may be `least` to `most` minutes long, usually `usual`."""

    kind: ActivityKind
    least: int
    usual: int
    most: int
    scenarios: tuple[Scenario, ...] = ()


def _part(kind: ActivityKind, scenarios: tuple[Scenario, ...] = ()) -> _Slot:
    """A segment with the time that its kind takes."""
    least, usual, most = {
        "welcome": (4, 5, 8),
        "opening": (4, 5, 10),
        "sorting": (8, 10, 16),
        "break": (8, 10, 12),
        "role-play": (14, 15, 30),
        "own-case": (10, 12, 25),
        "coaching": (7, 8, 18),
        "commitment": (5, 6, 10),
        "closing": (4, 5, 10),
        "scenario": (8, 0, 20),
    }[kind]
    if kind == "scenario":
        # The minutes are for one person; a group needs time to listen to each other, too.
        usual = min(max((scenarios[0].minutes or _USUAL_MINUTES) + 6, 10), 16)
    return _Slot(kind, least, usual, most, scenarios)


def _chosen(pool: Sequence[Scenario], minutes: int) -> list[_Slot]:
    """The segments for which there is time, in the order of a workshop."""
    pool = _eligible(pool)
    before, after = list(map(_part, _BEFORE)), list(map(_part, _AFTER))
    breaks = [_part("break")] if minutes > _BREAK_AFTER else []
    room = minutes - sum(part.usual for part in (*before, *breaks, *after)) + _TIGHT
    worked = 1
    extras: list[ActivityKind] = []
    for kind in _WORTH:
        spare = _FEWEST_SORTED if "sorting" in extras else 0
        one_more = kind == "scenario" and worked + spare < len(pool)
        if kind == "sorting" and len(pool) < worked + 1 + _FEWEST_SORTED:
            continue
        tables = _ascending(pool, worked + one_more)
        wanted = extras if kind == "scenario" else [*extras, kind]
        if sum(part.usual for part in _activities(pool, tables, wanted)) <= room:
            worked, extras = len(tables), wanted
    activities = _activities(pool, _ascending(pool, worked), extras)
    return _with_break([*before, *activities, *after], breaks)


_MOST_CHOSEN = len(_WORTH) + _SORTED + ROUNDS
"""No workshop has more scenarios."""


def _eligible(pool: Sequence[Scenario]) -> Sequence[Scenario]:
    """The scenarios that may be chosen: of those that suit equally well, the first ones are."""
    alike: Counter[tuple[object, ...]] = Counter()
    eligible = []
    for scenario in pool:
        traits = scenario.module_id, _difficulty(scenario), _is_long(scenario)
        alike[traits] += 1
        if alike[traits] <= _MOST_CHOSEN:
            eligible.append(scenario)
    return eligible


def _activities(
    pool: Sequence[Scenario], tables: Sequence[Scenario], extras: Sequence[ActivityKind]
) -> list[_Slot]:
    """The activities between opening and debrief."""
    parts = [_part("scenario", (scenario,)) for scenario in tables]
    fresh = _without(pool, tables)
    if "sorting" in extras:
        to_sort = _ascending(fresh, _SORTED)
        parts.insert(0, _part("sorting", to_sort))
        fresh = _without(fresh, to_sort) or fresh
    if "role-play" in extras:
        # First the one that everybody knows by now, then a new one, if there is one.
        parts.append(_part("role-play", (tables[0], *_ascending(fresh or tables[1:], 1))))
    if "own-case" in extras:
        parts.append(_part("own-case"))
    return parts


def _without(pool: Sequence[Scenario], used: Sequence[Scenario]) -> tuple[Scenario, ...]:
    ids = {scenario.id for scenario in used}
    return tuple(scenario for scenario in pool if scenario.id not in ids)


def _ascending(pool: Sequence[Scenario], count: int) -> tuple[Scenario, ...]:
    """Up to `count` scenarios, the easy ones first, from as many modules as possible.

    Ties go to a scenario that isn't long, then to the earlier one.
    """
    chosen: list[Scenario] = []
    for place in range(min(count, len(pool))):
        wanted = _EASIEST + place * (_HARDEST - _EASIEST) / max(count - 1, 1)
        chosen.append(min(_without(pool, chosen), key=_cost(chosen, wanted)))
    return tuple(sorted(chosen, key=_difficulty))


def _cost(chosen: Sequence[Scenario], wanted: float) -> Callable[[Scenario], tuple[float, ...]]:
    """A function that says how badly a scenario suits those chosen; `wanted` is the difficulty."""
    modules = [scenario.module_id for scenario in chosen]
    return lambda scenario: (
        modules.count(scenario.module_id),
        abs(_difficulty(scenario) - wanted),
        _is_long(scenario),
    )


def _difficulty(scenario: Scenario) -> int:
    return scenario.difficulty or _MIDDLE


def _is_long(scenario: Scenario) -> bool:
    return (scenario.minutes or _USUAL_MINUTES) >= _LONG_MINUTES


def _with_break(parts: list[_Slot], breaks: Sequence[_Slot]) -> list[_Slot]:
    """The segments with the break, if there is one, as near to the middle as possible."""
    if not breaks:
        return parts
    ends = list(accumulate(part.usual for part in parts))
    place = min(range(len(ends)), key=lambda at: abs(ends[at] - ends[-1] / 2))
    return [*parts[: place + 1], *breaks, *parts[place + 1 :]]


def _timed(parts: Sequence[_Slot], minutes: int) -> list[_Slot]:
    """The segments with their final lengths as `usual`."""
    lengths = [part.usual for part in parts]
    # One minute at a time is added or removed where it matters least.
    while sum(lengths) != minutes:
        step = 1 if sum(lengths) < minutes else -1
        _, from_end = max(_free(parts, lengths, step))
        lengths[-from_end] += step
    return [
        _Slot(part.kind, part.least, length, part.most, part.scenarios)
        for part, length in zip(parts, lengths, strict=True)
    ]


def _free(parts: Sequence[_Slot], lengths: Sequence[int], step: int) -> Iterator[tuple[float, int]]:
    """How far each segment can still shrink or grow, as a share, with its place from the end."""
    for place, (part, length) in enumerate(zip(parts, lengths, strict=True)):
        room = part.most - length if step > 0 else length - part.least
        if room > 0:
            yield room / (part.most - part.least), len(parts) - place


def _sizes(people: int, groups: int) -> tuple[int, ...]:
    """Sizes of groups, which differ by one person at most, the larger ones first."""
    count = max(groups, 1)
    return tuple(people // count + (place < people % count) for place in range(count))
