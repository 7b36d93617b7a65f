"""The few shapes that a question can have, whatever its type.

Question bank formats and the reports of learning platforms use these shapes, not item types, so
each type chooses a shape. All texts are Markdown, except the parts of a phrase and answers to gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from answerable.model.media import Playable
from answerable.model.picture import Illustration

Quality = Literal["accountable", "weak", "poor"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of an item. `right`: to be chosen, ticked, or sorted as accountable.

    `text` and `why` are Markdown. Only a scenario's replies have a `quality`; `note` is a separate
    line above the text, such as what a reply is about.
    """

    id: str
    text: str
    right: bool = True
    why: str | None = None
    quality: Quality | None = None
    note: str | None = None
    picture: Illustration | None = None
    played: tuple[Playable, ...] = ()

    @property
    def is_picture(self) -> bool:
        """Whether its picture is all there is to choose: its words are the picture's."""
        return self.picture is not None and self.text == self.picture.picture.as_markdown


@dataclass(frozen=True, slots=True)
class Match:
    """Something to match, and the id of the right answer."""

    id: str
    asked: str
    answer_id: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a phrase, with the answers that count as right; the first one is shown."""

    accept: tuple[str, ...]
    why: str | None


# Entries in the order of their ids have their shape's role in the id, so that the author's order
# can be recovered from imported files (`exchange`).


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices. With `several`, each right choice earns the share that each wrong one costs."""

    ROLE: ClassVar[str] = "choice"

    choices: tuple[Choice, ...]
    several: bool = False

    @property
    def share(self) -> float:
        """What one right choice earns, in percent."""
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
    """Things to match with `answers`, which are in an independent order."""

    ROLE: ClassVar[str] = "excuse"

    matches: tuple[Match, ...]
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """A phrase with gaps: `parts` are the texts before, between and after them."""

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]


Shape: TypeAlias = Choices | Buckets | Ordering | Matching | Gaps
