"""Worksheets without answers, and the keys that have them."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.cards.decks.sorting import numbered_pairs, numbered_replies
from answerable.model import Reply, Scenario
from answerable.printing.blocks import (
    Block,
    Cell,
    Fields,
    Heading,
    Lesson,
    Prose,
    Room,
    Said,
    Sheet,
    Step,
    Steps,
    Table,
    Verdict,
    Whole,
)
from answerable.printing.texts import COURSE_FILE, Text, authored, line
from answerable.printing.words import Words
from answerable.sheets.order import Order, case


def worksheet(order: Order) -> Sheet:
    """Situations with room to write, two a page where they are short. No answer is in the file."""
    words = Words(order.course.language)
    blocks: list[Block] = [
        Prose(words("Read what happened. Write what you would say and do, in your own words.")),
        Fields((words("Name"), words("Date"))),
    ]
    for module, scenarios in order.by_module():
        blocks.append(Heading(line(module.title, COURSE_FILE, "title")))
        blocks += [
            Whole(
                (
                    case(order.course, scenario),
                    Prose(authored(scenario.situation, scenario.path, "situation")),
                    Room(words("What would you say?"), 4),
                    Room(words("What will you do next, and by when?"), 2),
                )
            )
            for scenario in scenarios
        ]
    return Sheet(words("Worksheet"), tuple(blocks))


def worksheet_key(order: Order) -> Sheet:
    """What a trainer compares the worksheet with: replies, reasons, solutions and lesson."""
    words = Words(order.course.language)
    blocks: list[Block] = [
        Prose(
            words(
                "For the trainer. Other words are just as good if they own the problem, name a "
                "next step and name a time."
            )
        )
    ]
    for scenario in order.scenarios:
        blocks += [case(order.course, scenario), *_answers(scenario, words)]
    return Sheet(words("Answer key to the worksheet"), tuple(blocks))


def _answers(scenario: Scenario, words: Words) -> Iterator[Block]:
    yield _said(scenario, scenario.accountable, "accountable", words("Accountable"))
    yield _said(scenario, scenario.not_accountable, "not_accountable", words("Not accountable"))
    for number, other in enumerate(scenario.other_replies, 1):
        well_meant = words("Well meant, and still something is missing")
        label = well_meant if other.quality == "weak" else words("Not accountable")
        yield _said(scenario, other, f"other_replies` number {number} `reply", label)
    yield Steps(
        tuple(
            Step(
                authored(one.do, scenario.path, f"solutions` number {number} `do"),
                authored(one.when, scenario.path, f"solutions` number {number} `when")
                if one.when
                else None,
            )
            for number, one in enumerate(scenario.solutions, 1)
        ),
        words("What can be done"),
        words("When:"),
    )
    yield Lesson(authored(scenario.lesson, scenario.path, "lesson"), words("Lesson:"))


def _said(scenario: Scenario, reply: Reply, field: str, label: Text) -> Said:
    good = reply is scenario.accountable
    why = authored(reply.why, scenario.path, f"{field}` › `why") if reply.why else None
    text = authored(reply.reply, scenario.path, field)
    return Said(text, "good" if good else "poor", label, why)


def sorting_key(order: Order) -> Sheet:
    """Which number of the sorting set is accountable, and what to say about it."""
    words = Words(order.course.language)
    rows: list[tuple[Cell, ...]] = []
    for reply in numbered_replies(order.course, order.scenarios):
        scenario = reply.scenario
        why = _whys(scenario).get(reply.field)
        rows.append(
            (
                line(str(reply.number)),
                Verdict(
                    reply.accountable,
                    words("Accountable") if reply.accountable else words("Not accountable"),
                ),
                line(f"{scenario.code} {scenario.title}", scenario.path, "title"),
                authored(why, scenario.path, f"{reply.field}` › `why") if why else "empty",
            )
        )
    head = (
        words("Card"),
        words("Verdict"),
        words("Scenario"),
        words("What it does to the customer"),
    )
    return Sheet(
        words("Key to the replies to sort"),
        (
            Prose(
                words(
                    "Let the groups defend their piles before you read out a number. Where they "
                    "disagree, ask: who is busy with the problem after this sentence?"
                )
            ),
            Table(head, tuple(rows), (0.8, 3.1, 2.6, 6.7)),
        ),
        fitted=True,
    )


def _whys(scenario: Scenario) -> dict[str, str | None]:
    """The reason for each reply, by the field in which it stands."""
    return {
        "not_accountable": scenario.not_accountable.why,
        "accountable": scenario.accountable.why,
    } | {
        f"other_replies` number {number} `reply": other.why
        for number, other in enumerate(scenario.other_replies, 1)
    }


def matching_key(order: Order) -> Sheet:
    """Which lesson answers which excuse of the matching set."""
    words = Words(order.course.language)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(pair.letter),
            pair.quoted(words),
            line(str(pair.number)),
            authored(pair.scenario.lesson, pair.scenario.path, "lesson"),
            line(pair.scenario.code),
        )
        for pair in numbered_pairs(order.course, order.scenarios)
    )
    head = (words("Card"), words("Excuse"), words("Lesson"), words("Its words"), words("Scenario"))
    return Sheet(
        words("Key to the excuses and lessons"),
        (
            Prose(
                words(
                    "Another pair may do as well, if the group can say why. This one comes from "
                    "the scenario itself."
                )
            ),
            Table(head, rows, (0.9, 2.8, 1.1, 6, 1.4)),
        ),
        fitted=True,
    )
