"""Texts in portions: nothing is lost, nothing is empty, and no portion is too long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.handouts.slides.flow import lines, portions
from answerable.model import markup
from answerable.model.markup import Node

SENTENCE = "The parcel is late, and the customer waits at home. "
FIELDS = st.lists(
    st.sampled_from(
        [
            SENTENCE * 4,
            "“Where is it?” she asks.  \nNobody answers.",
            "- one\n- two, " + "and more " * 40 + "\n- three",
            "7. seven\n8. eight\n\n   - nested " + SENTENCE * 3,
            "> quoted " + SENTENCE * 5,
            "```\ncode of one line\n" + "x" * 300 + "\n```",
            "Donaudampfschifffahrt" * 20,
            "*all of it " + SENTENCE * 3 + "**and this**, too*",
            "荷物がまだ届きません。お客様は家で待っています。" * 8,
            "---",
            "# A heading",
            "e\u0301" * 90,
        ]
    )
    | st.text(max_size=300),
    min_size=1,
    max_size=8,
).map("\n\n".join)


def _letters(tree: list[Node]) -> str:
    """Everything that is read, without spaces: those at a cut are gone in HTML, too."""
    found = [node["v"] if "v" in node else _letters(node.get("c", [])) for node in tree]
    return re.sub(r"\s", "", "".join(found))


@given(FIELDS, st.floats(2, 14), st.sampled_from([20, 60]))
def test_portions_are_the_text(text: str, room: float, columns: int) -> None:
    tree = markup.nodes(text)
    found = portions(tree, room, columns)
    assert "".join(map(_letters, found)) == _letters(tree)
    assert all(map(_letters, found)) or "---" in text or not _letters(tree)


@given(FIELDS, st.floats(3, 14))
def test_no_portion_is_longer_than_its_room(text: str, room: float) -> None:
    # Lists within lists take columns from one another, so that a cut may be a line too late.
    assert all(lines(part) <= room + 1 for part in portions(markup.nodes(text), room))


@given(FIELDS, st.floats(3, 14))
def test_what_fits_stays_whole(text: str, room: float) -> None:
    tree = markup.nodes(text)
    if tree and lines(tree) <= room:
        assert portions(tree, room) == [tree]


def test_cuts_come_after_a_sentence() -> None:
    found = portions(markup.nodes(SENTENCE * 30), 10)
    assert len(found) > 2
    assert all(_letters(part).endswith("home.") for part in found)
    sizes = [lines(part) for part in found]
    assert max(sizes) - min(sizes) <= 2, "one is much longer than the others"


def test_numbers_of_a_list_go_on() -> None:
    text = "\n".join(f"{n}. {SENTENCE * 3}" for n in range(1, 9))
    starts = [part[0]["start"] for part in portions(markup.nodes(text), 9)]
    assert starts == sorted(set(starts))
    assert starts[0] == 1
    assert starts[1] > 1


@pytest.mark.parametrize("text", ["", "[x]: https://example.com"])
def test_nothing_makes_no_portion(text: str) -> None:
    assert portions(markup.nodes(text), 5) == []
