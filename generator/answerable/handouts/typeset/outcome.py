"""How a side of a card came out: reported by typesetting to people who maintain the course."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one side of a card came out.

    `points` is the size of its running text, `scale` the same as a share of the deck's usual size.
    `shorter`: the author's shorter texts were needed. If not `fits`, it can't be printed.
    `pictured`: there was room for its pictures.
    """

    code: str
    name: str
    points: float
    scale: float
    shorter: bool
    fits: bool = True
    pictured: bool = True
