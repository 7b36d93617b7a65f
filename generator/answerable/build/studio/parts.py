"""The parts of a form as a trainer thinks of them; what nobody placed is in the last one, folded.

So a field that a model gets appears by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.build.studio.forms import FormField
from answerable.build.studio.values import Shown, empty, same
from answerable.i18n import N_


@dataclass(frozen=True, slots=True)
class PartPlan:
    """The title of a part, the names of its fields, and of those that most people never need."""

    title: str
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


SCENARIO_PLAN = (
    PartPlan(
        N_("The situation"),
        ("title", "situation", "picture", "audio", "video"),
        ("summary", "worked_example", "own_reply_first"),
    ),
    PartPlan(N_("The replies"), ("not_accountable", "accountable", "other_replies"), ("excuse",)),
    PartPlan(N_("What to do and to remember"), ("solutions", "lesson")),
    PartPlan(N_("Where and for whom"), ("department", "channel", "customer", "difficulty", "tags")),
    PartPlan(N_("Quiz questions"), ("items",)),
    PartPlan(N_("Dialogue"), (), ("dialogue",)),
    PartPlan(N_("Workshop and cards"), (), ("coaching", "role_play", "card")),
    PartPlan(N_("Upkeep"), ("status", "owner", "review_by"), ("changes", "sources")),
)
COURSE_PLAN = (
    PartPlan(N_("The course"), ("title", "description", "objectives"), ("authors", "licence")),
    PartPlan(N_("Brand"), ("brand",)),
    PartPlan(
        N_("Quiz and assessment"),
        ("pass_mark", "module_quiz", "assessment"),
        ("confidence", "report_failed", "needed_until"),
    ),
    PartPlan(N_("Pages"), ("report", "banner", "footer"), ("listen", "synonyms", "print_fonts")),
    PartPlan(N_("Workshop and words"), ("coaching", "labels")),
)
MODULE_PLAN = (PartPlan(N_("The module"), ("title", "summary", "objectives", "status")),)
_REST = N_("Details")


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of a form: its title, its fields, and those that are folded away."""

    title: str
    fields: tuple[FormField, ...] = ()
    more: tuple[FormField, ...] = ()

    def is_used(self, values: Mapping[str, Shown]) -> bool:
        """Whether anything is entered in what is folded away."""
        return any(not same(values[one.name], empty(one)) for one in self.more)


def parts_of(form: FormField, plan: Sequence[PartPlan]) -> tuple[FormPart, ...]:
    """The parts of a form, each with at least one field; each field is in one of them."""
    by_name = {one.name: one for one in form.fields}

    def of(names: Sequence[str]) -> tuple[FormField, ...]:
        return tuple(by_name[name] for name in names if name in by_name)

    placed = {name for part in plan for name in (*part.names, *part.more)}
    rest = tuple(name for name in by_name if name not in placed)
    parts = (*plan, PartPlan(_REST, (), rest))
    made = (FormPart(part.title, of(part.names), of(part.more)) for part in parts)
    return tuple(part for part in made if part.fields or part.more)
