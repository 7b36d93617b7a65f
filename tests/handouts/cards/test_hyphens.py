"""Typst looks for places to hyphenate only where it might use one: nothing comes out otherwise."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from unittest import mock

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.diagnostics import Diagnostic
from answerable.handouts.cards.estimate import HYPHEN, Estimate, looseness
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.cards.render import Printed
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import Course, Reply
from tests.support.printed import plain_deck, set_deck

WORDS = (
    *("a", "is", "the", "you", "that", "call", "today", "answer", "promise", "customer"),
    *("complaint", "explanation", "organisation", "responsibility", "telecommunications"),
)


def printed(course: Course, card: str) -> Printed | tuple[Diagnostic, ...]:
    """The cards, or what is too long for them."""
    try:
        return set_deck(plain_deck(course, card=card), course, plan(CardOptions(card=card)))
    except PrintError as error:
        return error.diagnostics


def looking_everywhere(course: Course, card: str) -> Printed | tuple[Diagnostic, ...]:
    """The same, with hyphenation allowed in all texts."""
    with (
        tempfile.TemporaryDirectory() as nothing_kept,
        mock.patch.dict(os.environ, XDG_CACHE_HOME=nothing_kept),
        mock.patch.object(Estimate, "may_hyphenate", return_value=True),
    ):
        return printed(course, card)


@settings(max_examples=10)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=70), min_size=4),
    card=st.sampled_from(["95x138", "poker"]),
)
def test_every_line_ends_where_it_would_have_ended(
    changed: Callable[..., Course], texts: list[list[str]], card: str
) -> None:
    situation, poor, good, lesson = (" ".join(words) for words in texts[:4])
    course = changed(
        situation=situation,
        not_accountable=Reply(reply=poor),
        accountable=Reply(reply=good),
        lesson=lesson,
        card=None,
    )
    assert printed(course, card) == looking_everywhere(course, card)


def test_long_words_are_still_hyphenated(changed: Callable[..., Course]) -> None:
    text = "Die Verantwortungsbereitschaft der Kundenzufriedenheitsbeauftragten wächst. " * 3
    course = changed(situation=text).model_copy(update={"language": "de"})
    cards = printed(course, "poker")
    assert isinstance(cards, Printed)
    shown = pypdfium2.PdfDocument(cards.pdf)[0].get_textpage().get_text_range()
    assert "\ufffe" in shown  # as pdfium writes a hyphen at the end of a line
    assert cards == looking_everywhere(course, "poker")


@pytest.mark.parametrize(
    ("run", "may"),
    [
        ("aaa bbb ccc", False),  # one line
        ("aaaaa bbbbbb cc ddd eeeee f g h i", False),  # full lines
        ("aaaaaa bbbbbbbbb c d e f", True),  # half of a line is empty
        ("aaaaaaaaaaaaaa", True),  # longer than a line
        ("aaaaa bbbbbb ccc", True),  # a single word is left
    ],
)
def test_words_are_broken_only_if_lines_would_be_loose(run: str, may: bool) -> None:
    cost = looseness(run, 12.2, lambda text: float(len(text)))
    assert (cost > HYPHEN) is may
