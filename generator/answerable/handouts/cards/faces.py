"""A deck as values: cards, their faces, the blocks on a face. Nothing has a place on paper yet.

    Deck ─ Card ─ Face ─ Block

A face is a column of blocks from the top, and perhaps a question that stays at its foot. Each kind
of block is drawn by `cards.typ`, and its height is estimated in `estimate`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from answerable.handouts.typeset import blocks
from answerable.handouts.typeset.blocks import Actions, Lesson, Listing, Room
from answerable.handouts.typeset.texts import Text, line

Content = Literal["full", "pair", "pocket", "large"]
"""How much a card has room for: all of a scenario; both replies and the lesson; the accountable one
and the lesson; or, in large print, all of it over several faces.
"""


NAME = 60
"""So many characters are left of a title that its card does not hold."""


@dataclass(frozen=True, slots=True)
class Category:
    """The module of a card, told by letter, name, colour (`#rrggbb`) and pattern at once."""

    letter: str
    name: Text
    hue: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Band:
    """The head of a front: code, module, and which card of how many it is."""

    code: str
    category: Category
    count: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a back: code, title and count in one line, above the module's pattern."""

    code: str
    category: Category
    title: Text
    count: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the conversation happens."""

    text: Text


@dataclass(frozen=True, slots=True)
class Title:
    """The headline of a front."""

    text: Text


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text, perhaps under a label. That of a situation is a little larger."""

    text: Text
    role: Literal["situation", "body"] = "body"
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Boxed:
    """What an agent says, in a frame that tells how good it is: solid or dashed."""

    text: Text
    quality: Literal["good", "poor", "plain"]
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two boxes side by side, where a card is wide enough."""

    left: Boxed
    right: Boxed


@dataclass(frozen=True, slots=True)
class Legend:
    """Which letter, colour and pattern stands for which module."""

    categories: tuple[Category, ...]


CardBlock: TypeAlias = (
    Band
    | Head
    | Scene
    | Title
    | Passage
    | Boxed
    | Beside
    | Actions
    | Lesson
    | Listing
    | Room
    | Legend
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The question at the foot of a front, with the address that its QR code leads to."""

    text: Text
    online: Text
    url: str | None


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card. `shorter` are blocks of fewer words, for where the others do not fit;
    `instead` is what is printed in place of a text that never fits, None if that is an error.
    """

    name: str
    blocks: tuple[CardBlock, ...]
    question: Prompt | None = None
    shorter: tuple[CardBlock, ...] | None = None
    instead: Text | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `path` is the file that its texts come from, `code` what people call it by, `hue`
    the colour of its module.
    """

    code: str
    path: str
    hue: str
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards in their order. The title is that of the printed file."""

    title: str
    cards: tuple[Card, ...]


def texts(deck: Deck) -> Iterator[Text]:
    """Every text that may be printed, in reading order."""
    for card in deck.cards:
        for face in card.faces:
            yield from texts_of((*face.blocks, *(face.shorter or ())))
            if face.question:
                yield from (face.question.text, face.question.online)


def without_longest(
    blocks: Sequence[CardBlock], count: int, instead: Text
) -> tuple[CardBlock, ...]:
    """The blocks with `instead` in place of so many of the longest texts by an author."""
    left_out = replaceable(blocks)[:count]
    return tuple(_replaced(block, instead) if block in left_out else block for block in blocks)


def replaceable(blocks: Sequence[CardBlock]) -> list[CardBlock]:
    """The blocks that something else may stand for, the longest first: a title stays."""
    return [block for block in longest_first(blocks) if not isinstance(block, Title)]


def with_shorter_names(blocks: Sequence[CardBlock]) -> tuple[CardBlock, ...]:
    """The blocks with titles, and names of modules, of at most `NAME` characters."""
    return tuple(map(_shortened, blocks))


def _shortened(block: CardBlock) -> CardBlock:
    match block:
        case Title():
            return replace(block, text=_short(block.text))
        case Band():
            return replace(block, category=_short_category(block.category))
        case Head():
            return replace(block, title=_short(block.title))
        case Legend():
            return replace(block, categories=tuple(map(_short_category, block.categories)))
        case _:
            return block


def _short_category(category: Category) -> Category:
    return replace(category, name=_short(category.name))


def _short(text: Text) -> Text:
    if not text.path or len(text.plain) <= NAME:
        return text
    return replace(line(f"{text.plain[: NAME - 1].rstrip()}…"), path=text.path, field=text.field)


def longest_first(blocks: Sequence[CardBlock]) -> list[CardBlock]:
    """The blocks with texts by an author that something else may stand for, the longest first."""
    written = [
        block
        for block in blocks
        if not isinstance(block, Band | Head | Legend | Room)
        and any(text.path for text in texts_of([block]))
    ]
    return sorted(written, key=length_of, reverse=True)


def length_of(block: CardBlock) -> int:
    """How many characters the author's texts of a block have."""
    return sum(len(text.plain) for text in texts_of([block]) if text.path)


def field_of(block: CardBlock) -> str:
    """What an author calls the longest text of a block by; the whole list, if it is one."""
    written = (text for text in texts_of([block]) if text.path)
    field = max(written, key=lambda text: len(text.plain)).field
    return field.partition("` number")[0] if isinstance(block, Actions | Listing) else field


def _replaced(block: CardBlock, text: Text) -> CardBlock:
    match block:
        case Passage() | Boxed() | Lesson():
            return replace(block, text=text)
        case Beside(left, right):
            return Beside(replace(left, text=text), replace(right, text=text))
        case Actions() | Listing():
            return Passage(text, label=block.label)
        case _:
            return Passage(text)


def texts_of(column: Sequence[CardBlock]) -> Iterator[Text]:
    """The texts of some blocks."""
    for block in column:
        match block:
            case Band():
                yield block.category.name
            case Head():
                yield block.title
            case Scene() | Title():
                yield block.text
            case Passage() | Boxed():
                yield from filter(None, (block.label, block.text))
            case Beside():
                yield from texts_of((block.left, block.right))
            case Actions() | Lesson() | Listing() | Room():
                yield from filter(None, blocks.texts_of(block))
            case Legend():
                yield from (category.name for category in block.categories)
