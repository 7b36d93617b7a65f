"""Versions of a file: nothing that only one side has changed is lost, and what changed is shown."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from answerable.build.studio.differences import differences, words
from answerable.build.studio.merging import merge

texts = st.sampled_from(["a", "b", "one two", "one three"])
values = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("xyz"), inner, min_size=1)
    ),
    max_leaves=6,
)
files = st.dictionaries(st.sampled_from(["title", "situation", "items"]), values)


@given(files, files)
def test_what_one_side_alone_has_changed_holds(base: Any, changed: Any) -> None:
    assert merge(base, changed, base).fields == changed
    assert merge(base, base, changed).fields == changed
    assert merge(base, changed, changed).fields == changed
    assert merge(base, changed, base).clashes == ()


@given(files, files, files)
def test_all_is_decided_once_each_clash_is(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(base, mine, theirs)
    for name in {*base, *mine, *theirs}:
        sides = (mine.get(name), theirs.get(name), base.get(name))
        if sides[1] == sides[2]:
            assert merged.fields.get(name) == sides[0]
        if sides[0] == sides[2]:
            assert merged.fields.get(name) == sides[1]
    everything = merge(base, mine, theirs, [one.keys for one in merged.clashes])
    if all(len(one.keys) == 1 for one in merged.clashes):
        untouched = {
            name
            for name in {*base, *mine, *theirs}
            if base.get(name) == theirs.get(name) != mine.get(name)
        }
        for name in {*base, *theirs} - untouched:
            if not isinstance(theirs.get(name), dict | list):
                assert everything.fields.get(name) == theirs.get(name)


def test_fields_of_groups_and_entries_of_lists_are_merged() -> None:
    base: Any = {"accountable": {"reply": "Yes", "why": "So"}, "solutions": ["One", "Two"]}
    mine: Any = {"accountable": {"reply": "Yes!", "why": "So"}, "solutions": ["One", "2"]}
    theirs: Any = {"accountable": {"reply": "Yes", "why": "Thus"}, "solutions": ["1", "Two"]}
    merged = merge(base, mine, theirs)
    assert merged.clashes == ()
    assert merged.fields == {
        "accountable": {"reply": "Yes!", "why": "Thus"},
        "solutions": ["1", "2"],
    }


def test_a_list_in_another_order_is_merged_as_a_whole() -> None:
    clash = merge({"s": ["A", "B"]}, {"s": ["B", "A"]}, {"s": ["A!", "B"]})
    assert [one.keys for one in clash.clashes] == [("s",)]


def test_a_clash_is_named_by_its_field() -> None:
    clash = merge({"title": "A"}, {"title": "B"}, {"title": "C"})
    assert [(one.keys, one.mine, one.theirs) for one in clash.clashes] == [(("title",), "B", "C")]
    assert clash.fields == {"title": "B"}
    assert merge({"title": "A"}, {"title": "B"}, {"title": "C"}, [("title",)]).fields == {
        "title": "C"
    }


@given(st.text("ab .\n", max_size=20), st.text("ab .\n", max_size=20))
def test_the_words_of_both_versions_are_there(before: str, after: str) -> None:
    parts = words(before, after)
    assert "".join(one.text for one in parts if one.change != "new") == before
    assert "".join(one.text for one in parts if one.change != "gone") == after


@given(files, files)
def test_there_is_a_difference_wherever_versions_differ(before: Any, after: Any) -> None:
    found = list(differences(before, after))
    assert bool(found) == (before != after)


def test_differences_are_read_by_field() -> None:
    before: Any = {"title": "A parcel", "solutions": ["Call", "Wait"]}
    after: Any = {"title": "A letter", "solutions": ["Ask", "Call", "Wait"]}
    found = [
        (one.keys, [(part.change, part.text) for part in one.parts])
        for one in differences(before, after)
    ]
    assert found == [
        (("title",), [("same", "A "), ("gone", "parcel"), ("new", "letter")]),
        (("solutions", 0), [("new", "Ask")]),
    ]
