"""Forms to fill in: for coaching, for observing a role play, and for feedback on the workshop."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.handouts.sheets.order import Order
from answerable.handouts.typeset.blocks import (
    Block,
    Cell,
    Fields,
    Listing,
    Paragraph,
    Room,
    Sheet,
    Table,
)
from answerable.handouts.typeset.prose import Setter
from answerable.handouts.typeset.texts import COURSE_FILE, line
from answerable.handouts.typeset.words import Words


def coaching_sheet(order: Order) -> Sheet:
    """The coaching questions of the course, with room to write below each."""
    words = Words.of(order.course)
    questions = [
        Room(line(f"{number}. {question}", COURSE_FILE, f"coaching` number {number}"), 2)
        for number, question in enumerate(order.course.coaching, 1)
    ]
    return Sheet(
        words("Coaching sheet"),
        (
            Paragraph(
                words(
                    "Hear %(the_excuse)s out, and say what is true in it. Then ask, one question "
                    "at a time. The person being coached holds the pen."
                )
            ),
            Fields((words("Name"), words("Coach"), words("Date"))),
            Room(words("What happened, and what did it lead to?"), 4),
            *questions,
            Fields((words("My next step"), words("Done by"), words("We look at it again on"))),
        ),
    )


def conversation_log(order: Order) -> Sheet:
    """A leader's own record of coaching talks, one per row."""
    words = Words.of(order.course)
    head = (
        words("Date"),
        words("With"),
        words("%(The_excuse)s I heard"),
        words("What is true in it"),
        words("The step we agreed on"),
        words("By when"),
        words("How it went"),
    )
    return Sheet(
        words("Conversation log"),
        (
            Paragraph(
                words(
                    "For the leader only. Write down what you heard and what was agreed, without "
                    "judging. Before the next conversation, read the last two rows."
                )
            ),
            Table(head, _empty_rows(len(head), 7), (1, 1.3, 2.6, 2.2, 2.6, 1.1, 2), height=19),
        ),
        landscape=True,
    )


def observation_form(order: Order) -> Sheet:
    """What an observer looks for, and writes down word for word, while others play."""
    words = Words.of(order.course)
    document = order.course.document("observation-form")
    blocks = [
        form for block in Setter(words).blocks(document) for form in _to_fill_in(block, words)
    ]
    return Sheet(words(document.title), tuple(blocks))


def _to_fill_in(block: Block, words: Words) -> Iterator[Block]:
    """A piece of the observation form with room to write: signs to tick become a table, below the
    fields for names, and an introduction to a piece becomes its heading.
    """
    if isinstance(block, Listing) and block.mark == "tick":
        marks: tuple[Cell, ...] = ("tick-box", "empty")
        yield Fields((words("Scenario"), words("Round"), words("Observer")))
        yield Table(
            (block.label or words("What I look for"), words("Heard"), words("In which words?")),
            tuple((sign, *marks) for sign in block.items),
            (3.2, 0.9, 5),
            height=17,
        )
    elif isinstance(block, Paragraph) and block.role == "lead":
        yield Room(block.text, 2)
    else:
        yield block


def evaluation_sheet(order: Order) -> Sheet:
    """Feedback from participants on the workshop: a minute to tick, two to write."""
    words = Words.of(order.course)
    statements = (
        words("The situations are like those I meet."),
        words("I said things aloud that I can say at work tomorrow."),
        words("I know how to answer %(excuses)s, my own too."),
        words("I know what I will do differently, and by when."),
        words("I could say what I think."),
        words("The time was well spent."),
    )
    scale = (words("Not at all"), words("Hardly"), words("Partly"), words("Mostly"), words("Fully"))
    boxes: tuple[Cell, ...] = tuple("tick-box" for _step in scale)
    return Sheet(
        words("What did you make of it?"),
        (
            Paragraph(words("No name, please. Tick one box per line; three minutes are enough.")),
            Table(
                (words("How far do you agree?"), *scale),
                tuple((statement, *boxes) for statement in statements),
                (4.6, *(1.0,) * len(scale)),
                height=10.5,
            ),
            Room(words("What will you do first?"), 3),
            Room(words("What might get in the way?"), 3),
            Room(words("What should be different next time?"), 3),
            Room(words("A situation from your own work that belongs in this course"), 3),
        ),
    )


def _empty_rows(columns: int, count: int) -> tuple[tuple[Cell, ...], ...]:
    row: tuple[Cell, ...] = tuple("empty" for _ in range(columns))
    return (row,) * count
