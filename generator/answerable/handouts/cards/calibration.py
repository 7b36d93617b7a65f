"""Make a test sheet for a printer: does it scale pages, and how far off is the second side?

The cross-hairs of front and back are at the same spots on the paper. Held up to the light, the
scale on the back shows where the front's cross-hairs are: move the backs by that much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from answerable.handouts.cards.geometry import CardGrid, Slot, backs, fronts
from answerable.handouts.cards.imposition import Duplex, how_to_print
from answerable.handouts.typeset import pdf
from answerable.handouts.typeset.characters import settable
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.handouts.typeset.texts import Text, line
from answerable.handouts.typeset.typesetting import Document, Typesetter
from answerable.i18n import translator

_TEMPLATE = "cards/calibration.typ"

INSET = 15.0
"""Distance in mm of the cross-hairs from the edges of the paper; printers can print there."""

_RULER = 100.0  # mm at most
_BESIDE_RULER = 17.0  # mm left free at both ends of a ruler


@dataclass(frozen=True, slots=True)
class CrossHair:
    """A cross-hair by its centre in mm. On each sheet one is `ringed`, to show how it turned."""

    x: float
    y: float
    ringed: bool


def cross_hairs(printing: Duplex) -> tuple[tuple[CrossHair, ...], tuple[CrossHair, ...]]:
    """The cross-hairs of the front and of the back, each pair at the same spot on the paper."""
    width, height = printing.sheet.paper_width, printing.sheet.paper_height
    # Cards of size 0, because the rule for backs is the same for points.
    corners = CardGrid(
        *(width, height, 0, 0, 2, 2),
        *(INSET, INSET, width - 2 * INSET, height - 2 * INSET),
    )
    centre = CardGrid(width, height, 0, 0, 1, 1, width / 2, height / 2, 0, 0)
    grids = (corners, centre)
    return (
        _hairs(slot for grid in grids for slot in fronts(grid)),
        _hairs(slot for grid in grids for slot in backs(grid, printing.turned_on)),
    )


def make_calibration(printing: Duplex, language: str, fonts: Fonts = SHIPPED_FONTS) -> bytes:
    """The sheet as a two-page PDF (PDF/UA-1), with the outlines of the cards.

    The bytes depend only on the arguments.
    """
    sheet = printing.sheet
    title = line(translator(language).gettext("Calibration sheet"))
    document = Document(title.plain, language, fonts=fonts)
    texts = settable(
        (_on_the_front(printing, language), _on_the_back(printing, language)), document
    )
    outlines = (fronts(sheet), backs(sheet, printing.turned_on))
    sides = [_side(*parts) for parts in zip(cross_hairs(printing), outlines, texts, strict=True)]
    page = (sheet.paper_width, sheet.paper_height)
    data = {
        "page": page,
        "card": (sheet.card_width, sheet.card_height),
        "rulers": [_ruler(length) for length in page],
        "heading": settable(title, document),
        "sides": sides,
    }
    made = Typesetter(_TEMPLATE, document, data).pdf()
    return pdf.finish([made], printing.turned_on)


def _hairs(slots: Iterable[Slot]) -> tuple[CrossHair, ...]:
    return tuple(CrossHair(slot.x, slot.y, place == 0) for place, slot in enumerate(slots))


def _side(
    hairs: Sequence[CrossHair], cards: Sequence[Slot], texts: Sequence[Text]
) -> dict[str, Any]:
    return {
        "hairs": hairs,
        "cards": [(card.x, card.y) for card in cards],
        "texts": texts,
    }


def _ruler(length: float) -> float:
    """Length of a ruler along a side of the paper, in mm: whole centimetres."""
    return min(_RULER, (length - 2 * _BESIDE_RULER) // 10 * 10)


def _on_the_front(printing: Duplex, language: str) -> tuple[Text, ...]:
    _ = translator(language).gettext
    return (
        line(how_to_print(printing, language)),
        line(
            _(
                "Measure the rulers. If one is too short or too long, the printer is scaling the "
                "page: choose "
                "“actual size” or 100%, and print again."
            )
        ),
        line(
            _(
                "The thin lines are the edges of the cards. Lay this sheet on the card stock and "
                "hold both up to the light: if it is the right stock, they line up."
            )
        ),
        line(_("Then turn the sheet over.")),
    )


def _on_the_back(printing: Duplex, language: str) -> tuple[Text, ...]:
    _ = translator(language).gettext
    other = "short-edge" if printing.turned_on == "long-edge" else "long-edge"
    return (
        line(_("Hold the sheet up to the light, with this side towards you.")),
        line(
            _(
                "If the rings are in different corners, the printer flips the paper on its other "
                "edge: print with %(option)s."
            )
            % {"option": _unbroken(f"--duplex {other}")}
        ),
        line(
            _(
                "Read off where the cross-hair on the front falls on the scale, in mm: first to "
                "the right, then down. Left and up are negative."
            )
        ),
        line(
            _("Print the cards with these numbers, for example: %(option)s")
            % {"option": _unbroken("--back-offset 0.5,-1")}
        ),
    )


def _unbroken(option: str) -> str:
    """A command-line option with hyphens at which no line can break."""
    return option.replace("-", "\N{NON-BREAKING HYPHEN}").replace(" ", "\N{NO-BREAK SPACE}")
