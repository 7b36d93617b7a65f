"""What a learner answers: what all item types share, and what each has to implement.

Ids are short hashes that reveal nothing about the answer and survive edits of the texts; a revision
changes whenever learners would see different words. Entries are in the order of their ids, so that
the right one is equally likely in every position.
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
from answerable.model.media import Playable
from answerable.model.picture import Illustration


@dataclass(frozen=True, slots=True)
class Item(ABC):
    """Something to answer. `type` is the name of its folder, which contains the form's template."""

    type: ClassVar[str]
    control: ClassVar[str]
    """A CSS selector for the form controls that answer an entry."""
    gradable: ClassVar[bool] = True
    """Whether it has a score; free text can't be graded."""

    id: str
    revision: str
    question: str
    hints: tuple[str, ...] = field(default=(), kw_only=True)
    picture: Illustration | None = field(default=None, kw_only=True)
    played: tuple[Playable, ...] = field(default=(), kw_only=True)

    @property
    def asks(self) -> str:
        """The question as Markdown, with everything that learners need outside our own form."""
        return self.question

    @property
    @abstractmethod
    def entry_ids(self) -> tuple[str, ...]:
        """The ids of the entries that a learner chooses, sorts, moves, matches or fills in."""

    @property
    @abstractmethod
    def secrets(self) -> tuple[str | None, ...]:
        """The texts (Markdown) that nobody may read before answering: reasons, model answers."""

    @property
    @abstractmethod
    def chance(self) -> float:
        """The mean score (0 to 1) of guessing, if all possible answers are equally likely."""

    @property
    @abstractmethod
    def shape(self) -> Shape:
        """Its form for other programs. Raises `ValueError` if it has no score."""


@dataclass(frozen=True, slots=True)
class ItemOfChoices(Item):
    """An item whose entries are choices, each with its reason."""

    choices: tuple[Choice, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(choice.why for choice in self.choices)


def short_hash(*parts: str) -> str:
    """An id from parts that never change, such as a scenario's first id and a role."""
    # 32 bits are enough: only the few ids within one item must differ.
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def revision_of(*seen: object) -> str:
    """A revision from everything that a learner sees; the order of a mapping's keys is ignored."""
    return short_hash(json.dumps(seen, ensure_ascii=False, sort_keys=True))


def by_id(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Choices in the order of their ids, which reveals nothing about them."""
    return tuple(sorted(choices, key=lambda choice: choice.id))


def chance_by_ticking(choices: Sequence[Choice]) -> float:
    """The mean score, as a share, of ticking boxes at random: a point for each right tick, minus
    one for each wrong one, at least 0. All ways to tick one box or more are equally likely.
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
