"""Worksheets without answers, and the keys that have them."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.handouts.cards.decks.sorting import numbered_pairs, numbered_replies
from answerable.handouts.sheets.order import Order, case
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import (
    Block,
    Cell,
    Fields,
    Lesson,
    Paragraph,
    Room,
    SectionHead,
    Sheet,
    Table,
    Verdict,
    Whole,
)
from answerable.handouts.typeset.pictures import shown
from answerable.handouts.typeset.texts import line
from answerable.handouts.typeset.words import Words
from answerable.model import Scenario


def worksheet(order: Order) -> Sheet:
    """Situations with room to write, two per page if they are short. The file has no answers."""
    words = Words.of(order.course)
    blocks: list[Block] = [
        Paragraph(words("Read what happened. Write what you would say and do, in your own words.")),
        Fields((words("Name"), words("Date"))),
    ]
    for module, scenarios in order.by_module():
        blocks.append(SectionHead(passages.module_title(module)))
        blocks += [
            Whole(
                (
                    case(order.course, scenario),
                    *shown(scenario, scenario.picture, 45),
                    Paragraph(passages.situation(scenario)),
                    *(Paragraph(said, label) for label, said in passages.heard(scenario)),
                    Room(words("What would you say?"), 4),
                    Room(words("What will you do next, and by when?"), 2),
                )
            )
            for scenario in scenarios
        ]
    return Sheet(words("Worksheet"), tuple(blocks))


def worksheet_key(order: Order) -> Sheet:
    """The trainer's key to the worksheet: replies, reasons, solutions and lesson."""
    words = Words.of(order.course)
    blocks: list[Block] = [
        Paragraph(words("For the trainer. Other words are just as good if they achieve the same."))
    ]
    for scenario in order.scenarios:
        about = Words.of(order.course, scenario)
        blocks += [case(order.course, scenario), *_answers(scenario, about)]
    return Sheet(words("Answer key to the worksheet"), tuple(blocks))


def _answers(scenario: Scenario, words: Words) -> Iterator[Block]:
    poor, good, *others = passages.replies(scenario)
    for reply in (good, poor, *others):
        yield reply.under(reply.verdict(words))
    yield passages.steps(scenario, words("What can be done"), words)
    yield Lesson(passages.lesson(scenario), words("%(Lesson)s:"))


def sorting_key(order: Order) -> Sheet:
    """The key to the sorting set: which numbers are accountable, and what to say about each."""
    words = Words.of(order.course)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(str(one.number)),
            Verdict(
                one.reply.accountable,
                Words.of(order.course, one.scenario).label(
                    "Right" if one.reply.accountable else "Wrong"
                ),
            ),
            passages.code_and_title(one.scenario),
            one.reply.why or "empty",
        )
        for one in numbered_replies(order.course, order.scenarios)
    )
    head = (
        words("Card"),
        words("Verdict"),
        words("Scenario"),
        words("What it does to %(the_person)s"),
    )
    return Sheet(
        words("Key to the replies to sort"),
        (
            Paragraph(
                words(
                    "Let the groups defend their piles before you read out a number. If they "
                    "disagree, ask: what happens after this sentence?"
                )
            ),
            Table(head, rows, (0.8, 3.1, 2.6, 6.7)),
        ),
        fitted=True,
    )


def matching_key(order: Order) -> Sheet:
    """The key to the matching set: which lesson answers which excuse."""
    words = Words.of(order.course)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(pair.letter),
            pair.quoted(words),
            line(str(pair.number)),
            passages.lesson(pair.scenario),
            line(pair.scenario.code),
        )
        for pair in numbered_pairs(order.course, order.scenarios)
    )
    head = (
        words("Card"),
        words.label("Excuse"),
        words.label("Lesson"),
        words("Its words"),
        words("Scenario"),
    )
    return Sheet(
        words("Key to the %(excuses)s and %(lessons)s"),
        (
            Paragraph(
                words(
                    "Another pair may be just as good if the group can say why. This one comes "
                    "from "
                    "the scenario itself."
                )
            ),
            Table(head, rows, (0.9, 2.8, 1.1, 6, 1.4)),
        ),
        fitted=True,
    )
