"""Words of the whole course are found in a text, and the text stays what it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.build.studio.terms import TermPassage, passages


def test_whole_words_are_found_in_any_case_and_the_longest_first() -> None:
    terms = {"Phone": "Telefon", "Phone call": "Anruf", "Chat": ""}
    assert list(passages("A phone call, phones, chat: Phone", terms)) == [
        TermPassage("A "),
        TermPassage("phone call", "Anruf"),
        TermPassage(", phones, chat: "),
        TermPassage("Phone", "Telefon"),
    ]


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text(max_size=3)))
def test_the_passages_are_the_text(text: str, terms: dict[str, str]) -> None:
    assert "".join(one.text for one in passages(text, terms)) == text
    assert "".join(one.text for one in passages(text, {text: "x"})) == text
