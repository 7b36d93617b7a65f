"""Scenario -> assessment items: what a learner answers.

An item is a value of the closed union `Item`. Its ids are short hashes that tell nothing about the
answer and survive edits of the texts; its revision changes whenever a learner would see other
words. Entries stand in the order of their ids, so that none has a favourite place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, TypeAlias, assert_never

from answerable.i18n import N_, translator
from answerable.model import Reply, Scenario, exercises
from answerable.model.exercises import (
    BLANK,
    ChoiceExercise,
    Exercise,
    FillExercise,
    FreeExercise,
    MatchExercise,
    MultipleExercise,
    OrderExercise,
    SortExercise,
)

Quality = Literal["accountable", "weak", "poor"]

CHOOSE = N_("Choose the reply that owns the issue.")
"""What the question asks that every scenario has."""

WHICH_REPLY = "which-reply"
"""Id of the item that every scenario has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of an item. `right`: to be chosen, ticked, or sorted as accountable.

    `text` and `why` are Markdown. `quality` is given for the replies of a scenario, and `note` is
    a line of its own above the text, such as what a reply is about.
    """

    id: str
    text: str
    right: bool = True
    why: str | None = None
    quality: Quality | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An excuse, and the id of the lesson that answers it."""

    id: str
    excuse: str
    lesson_id: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a phrase with the answers that count as right; the first one is shown."""

    accept: tuple[str, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    revision: str
    question: str


@dataclass(frozen=True, slots=True)
class ChoiceItem(_Item):
    """One right choice. `of_replies`: the choices are things to say, and right is accountable."""

    type: ClassVar = "choice"
    gradable: ClassVar = True
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()
    of_replies: bool = False


@dataclass(frozen=True, slots=True)
class MultipleItem(_Item):
    """One or more right choices."""

    type: ClassVar = "multiple"
    gradable: ClassVar = True
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SortItem(_Item):
    """Replies to sort into accountable (`right`) and not accountable."""

    type: ClassVar = "sort"
    gradable: ClassVar = True
    choices: tuple[Choice, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderItem(_Item):
    """Steps to put in order: `choices` as they are shown, `steps` as they should be."""

    type: ClassVar = "order"
    gradable: ClassVar = True
    choices: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchItem(_Item):
    """Excuses to match with `lessons`, which stand in an order of their own."""

    type: ClassVar = "match"
    gradable: ClassVar = True
    matches: tuple[Match, ...]
    lessons: tuple[Choice, ...]
    hints: tuple[str, ...] = ()

    def letter(self, lesson_id: str) -> str:
        """What a lesson is called on the page: A for the first, B for the second, …"""
        return chr(ord("A") + [lesson.id for lesson in self.lessons].index(lesson_id))


@dataclass(frozen=True, slots=True)
class FillItem(_Item):
    """A phrase with gaps: `parts` is what stands before, between and after the gaps."""

    type: ClassVar = "fill"
    gradable: ClassVar = True
    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeItem(_Item):
    """The learner's own words, with a model answer and what to look for. Nobody grades it."""

    type: ClassVar = "free"
    gradable: ClassVar = False
    answer: str
    checklist: tuple[Choice, ...]
    hints: tuple[str, ...] = ()


Item: TypeAlias = ChoiceItem | MultipleItem | SortItem | OrderItem | MatchItem | FillItem | FreeItem


def of_scenario(scenario: Scenario) -> tuple[Item, ...]:
    """All items of a scenario: first the one that it has without authoring, then its own.

    Those of a translation have the revisions of its original: to answer in one language is to
    have answered in the other.
    """
    items = (which_reply(scenario), *(_authored(scenario.first_id, one) for one in scenario.items))
    if scenario.original is scenario:
        return items
    originals = of_scenario(scenario.original)
    return tuple(
        replace(item, revision=original.revision)
        for item, original in zip(items, originals, strict=True)
    )


def entry_ids(item: Item) -> tuple[str, ...]:
    """The ids of what a learner chooses, sorts, moves, matches or fills in; none for own words."""
    match item:
        case ChoiceItem() | MultipleItem() | SortItem() | OrderItem():
            return tuple(choice.id for choice in item.choices)
        case MatchItem():
            return tuple(match.id for match in item.matches)
        case FillItem():
            return tuple(str(place) for place in range(len(item.gaps)))
        case FreeItem():
            return ()
        case _:
            assert_never(item)


def secrets(item: Item) -> tuple[str, ...]:
    """The texts, as Markdown, that nobody may read before answering: reasons and model answers.

    The words of a scenario's replies count among them: a search result that shows one of them, and
    not the others, would point at it.
    """
    match item:
        case ChoiceItem() | MultipleItem() | SortItem() | OrderItem():
            texts = [choice.why for choice in item.choices]
            texts += [c.text for c in item.choices if item.id == WHICH_REPLY]
        case MatchItem():
            texts = [match.why for match in item.matches]
        case FillItem():
            texts = [gap.why for gap in item.gaps]
        case FreeItem():
            texts = [item.answer]
        case _:
            assert_never(item)
    return tuple(text for text in texts if text)


def which_reply(scenario: Scenario) -> ChoiceItem:
    """The item made from the replies of one scenario.

    Choices stand in the order of their ids. An id is a hash of the scenario's first id and the
    reply's role: it survives edits of the text and a new name, and over a course it puts the right
    reply in every place about equally often.
    """
    replies: list[tuple[str, Quality, Reply]] = [
        ("accountable", "accountable", scenario.accountable),
        ("not-accountable", "poor", scenario.not_accountable),
    ]
    for number, other in enumerate(scenario.other_replies, start=1):
        replies.append((f"other-{number}", other.quality, other))
    choices = by_id(
        Choice(
            id=short_hash(scenario.first_id, WHICH_REPLY, role),
            text=reply.reply,
            right=quality == "accountable",
            why=reply.why,
            quality=quality,
        )
        for role, quality, reply in replies
    )
    return ChoiceItem(
        WHICH_REPLY,
        revision_of(scenario.situation, *([c.id, c.text, c.why] for c in choices)),
        translator(scenario.language).gettext(CHOOSE),
        choices,
        of_replies=True,
    )


def short_hash(*parts: str) -> str:
    """An id from parts that name a thing for good, such as a scenario's id and a role."""
    # 32 bits: within one item, a handful of ids must differ.
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def revision_of(*seen: object) -> str:
    """A revision from all that a learner sees: texts, lists and fields in whatever order."""
    return short_hash(json.dumps(seen, ensure_ascii=False, sort_keys=True))


def by_id(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Choices in the order of their ids, which says nothing about them."""
    return tuple(sorted(choices, key=lambda choice: choice.id))


def _authored(first_id: str, exercise: Exercise) -> Item:
    def named(role: str, number: int) -> str:
        return short_hash(first_id, exercise.id, f"{role}-{number}")

    # Hints help and do not ask: another hint is no other item.
    seen = exercise.model_dump(mode="json", exclude={"hints", "id"})
    start = (exercise.id, revision_of(seen), exercise.question)
    match exercise:
        case ChoiceExercise():
            choices = by_id(_choices(exercise.choices, named))
            return ChoiceItem(*start, choices, exercise.hints)
        case MultipleExercise():
            choices = by_id(_choices(exercise.choices, named))
            return MultipleItem(*start, choices, exercise.hints)
        case SortExercise():
            replies = [
                Choice(named("reply", number), one.reply, one.accountable, one.why)
                for number, one in enumerate(exercise.replies, start=1)
            ]
            return SortItem(*start, by_id(replies), exercise.hints)
        case OrderExercise():
            steps = tuple(
                Choice(named("step", number), one.text, why=one.why)
                for number, one in enumerate(exercise.steps, start=1)
            )
            return OrderItem(*start, _mixed(steps), steps, exercise.hints)
        case MatchExercise():
            return _match(start, exercise, named)
        case FillExercise():
            parts = tuple(re.split(f"{BLANK}_*", exercise.phrase))
            gaps = tuple(Gap(one.accept, one.why) for one in exercise.blanks)
            return FillItem(*start, parts, gaps, exercise.hints)
        case FreeExercise():
            checklist = tuple(
                Choice(named("check", number), text)
                for number, text in enumerate(exercise.checklist, start=1)
            )
            return FreeItem(*start, exercise.answer, checklist, exercise.hints)
        case _:
            assert_never(exercise)


_Named: TypeAlias = Callable[[str, int], str]


def _choices(written: Sequence[exercises.Choice], named: _Named) -> Iterator[Choice]:
    for number, one in enumerate(written, start=1):
        yield Choice(named("choice", number), one.text, one.right, one.why)


def _match(start: tuple[str, str, str], exercise: MatchExercise, named: _Named) -> MatchItem:
    """Two excuses with the same lesson share one entry of the lessons."""
    lesson_ids = {
        pair.lesson: named("lesson", number)
        for number, pair in reversed(list(enumerate(exercise.pairs, start=1)))
    }
    matches = (
        Match(named("excuse", number), pair.excuse, lesson_ids[pair.lesson], pair.why)
        for number, pair in enumerate(exercise.pairs, start=1)
    )
    lessons = by_id(Choice(lesson_id, lesson) for lesson, lesson_id in lesson_ids.items())
    in_order = tuple(sorted(matches, key=lambda match: match.id))
    return MatchItem(*start, in_order, lessons, exercise.hints)


def _mixed(steps: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The steps in another order than the right one."""
    mixed = by_id(steps)
    return mixed if mixed != steps else mixed[1:] + mixed[:1]
