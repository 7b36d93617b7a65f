"""How the cards of a course will come out, reckoned without a typesetter: in no time, and nearly
always as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.cards.decks.common import NOWHERE, Published
from answerable.cards.decks.scenarios import scenario_cards
from answerable.cards.estimate import Estimate
from answerable.cards.fit import room_of
from answerable.cards.options import CardOptions, plan
from answerable.model import Course
from answerable.printing.fonts import SHIPPED_FONTS, Fonts
from answerable.printing.outcome import Outcome
from answerable.printing.papers import Paper


def forecast(
    course: Course, paper: Paper, *, published: Published = NOWHERE, fonts: Fonts = SHIPPED_FONTS
) -> tuple[Outcome, ...]:
    """How each side of the scenario cards on a paper will probably come out.

    Heights are reckoned. That a word is wider than its card shows only when it is set.
    """
    style = plan(CardOptions(paper=paper)).style
    estimate = Estimate(style, fonts)

    def outcomes() -> Iterator[Outcome]:
        for card in scenario_cards(course, course.scenarios, published, style).cards:
            for face in card.faces:
                width, room = room_of(face, style)
                step, shorter, fits = estimate.step(face, room, width)
                scale = style.steps[step]
                yield Outcome(card.code, face.name, style.base * scale, scale, shorter, fits)

    return tuple(outcomes())
