"""Sheet of cards -> a sheet to try a printer with: does it scale, and how far off is its back?

Cross-hairs of front and back are at the same spots of the paper. Against the light, the scale on
the back tells where those of the front are: that is what the backs have to be moved by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
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
"""From the edges of the paper to the cross-hairs near its corners, in mm: printers reach there."""

_RULER = 100.0  # mm at most
_BESIDE_RULER = 17.0  # mm that a ruler leaves free at both ends


@dataclass(frozen=True, slots=True)
class CrossHair:
    """Its middle on a page, in mm; one of the sheet's is ringed, and tells how the paper turned."""

    x: float
    y: float
    ringed: bool


def cross_hairs(printing: Duplex) -> tuple[tuple[CrossHair, ...], tuple[CrossHair, ...]]:
    """The cross-hairs of the front and those of the back, each pair at one spot of the paper."""
    width, height = printing.sheet.paper_width, printing.sheet.paper_height
    # Cards without a size, as the rule for backs is the same for points.
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
    """The sheet as a PDF (PDF/UA-1) of two pages, with the outlines of the cards.

    The bytes depend on the arguments alone.
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
        "heading": asdict(settable(title, document)),
        "sides": sides,
    }
    made = Typesetter(_TEMPLATE, document, data).pdf()
    return pdf.finish(made, printing.turned_on)


def _hairs(slots: Iterable[Slot]) -> tuple[CrossHair, ...]:
    return tuple(CrossHair(slot.x, slot.y, place == 0) for place, slot in enumerate(slots))


def _side(
    hairs: Sequence[CrossHair], cards: Sequence[Slot], texts: Sequence[Text]
) -> dict[str, Any]:
    return {
        "hairs": [asdict(hair) for hair in hairs],
        "cards": [(card.x, card.y) for card in cards],
        "texts": [asdict(text) for text in texts],
    }


def _ruler(length: float) -> float:
    """How long a ruler along a side of the paper is: whole centimetres."""
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
    """An option of the command line that is not parted at its hyphens."""
    return option.replace("-", "\N{NON-BREAKING HYPHEN}").replace(" ", "\N{NO-BREAK SPACE}")
