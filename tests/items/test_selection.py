"""Selections: what they choose, and what they say when they choose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.items.selection import Selection, select, unmet
from answerable.model import Course


def ids(course: Course, selection: Selection) -> list[str]:
    return [scenario.id for scenario in select(course, selection)]


def test_without_a_wish_it_is_the_whole_course(example: Course) -> None:
    assert select(example, Selection()) == example.scenarios
    assert unmet(example, Selection()) == ()


def test_values_widen_and_fields_narrow(shipped: Course) -> None:
    one, two = shipped.modules[0], shipped.modules[1]
    both = ids(shipped, Selection(module=(two.id, one.id)))
    assert both == [s.id for module in (one, two) for s in module.scenarios]
    easy = ids(shipped, Selection(module=(one.id,), difficulty=("1",)))
    assert easy == [s.id for s in one.scenarios if s.difficulty == 1]


def test_case_does_not_count_and_an_earlier_id_still_leads_there(shipped: Course) -> None:
    first = shipped.scenarios[0]
    assert first.department
    assert first.id in ids(shipped, Selection(department=(first.department.upper(),)))
    renamed = first.model_copy(update={"aliases": ("once",)})
    module = shipped.modules[0].model_copy(update={"scenarios": (renamed,)})
    course = shipped.model_copy(update={"modules": (module,)})
    assert ids(course, Selection(scenario=("once",))) == [first.id]


def test_every_wish_that_nothing_meets_is_named(shipped: Course) -> None:
    found = unmet(shipped, Selection(module=("one-busines",), tag=("qqqq",)))
    assert [(d.code, d.message) for d in found] == [
        ("AN404", "No scenario has the module `one-busines`."),
        ("AN404", "No scenario has the tag `qqqq`."),
    ]
    assert found[0].hint == "Did you mean `one-business`?"
    assert found[1].hint.startswith("There are: ")


def test_filters_that_exclude_each_other_are_reported(shipped: Course) -> None:
    one, two = shipped.modules[0].scenarios[0], shipped.modules[1]
    [found] = unmet(shipped, Selection(module=(two.id,), scenario=(one.id,)))
    assert found.message == "No scenario passes all these filters."


def test_without_any_scenario_it_says_how_to_begin_one(example: Course) -> None:
    empty = example.model_copy(update={"modules": ()})
    [found] = unmet(empty, Selection(module=("at-the-door",)))
    assert (found.code, found.message) == ("AN404", "The course has no scenarios yet.")
    german = empty.model_copy(update={"language": "de", "translation_of": example})
    [found] = unmet(german, Selection())
    assert "No scenario is translated into this language (de) yet." in found.message
    assert "answerable i18n add" in (found.hint or "")
    assert "its texts are still the original's" in (found.hint or "")


@given(st.data())
def test_the_order_is_that_of_the_course(shipped: Course, data: st.DataObject) -> None:
    names = [scenario.id for scenario in shipped.scenarios]
    wanted = data.draw(st.lists(st.sampled_from(names), min_size=1))
    assert ids(shipped, Selection(scenario=tuple(wanted))) == [n for n in names if n in wanted]


@pytest.mark.parametrize("field", ["module", "tag", "department", "difficulty", "scenario"])
def test_each_field_can_find_nothing(example: Course, field: str) -> None:
    assert ids(example, Selection(**{field: ("no such thing",)})) == []
