"""The table of all decks, which the command line, the manual and the workshop kit read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from answerable.model import Course, Scenario

if TYPE_CHECKING:
    from answerable.handouts.cards.decks.common import Published
    from answerable.handouts.cards.faces import Deck
    from answerable.handouts.cards.style import Style


@dataclass(frozen=True, slots=True)
class DeckType:
    """One type of deck.

    `about` describes it in a few words for the help. A deck with `few_words` may be set larger than
    usual. If all cards are `alike`, a file can contain one per person. Only `linked` cards have
    links to pages of the course. The names of its files begin with `file`.
    """

    about: str
    make: Callable[[Course, Sequence[Scenario], Published, Style], Deck]
    file: str
    few_words: bool = False
    alike: bool = False
    linked: bool = False


# The makers are imported only when a deck is made: the help of every command reads this table.


def _scenarios(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.cover import cover_cards
    from answerable.handouts.cards.decks.scenarios import scenario_cards

    deck = scenario_cards(course, chosen, site, style)
    if style.content == "large" or not chosen:
        return deck
    return replace(deck, cards=(*cover_cards(course, style), *deck.cards))


def _role_play(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.role_play import role_play_cards

    return role_play_cards(course, chosen, site, style)


def _sorting(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.sorting import sorting_cards

    return sorting_cards(course, chosen, site, style)


def _matching(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.sorting import matching_cards

    return matching_cards(course, chosen, site, style)


def _commitment(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.forms import commitment_cards

    return commitment_cards(course, chosen, site, style)


def _coaching(course: Course, chosen: Sequence[Scenario], site: Published, style: Style) -> Deck:
    from answerable.handouts.cards.decks.forms import coaching_cards

    return coaching_cards(course, chosen, site, style)


DECKS: Mapping[str, DeckType] = MappingProxyType(
    {
        "scenarios": DeckType("scenarios", _scenarios, "cards", linked=True),
        "role-play": DeckType("briefs for a role play", _role_play, "role-play", few_words=True),
        "sorting": DeckType("replies to sort", _sorting, "sorting", few_words=True),
        "matching": DeckType("excuses and lessons to match", _matching, "matching", few_words=True),
        "commitment": DeckType("commitment cards", _commitment, "commitment", alike=True),
        "coaching": DeckType(
            "the coaching questions for the pocket", _coaching, "coaching", alike=True
        ),
    }
)
"""The decks by their names on the command line."""
