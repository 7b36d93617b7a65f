"""A `free` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from answerable.items.item import Item
from answerable.items.shapes import Choice


@dataclass(frozen=True, slots=True)
class FreeItem(Item):
    """The learner's own words, with a model answer and a checklist. It isn't graded."""

    type = "free"
    control = "textarea"
    gradable = False

    answer: str
    checklist: tuple[Choice, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return ()

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return (self.answer,)

    @property
    def chance(self) -> float:
        return 0.0

    @property
    def shape(self) -> NoReturn:
        raise ValueError(f"{self.id}: nobody can mark own words")
