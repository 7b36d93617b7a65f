"""Yield the parts of a scenario that rules look at, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from answerable.items.exercise import Entry
from answerable.items.partners import MOST_SOLUTIONS, can_ask_for_first_solution
from answerable.model import CourseFile, Reply, ScenarioFile, markup
from answerable.model.media import media_in
from answerable.model.pagelinks import with_addresses
from answerable.model.picture import Picture
from answerable.model.scalars import Frozen
from answerable.source.read.positions import Keys

_NO_MARKDOWN = frozenset(
    {
        *("id", "type", "quality", "next", "ending", "phrase", "accept", "checklist", "observer"),
        *("file", "alt", "credit", "licence", "captions", "poster"),
    }
)
"""Fields of items, dialogues, role plays and media that aren't Markdown."""


_WORD = re.compile(r"\w+(?:'\w+)*")

REPLY, TURN, ITEM, SOLUTION = "reply", "turn", "item", "solution"
"""The kinds of `Guessable` in a scenario: which reply is accountable, what to say in a turn of a
dialogue, an author's item, and which solution comes first.
"""


class OptionSet(NamedTuple):
    """A question with choices: its place, the right texts, and the wrong ones."""

    keys: Keys
    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Guessable(NamedTuple):
    """A question with choices, as somebody sees it who knows nothing else."""

    kind: str
    right: Sequence[str]
    wrong: Sequence[str]


def replies(scenario: ScenarioFile) -> Iterator[tuple[Keys, Reply]]:
    """Yield the scenario's own replies."""
    yield ("not_accountable",), scenario.not_accountable
    yield ("accountable",), scenario.accountable
    for place, reply in enumerate(scenario.other_replies):
        yield ("other_replies", place), reply


def questions(scenario: ScenarioFile) -> Iterator[OptionSet]:
    """Yield “which reply is accountable?”, and the authored items with choices."""
    yield which_reply(scenario)
    for place, item in enumerate(scenario.items):
        if options := item.options():
            yield OptionSet(("items", place), options.right, options.wrong)


def which_reply(scenario: ScenarioFile) -> OptionSet:
    """Return the question that every scenario asks: which reply is accountable?"""
    others = (scenario.not_accountable, *scenario.other_replies)
    wrong = tuple(reply.reply for reply in others)
    return OptionSet(("accountable",), (scenario.accountable.reply,), wrong)


def asked(scenario: ScenarioFile) -> Iterator[Guessable]:
    """Yield all questions with choices: those on a scenario's pages, and the one that quizzes ask
    about its solutions.
    """
    for keys, right, wrong in questions(scenario):
        yield Guessable(ITEM if keys[0] == "items" else REPLY, right, wrong)
    for turn in scenario.dialogue:
        good = [one.reply for one in turn.choices if one.quality == "accountable"]
        others = [one.reply for one in turn.choices if one.quality != "accountable"]
        if good and others:
            yield Guessable(TURN, good, others)
    if can_ask_for_first_solution(scenario):
        first, *others = [one.do for one in scenario.solutions[:MOST_SOLUTIONS]]
        yield Guessable(SOLUTION, [first], others)


def entries(scenario: ScenarioFile) -> Iterator[Entry]:
    """Yield what learners choose, sort, order, match or fill in, besides the scenario's replies."""
    for place, item in enumerate(scenario.items):
        for entry in item.entries():
            yield entry._replace(keys=("items", place, *entry.keys))
    for place, turn in enumerate(scenario.dialogue):
        for number, choice in enumerate(turn.choices):
            yield Entry(("dialogue", place, "choices", number), choice.why)


def markdown(scenario: ScenarioFile) -> Iterator[tuple[Keys, str]]:
    """Yield all texts of a scenario that may contain Markdown."""
    for field, value in (
        ("situation", scenario.situation),
        ("audio", scenario.audio),
        ("video", scenario.video),
        ("worked_example", scenario.worked_example),
        ("lesson", scenario.lesson),
        ("not_accountable", scenario.not_accountable),
        ("accountable", scenario.accountable),
        ("other_replies", scenario.other_replies),
        ("solutions", scenario.solutions),
        ("sources", scenario.sources),
        ("items", scenario.items),
        ("dialogue", scenario.dialogue),
        ("card", scenario.card),
        ("role_play", scenario.role_play),
    ):
        yield from _markdown_in(value, (field,))


def prose(scenario: ScenarioFile) -> Iterator[tuple[Keys, str]]:
    """Yield all texts of a scenario that learners read as sentences, including its headline and
    what its pictures show.
    """
    yield ("title",), scenario.title
    if scenario.summary:
        yield ("summary",), scenario.summary
    yield from (part for part in markdown(scenario) if part[0][0] != "sources")
    for keys, shown in media_in(scenario):
        if isinstance(shown, Picture) and shown.words:
            yield (*keys, "alt"), shown.as_markdown
    for place, text in enumerate(scenario.coaching):
        yield ("coaching", place), text
    for place, text in enumerate(scenario.role_play.observer if scenario.role_play else ()):
        yield ("role_play", "observer", place), text


class Prose:
    """The sentences of a scenario that learners read, without Markdown: each text with its place.

    `text` is all of it, with a blank line between texts. `words` are its words in order, with `'`
    for any apostrophe; `pieces` are the parts between apostrophes, in lower case.
    """

    def __init__(self, parts: Iterable[tuple[Keys, str]]) -> None:
        self.parts = [(keys, markup.plain(text)) for keys, text in parts]
        self.text = "\n\n".join(text for _, text in self.parts)
        self.words: list[str] = _WORD.findall(self.text.replace("’", "'"))
        self.pieces = frozenset("'".join(set(self.words)).lower().split("'"))


def plain_prose(scenario: ScenarioFile) -> Prose:
    """Return all texts of `prose`. They are cached because several rules use them in turn."""
    return _plain_prose(_Same(scenario))


class _Same:
    """A key that equals only the same scenario object; comparing fields would be slower than the
    work.
    """

    __slots__ = ("scenario",)

    def __init__(self, scenario: ScenarioFile) -> None:
        self.scenario = scenario

    def __hash__(self) -> int:
        return id(self.scenario)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.scenario is other.scenario


@lru_cache(maxsize=1)
def _plain_prose(same: _Same) -> Prose:
    return Prose(prose(same.scenario))


def course_markdown(course: CourseFile) -> Iterator[tuple[Keys, str]]:
    """Yield all texts of course.yml that may contain Markdown."""
    if course.description:
        yield ("description",), course.description
    if course.banner:
        yield ("banner",), with_addresses(course.banner)
    for place, objective in enumerate(course.objectives):
        yield ("objectives", place), objective.text
    for number, module in enumerate(course.modules):
        if module.summary:
            yield ("modules", number, "summary"), module.summary
        for place, objective in enumerate(module.objectives):
            yield ("modules", number, "objectives", place), objective.text


def _markdown_in(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield all texts in a part of a scenario that may contain Markdown, judging by field names."""
    for place, text in strings_in(value, keys):
        if not _NO_MARKDOWN.intersection(place):
            yield place, text


def strings_in(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield all texts in a part of a scenario, which is at `keys`, each with its place."""
    if isinstance(value, Frozen):
        for name, inner in value:
            yield from strings_in(inner, (*keys, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from strings_in(inner, (*keys, place))
    elif isinstance(value, str):
        yield keys, value
