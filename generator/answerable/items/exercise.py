"""What an author writes under `items`: what all types share, and what each has to implement.

Rules, importers and pages use these methods and know no types. Every command imports these models;
modules with answerable items are imported only when they are used.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeAlias, TypedDict

from pydantic import Field

from answerable.i18n import N_
from answerable.model.film import Film
from answerable.model.media import Playable
from answerable.model.picture import Illustration, Picture
from answerable.model.problem import Keys, Problem
from answerable.model.scalars import Frozen, Id, Markdown
from answerable.model.sound import Sound

if TYPE_CHECKING:
    from answerable.items.item import Item
    from answerable.items.shapes import Shape

WHY = N_("The reason, in a sentence. Shown as feedback.")
"""The description of an entry's `why`."""

BLANK = "___"
"""A gap in a phrase."""

MEDIA = ("picture", "audio", "video")
"""The fields with what is shown and played."""

_NO_WORDS: dict[str, Any] = {
    "id": True,
    "hints": True,
    **dict.fromkeys(MEDIA, True),
    "choices": {"__all__": set(MEDIA)},
}
"""What changes no revision."""


class Shows(Protocol):
    """Finds the files of pictures, recordings and films, as scenarios do."""

    def illustration(self, picture: Picture | None, /) -> Illustration | None: ...

    def played(self, *media: Sound | Film | None) -> tuple[Playable, ...]: ...


class NoFiles:
    """Finds none."""

    def illustration(self, _picture: Picture | None, /) -> None:
        return None

    def played(self, *_media: Sound | Film | None) -> tuple[Playable, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class EntryNames:
    """Makes the id of an entry from its role and its number, starting at 1; `files` finds the
    files of what the entry shows and plays.
    """

    first_id: str
    item_id: str
    files: Shows

    def __call__(self, role: str, number: int) -> str:
        from answerable.items.item import short_hash

        return short_hash(self.first_id, self.item_id, f"{role}-{number}")


Fields: TypeAlias = dict[str, Any]
"""Values as in a scenario file."""


class Asked(TypedDict):
    """The fields that every item has."""

    id: str
    revision: str
    question: str
    hints: tuple[str, ...]
    picture: Illustration | None
    played: tuple[Playable, ...]


class Entry(NamedTuple):
    """Something that a learner chooses, sorts, orders, matches or fills in.

    `keys` lead to it within the exercise, `why` is its reason. `mixed` is its text if entries are
    shuffled, so that texts mustn't refer to their order.
    """

    keys: Keys
    why: str | None
    mixed: str = ""


class Options(NamedTuple):
    """The right and wrong texts to choose from: nothing may give the right ones away."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]


class Exercise(Frozen, ABC):
    """An item as its author writes it."""

    unordered: ClassVar[frozenset[str]] = frozenset()
    """Fields with lists whose order has no meaning."""

    id: Id = Field(
        description="A name that is unique within the scenario. Answers are stored under it: never "
        "change it after publishing.",
        examples=["first-words"],
    )
    type: str
    question: Markdown = Field(
        description="What is asked.", examples=["Which first sentence owns the problem?"]
    )
    picture: Picture | None = Field(
        None,
        description="A picture that the question is about.",
        examples=["label.jpg | A label on which the street can’t be read"],
    )
    audio: Sound | None = Field(
        None,
        description="A recording that the question is about.",
        examples=["call.mp3 | Where is my parcel?"],
    )
    video: Film | None = Field(
        None,
        description="A film that the question is about.",
        examples=["visit.mp4 | visit.vtt | A customer at the counter: “Where is my parcel?”"],
    )
    hints: tuple[Markdown, ...] = Field(
        (),
        max_length=5,
        description="Hints, shown one by one on request.",
        examples=[["Who acts next?", "Which sentence names a time?"]],
    )

    def item(self, first_id: str, files: Shows = NoFiles()) -> Item:  # noqa: B008  # has no state
        """The item that a learner answers; `first_id` is the first id of its scenario, and `files`
        finds the files of what it shows and plays.
        """
        from answerable.items.item import revision_of

        # Hints aren't part of the question, and pictures, recordings and films are no words:
        # changing one doesn't change the revision.
        seen = self.model_dump(mode="json", exclude=_NO_WORDS)
        revision = revision_of(seen)
        asked = Asked(
            id=self.id,
            revision=revision,
            question=self.question,
            hints=self.hints,
            picture=files.illustration(self.picture),
            played=files.played(self.audio, self.video),
        )
        return self._item(asked, EntryNames(first_id, self.id, files))

    @abstractmethod
    def _item(self, asked: Asked, named: EntryNames) -> Item:
        """The item, from the fields that every item has and a function for the ids of entries."""

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """All entries with a reason."""

    @abstractmethod
    def problems(self) -> Iterator[Problem]:
        """Problems of fields that are valid one by one, but don't fit together."""

    def options(self) -> Options | None:
        """The texts to choose from, if there are any."""
        return None

    @classmethod
    def fields_of(cls, question: str, shape: Shape) -> Fields | None:
        """The fields, without id and type, of a question from another program; None if this type
        can't represent it.
        """
        del question, shape
        return None


def repeated(field: str, texts: Iterable[str]) -> Iterator[Problem]:
    """Problems of list entries with the same words."""
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        earlier = first.setdefault(words_of(text), place)
        if earlier != place:
            message = f"Entries {earlier + 1} and {place + 1} of `{field}` have the same words."
            hint = "learners can't tell them apart: change one, or delete it"
            yield Problem("AN222", (field, place), message, hint)


def words_of(text: str) -> str:
    """Only the words of a text, or the text itself if it has none."""
    from answerable.model import wording

    return " ".join(wording.words(text)) or text


def with_why(fields: Fields, why: str | None) -> Fields:
    """An entry with its reason, if it has one."""
    return fields | ({"why": why} if why else {})
