"""A `spot` item as learners answer it."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.items.item import ItemOfChoices, chance_by_ticking
from answerable.items.shapes import Choice, Choices


@dataclass(frozen=True, slots=True)
class SpotItem(ItemOfChoices):
    """Phrases to mark in a reply.

    `choices` are the phrases; `paragraphs` are the reply: its phrases in their places, and the
    Markdown between them, including spaces.
    """

    type = "spot"
    control = 'input[type="checkbox"]'

    paragraphs: tuple[tuple[str | Choice, ...], ...]

    @property
    def asks(self) -> str:
        """The question, with the reply as a quotation."""
        texts = (
            "".join(part if isinstance(part, str) else part.text for part in paragraph)
            for paragraph in self.paragraphs
        )
        return f"{self.question}\n\n" + "\n>\n".join(f"> {text}" for text in texts)

    @property
    def in_order(self) -> tuple[Choice, ...]:
        """The phrases in the order of the reply."""
        parts = (part for paragraph in self.paragraphs for part in paragraph)
        return tuple(part for part in parts if isinstance(part, Choice))

    @property
    def chance(self) -> float:
        return chance_by_ticking(self.choices)

    @property
    def shape(self) -> Choices:
        return Choices(self.choices, several=True)
