"""What is wrong with the items and the dialogue of one scenario file, as far as it keeps them from
working: no right choice, a gap without an answer, a turn that leads nowhere.

Each field is valid by itself when this module sees it (see `fields`); what is only worth a warning
is a rule (see `checks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, assert_never

from answerable.diagnostics import Diagnostic, Severity
from answerable.model import ScenarioFile, wording
from answerable.model.exercises import (
    BLANK,
    Choice,
    ChoiceExercise,
    Exercise,
    FillExercise,
    FreeExercise,
    MatchExercise,
    MultipleExercise,
    OrderExercise,
    SortExercise,
    Turn,
    followers,
)
from answerable.source.read.names import did_you_mean
from answerable.source.read.positions import Keys, Source

RESERVED_ITEM_IDS = frozenset(
    {"which-reply", "which-lesson", "whose-reply", "first-solution"}  # made without authoring
    | {"own-reply", "reflection", "dialogue", "visit", "last"}
)
"""Names under which something else is kept for a scenario than an answer to an item of its own."""


class Problem(NamedTuple):
    """A problem, and the path of keys to its place."""

    code: str
    keys: Keys
    message: str
    hint: str


def check(file: ScenarioFile, source: Source) -> tuple[Diagnostic, ...]:
    """Everything that keeps the items and the dialogue of a file from working."""
    problems = [*_ids(file.items), *_dialogue(file.dialogue)]
    for place, exercise in enumerate(file.items):
        problems += [
            problem._replace(keys=("items", place, *problem.keys))
            for problem in _exercise(exercise)
        ]
    return tuple(
        Diagnostic(problem.code, Severity.ERROR, problem.message, where, problem.hint)
        for problem in problems
        for where in [source.key(*problem.keys)]
    )


def _ids(exercises: Sequence[Exercise]) -> Iterator[Problem]:
    taken: set[str] = set()
    for place, exercise in enumerate(exercises):
        keys = ("items", place, "id")
        if exercise.id in RESERVED_ITEM_IDS:
            message = f"`{exercise.id}` cannot be the id of an item: the name is reserved."
            yield Problem("AN224", keys, message, f"choose another one, such as `{exercise.id}-2`")
        elif exercise.id in taken:
            message = f"The id `{exercise.id}` is already taken by an item above."
            yield Problem("AN224", keys, message, "give each item of a scenario a name of its own")
        taken.add(exercise.id)


def _exercise(exercise: Exercise) -> Iterator[Problem]:
    match exercise:
        case ChoiceExercise():
            yield from _right_ones(exercise.choices)
            yield from _several_right(exercise.choices)
            yield from _repeated("choices", (one.text for one in exercise.choices))
        case MultipleExercise():
            yield from _right_ones(exercise.choices)
            yield from _repeated("choices", (one.text for one in exercise.choices))
        case SortExercise():
            kinds = {reply.accountable for reply in exercise.replies}
            if len(kinds) == 1:
                kind = "accountable" if kinds == {True} else "not accountable"
                hint = "add one of the other kind; `accountable: yes` marks those that are"
                yield Problem("AN223", ("replies",), f"All the replies are {kind}.", hint)
            yield from _repeated("replies", (one.reply for one in exercise.replies))
        case OrderExercise():
            yield from _repeated("steps", (one.text for one in exercise.steps))
        case MatchExercise():
            yield from _repeated("pairs", (one.excuse for one in exercise.pairs))
            if len({_plain(pair.lesson) for pair in exercise.pairs}) == 1:
                hint = "give at least one excuse another lesson"
                message = "All excuses have the same lesson: there is nothing to match."
                yield Problem("AN222", ("pairs",), message, hint)
        case FillExercise():
            yield from _gaps(exercise)
        case FreeExercise():
            yield from _repeated("checklist", exercise.checklist)
        case _:
            assert_never(exercise)


def _right_ones(choices: Sequence[Choice]) -> Iterator[Problem]:
    if not any(choice.right for choice in choices):
        hint = "add `right: yes` to the right one:\n  - text: …\n    right: yes"
        yield Problem("AN220", ("choices",), "No choice is right.", hint)


def _several_right(choices: Sequence[Choice]) -> Iterator[Problem]:
    _, *more = [place for place, choice in enumerate(choices) if choice.right] or [0]
    for place in more:
        message = "More than one choice is right, but only one can be chosen."
        hint = "take out one `right: yes`, or write `type: multiple`"
        yield Problem("AN221", ("choices", place, "right"), message, hint)


def _repeated(field: str, texts: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        earlier = first.setdefault(_plain(text), place)
        if earlier != place:
            message = f"Entries {earlier + 1} and {place + 1} of `{field}` have the same words."
            hint = "a learner cannot tell them apart: change one, or delete it"
            yield Problem("AN222", (field, place), message, hint)


def _plain(text: str) -> str:
    return " ".join(wording.words(text)) or text


def _gaps(exercise: FillExercise) -> Iterator[Problem]:
    gaps = len(re.findall(f"{BLANK}_*", exercise.phrase))
    if gaps == 0:
        hint = f"write {BLANK} (three underscores) where a word is to be filled in"
        yield Problem("AN225", ("phrase",), "The phrase has no gap.", hint)
    elif gaps != len(exercise.blanks):
        message = (
            f"The phrase has {_counted(gaps, 'gap', 'gaps')}, but `blanks` has "
            f"{_counted(len(exercise.blanks), 'entry', 'entries')}."
        )
        hint = f"write one entry for each {BLANK} in the phrase, in the same order"
        yield Problem("AN225", ("blanks",), message, hint)
    for place, blank in enumerate(exercise.blanks):
        for number, text in enumerate(blank.accept):
            if not wording.as_answer(text):
                message = f"“{text}” cannot be an answer: it has only signs that do not count."
                hint = "accept a word, such as “question mark”, or ask with `type: choice`"
                yield Problem("AN226", ("blanks", place, "accept", number), message, hint)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


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
        return  # What can be reached is only known once every step leads somewhere.
    reached = reachable(ids[0], following)
    for place, turn in enumerate(turns):
        if turn.id not in reached:
            message = f"No way leads to the turn `{turn.id}`."
            hint = f"let a choice have `next: {turn.id}`, or delete the turn"
            yield Problem("AN234", ("dialogue", place), message, hint)
        elif not any(turns[ids.index(one)].ending for one in reachable(turn.id, following)):
            message = f"From the turn `{turn.id}` the talk goes round and round without an end."
            hint = "let one of its choices lead to a turn with an `ending`"
            yield Problem("AN235", ("dialogue", place), message, hint)


def _turn_ids(ids: Sequence[str]) -> Iterator[Problem]:
    for place, turn_id in enumerate(ids):
        if turn_id in ids[:place]:
            message = f"The id `{turn_id}` is already taken by a turn above."
            hint = "give each turn a name of its own"
            yield Problem("AN230", ("dialogue", place, "id"), message, hint)


def _turn(place: int, turn: Turn, ids: Sequence[str]) -> Iterator[Problem]:
    keys: Keys = ("dialogue", place)
    if turn.choices and (turn.ending or turn.outcome):
        field = "ending" if turn.ending else "outcome"
        message = f"The turn `{turn.id}` has choices, and an `{field}` as well."
        hint = f"the talk goes on or ends: take out the choices, or `{field}`"
        yield Problem("AN232", (*keys, field), message, hint)
    if not turn.choices and not turn.ending:
        message = f"The turn `{turn.id}` is a dead end: it has neither choices nor an `ending`."
        hint = "add choices, or say how the talk has gone:\n  ending: good"
        yield Problem("AN233", keys, message, hint)
    for number, choice in enumerate(turn.choices):
        if choice.next is None and place == len(ids) - 1:
            message = "This choice leads nowhere: there is no turn below."
            hint = "add `next: …` with the id of a turn, or a turn below"
            yield Problem("AN233", (*keys, "choices", number), message, hint)
        elif choice.next is not None and choice.next not in ids:
            hint = did_you_mean(choice.next, ids, f"the turns are: {', '.join(ids)}")
            message = f"There is no turn `{choice.next}`."
            yield Problem("AN231", (*keys, "choices", number, "next"), message, hint)


def reachable(start: str, following: Mapping[str, Sequence[str | None]]) -> frozenset[str]:
    """The turns that a talk can come to from one of them, which is among them."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        turn_id = waiting.pop()
        if turn_id not in reached:
            reached.add(turn_id)
            waiting += [one for one in following[turn_id] if one is not None]
    return frozenset(reached)
