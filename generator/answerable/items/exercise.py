"""What an author writes under `items`: what all types have in common, and what each has to give.

The rules, the importers and the pages ask an exercise for what they need of it, and know no types.
Every command loads these models. What is answered is loaded by those that make something of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias, TypedDict

from pydantic import Field

from answerable.model.problem import Keys, Problem
from answerable.model.scalars import Frozen, Id, Markdown

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape

WHY = "The reason, in a sentence. Shown as feedback."
"""What is said about the reason of an entry."""

BLANK = "___"
"""How a gap is written in a phrase."""

Named: TypeAlias = Callable[[str, int], str]
"""The id of an entry, from its role and its number, which counts from 1."""

Fields: TypeAlias = dict[str, Any]
"""Values as a scenario file holds them."""


class Asked(TypedDict):
    """What every item has."""

    id: str
    revision: str
    question: str
    hints: tuple[str, ...]


class Entry(NamedTuple):
    """Something that a learner chooses, sorts, orders, matches or fills in: its place in the
    exercise, and its reason. `mixed` is its text where the order is mixed and may be spoken of.
    """

    keys: Keys
    why: str | None
    mixed: str = ""


class Options(NamedTuple):
    """Texts of which some are to be chosen: none may give itself away."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Exercise(Frozen, ABC):
    """An item as its author writes it."""

    unordered: ClassVar[frozenset[str]] = frozenset()
    """Fields with lists whose order says nothing."""

    id: Id = Field(
        description="A name that is unique within the scenario. Answers are stored under it: never "
        "change it after publishing.",
        examples=["first-words"],
    )
    type: str
    question: Markdown = Field(
        description="What is asked.", examples=["Which first sentence owns the problem?"]
    )
    hints: tuple[Markdown, ...] = Field(
        (),
        max_length=5,
        description="Hints, shown one by one on request.",
        examples=[["Who acts next?", "Which sentence names a time?"]],
    )

    def item(self, first_id: str) -> Item:
        """What a learner answers; `first_id` is the first id that its scenario had."""
        from answerable.items.item import revision_of, short_hash

        def named(role: str, number: int) -> str:
            return short_hash(first_id, self.id, f"{role}-{number}")

        # Hints help and do not ask: another hint is no other item.
        seen = self.model_dump(mode="json", exclude={"hints", "id"})
        revision = revision_of(seen)
        asked = Asked(id=self.id, revision=revision, question=self.question, hints=self.hints)
        return self._item(asked, named)

    @abstractmethod
    def _item(self, asked: Asked, named: Named) -> Item:
        """The same with what every item has, and the ids of entries."""

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """All that has a reason."""

    @abstractmethod
    def problems(self) -> Iterator[Problem]:
        """What keeps it from working, each field being valid by itself."""

    def options(self) -> Options | None:
        """What is to be chosen from, if anything."""
        return None

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        """The fields, without id and type, of a question that comes from another program; None
        where this type has no place for it.
        """
        del question, shape
        return None


def repeated(field: str, texts: Iterable[str]) -> Iterator[Problem]:
    """Entries of a list that have the same words."""
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        earlier = first.setdefault(words_of(text), place)
        if earlier != place:
            message = f"Entries {earlier + 1} and {place + 1} of `{field}` have the same words."
            hint = "learners can't tell them apart: change one, or delete it"
            yield Problem("AN222", (field, place), message, hint)


def words_of(text: str) -> str:
    """The words of a text alone, or the text itself if it has none."""
    from answerable.model import wording

    return " ".join(wording.words(text)) or text


def with_why(fields: Fields, why: str | None) -> Fields:
    """An entry with its reason, if it has one."""
    return fields | ({"why": why} if why else {})
