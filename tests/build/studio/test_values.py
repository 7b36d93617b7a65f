"""What a form shows and what a file gets: nothing is lost, and nothing changes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.build.studio.forms import FormField, form_of
from answerable.build.studio.values import changes, shown
from answerable.model import CourseFile, ScenarioFile
from answerable.source.read.source import parse, read
from answerable.source.write.edit import with_fields

SCENARIO = form_of(ScenarioFile)
FILES = sorted(
    one for one in Path("scenarios").glob("*/*.yml") if not one.stem.endswith((".de", ".fr", ".es"))
)


def changed(text: str, enter: Any) -> str | None:
    """A scenario file's text after `enter` has changed what its form shows."""
    source = parse(text, "one.yml")
    assert source.value is not None
    values = shown(SCENARIO, source.value)
    assert isinstance(values, dict)
    enter(values)
    return with_fields(source, text, changes(SCENARIO, values, source.value), ScenarioFile)


@pytest.mark.parametrize("model", [ScenarioFile, CourseFile])
def test_a_form_has_every_field_with_its_help(model: type[ScenarioFile | CourseFile]) -> None:
    form = form_of(model)
    assert [one.name for one in form.fields] == list(model.model_fields)
    assert all(one.help for one in form.fields)


def test_what_nobody_changed_stays_as_it_was() -> None:
    assert FILES
    for file in FILES:
        value = read(file, file.name).value
        assert value is not None
        assert changes(SCENARIO, shown(SCENARIO, value), value) == {}, file  # type: ignore[arg-type]


ONE = """\
# Kept.
title: Late
situation: A parcel is late.
not_accountable: Ask the courier.
accountable:
  reply: I’ll ask the courier. # and mean it
  why: Somebody acts.
solutions:
  - Ask the courier.
  - do: Send another one.
    when: It is lost.
lesson: Ask yourself.
picture: van.jpg | A van
own_reply_first: yes
"""


def test_only_what_was_changed_is_written_anew() -> None:
    def enter(values: Any) -> None:
        values["accountable"]["why"] = "Somebody is on it."
        values["solutions"].append({"do": "Bring it.", "when": ""})

    assert changed(ONE, enter) == ONE.replace("Somebody acts.", "Somebody is on it.").replace(
        "    when: It is lost.\n", "    when: It is lost.\n  - Bring it.\n"
    )


def test_what_was_short_stays_short_as_long_as_it_can() -> None:
    def longer(values: Any) -> None:
        assert values["picture"]["alt"] == "A van"
        values["picture"]["alt"] = "A red van"
        values["not_accountable"]["why"] = "The customer is alone with it."

    text = changed(ONE, longer)
    assert text is not None
    assert "picture: van.jpg | A red van\n" in text
    assert (
        "not_accountable:\n  reply: Ask the courier.\n  why: The customer is alone with it.\n"
        in text
    )


def test_what_is_emptied_is_left_out_and_so_is_what_is_usual_anyway() -> None:
    def enter(values: Any) -> None:
        values["picture"] = {"file": "", "alt": "", "decorative": "no"}
        values["own_reply_first"] = "no"
        values["customer"] = "external"

    text = changed(ONE, enter)
    assert text is not None
    assert "picture" not in text
    assert "own_reply_first" not in text
    assert "customer:" not in text


def test_an_item_of_any_type_is_written_with_its_fields() -> None:
    def enter(values: Any) -> None:
        values["items"].append(
            {
                "type": "choice",
                "id": "first",
                "question": "Which?",
                "choices": [{"text": "This", "right": "yes"}, {"text": "That", "right": "no"}],
            }
        )

    text = changed(ONE, enter)
    assert text is not None
    items: Any = parse(text, "one.yml").value["items"]
    assert items == [
        {
            "id": "first",
            "type": "choice",
            "question": "Which?",
            "choices": [{"text": "This", "right": "yes"}, "That"],
        }
    ]
    assert list(items[0])[:2] == ["id", "type"]


def test_a_value_that_no_form_can_show_stays_until_something_is_entered() -> None:
    text = ONE.replace("title: Late", "title:\n  - Late\n  - again")

    def nothing(values: Any) -> None:
        assert values["title"] == ""

    assert changed(text, nothing) == text

    def something(values: Any) -> None:
        values["title"] = "Late again"

    assert changed(text, something) == ONE.replace("title: Late", "title: Late again")


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


def _entered(field: FormField, depth: int = 0) -> st.SearchStrategy[Any]:
    if field.kind == "group":
        return st.fixed_dictionaries({one.name: _entered(one, depth + 1) for one in field.fields})
    if field.kind == "typed":
        return st.one_of(
            [
                st.fixed_dictionaries(
                    {
                        "type": st.just(name),
                        **{
                            one.name: _entered(one, depth + 1)
                            for one in form.fields
                            if one.name != "type"
                        },
                    }
                )
                for name, form in field.types.items()
            ]
        )
    if field.kind == "list":
        assert field.entry
        return st.lists(_entered(field.entry, depth + 1), max_size=2)
    if field.kind == "words":
        return st.dictionaries(_TEXT, _TEXT, max_size=2)
    if field.kind == "yes-no":
        return st.sampled_from(["yes", "no"])
    if field.kind == "select":
        return st.sampled_from(["", *field.options])
    return _TEXT


@given(st.sampled_from(SCENARIO.fields).flatmap(lambda one: st.tuples(st.just(one), _entered(one))))
def test_whatever_is_entered_in_a_field_is_written_so_that_it_is_read_back(pair: Any) -> None:
    field, value = pair

    def enter(values: Any) -> None:
        values[field.name] = value

    text = changed(ONE, enter)
    assert text is not None
    again = changed(text, enter)
    assert again == text, "entering the same again changes nothing"
