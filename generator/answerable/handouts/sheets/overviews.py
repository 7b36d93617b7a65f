"""The course at a glance: the index of its scenarios, and its lessons as a job aid."""

from __future__ import annotations

from answerable.handouts.sheets.order import Order
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import (
    Block,
    Cell,
    Listing,
    Paragraph,
    SectionHead,
    Sheet,
    Table,
)
from answerable.handouts.typeset.texts import line
from answerable.handouts.typeset.words import Words


def index_sheet(order: Order) -> Sheet:
    """A list of the scenarios: code, title, module, difficulty, minutes."""
    words = Words.of(order.course)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(scenario.code),
            passages.title(scenario),
            passages.module_title(module),
            words("%(level)s of 3", level=scenario.difficulty) if scenario.difficulty else "empty",
            line(str(scenario.minutes)) if scenario.minutes else "empty",
        )
        for module, scenarios in order.by_module()
        for scenario in scenarios
    )
    head = (words("Code"), words("Title"), words("Module"), words("Difficulty"), words("Minutes"))
    count = words.ngettext("%(n)s scenario", "%(n)s scenarios", len(rows))
    return Sheet(
        words("Index of the scenarios"),
        (Paragraph(count), Table(head, rows, (0.8, 4, 4, 1.4, 1.2))),
    )


def job_aid(order: Order) -> Sheet:
    """The lessons to keep at the desk, on one page unless the print would be too small to read."""
    words = Words.of(order.course)
    blocks: list[Block] = []
    for module, scenarios in order.by_module():
        blocks.append(SectionHead(passages.module_title(module)))
        blocks.append(Listing(tuple(map(passages.lesson, scenarios))))
    return Sheet(words("What to keep in mind"), tuple(blocks), columns=2, fitted=True)
