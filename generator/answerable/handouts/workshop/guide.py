"""Write the facilitator's guide, for people who run the workshop for the first time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Block, Cell, SectionHead, Sheet, Table
from answerable.handouts.typeset.prose import Setter
from answerable.handouts.typeset.texts import COURSE_FILE, Text, authored, line
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.activities import activity, needs
from answerable.handouts.workshop.materials import materials
from answerable.handouts.workshop.plan import Segment, WorkshopPlan
from answerable.model import Course


def guide(course: Course, plan: WorkshopPlan) -> Sheet:
    """The guide for one workshop, in the order in which a facilitator needs it."""
    words = Words.of(course)
    prose = course.document("guide")
    aims = [
        authored(aim, COURSE_FILE, f"objectives` number {number}")
        for number, aim in enumerate(course.objectives, 1)
    ]
    debrief = Setter(
        words,
        holds={"coaching": bool(course.coaching)},
        lists={"coaching": passages.coaching(course)},
    )
    setter = Setter(
        words,
        gaps={
            "course": course.title,
            "minutes": plan.minutes,
            "people": plan.people,
            "tables": _tables(plan.groups, words),
        },
        holds={
            "several-scenarios": len(plan.scenarios) > 1,
            "role-play": plan.has("role-play"),
        },
        inserts={
            "run-sheet": lambda _: [_run_sheet(course, plan, words)],
            "materials": lambda _: [_materials(course, plan, words)],
            "steps": lambda _: _steps(course, plan, words),
            "debrief": lambda _: debrief.blocks(course.document("debrief")),
            "objections": lambda _: Setter(words).blocks(course.document("objections")),
        },
        lists={"aims": aims},
    )
    return Sheet(words(prose.title), tuple(setter.blocks(prose)))


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes, such as `1:05`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _run_sheet(course: Course, plan: WorkshopPlan, words: Words) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            line(clock(segment.start)),
            line(str(segment.minutes)),
            _title(segment),
            needs(course, segment, words),
        )
        for segment in plan.segments
    ]
    end = words("The end, on time")
    rows.append((line(clock(plan.minutes)), "empty", end, "empty"))
    head = (words("From"), words("Min"), words("What happens"), words("What you need"))
    return Table(head, tuple(rows), (0.8, 0.7, 4.2, 4))


def _title(segment: Segment) -> Text:
    if segment.kind != "scenario":
        return line(segment.title)
    return passages.code_and_title(segment.scenarios[0])


def _materials(course: Course, plan: WorkshopPlan, words: Words) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(f"{one.copies} ×"),
            one.title,
            one.purpose,
            line(", ".join(scenario.code for scenario in one.scenarios)),
        )
        for one in materials(course, plan)
    )
    head = (words("How many"), words("What"), words("For whom"), words("Scenarios"))
    return Table(head, rows, (1.1, 3, 3.2, 2.2))


def _tables(groups: Sequence[int], words: Words) -> str:
    """Group sizes as `3 tables of 4, 1 table of 3`."""
    tables = {size: groups.count(size) for size in groups}
    return ", ".join(
        words.ngettext("%(n)s table of %(size)s", "%(n)s tables of %(size)s", n, size=size).plain
        for size, n in tables.items()
    )


def _steps(course: Course, plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    for segment in plan.segments:
        time = words.ngettext("%(n)s minute", "%(n)s minutes", segment.minutes)
        aside = line(f"{clock(segment.start)} · {time.plain}")
        yield SectionHead(_title(segment), 3, aside=aside)
        about = Words.of(course, segment.scenarios[0]) if segment.kind == "scenario" else words
        yield from activity(course, plan, segment, about)
