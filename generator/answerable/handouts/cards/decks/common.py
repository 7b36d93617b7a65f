"""What several decks share: modules as categories, page addresses, and heads of cards."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.handouts.cards.faces import Category, Head, Passage
from answerable.handouts.typeset import passages
from answerable.handouts.typeset.words import Words
from answerable.model import Course, Scenario, identity


@dataclass(frozen=True, slots=True)
class Published:
    """Where the course is published; `base_url` is None if it isn't.

    `directory_urls` is MkDocs' `use_directory_urls`, which decides how page addresses look.
    """

    base_url: str | None = None
    directory_urls: bool = True

    def scenario(self, scenario_id: str) -> str | None:
        """Address of a scenario's page."""
        if not self.base_url:
            return None
        ending = "/" if self.directory_urls else ".html"
        return f"{self.base_url.rstrip('/')}/scenarios/{scenario_id}{ending}"


NOWHERE = Published()


def categories(course: Course) -> dict[str, Category]:
    """The category of each module, by the module's id."""
    return {
        module.id: Category(
            letter=module.letter,
            name=passages.module_title(module),
            hue=course.brand.colours.hue(module.place),
            pattern=identity.pattern(module.place),
        )
        for module in course.listed_modules
    }


def counts(course: Course) -> dict[str, str]:
    """Each scenario's number in the whole course, by id: `3/28`, even if only some are printed."""
    total = len(course.scenarios)
    return {s.id: f"{number}/{total}" for number, s in enumerate(course.scenarios, 1)}


def head(scenario: Scenario, category: Category, count: str) -> Head:
    """The head of a card's back."""
    return Head(scenario.code, category, passages.title(scenario), count)


def heard(scenario: Scenario) -> tuple[Passage, ...]:
    """What its recording and its film say in words."""
    return tuple(Passage(said, label=label) for label, said in passages.heard(scenario))


def heard_elsewhere(scenario: Scenario, words: Words) -> tuple[Passage, ...]:
    """Where to hear it, if there is no room for what it says; nothing if there is none at all."""
    note = Passage(words("Hear it, or read it, on the scenario’s page."), aside=True)
    return (note,) if heard(scenario) else ()
