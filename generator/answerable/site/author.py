"""The author's page: how balanced the course is, and which scenarios are due for review.

It is part of a preview, or of a site that only authors see. It is in English, like everything that
authors read.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from answerable.authoring.overview import cards, overview, upkeep
from answerable.authoring.translate.parts import TranslationState, TranslationStatus
from answerable.diagnostics import Diagnostic
from answerable.i18n import language_name
from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.sitemap import AUTHOR

_STATES: dict[TranslationState, str] = {
    "outdated": "Outdated, since the original has changed",
    "unconfirmed": "Does not say which text it was made from",
    "incomplete": "Still has most of the original’s texts",
    "missing": "Not translated yet",
}
"""The states of a translation that need work, the most urgent first."""

SOON = 60
"""How many days before its review date a scenario is listed as due."""


def author_page(
    site: Site,
    findings: Sequence[Diagnostic],
    decks: Sequence[cards.DeckReport],
    statuses: Sequence[TranslationStatus],
    today: datetime.date,
) -> Page:
    """The author's page of a course.

    `findings` are the warnings and notes from checking it, `decks` how its cards come out on each
    paper, `statuses` the translation status of each language but the original.
    """
    course = site.course
    right, wrong = overview.words_of_replies(course)
    return site.make(
        AUTHOR,
        title=AUTHOR.title,
        description="How this course is balanced, and what is due.",
        outline=(
            Heading("findings", "What the check says"),
            Heading("due", "To be read again"),
            Heading("objectives", "Objectives"),
            Heading("spread", "How the scenarios are spread"),
            *([Heading("languages", "Languages")] if statuses else ()),
            Heading("cards", "Cards"),
            Heading("items", "Items"),
            Heading("tells", "What gives the answer away"),
        ),
        due=upkeep.by_owner(upkeep.due(course, today, SOON)),
        undated=upkeep.undated(course),
        in_words=upkeep.in_words,
        soon=SOON,
        aims=overview.aims(course),
        spreads=overview.spreads(course),
        kinds=overview.kinds(course),
        cues=overview.cues(course),
        words_right=right,
        words_wrong=wrong,
        findings=findings,
        by_id={scenario.id: scenario for scenario in course.scenarios},
        languages=[(language_name(one.language), one) for one in statuses],
        states=_STATES,
        decks=[(deck, cards.sizes(course, deck.outcomes)) for deck in decks],
    )
