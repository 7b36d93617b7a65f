"""Make a finished document from a course. The command line reads the table of all types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

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


@dataclass(frozen=True, slots=True)
class SheetType:
    """One type of document: its purpose in a sentence, and the function that makes it."""

    about: str
    make: Callable[[Order], Sheet]


SHEETS: Mapping[str, SheetType] = MappingProxyType(
    {
        "guide": SheetType(
            "For the facilitator: run sheet, what to print, every step, objections.",
            lambda order: guide(order.course, order.plan),
        ),
        "index": SheetType("The scenarios, with difficulty and minutes.", index_sheet),
        "worksheet": SheetType(
            "Situations with room to write. The file contains no answers.", worksheet
        ),
        "worksheet-key": SheetType("The answers to the worksheet.", worksheet_key),
        "sorting-key": SheetType(
            "Which replies of `answerable cards --deck sorting` are accountable.", sorting_key
        ),
        "matching-key": SheetType(
            "Which lesson answers which excuse of `--deck matching`.", matching_key
        ),
        "observation": SheetType("What the observer of a role play looks for.", observation_form),
        "coaching": SheetType("The coaching questions with room to write.", coaching_sheet),
        "conversation-log": SheetType(
            "A leader’s record of coaching conversations.", conversation_log
        ),
        "job-aid": SheetType("The lessons on one page, to keep at the desk.", job_aid),
        "evaluation": SheetType("What participants thought of the workshop.", evaluation_sheet),
    }
)
"""The documents by their names on the command line."""


def make_sheet(
    name: str,
    course: Course,
    scenarios: Sequence[Scenario] | None = None,
    plan: WorkshopPlan | None = None,
    *,
    paper: Paper = "a4",
    ink: Ink = "colour",
    fonts: Fonts = SHIPPED_FONTS,
) -> bytes:
    """One of `SHEETS` as a PDF (PDF/UA-1) whose bytes depend only on the arguments.

    `scenarios` are those that it is about (default: all of the course); keys match cards that were
    printed from the same scenarios. `plan` is the workshop that the guide is for (default: 90
    minutes for 16 people). Raises `PrintError`, and `ValueError` without any scenario.
    """
    chosen = course.scenarios if scenarios is None else tuple(scenarios)
    order = Order(course, chosen, plan or plan_workshop(course, scenarios=chosen))
    sheet = SHEETS[name].make(order)
    document = Document.of(course, f"{course.title}: {sheet.title.plain}", ink, fonts)
    return print_sheet(sheet, document, paper, footer=f"{course.title} · {sheet.title.plain}")
