"""A `match` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item
from answerable.items.shapes import Choice, Match, Matching


@dataclass(frozen=True, slots=True)
class MatchItem(Item):
    """Excuses to match with `lessons`, which are in an independent order."""

    type = "match"
    control = "select"

    matches: tuple[Match, ...]
    lessons: tuple[Choice, ...]

    def letter(self, lesson_id: str) -> str:
        """A lesson's letter on the page: A for the first, B for the second, …"""
        return chr(ord("A") + [lesson.id for lesson in self.lessons].index(lesson_id))

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(match.id for match in self.matches)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(match.why for match in self.matches)

    @property
    def chance(self) -> float:
        """Guessing picks one of all lessons for each excuse."""
        return 1 / len(self.lessons)

    @property
    def shape(self) -> Matching:
        return Matching(self.matches, self.lessons)
