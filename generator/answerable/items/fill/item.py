"""A `fill` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import Item
from answerable.items.shapes import Gap, Gaps


@dataclass(frozen=True, slots=True)
class FillItem(Item):
    """A phrase with gaps: `parts` are the texts before, between and after the gaps."""

    type = "fill"
    control = 'input[type="text"]'

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def entry_ids(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(len(self.gaps)))

    @property
    def secrets(self) -> tuple[str | None, ...]:
        return tuple(gap.why for gap in self.gaps)

    @property
    def chance(self) -> float:
        """Nobody guesses the missing words."""
        return 0.0

    @property
    def shape(self) -> Gaps:
        return Gaps(self.parts, self.gaps)
