"""Describe how to run a segment: the steps with their minutes, what to say, what to expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Block, Lesson, Paragraph, Table, Whole
from answerable.handouts.typeset.pictures import shown
from answerable.handouts.typeset.prose import Insert, Setter, Timed
from answerable.handouts.typeset.texts import Text, line
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.plan import Segment, WorkshopPlan, split
from answerable.model import Course, Scenario

_BOTH_WAYS = 12
"""From this many minutes on, both people in a pair are coached."""

_PICTURE = 35
"""Height in mm."""


def activity(course: Course, plan: WorkshopPlan, segment: Segment, words: Words) -> Iterator[Block]:
    """How to run a segment. The minutes of its steps add up to the segment's."""
    timed = partial(_timed, segment.minutes, words)
    match segment.kind:
        case "scenario":
            setter = _scenario(course, plan, segment.scenarios[0], words, timed)
        case "role-play":
            setter = _role_play(plan, segment, words, timed)
        case "coaching":
            holds = {"both-ways": segment.minutes >= _BOTH_WAYS}
            setter = Setter(words, holds=holds, timed=timed)
        case _:
            setter = Setter(words, timed=timed)
    return setter.blocks(course.document(segment.kind))


def needs(course: Course, segment: Segment, words: Words) -> Text:
    """What the facilitator needs at hand for a segment."""
    needed = course.document(segment.kind).fields["needs"]
    if segment.kind == "scenario":
        return words(needed, code=segment.scenarios[0].code)
    return words(needed)


def _timed(total: int, words: Words, steps: Iterable[tuple[float, Text]]) -> Table:
    """A table of steps with the minutes that each takes."""
    shares, texts = zip(*steps, strict=True)
    minutes = (line(str(time)) for time in split(total, shares))
    head = (words("Min"), words("What you do"))
    return Table(head, tuple(zip(minutes, texts, strict=True)), (0.7, 9), together=True)


def _scenario(
    course: Course, plan: WorkshopPlan, scenario: Scenario, words: Words, timed: Timed
) -> Setter:
    poor, good, *others = passages.replies(scenario)
    questions = passages.coaching(scenario)
    to_do = partial(passages.steps, scenario, words=words)
    inserts: dict[str, Insert] = {
        "situation": lambda label: [
            Whole(
                (
                    *shown(scenario, scenario.picture, _PICTURE),
                    Paragraph(passages.situation(scenario), label),
                )
            ),
            *(Paragraph(said, name) for name, said in passages.heard(scenario)),
        ],
        "poor-reply": lambda label: [poor.under(label or poor.verdict(words))],
        "good-reply": lambda label: [good.under(label or good.verdict(words))],
        "other-replies": lambda label: [one.under(label or one.verdict(words)) for one in others],
        "solutions": lambda label: [to_do(label or words("What can be done"))],
        "lesson": lambda label: [Lesson(passages.lesson(scenario), label)],
    }
    excuse = scenario.excuse or ""
    internal, first = scenario.customer == "internal", plan.scenarios.index(scenario) == 0
    hard = scenario.difficulty == 3
    introductions = Setter(
        words,
        holds={
            "internal": internal,
            "first": first and not internal,
            "hard": hard and not (internal or first),
            "usual": not (internal or first or hard),
        },
    )
    inserts["introductions"] = lambda _: introductions.blocks(course.document("introductions"))
    return Setter(
        words,
        gaps={"quoted": line(excuse.rstrip("."), scenario.path, "excuse")},
        holds={
            "excuse": bool(excuse),
            "no-coaching": not questions,
        },
        inserts=inserts,
        lists={"coaching": questions},
        timed=timed,
    )


def _role_play(plan: WorkshopPlan, segment: Segment, words: Words, timed: Timed) -> Setter:
    first, *others = segment.scenarios
    second = others[0] if others else first
    gaps = {
        "groups": len(plan.trios),
        "first": passages.code_and_title(first),
        "second": passages.code_and_title(second),
    }
    return Setter(words, gaps=gaps, timed=timed)
