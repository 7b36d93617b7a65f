"""What a learner answers: what all types of item have in common, and what each has to give.

Ids are short hashes that tell nothing about the answer and survive edits of the texts; a revision
changes whenever a learner would see other words. Entries are in the order of their ids, so that
none has a favourite place.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import ClassVar

from answerable.items.shapes import Choice, Shape


@dataclass(frozen=True, slots=True)
class Item(ABC):
    """Something to answer. `type` names its folder, with the template of its form beside it."""

    type: ClassVar[str]
    control: ClassVar[str]
    """A CSS selector of what an entry of its form is answered with."""
    gradable: ClassVar[bool] = True
    """Whether it brings points; nobody can mark own words."""

    id: str
    revision: str
    question: str
    hints: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def asks(self) -> str:
        """What is asked, as Markdown, with all that has to be seen where the form is another."""
        return self.question

    @property
    @abstractmethod
    def entry_ids(self) -> tuple[str, ...]:
        """The ids of what a learner chooses, sorts, moves, matches or fills in."""

    @property
    @abstractmethod
    def secrets(self) -> tuple[str | None, ...]:
        """The texts, as Markdown, that nobody may read before answering: reasons, model answers."""

    @property
    @abstractmethod
    def chance(self) -> float:
        """The score, 0 to 1, that guessing brings on average, all possibilities equally likely."""

    @property
    @abstractmethod
    def shape(self) -> Shape:
        """How it is asked by other programs. Raises `ValueError` if it brings no points."""


def short_hash(*parts: str) -> str:
    """An id from parts that name a thing for good, such as a scenario's id and a role."""
    # 32 bits: within one item, a handful of ids must differ.
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def revision_of(*seen: object) -> str:
    """A revision from all that a learner sees: texts, lists and fields in whatever order."""
    return short_hash(json.dumps(seen, ensure_ascii=False, sort_keys=True))


def by_id(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Choices in the order of their ids, which says nothing about them."""
    return tuple(sorted(choices, key=lambda choice: choice.id))


def chance_by_ticking(choices: Sequence[Choice]) -> float:
    """The mean score of boxes ticked at random: a point for each right tick, one off for each wrong
    one, never below 0; as a share. All ways to tick at least one of them are equally likely.
    """
    right = sum(choice.right for choice in choices)
    wrong = len(choices) - right
    points = sum(
        comb(right, hits) * comb(wrong, misses) * max(0, hits - misses)
        for hits in range(right + 1)
        for misses in range(wrong + 1)
    )
    ways: int = 2 ** (right + wrong) - 1
    return points / right / ways
