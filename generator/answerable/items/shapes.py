"""The few shapes that a question can have, whatever its type.

Formats of question banks and the reports of learning platforms know these and no types: whoever
adds a type chooses its shape. All texts are Markdown, but for parts and answers of gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

Quality = Literal["accountable", "weak", "poor"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of an item. `right`: to be chosen, ticked, or sorted as accountable.

    `text` and `why` are Markdown. `quality` is given for the replies of a scenario, and `note` is
    a line of its own above the text, such as what a reply is about.
    """

    id: str
    text: str
    right: bool = True
    why: str | None = None
    quality: Quality | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Something to be matched, and the id of what belongs to it."""

    id: str
    asked: str
    answer_id: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a phrase with the answers that count as right; the first one is shown."""

    accept: tuple[str, ...]
    why: str | None


# Whatever is shown in the order of its ids has the role of its shape in them, so that the order of
# its author can be told from what comes back (`exchange`).


@dataclass(frozen=True, slots=True)
class Choices:
    """Something to choose from; of `several`, each right one earns the share a wrong one costs."""

    ROLE: ClassVar[str] = "choice"

    choices: tuple[Choice, ...]
    several: bool = False

    @property
    def share(self) -> float:
        """What one right choice earns, of 100."""
        return 100 / sum(choice.right for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Buckets:
    """Replies to sort into accountable (`right`) and not accountable."""

    ROLE: ClassVar[str] = "reply"

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Things to put in order: `choices` as they are shown, `steps` as they should be."""

    choices: tuple[Choice, ...]
    steps: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Things to match with `answers`, which have an order of their own."""

    ROLE: ClassVar[str] = "excuse"

    matches: tuple[Match, ...]
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """A phrase with gaps: `parts` are before, between and after them."""

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]


Shape: TypeAlias = Choices | Buckets | Ordering | Matching | Gaps
