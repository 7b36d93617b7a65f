"""Course -> a finished document: every kind by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from answerable.handouts.sheets.forms import (
    coaching_sheet,
    conversation_log,
    evaluation_sheet,
    observation_form,
)
from answerable.handouts.sheets.order import Order
from answerable.handouts.sheets.overviews import index_sheet, job_aid
from answerable.handouts.sheets.render import print_sheet
from answerable.handouts.sheets.worksheets import (
    matching_key,
    sorting_key,
    worksheet,
    worksheet_key,
)
from answerable.handouts.typeset.blocks import Sheet
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.handouts.typeset.palette import Ink
from answerable.handouts.typeset.papers import Paper
from answerable.handouts.typeset.typesetting import Document
from answerable.handouts.workshop.guide import guide
from answerable.handouts.workshop.plan import WorkshopPlan, plan_workshop
from answerable.model import Course, Scenario

SheetName = Literal[
    "guide",
    "index",
    "worksheet",
    "worksheet-key",
    "sorting-key",
    "matching-key",
    "observation",
    "coaching",
    "conversation-log",
    "job-aid",
    "evaluation",
]

SHEETS: Mapping[SheetName, Callable[[Order], Sheet]] = MappingProxyType(
    {
        "guide": lambda order: guide(order.course, order.plan),
        "index": index_sheet,
        "worksheet": worksheet,
        "worksheet-key": worksheet_key,
        "sorting-key": sorting_key,
        "matching-key": matching_key,
        "observation": observation_form,
        "coaching": coaching_sheet,
        "conversation-log": conversation_log,
        "job-aid": job_aid,
        "evaluation": evaluation_sheet,
    }
)
"""Every document by its name on the command line."""


def make_sheet(
    name: SheetName,
    course: Course,
    scenarios: Sequence[Scenario] | None = None,
    plan: WorkshopPlan | None = None,
    *,
    paper: Paper = "a4",
    ink: Ink = "colour",
    fonts: Fonts = SHIPPED_FONTS,
) -> bytes:
    """A document as a PDF (PDF/UA-1) that depends on the arguments alone.

    `scenarios` are those that it is about (default: all of the course); keys fit the cards that
    were printed from the same ones. `plan` is the workshop that the guide is for (default: 90
    minutes for 16 people). Raises `PrintError`, and `ValueError` without any scenario.
    """
    chosen = course.scenarios if scenarios is None else tuple(scenarios)
    order = Order(course, chosen, plan or plan_workshop(course, scenarios=chosen))
    sheet = SHEETS[name](order)
    document = Document(
        f"{course.title}: {sheet.title.plain}", course.language, course.authors, ink, fonts
    )
    return print_sheet(sheet, document, paper, footer=f"{course.title} · {sheet.title.plain}")
