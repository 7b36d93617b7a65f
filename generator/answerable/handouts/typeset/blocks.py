"""Documents as values: blocks of text, lists, tables and room to write, in reading order.

    Sheet ─ Block ─ Text

`sheets.typ` draws them on paper; `workshop-guide.html.jinja` shows some of them on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from answerable.handouts.typeset.texts import Text
from answerable.model.picture import Illustration

Mark = Literal["tick-box", "empty"]
"""What a cell may have instead of text: a box to tick, or nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Right or wrong, as a sign and in words."""

    good: bool
    text: Text


Cell: TypeAlias = Text | Verdict | Mark


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A section head. `id` is its anchor on a page; `aside` goes at the end of its line."""

    text: Text
    level: Literal[2, 3] = 2
    id: str = ""
    aside: Text | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The head of a scenario: its code on its module's colour, its title, and where it happens."""

    code: str
    hue: str
    pattern: str
    title: Text
    setting: Text | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, with or without a label at its start. A lead is larger, a note smaller."""

    text: Text
    label: Text | None = None
    role: Literal["lead", "body", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says, in a frame that shows how good it is, and why."""

    text: Text
    quality: Literal["good", "poor"]
    label: Text
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """The rule to take away."""

    text: Text
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of short texts, one below the other."""

    items: tuple[Text, ...]
    mark: Literal["dash", "number", "tick"] = "dash"
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, and when it applies."""

    do: Text
    when: Text | None = None


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done, the best first; `when` introduces each condition."""

    steps: tuple[Action, ...]
    label: Text
    when: Text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head that is repeated on each page.

    `widths` are shares of the line. `height` is the height of a row in mm, as room to write (0: as
    high as its texts). Only short tables can stay `together` on one page.
    """

    head: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    height: float = 0.0
    together: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels on one line, each followed by room to write."""

    labels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A label, and ruled lines below it."""

    label: Text
    lines: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a space of `height` mm, and whom it is by."""

    picture: Illustration
    height: float
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Blocks that stay on one page, unless they are longer than that."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    SectionHead
    | Case
    | Paragraph
    | Speech
    | Lesson
    | Listing
    | Actions
    | Table
    | Fields
    | Room
    | Shown
    | NewPage
    | Whole
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document. If `fitted`, its type is as large as possible without adding a page."""

    title: Text
    blocks: tuple[Block, ...]
    columns: int = 1
    landscape: bool = False
    fitted: bool = False


def texts(sheet: Sheet) -> Iterator[Text]:
    """Every text of a sheet, in reading order."""
    yield sheet.title
    for block in sheet.blocks:
        yield from filter(None, texts_of(block))


def texts_of(block: Block) -> Iterator[Text | None]:
    """The texts of one block; None for each optional text that is missing."""
    match block:
        case SectionHead():
            yield from (block.text, block.aside)
        case Case():
            yield from (block.title, block.setting)
        case Paragraph() | Lesson():
            yield from (block.label, block.text)
        case Speech():
            yield from (block.label, block.text, block.why)
        case Listing():
            yield from (block.label, *block.items)
        case Actions():
            yield block.label
            for step in block.steps:
                yield step.do
                yield from (block.when, step.when) if step.when else ()
        case Table():
            yield from block.head
            for cell in (cell for row in block.rows for cell in row):
                match cell:
                    case Text():
                        yield cell
                    case Verdict():
                        yield cell.text
                    case _:
                        pass
        case Fields():
            yield from block.labels
        case Room():
            yield block.label
        case Shown():
            yield block.source
        case Whole():
            for inner in block.blocks:
                yield from texts_of(inner)
        case NewPage():
            pass
