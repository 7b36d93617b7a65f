"""The sizes and gaps on a card, for the typesetter and for the estimate."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from answerable.handouts.cards.faces import (
    Band,
    Beside,
    Boxed,
    CardBlock,
    Content,
    Head,
    Legend,
    Passage,
    Scene,
    Title,
)
from answerable.handouts.typeset.blocks import Actions, Lesson, Listing, Room, Shown
from answerable.handouts.typeset.papers import INCH, Size

POINT = INCH / 72
"""A typographic point in mm."""

LINE = 1.23
"""Height of a line without the gap to the next, as a multiple of its size; as in `base.typ`."""

LEADING = 0.06
PARAGRAPH_GAP = 0.55
ITEM_GAP = 0.35
INDENT = 5.0
"""Indent of each list or quotation within a text, in mm."""

SIZES = {
    "chip": 1.35,
    "category": 1.05,
    "setting": 0.9,
    "title": 2.3,
    "head": 1.35,
    "count": 0.92,
    "situation": 1.1,
    "body": 1.0,
    "label": 1.1,
    "question": 1.5,
    "caption": 0.85,
    "source": 0.75,
}
"""Sizes of type, as multiples of the running text; in large print, nothing is smaller than that."""

_GROWN = (1.4, 1.3, 1.2, 1.1)
"""Extra type factors for cards with few words, which a whole table has to read."""

_FULL_AREA, _PAIR_AREA = 12000.0, 9000.0  # mm²
_WIDE = 1.2
_TALL = 125.0
_LOW = 60.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a deck is set. Lengths are in mm, `base` is the running text in pt.

    The factors in `steps` are tried in order until the text fits; the last one is the smallest.
    `safe` keeps text away from the trim, because cutters are off by up to 2 mm. `air` scales the
    gaps between blocks, `title` the headline of a front.
    """

    content: Content
    card: Size
    base: float
    steps: tuple[float, ...]
    safe: float
    air: float
    title: float
    wide: bool
    qr: float

    @property
    def width(self) -> float:
        """Width of the text, between the safe margins."""
        return self.card[0] - 2 * self.safe

    @property
    def height(self) -> float:
        return self.card[1] - 2 * self.safe

    @property
    def picture(self) -> float:
        """Height of a picture on a front."""
        return round(self.height * 0.2)

    @property
    def low(self) -> bool:
        """Whether the card is too low for a band, so that the title takes its place."""
        return self.card[1] < _LOW

    @property
    def narrow(self) -> bool:
        """Whether heads must be tight, with smaller gaps around code and count."""
        return self.air < 1

    @property
    def gutter(self) -> float:
        """Gap between code, title and count."""
        return 1.8 if self.narrow else 2.6

    @property
    def band_side(self) -> float:
        """Gap between the ends of a band and its text."""
        return 2.0 if self.narrow else 3.0

    @property
    def band_radius(self) -> float:
        """Radius of a band's corners."""
        return 1.4 if self.narrow else 2.2

    @property
    def row_gap(self) -> float:
        """Gap between two modules of a legend."""
        return 0.9 if self.narrow else 1.6

    @property
    def floor(self) -> float:
        """The smallest print, in pt."""
        return self.base * self.steps[-1]

    @property
    def left_off(self) -> str | None:
        """What the back of a scenario card has no room for, in English."""
        return {"pair": "the solutions", "pocket": "the poor reply and the solutions"}.get(
            self.content
        )

    @property
    def sizes(self) -> dict[str, float]:
        """Sizes of type by role, as multiples of the running text."""
        sizes = SIZES | {"title": self.title}
        if self.content == "large":
            return {role: max(1.0, size) for role, size in sizes.items()}
        return sizes

    @property
    def smallest_headline(self) -> float:
        """The least factor by which a long word makes its headline smaller. There, it is hardly
        larger than the text, or in large print as large.
        """
        return 1 / SIZES["head"] if self.content == "large" else 0.6

    @property
    def generous(self) -> Style:
        """The same style for a deck with few words, whose type may grow to fill the room."""
        if self.content == "large":
            return self
        return replace(self, steps=tuple(sorted({*_GROWN, *self.steps}, reverse=True)))

    @property
    def inset(self) -> float:
        """Gap between the frame of a box and its text, at the top and at the bottom."""
        return 1.5 * (0.5 + self.air / 2)

    @property
    def band(self) -> float:
        """Height of the coloured part of a band above and below its text."""
        return 2.2 * self.air

    @property
    def ribbon(self) -> float:
        """Height of the pattern below a band; below a head it is half as high."""
        return 3.6 * (0.4 + 0.6 * self.air)

    def gap_above(self, before: CardBlock | None, block: CardBlock) -> Spacing:
        """The gap between two blocks of a face. In large print, what comes next is right below:
        whoever sees little of a page at once would have to look for it.
        """
        gap = _gap_above(before, block)
        return replace(gap, share=0) if self.content == "large" else gap

    def job(self) -> dict[str, Any]:
        """The style as data for `cards.typ`."""
        return {
            **asdict(self),
            "width": self.width,
            "height": self.height,
            "gutter": self.gutter,
            "band_side": self.band_side,
            "band_radius": self.band_radius,
            "row_gap": self.row_gap,
            "inset": self.inset,
            "band": self.band,
            "ribbon": self.ribbon,
            "sizes": self.sizes,
            "smallest_headline": self.smallest_headline,
        }


def style_for(card: Size, *, large_print: bool = False) -> Style:
    """The style for a card of that size (mm)."""
    width, height = card
    if large_print:
        return Style("large", card, 18.0, (1.0,), 8.0, 0.8, 1.5, wide=False, qr=24.0)
    roomy = width * height >= _PAIR_AREA
    tall = height >= _TALL
    return Style(
        content="full" if width * height >= _FULL_AREA else "pair" if roomy else "pocket",
        card=card,
        base=9.5 if roomy else 8.75,
        steps=(1.25, 1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8)
        if (roomy and not tall) or width * height > 14500
        else (1.0, 0.95, 0.9, 0.85, 0.8),
        safe=5.0,
        air=1.0 if tall else 0.5 if roomy else 0.4,
        title=SIZES["title"] if tall else 1.6 if roomy else 1.45,
        wide=width > _WIDE * height,
        qr=22.0,
    )


@dataclass(frozen=True, slots=True)
class Spacing:
    """The space above a block: mm (scaled by `air`), multiples of the running text, and a share of
    the room that is left over.
    """

    mm: float = 0
    em: float = 0
    share: float = 0


def _gap_above(before: CardBlock | None, block: CardBlock) -> Spacing:
    """The gap between two blocks of a face."""
    match before, block:
        case (None, _):
            return Spacing()
        case (Band(), Scene() | Title()):
            return Spacing(mm=6)
        case (Scene(), _):
            return Spacing(mm=2)
        case (_, Shown()):
            return Spacing(mm=3)
        case (Shown(), _):
            return Spacing(mm=3)
        case (Title(), _):
            return Spacing(mm=9)  # with the short line in its middle
        case (Head(), Scene()):
            return Spacing(mm=1, em=0.5)
        case (Head(), _):
            return Spacing(mm=1, em=0.5, share=0.5)
        case (_, Lesson()):
            return Spacing(em=0.7, share=2)
        case (_, Boxed() | Beside() | Actions() | Listing() | Room() | Legend() | Passage()):
            return Spacing(em=0.7, share=1)
        case _:
            return Spacing(em=0.7)
