"""The two cards that lie on top of a deck: what it is, and how to use it."""

from __future__ import annotations

from answerable import identity
from answerable.cards.decks.common import categories
from answerable.cards.faces import Card, Face, Legend, Prose, Title
from answerable.model import Course
from answerable.printing.blocks import Listing
from answerable.printing.texts import COURSE_FILE, authored, line
from answerable.printing.words import Words


def cover_cards(course: Course) -> tuple[Card, Card]:
    """A title card with the modules on its back, and a card of instructions."""
    words = Words(course.language)
    about = course.description or course.title
    title = Face(
        "front",
        (
            Title(line(course.title, COURSE_FILE, "title")),
            Prose(authored(about, COURSE_FILE, "description"), "situation"),
        ),
    )
    modules = Face(
        "back",
        (Title(words("Modules")), Legend(tuple(categories(course).values()))),
    )
    play = Face(
        "front",
        (
            Title(words("How to use these cards")),
            Listing(
                (
                    words("One person reads the front aloud. Nobody turns the card yet."),
                    words("All say, in their own words, what they would answer."),
                    words("Turn the card. What does each reply leave the customer with?"),
                    words("Agree on the first solution that would work at your place."),
                    words("Say the lesson in one sentence of your own."),
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
                    words("In pairs: one is the customer, one answers. Then change places."),
                    words("Against excuses: find the grain of truth in the poor reply first."),
                    words("One a day: a card at the start of the shift, five minutes, no more."),
                ),
                "dash",
            ),
        ),
    )
    hue = identity.hue(0)
    return (
        Card(words("Title").plain, COURSE_FILE, hue, (title, modules)),
        Card(words("Instructions").plain, COURSE_FILE, hue, (play, more)),
    )
