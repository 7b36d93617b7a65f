"""The canonical layout: the same values and comments, and the same text at the second go."""

from __future__ import annotations

from operator import mul
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import ScenarioFile
from answerable.source.read.source import parse, read
from answerable.source.write.comments import comments_of
from answerable.source.write.emit import WIDTH, Presentation, to_lines
from answerable.source.write.folder import model_of
from answerable.source.write.tidy import tidy
from tests.support.courses import ROOT

UNTIDY = """\
# About this file.

lesson:   "Whoever hears about it brings the key."   # said by the porter
title: 'The lost key'


# Two of them:
solutions: [ "Bring the spare key.",   # the one from the drawer
  {when: No spare key can be found., do: "Call the locksmith: he is near."}]
situation: |
  A guest stands in the rain.

  - She has no umbrella.
accountable:
  # Not the first thing that came to mind.
  why: She knows that somebody is coming, and exactly when,
    which is what the rain makes her want to know most of all.
  reply: >   # in person
    I am on my way
    with a spare key.
not_accountable: The office opens at nine.
tags:
  - keys
  # - rain
  - "404"
    # - more of them
owner: "No"
# The end.
"""

TIDY = """\
# About this file.

title: The lost key
situation: |
  A guest stands in the rain.

  - She has no umbrella.
not_accountable: The office opens at nine.
accountable:
  reply: > # in person
    I am on my way with a spare key.
  # Not the first thing that came to mind.
  why: >-
    She knows that somebody is coming, and exactly when, which is what the rain makes her want
    to know most of all.

# Two of them:
solutions:
  - Bring the spare key. # the one from the drawer
  - do: "Call the locksmith: he is near."
    when: No spare key can be found.
lesson: Whoever hears about it brings the key. # said by the porter
tags:
  - keys
  # - rain
  - "404"
  # - more of them
owner: "No"
# The end.
"""


def tidied(text: str) -> str:
    result = tidy(parse(text, "a.yml"), ScenarioFile)
    assert result is not None
    return result


def test_order_breaks_quotes_and_comments() -> None:
    assert tidied(UNTIDY) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TIDY, id="tidy"),
        pytest.param("# yaml-language-server: $schema=a.json\ntitle: One\n", id="first line"),
        pytest.param("items:\n  - id: a\n    type: fill\n    question: How?\n", id="item"),
        pytest.param("title:\n# Nothing yet.\n", id="empty field"),
        pytest.param("tags: []\n", id="empty list"),
        pytest.param("nonsense: a\nmore: b\n", id="unknown fields"),
        pytest.param('title: "a: b"\nlesson: \'say "no": never\'\n', id="quotes"),
        pytest.param("tags:\n  # Above the first.\n  - a\n  # Below the last.\n", id="list"),
    ],
)
def test_what_is_tidy_stays(text: str) -> None:
    assert tidied(text) == text


def test_windows_line_ends_and_a_byte_order_mark_go() -> None:
    assert tidied("\ufeff" + TIDY.replace("\n", "\r\n")) == TIDY


def test_shared_content_is_left_alone() -> None:
    assert tidy(parse("title: &t Once\nsummary: *t\n", "a.yml"), ScenarioFile) is None


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.yml"):
        tidy(parse("title: [", "a.yml"), ScenarioFile)


SHIPPED = ROOT / "scenarios"
SCAFFOLD = ROOT / "generator" / "answerable" / "authoring" / "scaffold" / "files" / "scenarios"


@pytest.mark.parametrize(
    "path",
    sorted([*SHIPPED.rglob("*.yml"), *SCAFFOLD.rglob("*.yml")]),
    ids=lambda path: path.stem,
)
def test_the_courses_that_we_ship_are_tidy(path: Path) -> None:
    assert tidy(read(path, path.name), model_of(path)) == path.read_text(encoding="utf-8")


LETTERS = st.characters(categories=["L", "Nd"]) | st.sampled_from(
    "  \n\n:#-?!,[]{}&*|>'\"%@`~=\\\t_."
)
WORDS = st.sampled_from(["null", "true", "No", "1:30", "- a", "a: b", "a #b", "---", "..."])
TEXT = st.text(LETTERS, max_size=12) | WORDS
LONG = st.lists(TEXT, min_size=12, max_size=40).map(" ".join)
ENDLESS = st.builds(mul, st.sampled_from("-1.:~xé"), st.integers(60, 120))
KEY = WORDS | st.text("ab :#-_", min_size=1, max_size=5).map(str.strip)
VALUE = st.recursive(
    st.none() | TEXT | LONG | ENDLESS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from([*ScenarioFile.model_fields, "x"])
FILE = st.dictionaries(NAMES, VALUE, min_size=1, max_size=5)
COMMENT = st.text(LETTERS.filter(lambda letter: letter != "\n"), max_size=9).map(
    lambda text: f"# {text}".rstrip()
)


def _places(value: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value or ())
    if isinstance(value, str):
        return []
    return [
        place for key, content in inner for place in [(*keys, key), *_places(content, (*keys, key))]
    ]


@given(FILE)
def test_every_value_survives(value: dict[str, Any]) -> None:
    text = "\n".join(to_lines(value)) + "\n"
    source = parse(text, "a.yml")
    assert source.value == value, text
    assert source.diagnostics == ()


@given(st.data(), FILE)
def test_comments_survive_wherever_they_stand(data: st.DataObject, value: dict[str, Any]) -> None:
    places = st.sampled_from(_places(value))
    rows = st.lists(COMMENT | st.just(""), min_size=1, max_size=2)
    layout = Presentation(
        before=data.draw(st.dictionaries(places, rows, max_size=4)),
        beside=data.draw(st.dictionaries(places, COMMENT, max_size=4)),
        after=data.draw(st.dictionaries(places, rows, max_size=3)),
    )
    _check("\n".join(to_lines(value, layout)) + "\n")


@given(
    FILE,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.integers(2, 6),
    st.sampled_from([20, 80, 1000]),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9), COMMENT), max_size=4),
)
def test_any_way_to_write_it_becomes_the_same(
    value: dict[str, Any],
    flow: bool | None,
    style: str | None,
    indent: int,
    width: int,
    comments: list[tuple[int, int, str]],
) -> None:
    text = yaml.safe_dump(
        value,
        default_flow_style=flow,
        default_style=style,
        indent=indent,
        width=width,
        allow_unicode=True,
        sort_keys=False,
    )
    lines = text.splitlines()
    for line, column, comment in comments:
        lines.insert(line, " " * column + comment)
    _check("\n".join(lines) + "\n")


def _check(text: str) -> None:
    source = parse(text, "a.yml")
    if source.value is None or comments_of(source).shares:
        return
    once = tidy(source, ScenarioFile)
    assert once is not None, text
    again = parse(once, "a.yml")
    assert again.value == source.value
    assert [comment.text for comment in comments_of(again).found].count("") <= text.count("\n")
    assert tidy(again, ScenarioFile) == once


@pytest.mark.parametrize("style", ["'", '"', ">-\n  ", "|-\n  "])
def test_a_text_without_a_blank_is_not_folded(style: str) -> None:
    _check(f"title: {style}{'-' * 120}{style.strip() if len(style) == 1 else ''}\n")


def test_a_text_that_cannot_be_folded_is_written_line_by_line_at_once() -> None:
    """Else a second run would write it in another way than the first."""
    _check('"id":\n- >-\n  0\n   #\n')
    assert to_lines({"id": "0\n #"}, Presentation(styles={("id",): ">"})) == [
        "id: |-",
        "  0",
        "   #",
    ]


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=3, max_size=9), min_size=30))
def test_lines_are_as_long_as_they_may_be(words: list[str]) -> None:
    rows = to_lines({"lesson": " ".join(words)})
    assert all(len(row) <= WIDTH for row in rows)
    assert " ".join(row.strip() for row in rows[1:]) == " ".join(words)
