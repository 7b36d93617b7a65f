"""The cover cards of a deck: what it is, and how to use it."""

from __future__ import annotations

import math
from dataclasses import replace

from answerable.handouts.cards.decks.common import categories
from answerable.handouts.cards.estimate import Estimate
from answerable.handouts.cards.faces import Card, Face, Legend, Passage, Title
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset.blocks import Listing
from answerable.handouts.typeset.brought import typeface_of
from answerable.handouts.typeset.fonts import Fonts
from answerable.handouts.typeset.pictures import emblem
from answerable.handouts.typeset.texts import COURSE_FILE, authored, line
from answerable.handouts.typeset.words import Words
from answerable.model import Course

_LOGO = 12.0
"""The least height of a logo in mm."""


def cover_cards(course: Course, style: Style) -> tuple[Card, ...]:
    """A title card with the modules on its back, more cards if they don't fit there, and a card of
    instructions.
    """
    words = Words.of(course)
    about = course.description or course.title
    title = Face(
        "front",
        (
            *emblem(course, max(style.picture / 2, _LOGO)),
            Title(line(course.title, COURSE_FILE, "title")),
            Passage(authored(about, COURSE_FILE, "description"), "situation"),
        ),
    )
    back, *further = _modules(course, words, style)
    play = Face(
        "front",
        (
            Title(words("How to use these cards")),
            Listing(
                (
                    words("One person reads the front aloud. Nobody turns the card yet."),
                    words("Everybody says, in their own words, what they would answer."),
                    words("Turn the card over. What does each reply leave %(the_person)s with?"),
                    words("Agree on the first solution that would work where you are."),
                    words("Say %(the_lesson)s in one sentence of your own."),
                ),
                "number",
            ),
        ),
    )
    more = Face(
        "back",
        (
            Title(words("Three more ways")),
            Listing(
                (
                    words("In pairs: one is %(the_person)s, one answers. Then swap."),
                    words("Against %(excuses)s: find the grain of truth in the poor reply first."),
                    words("One a day: one card, five minutes, no more."),
                ),
                "dash",
            ),
        ),
    )
    hue = course.brand.colours.hue(0)
    if len(further) % 2:  # each card has two sides
        further.append(Face("back", title.blocks[:1]))
    more_modules = zip(further[::2], further[1::2], strict=True)
    return (
        Card(words("Title").plain, COURSE_FILE, hue, (title, back)),
        *(
            Card(words("Modules").plain, COURSE_FILE, hue, (replace(front, name="front"), behind))
            for front, behind in more_modules
        ),
        Card(words("Instructions").plain, COURSE_FILE, hue, (play, more)),
    )


def _modules(course: Course, words: Words, style: Style) -> list[Face]:
    """The legend of modules, on as many faces as it needs in medium-sized type."""
    legend = tuple(categories(course).values())
    estimate = Estimate(style, Fonts(typeface=typeface_of(course.brand, course.typeface)))
    middle = style.steps[len(style.steps) // 2]
    for sides in range(1, len(legend) + 1):
        size = math.ceil(len(legend) / sides)
        faces = [
            Face("back", (Title(words("Modules")), Legend(legend[first : first + size])))
            for first in range(0, len(legend), size)
        ]
        if all(estimate.height(f.blocks, style.width, middle) <= style.height for f in faces):
            break
    return faces
