"""Find what keeps the items, the dialogue and the media of a scenario file from working: no right
choice, a gap without an answer, a turn that leads nowhere, sound without words.

Each field is valid on its own by the time this module sees it (see `fields`). What only deserves a
warning is a rule (see `checks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from answerable.diagnostics import Diagnostic, Severity
from answerable.model import ScenarioFile
from answerable.model.dialogue import Turn, followers
from answerable.model.film import Film
from answerable.model.media import media_in
from answerable.model.problem import Keys, Problem
from answerable.model.sound import Sound
from answerable.source.read.names import did_you_mean
from answerable.source.read.positions import Source

RESERVED_ITEM_IDS = frozenset(
    {"which-reply", "which-lesson", "whose-reply", "first-solution"}  # made without authoring
    | {"own-reply", "reflection", "plan", "dialogue", "visit", "last", "same-idea"}
)
"""Ids that no item of an author may have: the program keeps other things under them."""


def check(file: ScenarioFile, source: Source) -> tuple[Diagnostic, ...]:
    """Return everything that keeps items, dialogue and media of a file from working."""
    problems = [*_ids([exercise.id for exercise in file.items]), *_dialogue(file.dialogue)]
    problems += _without_words(file)
    for place, exercise in enumerate(file.items):
        problems += [
            problem._replace(keys=("items", place, *problem.keys))
            for problem in exercise.problems()
        ]
    return tuple(
        Diagnostic(problem.code, Severity.ERROR, problem.message, where, problem.hint)
        for problem in problems
        for where in [source.key(*problem.keys)]
    )


def _without_words(file: ScenarioFile) -> Iterator[Problem]:
    for keys, one in media_in(file):
        if isinstance(one, Sound) and not one.transcript:
            message = f"Nothing says what is said in `{one.file}`, for people who can't hear it."
            yield Problem("AN229", keys, message, f"write it after a bar: `{one.file} | …`")
        if not isinstance(one, Film):
            continue
        if not one.captions:
            message = f"`{one.file}` has no captions, for people who can't hear it."
            hint = f"name a WebVTT file after a bar: `{one.file} | {Path(one.file).stem}.vtt | …`"
            yield Problem("AN236", keys, message, hint)
        if not one.transcript:
            message = f"Nothing says what happens in `{one.file}`, for people who can't see it."
            hint = f"write it after a second bar: `{one.file} | {one.captions or '….vtt'} | …`"
            yield Problem("AN229", keys, message, hint)


def _ids(items: Sequence[str]) -> Iterator[Problem]:
    for place, name in enumerate(items):
        keys = ("items", place, "id")
        if name in RESERVED_ITEM_IDS:
            message = f"`{name}` can't be the id of an item: the name is reserved."
            yield Problem("AN224", keys, message, f"choose another one, such as `{name}-2`")
        elif name in items[:place]:
            message = f"The id `{name}` is already taken by an item above."
            yield Problem("AN224", keys, message, "give each item in a scenario a different name")


def _dialogue(turns: Sequence[Turn]) -> Iterator[Problem]:
    if not turns:
        return
    ids = [turn.id for turn in turns]
    following = followers(turns)
    found = [
        *_turn_ids(ids),
        *(problem for place, turn in enumerate(turns) for problem in _turn(place, turn, ids)),
    ]
    yield from found
    if found:
        return  # Which turns can be reached is only known once every step leads somewhere.
    reached = reachable(ids[0], following)
    for place, turn in enumerate(turns):
        if turn.id not in reached:
            message = f"The turn `{turn.id}` can't be reached."
            hint = f"write `next: {turn.id}` in a choice, or delete the turn"
            yield Problem("AN234", ("dialogue", place), message, hint)
        elif not any(turns[ids.index(one)].ending for one in reachable(turn.id, following)):
            message = f"From the turn `{turn.id}` the conversation goes round in circles."
            hint = "let one of its choices lead to a turn with an `ending`"
            yield Problem("AN235", ("dialogue", place), message, hint)


def _turn_ids(ids: Sequence[str]) -> Iterator[Problem]:
    for place, turn_id in enumerate(ids):
        if turn_id in ids[:place]:
            message = f"The id `{turn_id}` is already taken by a turn above."
            hint = "give each turn a different name"
            yield Problem("AN230", ("dialogue", place, "id"), message, hint)


def _turn(place: int, turn: Turn, ids: Sequence[str]) -> Iterator[Problem]:
    keys: Keys = ("dialogue", place)
    if turn.choices and (turn.ending or turn.outcome):
        field = "ending" if turn.ending else "outcome"
        message = f"The turn `{turn.id}` has both choices and an `{field}`."
        hint = f"the conversation either continues or ends: remove the choices, or `{field}`"
        yield Problem("AN232", (*keys, field), message, hint)
    if not turn.choices and not turn.ending:
        message = f"The turn `{turn.id}` is a dead end: it has neither choices nor an `ending`."
        hint = "add choices, or say how the conversation went:\n  ending: good"
        yield Problem("AN233", keys, message, hint)
    for number, choice in enumerate(turn.choices):
        if choice.next is None and place == len(ids) - 1:
            message = "This choice leads nowhere: there is no turn below it."
            hint = "add `next: …` with the id of a turn, or a turn below"
            yield Problem("AN233", (*keys, "choices", number), message, hint)
        elif choice.next is not None and choice.next not in ids:
            hint = did_you_mean(choice.next, ids, f"the turns are: {', '.join(ids)}")
            message = f"There is no turn `{choice.next}`."
            yield Problem("AN231", (*keys, "choices", number, "next"), message, hint)


def reachable(start: str, following: Mapping[str, Sequence[str | None]]) -> frozenset[str]:
    """Return the turns that a dialogue can reach from `start`, including `start`."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        turn_id = waiting.pop()
        if turn_id not in reached:
            reached.add(turn_id)
            waiting += [one for one in following[turn_id] if one is not None]
    return frozenset(reached)
