"""Cards to write on and to carry: commitments, and the coaching questions."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.faces import Card, Deck, Face, Title
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Listing, Room
from answerable.handouts.typeset.prose import Setter
from answerable.handouts.typeset.texts import COURSE_FILE
from answerable.handouts.typeset.words import Words
from answerable.model import Course, Scenario


def commitment_cards(
    course: Course, scenarios: Sequence[Scenario], site: Published, style: Style
) -> Deck:
    """A card on which a person writes down what they will do; print one per person."""
    words = Words.of(course)
    few, many = (2, 4) if style.air == 1 else (1, 1)
    front = Face(
        "front",
        (
            Title(words("My commitment")),
            Room(words("What I will do"), many),
            Room(words("With whom"), few),
            Room(words("By when"), 1),
        ),
    )
    back = Face(
        "back",
        (
            Title(words("How did it go?")),
            Room(words("What happened"), many),
            Room(words("What I do next"), many),
        ),
    )
    card = Card(words("Commitment").plain, COURSE_FILE, course.brand.colours.hue(0), (front, back))
    return Deck(words("%(course)s: commitment cards", course=course.title).plain, (card,))


def coaching_cards(
    course: Course, scenarios: Sequence[Scenario], site: Published, style: Style
) -> Deck:
    """The coaching questions of the course, on cards that a leader can carry."""
    words = Words.of(course)
    hearing = course.document("coaching-card")
    questions = Listing(passages.coaching(course), "number")
    front = Face("front", (Title(words("Coaching questions")), questions))
    back = Face(
        "back",
        (
            Title(words(hearing.title)),
            *(one for one in Setter(words).blocks(hearing) if isinstance(one, Listing)),
        ),
    )
    card = Card(words("Coaching").plain, COURSE_FILE, course.brand.colours.hue(2), (front, back))
    return Deck(words("%(course)s: coaching card", course=course.title).plain, (card,))
