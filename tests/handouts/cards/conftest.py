"""A small course of its own, so that these tests do not follow the wording of the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from answerable.model import Course, Module, Reply, Scenario, Solution

TITLES = {
    "Own it": (
        "The lamp that arrived in pieces",
        "Two bills for one month",
        "A promise from last week",
        "Nobody at the workshop door",
        "The password that expired on Sunday",
    ),
    "Make it easy": (
        "A form for every question",
        "The café’s broken till",
        "The wrong queue",
        "A voucher one day late",
    ),
    "Between colleagues": (
        "Figures for the board",
        "The laptop for the new starter",
        "A handover in two words",
    ),
}


def make_scenario(headline: str, code: str, module_id: str, /, **changes: Any) -> Scenario:
    """One scenario of ordinary length; `changes` replace its fields."""
    values: dict[str, Any] = {
        "id": f"card-{code.lower()}",
        "module_id": module_id,
        "path": f"{module_id}/card-{code.lower()}.yml",
        "code": code,
        "title": headline,
        "situation": f"{headline}: the customer calls for the second time this week. She is calm, "
        "but she has taken the morning off and would like to know **today** what happens next. "
        "Your screen shows that the other team has not opened the ticket yet.",
        "not_accountable": Reply(
            reply="I have sent this on to the team in charge, and they work in the order of "
            "arrival. As soon as they have looked at it, they will be in touch with you."
        ),
        "accountable": Reply(
            reply="You should not have to call twice. I am ringing the team now, while you wait, "
            "and at three I will call you to say who comes and when, whatever I find out."
        ),
        "solutions": (
            Solution(do="Call the colleague at once and agree on the next step."),
            Solution(do="Send somebody from the branch nearby.", when="The team has no time."),
            Solution(do="Tell the customer at three, even if nothing has changed."),
        ),
        "lesson": "A ticket can be passed on. The promise stays with whoever gave it.",
        "channel": "Phone",
        "department": "Customer care",
    }
    return Scenario.model_validate(values | changes)


def make_course(**changes_to_first: Any) -> Course:
    """Twelve scenarios in three modules; the changes go to the fields of the first one."""
    modules = []
    for letter, (name, titles) in zip("ABC", TITLES.items(), strict=True):
        folder = name.lower().replace(" ", "-")
        scenarios = tuple(
            make_scenario(
                headline,
                f"{letter}{place}",
                folder,
                **(changes_to_first if (letter, place) == ("A", 1) else {}),
            )
            for place, headline in enumerate(titles, 1)
        )
        modules.append(Module(id=folder, letter=letter, title=name, scenarios=scenarios))
    return Course(
        id="small", title="Small course", language="en", modules=tuple(modules), authors=("A Team",)
    )


@pytest.fixture(scope="session")
def course() -> Course:
    return make_course()


@pytest.fixture(scope="session")
def wordiest(shipped: Course) -> Course:
    """The shipped course without all but the scenarios with its longest texts: where these fit,
    the others do.
    """
    fields: tuple[Callable[[Scenario], int], ...] = (
        lambda one: len(one.title),
        lambda one: len(one.situation),
        lambda one: len(one.not_accountable.reply),
        lambda one: len(one.accountable.reply),
        _solutions,
        lambda one: len(one.lesson),
        lambda one: len(one.channel or "") + len(one.department or ""),
        lambda one: len(one.accountable.reply) + len(one.not_accountable.reply) + _solutions(one),
    )
    longest = {max(shipped.scenarios, key=length).id for length in fields}
    modules = (
        module.model_copy(
            update={"scenarios": tuple(one for one in module.scenarios if one.id in longest)}
        )
        for module in shipped.modules
    )
    return shipped.model_copy(
        update={"modules": tuple(module for module in modules if module.scenarios)}
    )


def _solutions(scenario: Scenario) -> int:
    return sum(len(one.do) + len(one.when or "") for one in scenario.solutions)


@pytest.fixture(scope="session")
def changed() -> Callable[..., Course]:
    """The course with other texts in its first scenario, and few others."""

    def make(**changes: Any) -> Course:
        whole = make_course(**changes)
        first, second, _ = whole.modules
        first = first.model_copy(update={"scenarios": first.scenarios[:2]})
        second = second.model_copy(update={"scenarios": second.scenarios[:1]})
        return whole.model_copy(update={"modules": (first, second)})

    return make
