"""Course -> cards: numbers, addresses, colours, and which characters the font has."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable
from typing import get_args

import pytest

from answerable.handouts.cards.faces import Band, texts
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, TYPEFACES
from answerable.handouts.typeset.texts import printable, unbroken
from answerable.model import CardTexts, Course
from answerable.model.colours import OURS
from answerable.model.course_file import Typeface
from answerable.model.identity import PATTERNS
from tests.support.printed import plain_deck


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lighter(colour: str, share: float) -> str:
    """The colour mixed with white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(c + (255 - c) * share):02x}" for c in parts)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("hue", OURS.hues)
def test_text_can_be_read_on_and_in_the_colour_of_a_module(hue: str) -> None:
    assert contrast("#ffffff", hue) >= 4.5
    assert contrast(lighter(hue, 0.88), hue) >= 4.5


def test_modules_share_neither_colour_nor_pattern_with_their_neighbours() -> None:
    assert len(set(OURS.hues)) == len(OURS.hues)
    assert len(set(PATTERNS)) == len(PATTERNS) >= 8
    assert math.gcd(len(OURS.hues), len(PATTERNS)) == 1


def bands(course: Course) -> list[Band]:
    found = [card.faces[0].blocks[0] for card in plain_deck(course).cards]
    return [band for band in found if isinstance(band, Band)]


def test_cards_are_numbered_through_the_course_and_marked_by_module(course: Course) -> None:
    total = len(course.scenarios)
    assert [band.count for band in bands(course)] == [f"{n}/{total}" for n in range(1, total + 1)]
    assert [band.code for band in bands(course)] == [scenario.code for scenario in course.scenarios]
    looks = {(band.category.hue, band.category.pattern) for band in bands(course)}
    assert len(looks) == len(course.modules)


def urls(course: Course, base_url: str | None) -> list[str | None]:
    questions = [card.faces[0].question for card in plain_deck(course, base_url).cards]
    return [question.url if question else None for question in questions]


@pytest.mark.parametrize(
    "base_url", ["https://learn.example.org/x", "https://learn.example.org/x/"]
)
def test_the_address_of_a_card_is_its_page(course: Course, base_url: str) -> None:
    assert urls(course, base_url) == [
        f"https://learn.example.org/x/scenarios/{scenario.id}/" for scenario in course.scenarios
    ]


def test_without_a_site_no_card_has_an_address(course: Course) -> None:
    assert set(urls(course, None)) == {None}


def test_only_what_an_author_wrote_shorter_is_shorter(changed: Callable[..., Course]) -> None:
    course = changed(card=CardTexts(situation="Brief.", lesson="Keep it."))
    front, back = plain_deck(course).cards[0].faces
    assert front.shorter is not None
    assert back.shorter is not None
    assert "Brief." in [text.plain for text in texts(plain_deck(course))]
    assert len(front.shorter) == len(front.blocks)
    assert len(back.shorter) == len(back.blocks)
    assert back.blocks[2] == back.shorter[2]  # nobody wrote a shorter reply
    assert plain_deck(course).cards[1].faces[0].shorter is None


@pytest.mark.parametrize(
    "text",
    [
        "naïve café Ærø Łódź",
        "e\u0301 u\u0308",
        "co\u00adoperate",
        "a\u200bb",
        "a\u202fb",
        "x\u2011y",
    ],
)
def test_accents_and_invisible_characters_are_no_problem(text: str) -> None:
    assert all(map(SHIPPED_FONTS.draw, printable(text)))


def test_pieces_are_what_a_line_cannot_break() -> None:
    def paragraph(text: str) -> list[dict[str, object]]:
        return [{"t": "p", "c": [{"t": "text", "v": text}]}]

    assert list(unbroken(paragraph("ab cd-ef gh\u00adij 12-34"))) == [
        (piece, 0) for piece in ("ab", "cd-", "ef", "gh-", "ij", "12-34")
    ]
    assert list(unbroken(paragraph("ten\u00a0euros"))) == [("ten\u00a0euros", 0)]
    joined = [
        {"t": "p", "c": [{"t": "text", "v": "un"}, {"t": "em", "c": [{"t": "code", "v": "do"}]}]}
    ]
    assert list(unbroken(joined)) == [("undo", 0)]
    nested = [{"t": "ul", "c": [{"t": "li", "c": paragraph("deep")}]}]
    assert list(unbroken(nested)) == [("deep", 1)]


def test_the_fonts_are_the_files_that_their_readme_lists() -> None:
    text = (TYPEFACES / "README.md").read_text()
    listed = dict(re.findall(r"\| `(.+?/.+?)` \| `([0-9a-f]{64})` \|", text))
    actual = {
        file.relative_to(TYPEFACES).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in TYPEFACES.glob("*/*")
    }
    assert actual == listed
    assert sum(name.endswith(".ttf") for name in actual) == 4 * len(get_args(Typeface))
