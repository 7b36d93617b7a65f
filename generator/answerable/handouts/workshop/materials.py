"""List what has to be printed for a workshop: what, how many, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from answerable.handouts.typeset.texts import Text
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.plan import WorkshopPlan
from answerable.model import Course, Scenario


@dataclass(frozen=True, slots=True)
class Material:
    """Something to print.

    `name` is the name of a deck (`answerable cards --deck`) or of a document (`answerable sheets`).
    `copies` is how often it is printed. `scenarios` are those that it is about; it is empty if it
    is about the whole course.
    """

    product: Literal["cards", "sheets"]
    name: str
    copies: int
    title: Text
    purpose: Text
    scenarios: tuple[Scenario, ...] = ()


def materials(course: Course, plan: WorkshopPlan) -> tuple[Material, ...]:
    """Everything to print for a workshop, in the order in which it is needed."""
    words = Words.of(course)
    tables, trios, people = len(plan.groups), len(plan.trios), plan.people
    each_table, each_person = words("one set per table"), words("one per person")
    you = words("for you")
    found = [Material("sheets", "guide", 1, words("Facilitator’s guide"), you)]
    if plan.has("sorting"):
        cards, key = words("Replies to sort"), words("Key to the replies to sort")
        found += [
            Material("cards", "sorting", tables, cards, each_table, plan.sorted),
            Material("sheets", "sorting-key", 1, key, you, plan.sorted),
        ]
    found.append(
        Material("cards", "scenarios", tables, words("Scenario cards"), each_table, plan.scenarios)
    )
    if plan.has("role-play"):
        briefs = words("one set per group of three")
        watchers = words("one per observer and round")
        found += [
            Material("cards", "role-play", trios, words("Role-play cards"), briefs, plan.played),
            Material(
                "sheets", "observation", plan.observations, words("Observation form"), watchers
            ),
        ]
    # The names are those in the run sheet and in the headings on paper.
    job_aid = words("Job aid: What to keep in mind")
    evaluation = words("Evaluation sheet: What did you make of it?")
    found += [
        Material("sheets", "coaching", people, words("Coaching sheet"), each_person),
        Material("cards", "commitment", people, words("Commitment cards"), each_person),
        Material("sheets", "job-aid", people, job_aid, words("to take home")),
        Material("sheets", "evaluation", people, evaluation, each_person),
    ]
    return tuple(found)
