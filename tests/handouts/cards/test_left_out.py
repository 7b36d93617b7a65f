"""Texts that fit on no card: what else is printed, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2
import pytest

from answerable.diagnostics import Severity
from answerable.handouts.cards.decks.common import NOWHERE, Published
from answerable.handouts.cards.forecast import overfull
from answerable.handouts.cards.make import PrintedDeck, make_deck, make_picture
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.typeset.fonts import SHIPPED_FONTS
from answerable.handouts.typeset.texts import keys_of
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import Course, Reply, ScenarioFile, Solution

SITE = Published("https://inn.example/course/")
LONG = "She waits for your reply and says nothing at all. " * 60
STEPS = tuple(Solution(do=f"Do what has the number {n}, and say when.") for n in range(90))


def made(course: Course, *, published: Published = SITE) -> PrintedDeck:
    return make_deck(
        "scenarios",
        course,
        course.scenarios,
        plan(CardOptions()),
        published=published,
        leaving_out=True,
    )


def words(made: PrintedDeck) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]
    text = " ".join(pages).replace("\u200b", "").replace("\ufffe", "-")  # a hyphen at a line end
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("change", "side", "field", "keys"),
    [
        ({"situation": LONG}, "front", "situation", ("situation",)),
        ({"accountable": Reply(reply=LONG)}, "back", "accountable", ("accountable",)),
        ({"solutions": STEPS}, "back", "solutions", ("solutions",)),
        ({"lesson": LONG}, "back", "lesson", ("lesson",)),
    ],
)
def test_the_card_says_where_to_read_it_and_all_else_is_printed(
    changed: Callable[..., Course],
    change: dict[str, Any],
    side: str,
    field: str,
    keys: Sequence[str],
) -> None:
    course = changed(**change)
    deck = made(course)
    [finding] = deck.left_out
    assert (finding.code, finding.severity) == ("AN401", Severity.WARNING)
    assert f"Card A1, {side}: the text does not fit." in finding.message
    assert finding.message.endswith(f"The card says where to read `{field}` instead.")
    assert finding.location.keys == keys
    shown = words(deck)
    address = SITE.scenario(course.scenarios[0].id)
    assert address
    note = f"Too long for this card. Read it here: {address.removeprefix('https://')}"
    assert note.replace(" ", "") in shown.replace(" ", "")
    assert "says nothing at all. She waits" not in shown
    for scenario in course.scenarios:
        assert scenario.title in shown
    assert [face.fits for face in deck.faces if face.code == "A1"] == [
        side != "front",
        side != "back",
    ]
    assert "Too long for this card." in deck.html


def test_without_an_address_it_names_the_file(changed: Callable[..., Course]) -> None:
    course = changed(situation=LONG)
    shown = words(made(course, published=NOWHERE)).replace(" ", "")
    assert f"Itisinthefile{course.scenarios[0].path}".replace(" ", "") in shown


def test_several_texts_of_a_side_may_be_too_long(changed: Callable[..., Course]) -> None:
    course = changed(accountable=Reply(reply=LONG), lesson=LONG * 2)
    [finding] = made(course).left_out
    assert finding.message.endswith("The card says where to read `lesson`, `accountable` instead.")


def test_titles_of_one_endless_word_are_shortened(changed: Callable[..., Course]) -> None:
    course = changed(title="W" * 200, channel="W" * 200)
    [module, *others] = course.modules
    module = module.model_copy(update={"title": "M" * 200})
    course = course.model_copy(update={"modules": (module, *others)})
    deck = made(course)
    assert deck.left_out
    for finding in deck.left_out:
        assert "The card ends its titles with “…”" in finding.message
    shown = words(deck).replace(" ", "").replace("-", "")
    assert re.search("A1W{40,60}…1/3", shown)
    assert course.scenarios[0].situation[:20].replace(" ", "") in shown
    assert make_picture(course, published=SITE).svg.startswith(b"<svg")


def test_a_picture_shows_what_fits(changed: Callable[..., Course]) -> None:
    assert make_picture(changed(situation=LONG)).svg.startswith(b"<svg")


def test_who_asks_for_cards_alone_gets_an_error(changed: Callable[..., Course]) -> None:
    course = changed(situation=LONG)
    with pytest.raises(PrintError):
        make_deck("scenarios", course, course.scenarios, plan(CardOptions()))


def test_names_of_fields_lead_to_their_places() -> None:
    assert keys_of("other_replies` number 2 `why") == ("other_replies", 1, "why")
    assert keys_of("card` › `situation") == ("card", "situation")
    assert keys_of("channel` and `department") == ("channel",)


def test_check_reckons_with_the_codes_that_stand_for_signs() -> None:
    values = {
        "title": "The parcel",
        "not_accountable": {"reply": "No."},
        "accountable": {"reply": "Yes."},
        "solutions": ["Call her."],
        "lesson": "Own it.",
    }
    emoji, letters = (
        ScenarioFile.model_validate({**values, "situation": sign * 400}) for sign in "🎉é"
    )
    [found, *_] = overfull(emoji, "en", SHIPPED_FONTS)
    assert (found.what, found.field) == ("The front of the card", "situation")
    assert not list(overfull(letters, "en", SHIPPED_FONTS))
