"""The content of a deck as values: cards, their faces, and blocks. Nothing is placed on paper yet.

    Deck ─ Card ─ Face ─ Block

A face is a column of blocks, starting at the top, and sometimes a question fixed at the foot.
`cards.typ` draws each type of block, and `estimate` estimates its height.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from answerable.handouts.typeset import blocks
from answerable.handouts.typeset.blocks import Actions, Lesson, Listing, Room, Shown
from answerable.handouts.typeset.texts import Text, line

Content = Literal["full", "pair", "pocket", "large"]
"""What a card has room for: a whole scenario; both replies and the lesson; the accountable reply
and the lesson; or, in large print, the whole scenario over several faces.
"""


NAME = 60
"""A title that doesn't fit on its card is cut to this many characters."""


@dataclass(frozen=True, slots=True)
class Category:
    """The module of a card, shown by letter, name, colour (`#rrggbb`) and pattern."""

    letter: str
    name: Text
    hue: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Band:
    """The head of a front: code, module, and the card's number out of all, such as `3/28`."""

    code: str
    category: Category
    count: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a back: code, title and count on one line, above the module's pattern."""

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
    """Running text, with or without a label above it. A situation is set a little larger. An aside
    is left out if there is no room for it.
    """

    text: Text
    role: Literal["situation", "body"] = "body"
    label: Text | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Boxed:
    """What an agent says, in a frame that shows how good it is: solid or dashed."""

    text: Text
    quality: Literal["good", "poor", "plain"]
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two boxes side by side, on cards that are wide enough."""

    left: Boxed
    right: Boxed


@dataclass(frozen=True, slots=True)
class Legend:
    """The list of modules, each with its letter, colour and pattern."""

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
    | Shown
    | Legend
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The question at the foot of a front, with the address in its QR code."""

    text: Text
    online: Text
    url: str | None


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card. `shorter` are blocks with fewer words, used if the others don't fit; with
    `yields`, even before a picture is left out.
    `instead` is printed in place of a text that never fits; None if that is an error. `bare`: cards
    of this size leave its picture out.
    """

    name: str
    blocks: tuple[CardBlock, ...]
    question: Prompt | None = None
    shorter: tuple[CardBlock, ...] | None = None
    yields: bool = False
    instead: Text | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `path` is the file that its texts come from, `code` its printed code, `hue` the
    colour of its module.
    """

    code: str
    path: str
    hue: str
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards in order. `title` is the title of the printed file."""

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
    """The blocks with `instead` in place of the author's `count` longest texts."""
    left_out = replaceable(blocks)[:count]
    return tuple(_replaced(block, instead) if block in left_out else block for block in blocks)


def replaceable(blocks: Sequence[CardBlock]) -> list[CardBlock]:
    """The blocks that may be replaced by something else (not titles), the longest first."""
    return [block for block in longest_first(blocks) if not isinstance(block, Title)]


def with_pictures(blocks: Sequence[CardBlock], share: float) -> tuple[CardBlock, ...]:
    """The blocks with pictures of this share of their height; without any, if it is 0."""
    return tuple(
        replace(block, height=block.height * share) if isinstance(block, Shown) else block
        for block in blocks
        if share or not isinstance(block, Shown)
    )


def without_asides(blocks: Sequence[CardBlock]) -> tuple[CardBlock, ...]:
    return tuple(one for one in blocks if not (isinstance(one, Passage) and one.aside))


def with_shorter_names(blocks: Sequence[CardBlock]) -> tuple[CardBlock, ...]:
    """The blocks with titles and module names cut to at most `NAME` characters."""
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
    """The replaceable blocks that have texts by an author, the longest first."""
    written = [
        block
        for block in blocks
        if not isinstance(block, Band | Head | Legend | Room | Shown)
        and any(text.path for text in texts_of([block]))
    ]
    return sorted(written, key=length_of, reverse=True)


def length_of(block: CardBlock) -> int:
    """The number of characters in the author's texts of a block."""
    return sum(len(text.plain) for text in texts_of([block]) if text.path)


def field_of(block: CardBlock) -> str:
    """The author's name for the field of a block's longest text; for a list, the list's field."""
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
            case Actions() | Lesson() | Listing() | Room() | Shown():
                yield from filter(None, blocks.texts_of(block))
            case Legend():
                yield from (category.name for category in block.categories)
