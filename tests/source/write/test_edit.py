"""Changed fields: what is changed, and that nothing else is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import CourseFile, ScenarioFile
from answerable.source.read.positions import Value
from answerable.source.read.source import parse
from answerable.source.write.edit import with_fields
from answerable.source.write.emit import to_lines

from .test_tidy import FILE, VALUE

TEXT = """\
# yaml-language-server: $schema=../scenario.schema.json

title:   'The lost key'   # as guests call it

# What the porter told us.
situation: >
  A guest stands
  in the rain.
accountable:
  # In person.
  reply: "I am on my way."
  why:   She knows.   # says Ana
tags: [ keys,   rain ]
# Nobody else has it.
owner: Ana
"""


def edited(text: str, **fields: Value) -> str | None:
    return with_fields(parse(text, "a.yml"), text, fields, ScenarioFile)


def test_one_text() -> None:
    assert edited(TEXT, title="The key") == TEXT.replace("  'The lost key'   #", "The key #")


def test_a_group_keeps_its_comments() -> None:
    new: Value = {"reply": "I am on my way: now.", "why": "She knows."}
    assert edited(TEXT, accountable=new) == TEXT.replace(
        '"I am on my way."', '"I am on my way: now."'
    ).replace("  She knows.   #", "She knows. #")


def test_a_new_field_stands_where_the_model_has_it() -> None:
    assert edited(TEXT, lesson="Bring it.", summary="Rain.") == TEXT.replace(
        "tags:", "lesson: Bring it.\ntags:"
    ).replace("guests call it\n", "guests call it\nsummary: Rain.\n")


def test_a_field_that_goes_leaves_its_comments() -> None:
    assert edited(TEXT, accountable=None) == TEXT.replace(
        TEXT[TEXT.index("accountable:") : TEXT.index("tags:")],
        "# In person.\n# says Ana\n",
    )


def test_a_first_field() -> None:
    assert edited("tags:\n  - a\n", title="One") == "title: One\ntags:\n  - a\n"


MODULES = """\
modules:
  # For everybody.
  - folder: first
    title: First # of all
    scenarios:
      - one # easy
      # Nobody likes it.
      - two

  - folder: second
    title: Second
    scenarios:
      - three
"""

SWAPPED = """\
modules:
  - folder: second
    title: Second
    scenarios:
      - three

  # For everybody.
  - folder: first
    title: First # of all
    scenarios:
      # Nobody likes it.
      - two
      - new
      - one # easy
"""


def test_comments_follow_the_entries_of_a_list_to_their_new_places() -> None:
    first: Value = {"folder": "first", "title": "First", "scenarios": ["two", "new", "one"]}
    second: Value = {"folder": "second", "title": "Second", "scenarios": ["three"]}
    source = parse(MODULES, "course.yml")
    assert with_fields(source, MODULES, {"modules": [second, first]}, CourseFile) == SWAPPED
    assert with_fields(
        parse(SWAPPED, "course.yml"), SWAPPED, {"modules": [second]}, CourseFile
    ) == (
        "# For everybody.\n# Nobody likes it.\n# of all\n# easy\n" + SWAPPED.split("\n\n")[0] + "\n"
    )


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_mark_stay(line_break: str, mark: str) -> None:
    text = mark + TEXT.replace("\n", line_break)
    changed = edited(text, owner="Ben")
    assert changed == text.replace("owner: Ana", "owner: Ben")


@pytest.mark.parametrize("text", ["{title: One, owner: Ana}\n", "title: &t One\nowner: *t\n"])
def test_what_cannot_be_told_apart_is_left_to_the_author(text: str) -> None:
    assert edited(text, title="Two") is None


@given(FILE, st.dictionaries(st.sampled_from([*ScenarioFile.model_fields, "x"]), VALUE, max_size=3))
def test_what_is_written_is_read(old: dict[str, Any], new: dict[str, Any]) -> None:
    text = "\n".join(to_lines(old)) + "\n"
    changed = with_fields(parse(text, "a.yml"), text, new, ScenarioFile)
    gone = {key for key, value in new.items() if value is None}
    expected = {key: value for key, value in {**old, **new}.items() if key not in gone}
    if expected:
        assert changed is not None
        assert parse(changed, "a.yml").value == expected
    else:
        assert changed is None
