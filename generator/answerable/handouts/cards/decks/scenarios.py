"""Scenario cards: the situation on the front; replies, solutions and lesson on the back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    Beside,
    Boxed,
    Card,
    CardBlock,
    Category,
    Deck,
    Face,
    Passage,
    Prompt,
    Scene,
    Title,
)
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Lesson
from answerable.handouts.typeset.pictures import shown
from answerable.handouts.typeset.texts import Text, authored
from answerable.handouts.typeset.words import Words
from answerable.model import Course, Scenario
from answerable.model.scenario_file import CardTexts


def scenario_cards(
    course: Course,
    scenarios: Sequence[Scenario],
    site: Published,
    style: Style,
) -> Deck:
    """One card per scenario in the given style, numbered as in the whole course."""
    modules, numbers = categories(course), counts(course)
    make = _Maker(course, site, style)
    title = Words.of(course)("%(course)s: cards", course=course.title).plain
    return Deck(title, tuple(make.card(s, modules[s.module_id], numbers[s.id]) for s in scenarios))


class _Maker:
    def __init__(self, course: Course, site: Published, style: Style) -> None:
        self._course, self._site, self._style = course, site, style

    def card(self, scenario: Scenario, category: Category, count: str) -> Card:
        front = Face(
            "front",
            self._front(scenario, category, count, shorter=False),
            self._question(scenario),
            self._front(scenario, category, count, shorter=True)
            if scenario.card or heard(scenario)
            else None,
            yields=scenario.card is None,
            bare=self._style.low and scenario.picture is not None,
        )
        behind = head(scenario, category, count)
        backs = self._backs(scenario, shorter=False)
        shorter = self._backs(scenario, shorter=True) if scenario.card else ((),) * len(backs)
        names = ("back",) if len(backs) == 1 else ("second page", "third page")
        return Card(
            scenario.code,
            scenario.path,
            category.hue,
            (
                front,
                *(
                    Face(name, (behind, *blocks), shorter=(behind, *short) if short else None)
                    for name, blocks, short in zip(names, backs, shorter, strict=True)
                ),
            ),
        )

    def _front(
        self, scenario: Scenario, category: Category, count: str, *, shorter: bool
    ) -> tuple[CardBlock, ...]:
        short = _shorter(scenario, shorter).situation
        situation = Passage(_text(scenario, "situation", scenario.situation, short), "situation")
        words = Words.of(self._course, scenario)
        said = heard_elsewhere(scenario, words) if shorter else heard(scenario)
        if self._style.low:
            return (head(scenario, category, count), Scene(category.name), situation, *said)
        setting = passages.setting(scenario)
        return (
            Band(scenario.code, category, count),
            *((Scene(setting),) if setting else ()),
            *shown(scenario, scenario.picture, self._style.picture),
            Title(passages.title(scenario)),
            situation,
            *said,
        )

    def _question(self, scenario: Scenario) -> Prompt | None:
        if self._style.content == "pocket":
            return None
        url = self._site.scenario(scenario.id)
        words = Words.of(self._course, scenario)
        return Prompt(words("What would you say?"), words("Open online"), url)

    def _backs(self, scenario: Scenario, *, shorter: bool) -> tuple[tuple[CardBlock, ...], ...]:
        short, words = _shorter(scenario, shorter), Words.of(self._course, scenario)
        said = _text(
            scenario, "not_accountable", scenario.not_accountable.reply, short.not_accountable
        )
        poor = Boxed(said, "poor", words.label("Wrong"))
        said = _text(scenario, "accountable", scenario.accountable.reply, short.accountable)
        good = Boxed(said, "good", words.label("Right"))
        learned = _text(scenario, "lesson", scenario.lesson, short.lesson)
        lesson = Lesson(learned, words.label("Lesson"))
        steps = passages.steps(
            scenario,
            words("What can be done"),
            words,
            shorter=short.solutions,
        )
        if self._style.low:
            return ((replace(good, label=None), replace(lesson, label=None)),)
        if self._style.content == "pocket":
            return ((good, lesson),)
        if self._style.content == "large":
            return ((poor, good), (steps, lesson))
        replies = (Beside(poor, good),) if self._style.wide else (poor, good)
        if self._style.content == "pair":
            return ((*replies, lesson),)
        return ((*replies, steps, lesson),)


def _shorter(scenario: Scenario, wanted: bool) -> CardTexts:
    """The shorter texts that the author wrote for the card; empty if they are not wanted."""
    return (scenario.card if wanted else None) or CardTexts()


def _text(scenario: Scenario, field: str, text: str, short: str | None) -> Text:
    """The text of a field, or the author's shorter text for the card if there is one."""
    if short:
        return authored(short, scenario.path, f"card` › `{field}")
    return authored(text, scenario.path, field)
