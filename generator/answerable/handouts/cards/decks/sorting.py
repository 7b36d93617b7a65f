"""Sets of cards to sort and to match, which don't give the answer away, and their keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.faces import (
    Boxed,
    Card,
    CardBlock,
    Category,
    Deck,
    Face,
    Head,
    Passage,
    Scene,
    Title,
)
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Lesson
from answerable.handouts.typeset.passages import SaidReply
from answerable.handouts.typeset.texts import Text, line
from answerable.handouts.typeset.words import Words
from answerable.model import Course, Scenario, identity


@dataclass(frozen=True, slots=True)
class NumberedReply:
    """A reply with the number on its card. Only the key says whether it is accountable."""

    number: int
    scenario: Scenario
    reply: SaidReply


@dataclass(frozen=True, slots=True)
class NumberedPair:
    """An excuse with the letter on its card, and the number of the lesson that answers it."""

    letter: str
    number: int
    scenario: Scenario
    excuse: str

    def quoted(self, words: Words) -> Text:
        """The excuse in the quotation marks of the course's language."""
        said = words("“%(quoted)s”", quoted=self.excuse).plain
        return line(said, self.scenario.path, "excuse")


_Kind = TypeVar("_Kind")


def numbered_replies(course: Course, scenarios: Sequence[Scenario]) -> tuple[NumberedReply, ...]:
    """All replies of the scenarios, shuffled (always in the same way) and numbered from 1."""
    said = [(scenario, reply) for scenario in scenarios for reply in passages.replies(scenario)]
    mixed = _mixed(said, lambda one: f"{course.id}/{one[0].id}/{one[1].text.field}")
    return tuple(NumberedReply(number, *one) for number, one in enumerate(mixed, 1))


def numbered_pairs(course: Course, scenarios: Sequence[Scenario]) -> tuple[NumberedPair, ...]:
    """Excuses with their lessons: only one scenario per excuse, so that no pair is ambiguous."""
    first = {s.excuse.casefold(): s for s in reversed(scenarios) if s.excuse}
    chosen = sorted(first.values(), key=scenarios.index)
    lessons = _mixed(chosen, lambda scenario: f"{course.id}/{scenario.id}/lesson")
    return tuple(
        NumberedPair(chr(ord("A") + place % 26) * (place // 26 + 1), number, s, s.excuse or "")
        for place, s in enumerate(chosen)
        for number in (lessons.index(s) + 1,)
    )


def sorting_cards(
    course: Course, scenarios: Sequence[Scenario], site: Published, style: Style
) -> Deck:
    """“Accountable, or not?”: every reply on its own card, with no sign of its quality. What
    happened before it is on the back: many a reply is right in one situation and wrong in another.
    """
    numbered = numbered_replies(course, scenarios)

    def card(one: NumberedReply) -> Card:
        words = Words.of(course, one.scenario)
        return _plain_card(
            course.brand.colours.hue(2),
            str(one.number),
            f"{one.number}/{len(numbered)}",
            one.scenario,
            passages.title(one.scenario),
            (*_setting(one.scenario), Boxed(one.reply.text, "plain")),
            words("%(Right)s, or not?"),
            (Passage(passages.situation(one.scenario)),),
        )

    words = Words.of(course)
    cards = tuple(map(card, numbered))
    return Deck(words("%(course)s: replies to sort", course=course.title).plain, cards)


def matching_cards(
    course: Course, scenarios: Sequence[Scenario], site: Published, style: Style
) -> Deck:
    """Excuses with letters and lessons with numbers, to be matched."""
    pairs = numbered_pairs(course, scenarios)

    hue = course.brand.colours.hue(2)

    def excuse(place: int, pair: NumberedPair) -> Card:
        words = Words.of(course, pair.scenario)
        said = (Boxed(pair.quoted(words), "poor"), Passage(passages.title(pair.scenario)))
        back = words("Which %(lesson)s answers it?")
        count = f"{place}/{len(pairs)}"
        title = words.label("Excuse")
        return _plain_card(hue, pair.letter, count, pair.scenario, title, said, back)

    def lesson(pair: NumberedPair) -> Card:
        words = Words.of(course, pair.scenario)
        learned = (Lesson(passages.lesson(pair.scenario)),)
        back = words("Which %(excuse)s does it answer?")
        count, title = f"{pair.number}/{len(pairs)}", words.label("Lesson")
        return _plain_card(hue, str(pair.number), count, pair.scenario, title, learned, back)

    excuses = [excuse(place, pair) for place, pair in enumerate(pairs, 1)]
    lessons = map(lesson, sorted(pairs, key=lambda pair: pair.number))
    words = Words.of(course)
    title = words("%(course)s: %(excuses)s and %(lessons)s to match", course=course.title).plain
    return Deck(title, (*excuses, *lessons))


def _plain_card(
    hue: str,
    code: str,
    count: str,
    scenario: Scenario,
    title: Text,
    blocks: tuple[CardBlock, ...],
    back: Text,
    below: tuple[CardBlock, ...] = (),
) -> Card:
    """A card that looks like all others in its set, whatever its text. `below` follows the title
    of the back.
    """
    look = Category("", line(""), hue, identity.pattern(1))
    front = Face("front", (Head(code, look, title, count), *blocks))
    return Card(code, scenario.path, look.hue, (front, Face("back", (Title(back), *below))))


def _setting(scenario: Scenario) -> tuple[CardBlock, ...]:
    if not scenario.summary:
        return ()
    return (Scene(line(scenario.summary, scenario.path, "summary")),)


def _mixed(values: Sequence[_Kind], key: Callable[[_Kind], str]) -> list[_Kind]:
    """The values in an order that looks random and is always the same."""
    return sorted(values, key=lambda value: hashlib.sha256(key(value).encode()).digest())
