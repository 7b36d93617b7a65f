"""Role-play cards: for each scenario a brief for whom one speaks with, one for who replies, and one
to observe. Whoever replies to colleagues speaks for a department.
"""

from __future__ import annotations

from collections.abc import Sequence

from answerable.handouts.cards.decks.common import (
    Published,
    categories,
    counts,
    head,
    heard,
    heard_elsewhere,
)
from answerable.handouts.cards.faces import (
    Band,
    Card,
    CardBlock,
    Category,
    Deck,
    Face,
    Passage,
    Scene,
    Title,
)
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Listing
from answerable.handouts.typeset.prose import Setter
from answerable.handouts.typeset.texts import Text, authored, line
from answerable.handouts.typeset.words import Words
from answerable.model import Course, RolePlay, Scenario


def role_play_cards(
    course: Course, scenarios: Sequence[Scenario], site: Published, style: Style
) -> Deck:
    """Three cards per scenario. Fields missing under `role_play` are derived from the scenario."""
    modules, numbers = categories(course), counts(course)
    cards = [
        card
        for scenario in scenarios
        for card in _trio(course, scenario, modules[scenario.module_id], numbers[scenario.id])
    ]
    return Deck(Words.of(course)("%(course)s: role play", course=course.title).plain, tuple(cards))


def _trio(course: Course, scenario: Scenario, category: Category, count: str) -> list[Card]:
    words = Words.of(course, scenario)
    play = scenario.role_play or RolePlay()
    internal = scenario.customer == "internal"
    situation, said = passages.situation(scenario), heard(scenario)
    customer: tuple[CardBlock, ...]
    if play.customer:
        customer = (Passage(_brief(scenario, play.customer, "customer"), "situation"),)
    else:
        customer = (
            Passage(
                situation,
                "situation",
                words("You are %(the_person)s. This is how the other side sees it:")
                if internal
                else words("You are %(the_person)s. This is how %(the_actor)s sees it:"),
            ),
            *said,
            Passage(
                words(
                    "Speak first. You have your reasons, and you want to be taken seriously. "
                    "Be as patient as you would be on such a day."
                )
            ),
        )
    agent: tuple[CardBlock, ...]
    if play.agent:
        agent = (Passage(_brief(scenario, play.agent, "agent"), "situation"),)
    else:
        agent = (
            Passage(situation, "situation"),
            *said,
            Passage(words("Answer in your own words. You may promise whatever you would keep.")),
        )
    points = tuple(
        line(point, scenario.path, f"role_play` › `observer` number {number}")
        for number, point in enumerate(play.observer, 1)
    ) or _signs(course, words)
    observer = (
        Listing(points, "tick", words("Tick what you hear")),
        Passage(passages.lesson(scenario), label=words("Keep for the debrief")),
    )
    name = Scene(passages.title(scenario))
    parts = (
        (words.label("Person"), customer),
        (_answering(scenario, words), agent),
        (words("Observer"), observer),
    )
    behind = head(scenario, category, count)
    return [
        Card(
            f"{scenario.code} {role.plain}",
            scenario.path,
            category.hue,
            (
                Face(
                    "front",
                    (behind, Scene(role), *blocks),
                    shorter=(
                        behind,
                        Scene(role),
                        *(one for one in blocks if one not in said),
                        *heard_elsewhere(scenario, words),
                    )
                    if any(one in said for one in blocks)
                    else None,
                ),
                Face("back", (Band(scenario.code, category, count), Title(role), name)),
            ),
        )
        for role, blocks in parts
    ]


def _signs(course: Course, words: Words) -> tuple[Text, ...]:
    """What observers look for, if the scenario doesn't say."""
    pieces = Setter(words).blocks(course.document("observer-card"))
    return tuple(sign for piece in pieces if isinstance(piece, Listing) for sign in piece.items)


def _answering(scenario: Scenario, words: Words) -> Text:
    """The role that answers: to colleagues, people speak for their department."""
    if scenario.customer == "internal" and scenario.department:
        return line(scenario.department, scenario.path, "department")
    return words.label("Actor")


def _brief(scenario: Scenario, text: str, role: str) -> Text:
    return authored(text, scenario.path, f"role_play` › `{role}")
