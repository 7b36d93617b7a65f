"""A deck is set in parts. Each is kept, and set again only if something on it has changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import page as pdf_validator
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.handouts.cards import render
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.make import PrintedDeck, make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import Course
from tests.support.printed import plain_deck, set_deck

BASE_URL = "https://learn.example.org/accountable/"


def test_parts_are_joined_as_if_set_at_once(
    course: Course, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]
) -> None:
    monkeypatch.setattr(render, "PART", 4)
    how = plan(CardOptions())
    deck = plain_deck(course, BASE_URL)
    calls: list[tuple[int, int]] = []
    joined = set_deck(deck, course, how, advance=lambda *at: calls.append(at)).pdf
    assert calls == [(4, 12), (8, 12), (12, 12)]
    forget()
    assert set_deck(deck, course, how).pdf == joined
    monkeypatch.setattr(render, "PART", 12)
    whole = set_deck(deck, course, how).pdf
    texts = [
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
        for pdf in (joined, whole)
    ]
    assert texts[0] == texts[1]
    profile = pdf_validator.ValidationProfile.PDF_UA_1
    report = pdf_validator.validate_pdf_bytes(joined, profile=profile)
    assert [failure.message for failure in report.failures] == []
    outlines = [
        [entry.get_title() for entry in pypdfium2.PdfDocument(pdf).get_toc()]
        for pdf in (joined, whole)
    ]
    assert outlines[0] == outlines[1]
    assert len(outlines[0]) >= len(course.scenarios)


def test_parts_without_bookmarks_are_joined_too(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "PART", 10)
    how = plan(CardOptions(card="business"))
    deck = make_deck(
        "scenarios",
        course,
        course.scenarios,
        how,
        published=Published(BASE_URL),
        leaving_out=True,
    )
    pages = pypdfium2.PdfDocument(deck.pdf)
    printed = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert all(one.title.split()[0] in printed for one in course.scenarios)


def test_every_problem_of_every_part_is_reported(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "PART", 4)
    long = "This is far too much to say on a card. " * 80
    module = course.modules[0].model_copy(
        update={
            "scenarios": tuple(
                s.model_copy(update={"situation": long}) for s in course.modules[0].scenarios
            )
        }
    )
    course = course.model_copy(update={"modules": (module, *course.modules[1:])})
    with pytest.raises(PrintError) as caught:
        set_deck(plain_deck(course), course, plan(CardOptions()))
    assert len(caught.value.diagnostics) == len(module.scenarios)


def with_scenario(course: Course, number: int, **changes: Any) -> Course:
    """The course with other texts in its scenario of that number; one without texts is gone."""
    wanted = course.scenarios[number % len(course.scenarios)].id
    modules = (
        module.model_copy(
            update={
                "scenarios": tuple(
                    one.model_copy(update=changes) if one.id == wanted else one
                    for one in module.scenarios
                    if changes or one.id != wanted
                )
            }
        )
        for module in course.modules
    )
    return course.model_copy(update={"modules": tuple(modules)})


@pytest.fixture
def compilers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Typst was started with."""
    started: list[str] = []
    compiler: Callable[..., Any] = typst.Compiler

    def start(template: str, **options: Any) -> Any:
        started.append(Path(template).name)
        return compiler(template, **options)

    monkeypatch.setattr(typst, "Compiler", start)
    return started


def test_an_edit_sets_the_part_that_shows_it(
    course: Course,
    monkeypatch: pytest.MonkeyPatch,
    forget: Callable[[], None],
    compilers: list[str],
) -> None:
    monkeypatch.setattr(render, "PART", 4)
    forget()
    how = plan(CardOptions())
    before = set_deck(plain_deck(course), course, how)
    assert len(compilers) == 3
    edited = with_scenario(course, 5, lesson="Say it today.")
    compilers.clear()
    after = set_deck(plain_deck(edited), edited, how)
    assert len(compilers) == 1
    assert [after.pdf == before.pdf, after.faces == before.faces] == [False, True]
    compilers.clear()
    assert set_deck(plain_deck(course), course, how).pdf == before.pdf
    assert not compilers


def retitled(course: Course, number: int) -> Course:
    module, *others = course.modules
    named = module.model_copy(update={"title": f"Module {number}"})
    return course.model_copy(update={"modules": (named, *others)})


def reordered(course: Course, number: int) -> Course:
    first, *others = course.modules
    at = number % len(first.scenarios)
    turned = first.model_copy(update={"scenarios": first.scenarios[at:] + first.scenarios[:at]})
    return course.model_copy(update={"modules": (turned, *others)})


EDITS: tuple[Callable[[Course, int], Course], ...] = (
    lambda course, n: with_scenario(course, n, situation=f"It has rained for {n} days."),
    lambda course, n: with_scenario(course, n, title=f"Rain of {n} days"),
    lambda course, n: with_scenario(course, n, lesson=f"Rain, {n} times. " * 90),  # too long
    lambda course, n: with_scenario(course, n, id=f"rain-{n}", path=f"rain/{n}.yml"),
    with_scenario,  # deletes it
    retitled,
    reordered,
)


@settings(max_examples=8)
@given(
    edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 11)), min_size=1, max_size=3)
)
def test_after_any_edits_a_deck_is_the_one_made_from_nothing(
    course: Course, edits: list[tuple[Callable[[Course, int], Course], int]]
) -> None:
    def deck() -> PrintedDeck:
        how = plan(CardOptions())
        site = Published(BASE_URL)
        return make_deck(
            "scenarios", edited, edited.scenarios, how, published=site, leaving_out=True
        )

    edited = course
    with mock.patch.object(render, "PART", 4):
        for edit, number in edits:
            deck()
            edited = edit(edited, number)
        kept = deck()
        with (
            tempfile.TemporaryDirectory() as nothing,
            mock.patch.dict(os.environ, XDG_CACHE_HOME=nothing),
        ):
            made = deck()
    assert kept.pdf == made.pdf
    assert kept.html == made.html
    assert kept.printed == made.printed
