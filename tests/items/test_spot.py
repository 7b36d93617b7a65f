"""Phrases to mark in a reply: where they are in it, what other programs get, what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from answerable.build.publish.reports import script
from answerable.exchange.questions.anki import contents
from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.question import questions
from answerable.exchange.scenarios.planning.returned import changed, exported
from answerable.items import pool
from answerable.items.item import Item
from answerable.items.items import of_scenario
from answerable.items.shapes import Choices
from answerable.items.spot import Part, parted
from answerable.items.spot.item import SpotItem
from answerable.items.types import fields_of
from answerable.model import Course, Module, Scenario
from tests.support.courses import scenario

SPOT: dict[str, Any] = {
    "id": "hands-it-back",
    "type": "spot",
    "question": "Mark the words that hand the problem back.",
    "reply": "I’m sorry about that. You’d have to ring\nthe courier yourself.\n\nGood **luck**!",
    "phrases": [
        {
            "text": "You’d have to ring the courier yourself.",
            "right": "yes",
            "why": "The customer does the work now.",
        },
        {"text": "I’m sorry", "why": "An apology gives nothing back."},
        {"text": "**luck**", "why": "A kind word."},
    ],
}


@pytest.fixture(scope="module")
def asked() -> Scenario:
    return scenario(items=[SPOT])


@pytest.fixture(scope="module")
def course(asked: Scenario) -> Course:
    module = Module(id="door", letter="A", title="At the door", scenarios=(asked,))
    return Course(id="inn", title="The inn", language="en", modules=(module,))


def _item(one: Scenario) -> SpotItem:
    item: Item = of_scenario(one)[1]
    assert isinstance(item, SpotItem)
    return item


def test_a_reply_is_cut_at_its_phrases() -> None:
    assert parted("One two\nthree.\n\nFour five", ["two three.", "Four"]) == [
        [Part("One "), Part("two three.", 0)],
        [Part("Four", 1), Part(" five")],
    ]


def test_phrases_are_in_the_reply_where_they_were_written(asked: Scenario) -> None:
    item = _item(asked)
    shown = [
        [part if isinstance(part, str) else part.text for part in paragraph]
        for paragraph in item.paragraphs
    ]
    assert shown == [
        ["I’m sorry", " about that. ", "You’d have to ring the courier yourself."],
        ["Good ", "**luck**", "!"],
    ]
    assert [phrase.right for phrase in item.in_order] == [False, True, False]
    assert {phrase.id for phrase in item.in_order} == set(item.entry_ids)


def test_guessing_brings_what_ticking_at_random_does(asked: Scenario) -> None:
    # Of seven ways to mark at least one of three, only the right one alone brings its point.
    assert _item(asked).chance == pytest.approx(1 / 7)


def test_other_programs_see_the_reply_before_the_phrases(course: Course) -> None:
    (asked,) = (one for one in questions(course, course.scenarios) if "hands" in one.key)
    assert isinstance(asked.form, Choices)
    assert asked.form.several
    assert "<blockquote><p>I’m sorry about that. You’d have to ring the courier" in asked.prompt
    assert "<p>Good <strong>luck</strong>!</p></blockquote>" in asked.prompt
    for form in FORMATS.values():
        assert form.fits(asked)
    _, front, back, *_ = contents(course, asked)
    assert "I’m sorry about that." in front
    assert "does the work now" in back
    assert "does the work now" not in front


def test_a_report_names_the_phrases_that_were_marked(course: Course) -> None:
    told = script({"a": [one for one in pool.of_course(course) if one.item.type == "spot"]})
    assert '"type":"choice","weight":1,"asks":"Mark the words that hand the problem back."' in told
    assert "You’d have to ring the courier yourself." in told


def test_what_comes_back_unchanged_changes_nothing(course: Course) -> None:
    (before,) = exported(course).values()
    items: Any = before["items"]
    (back,) = items
    assert back["type"] == "spot"
    assert [one["text"] for one in back["phrases"]] == [one["text"] for one in SPOT["phrases"]]
    assert changed({"items": [SPOT]}, before, before) == {}


def test_what_was_edited_elsewhere_comes_back() -> None:
    shape = Choices((), several=True)
    quoted = "Which?\n\n> Ask the courier. Sorry.\n>\n> Bye."
    choices = _item(scenario(items=[SPOT])).choices
    assert fields_of("Which?", Choices(choices, several=True))["type"] == "multiple"
    assert fields_of(quoted, Choices(choices, several=True))["type"] == "multiple"
    fields = fields_of(quoted, shape)
    assert (fields["question"], fields["reply"]) == ("Which?", "Ask the courier. Sorry.\n\nBye.")
