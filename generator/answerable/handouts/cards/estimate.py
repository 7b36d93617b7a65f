"""Estimate the heights of blocks without a typesetter.

The estimate decides which type size to try first; typesetting then shows whether the text fits. It
adds up heights as `cards.typ` does, but breaks lines only at spaces.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from answerable.handouts.cards.faces import (
    Band,
    Beside,
    Boxed,
    CardBlock,
    Face,
    Head,
    Legend,
    Passage,
    Scene,
    Title,
)
from answerable.handouts.cards.style import (
    INDENT,
    ITEM_GAP,
    LEADING,
    LINE,
    PARAGRAPH_GAP,
    POINT,
    Style,
)
from answerable.handouts.typeset.blocks import Actions, Lesson, Listing, Room, Shown
from answerable.handouts.typeset.fonts import Fonts
from answerable.handouts.typeset.texts import Nodes, Text
from answerable.model import markup

_SLACK = 1.01
"""Lines are assumed to be a little longer than they are, to be on the safe side."""

_LOOSER = 1.03
"""Lines are assumed to be a little shorter than they are, where that is the safe side."""

_FEW = 2
"""With fewer gaps in the last line, a single word may be left in it."""

HYPHEN = (1 + 10 * 135.0) ** 2
"""What a hyphen costs at least. `base.typ` makes it ten times as expensive as usual."""

_TWO_LINES = 0.8
"""The factor for the type of a question on two lines."""

_BOX = 6.2  # mm of the line taken up by the frame of a box
_STRIPE = 7.0  # mm of the line taken up by the frame of a lesson
_MARK = 5.0  # mm of the line taken up by a number or a tick
_BAND, _NARROW_BAND = 36.0, 27.0  # mm of a band's line taken up by code and count
_HEAD, _NARROW_HEAD = 30.0, 24.0  # mm of a head's line taken up by code and count
_BESIDE = 3.0  # mm between two boxes
_RULED = 7.5  # mm from one ruled line to the next
_LEGEND = 24.0  # mm of the line taken up by letter and pattern


@dataclass(frozen=True, slots=True)
class Sized:
    """A text with its type size, and how many mm of its line are taken up by other things."""

    text: Text
    size: float
    inset: float
    headline: bool = False


def sized(block: CardBlock, style: Style, width: float) -> Iterator[Sized]:
    """Each text of a block, with the room that it has in a column of `width` mm."""
    sizes = style.sizes
    label = sizes["label"]
    match block:
        case Band():
            inset = _NARROW_BAND if style.narrow else _BAND
            yield Sized(block.category.name, sizes["category"], inset)
        case Head():
            yield Sized(block.title, sizes["head"], _NARROW_HEAD if style.narrow else _HEAD, True)
        case Scene():
            yield Sized(block.text, sizes["setting"], 0)
        case Title():
            yield Sized(block.text, sizes["title"], 0, headline=True)
        case Passage():
            if block.label:
                yield Sized(block.label, label, 0)
            yield Sized(block.text, sizes[block.role], 0)
        case Boxed():
            if block.label:
                yield Sized(block.label, label, _MARK)
            yield Sized(block.text, 1, _BOX)
        case Beside():
            lost = (width + _BESIDE) / 2
            for half in (block.left, block.right):
                for it in sized(half, style, width - lost):
                    yield Sized(it.text, it.size, it.inset + lost)
        case Actions():
            yield Sized(block.label, label, 0)
            for step in block.steps:
                yield Sized(step.do, 1, _MARK)
                if step.when:
                    yield Sized(step.when, 1, _MARK)
        case Lesson():
            if block.label:
                yield Sized(block.label, label, _STRIPE)
            yield Sized(block.text, 1, _STRIPE)
        case Listing():
            if block.label:
                yield Sized(block.label, label, 0)
            for item in block.items:
                yield Sized(item, 1, _MARK)
        case Room():
            yield Sized(block.label, label, 0)
        case Shown():
            if block.source:
                yield Sized(block.source, sizes["source"], 0)
        case Legend():
            for category in block.categories:
                yield Sized(category.name, 1, _LEGEND)


class Estimate:
    """Estimates heights in mm for a style and fonts."""

    def __init__(self, style: Style, fonts: Fonts) -> None:
        self._style = style
        # The same words are measured in several sizes, and occur in several texts.
        self.width_of = lru_cache(maxsize=20_000)(fonts.width)
        self.bold_width_of = lru_cache(maxsize=20_000)(partial(fonts.width, bold=True))

    def step(self, face: Face, room: float, width: float) -> tuple[int, bool, bool]:
        """The step of the style at which a face probably fits, whether that is with its shorter
        texts, and whether it fits at all.

        If nothing fits, the last step, with the shorter texts if there are any.
        """
        for blocks, shorter in ((face.blocks, False), (face.shorter, True)):
            for place, step in enumerate(self._style.steps):
                if blocks and self.height(blocks, width, step) <= room:
                    return place, shorter, True
        return len(self._style.steps) - 1, face.shorter is not None, False

    def may_hyphenate(self, block: CardBlock, width: float, step: float) -> bool:
        """Whether Typst may hyphenate a word of the block. If not, it needn't look for places to do
        so, which takes a fifth of its time.

        If whole words can fill the lines of a paragraph more cheaply than a single hyphen costs,
        the cheapest lines have no hyphen, and those are the ones that Typst takes.
        """
        em = self._style.base * step * POINT
        match block:
            case Band() | Head() | Title():  # never
                return False
            case Legend():  # its width isn't known exactly
                return True
            case Beside(left, right):
                half = (width - _BESIDE) / 2
                return any(self.may_hyphenate(side, half, step) for side in (left, right))
            case Actions():  # without their conditions, which are set in italics
                texts = [
                    Sized(block.label, self._style.sizes["label"], 0),
                    *(Sized(one.do, 1, _MARK) for one in block.steps),
                ]
            case _:
                texts = list(sized(block, self._style, width))
        return any(
            self._may_hyphenate(it.text, (width - it.inset) / (em * it.size), block) for it in texts
        )

    def _may_hyphenate(self, text: Text, width: float, block: CardBlock) -> bool:
        """The same for a text of a block; `width` is in ems."""
        match text.nodes:
            case [{"t": "p", "c": [{"t": "text", "v": run}]}]:
                if text is getattr(block, "label", None):
                    return self.bold_width_of(run) > width
                return looseness(run, width, self.width_of) > HYPHEN
            case _:  # widths are only known of regular type
                return True

    def question(self, text: Text, room: float) -> float:
        """The factor for the type of a front's question, with lines of `room` mm: it has to fit on
        one, or else on two that are no higher than its box.
        """
        size = self._style.base * self._style.sizes["question"] * POINT
        return max(_TWO_LINES, min(1, room / (self.bold_width_of(text.plain) * size * _SLACK)))

    def height(self, blocks: tuple[CardBlock, ...], width: float, step: float) -> float:
        """Height of the blocks in a column of `width` mm, with type scaled by `step`."""
        em = self._style.base * step * POINT
        total = 0.0
        before: CardBlock | None = None
        for block in blocks:
            gap = self._style.gap_above(before, block)
            total += gap.mm * self._style.air + gap.em * em + self._block(block, width, em)
            before = block
        return total

    def _block(self, block: CardBlock, width: float, em: float) -> float:
        style = self._style
        texts = [
            self._text(it.text.nodes, width - it.inset, em * it.size)
            for it in sized(block, style, width)
        ]
        match block:
            case Band():
                line = max(texts[0], LINE * em * style.sizes["chip"])
                return line + 2 * style.band + style.ribbon
            case Head():
                return texts[0] + 2 * style.air + style.ribbon / 2
            case Scene():
                return texts[0]
            case Title():
                return texts[0] * (1.1 + 0.02) / (LINE + LEADING)
            case Passage():
                return sum(texts) + 0.2 * em * (len(texts) - 1)
            case Boxed():
                return sum(texts) + 0.3 * em * (len(texts) - 1) + 2 * style.inset
            case Beside():
                half = (width - _BESIDE) / 2
                return max(self._block(side, half, em) for side in (block.left, block.right))
            case Actions():
                between = ITEM_GAP * em * (len(block.steps) - 1)
                return sum(texts) + 0.3 * em + between + 0.1 * em * len(texts)
            case Lesson():
                return sum(texts) + 0.1 * em + 2 * style.inset
            case Listing():
                between = ITEM_GAP * em * (len(block.items) - 1)
                return sum(texts) + between + (0.3 * em if block.label else 0)
            case Room():
                return sum(texts) + _RULED * block.lines
            case Shown():
                return block.height
            case Legend():
                rows = (max(text, 1.1 * LINE * em, 3.4) for text in texts)
                return sum(rows) + style.row_gap * (len(texts) - 1)

    def _text(self, nodes: Nodes, width: float, size: float) -> float:
        """Height of a text set at `size` mm."""
        counted = [
            sum(
                lines_in(part, max(width - depth * INDENT, size) / size / _SLACK, self.width_of)
                for part in run.split("\n")
            )
            for run, depth in markup.paragraphs(nodes)
            if run
        ]
        lines = sum(counted)
        within = LEADING * (lines - len(counted))
        return size * (lines * LINE + within + PARAGRAPH_GAP * (len(counted) - 1))


def lines_in(text: str, width: float, width_of: Callable[[str], float]) -> int:
    """How many lines a paragraph takes if each line is filled before the next is begun."""
    lines, used = 1, 0.0
    blank = width_of(" ")
    for word in text.split():
        length = width_of(word)
        if used and used + blank + length > width:
            lines, used = lines + 1, 0.0
        if length > width:  # it is broken: at a hyphen, or anywhere as in Chinese
            more = int(length / width)
            lines, length = lines + more, length - more * width
        used += length + (blank if used else 0.0)
    return lines


def looseness(run: str, width: float, width_of: Callable[[str], float]) -> float:
    """The cost of a paragraph, as Typst defines it, if each line is filled with whole words.

    A line costs (1 + 100 r³)², with r for the stretch of its gaps: 1 is half of a blank, and each
    half em more adds 1. The last line is free, but not if a single word is left for it that can't
    be hyphenated, so infinity is returned if there may be one. From `linebreak.rs` of Typst 0.15.
    Widths are estimates, so lines are assumed to be a little looser than they are.
    """
    blank = width_of(" ")
    cost, used, gaps = 0.0, 0.0, 0
    for word in run.split():
        length = width_of(word)
        if length > width / _SLACK:
            return math.inf
        if used and used + blank + length > width / _SLACK:
            spare, stretch = _LOOSER * width - used, gaps * blank / 2
            ratio = spare / stretch if spare < stretch else 1 + 2 * (spare - stretch) / max(gaps, 1)
            cost += (1 + 100 * min(ratio, 10) ** 3) ** 2
            used, gaps = 0.0, 0
        if used:
            used, gaps = used + blank, gaps + 1
        used += length
    return math.inf if cost and gaps < _FEW else cost
