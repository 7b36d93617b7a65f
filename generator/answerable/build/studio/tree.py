"""A dialogue as it is written, finished or not -> its turns, and where each reply leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal, TypeAlias

from answerable.source.read.positions import Value

TurnProblem: TypeAlias = Literal["dead end", "not reached", "endless", "same id"]
"""Nothing follows, and it is no ending; no reply leads to it; no way from it comes to an end; or a
turn above has the same id.
"""


@dataclass(frozen=True, slots=True)
class TreeReply:
    """What the agent can say in a turn, by its number from 1. `target` is the place of the turn
    that it leads to, None if there is none; `named` is the id that it names, if it does.
    """

    number: int
    text: str
    why: str
    quality: str
    named: str
    target: int | None


@dataclass(frozen=True, slots=True)
class TreeTurn:
    """A turn by its place in the dialogue, from 0."""

    place: int
    id: str
    text: str
    ending: str
    outcome: str
    replies: tuple[TreeReply, ...]
    problem: TurnProblem | None = None


@dataclass(frozen=True, slots=True)
class WayStep:
    """A turn on a way through a dialogue, and what was said in it; None if it is the last one."""

    turn: TreeTurn
    said: TreeReply | None


def tree_of(dialogue: Value) -> tuple[TreeTurn, ...]:
    """The turns of a dialogue as a file has it, in its order."""
    written = [_group(one) for one in dialogue] if isinstance(dialogue, list) else []
    places: dict[str, int] = {}
    for place, turn in enumerate(written):
        places.setdefault(_text(turn, "id"), place)
    turns = [
        TreeTurn(
            place,
            _text(turn, "id"),
            _text(turn, "customer"),
            _text(turn, "ending"),
            _text(turn, "outcome"),
            tuple(_replies(turn, places, place + 1 if place + 1 < len(written) else None)),
        )
        for place, turn in enumerate(written)
    ]
    return tuple(_with_problems(turns, places))


def way(turns: Sequence[TreeTurn], first: int, said: Iterable[int]) -> list[WayStep]:
    """A way through a dialogue from a turn, by the numbers of what is said.

    It ends where a number is unknown, or a reply leads nowhere; a way is never empty.
    """
    here = turns[first]
    steps = []
    for number in said:
        reply = next((one for one in here.replies if one.number == number), None)
        if reply is None:
            break
        steps.append(WayStep(here, reply))
        if reply.target is None:
            return steps
        here = turns[reply.target]
    return [*steps, WayStep(here, None)]


def new_id(turns: Iterable[TreeTurn]) -> str:
    """An id for a turn that is added: `turn-` and the first number that is free."""
    taken = {one.id for one in turns}
    return next(name for number in count(2) if (name := f"turn-{number}") not in taken)


def _replies(
    turn: Mapping[str, Value], places: Mapping[str, int], below: int | None
) -> Iterator[TreeReply]:
    choices = turn.get("choices")
    for number, one in enumerate(choices if isinstance(choices, list) else [], start=1):
        choice = _group(one)
        named = _text(choice, "next")
        target = places.get(named) if named else below
        reply, why, quality = (_text(choice, name) for name in ("reply", "why", "quality"))
        yield TreeReply(number, reply, why, quality, named, target)


def _with_problems(turns: Sequence[TreeTurn], places: Mapping[str, int]) -> Iterator[TreeTurn]:
    leads = {one.place: {reply.target for reply in one.replies} for one in turns}
    reached = _reached(leads, {0})
    ends = {one.place for one in turns if not one.replies or None in leads[one.place]}
    back: dict[int, set[int | None]] = {one.place: set() for one in turns}
    for place, targets in leads.items():
        for target in targets - {None}:
            back[target].add(place)  # type: ignore[index]  # None was taken away
    ending = _reached(back, ends)
    for one in turns:
        problem: TurnProblem | None = None
        if places[one.id] != one.place:
            problem = "same id"
        elif not one.replies and not one.ending:
            problem = "dead end"
        elif one.place not in reached:
            problem = "not reached"
        elif one.place not in ending:
            problem = "endless"
        yield replace(one, problem=problem)


def _reached(leads: Mapping[int, set[int | None]], start: set[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        place = waiting.pop()
        if place in leads and place not in found:
            found.add(place)
            waiting += [target for target in leads[place] if target is not None]
    return found


def _group(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}


def _text(group: Mapping[str, Value], name: str) -> str:
    value = group.get(name)
    return value.strip() if isinstance(value, str) else ""
