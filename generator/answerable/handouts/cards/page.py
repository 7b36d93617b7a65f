"""Write a deck as one HTML file, to read on a screen or to print in the same layout as the PDF.

Every card is in the file once. On a screen its faces follow each other; in print the styles move
each face to its place on the sheet. Texts and type sizes are the same as in the PDF.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from answerable.handouts.cards.faces import Card, CardBlock, Deck, Face, Head, Title
from answerable.handouts.cards.fit import Fit, block_data, chosen
from answerable.handouts.cards.geometry import CORNER_RADIUS, Stroke
from answerable.handouts.cards.imposition import Placed, PrintedPage, how_to_print, pages
from answerable.handouts.cards.options import PrintPlan
from answerable.handouts.standalone.document import asset, environment, in_its_direction, policy
from answerable.handouts.standalone.fonts import font_faces, font_family
from answerable.handouts.standalone.look import own_look
from answerable.handouts.typeset.palette import Ink
from answerable.handouts.typeset.papers import Size
from answerable.handouts.typeset.typesetting import Document
from answerable.i18n import N_, number
from answerable.i18n.bidi import isolated_in, kept
from answerable.model.colours import Colours

_PACKAGE = "answerable.handouts.cards"

_SIDES = {
    "front": N_("Front"),
    "back": N_("Back"),
    "second page": N_("Second page"),
    "third page": N_("Third page"),
}
_BLACK = "#000000"

_HAIR = 1.0
"""Sheets are this many mm shorter than their pages, so that rounding never adds a page."""


def card_page(
    deck: Deck,
    plan: PrintPlan,
    document: Document,
    fits: Sequence[Fit],
    codes: Mapping[str, str],
) -> str:
    """The deck as HTML text; the same arguments give the same text.

    `fits` says how each face came out when the deck was set; `codes` are its QR codes as SVG, by
    address. The file loads nothing else: its
    Content-Security-Policy allows only the styles and pictures inside it.
    """
    placing = _Placing(deck, plan, document.ink, fits, codes)
    values = {
        "deck": deck,
        "document": document,
        "sheets": list(placing.sheets()),
        "page": plan.page,
        "hair": _HAIR,
        "how_to_print": in_its_direction(
            how_to_print(plan.printing, document.language), document.language
        ),
        "on_a_sheet": plan.printing.sheet.cards,
        "card_size": _size(plan.style.card, document.language),
        "paper_size": _size(plan.page, document.language),
        "wide": plan.style.wide,
    }
    # The text comes first, because its characters decide what the fonts must contain.
    shown = _environment(document.language).get_template("cards.html.jinja").render(values)
    shown = isolated_in(document.language, shown)
    styles = "".join(
        (
            font_faces(shown, document.fonts),
            _measures(plan),
            f":root{{--fonts:{font_family(shown, document.fonts)}}}",
            _hues(document.colours),
            placing.looks.rules(),
            asset(_PACKAGE, "cards.css"),
            own_look(document.colours, document.roundness),
        )
    )
    return (
        _environment(document.language)
        .get_template("page.html.jinja")
        .render(
            values,
            # From an autoescaping template, or numbers and constants of this package.
            body=Markup(shown),  # noqa: S704
            styles=Markup(styles),  # noqa: S704
            policy=policy(styles),
        )
    )


class _Looks:
    """Makes a class for each set of declarations, because the policy forbids inline styles."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}

    def __call__(self, declarations: str) -> str:
        return self._classes.setdefault(declarations, f"v{len(self._classes)}")

    def rules(self) -> str:
        return "".join(f".{name}{{{declarations}}}" for declarations, name in self._classes.items())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The cards of one sheet of paper, its pages, and the class that says how many pages it has."""

    cards: tuple[dict[str, Any], ...]
    pages: tuple[_Lines, ...]
    look: str


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is drawn beside the faces of a page, as SVG paths."""

    marks: str
    creases: str
    corners: str
    look: str


class _Placing:
    """Positions and sizes of cards on their sheets, as values for the templates."""

    def __init__(
        self,
        deck: Deck,
        plan: PrintPlan,
        ink: Ink,
        fits: Sequence[Fit],
        codes: Mapping[str, str],
    ) -> None:
        self.looks = _Looks()
        self._deck, self._plan, self._ink, self._codes = deck, plan, ink, codes
        self._fits = {(fit.card, fit.face): fit for fit in fits}

    def sheets(self) -> Iterator[_Sheet]:
        """The sheets of paper; pages with the same cards belong to one sheet."""
        every = pages([len(card.faces) for card in self._deck.cards], self._plan.printing)
        for here, group in groupby(every, key=lambda page: sorted({s.card for s in page.slots})):
            sides = tuple(group)
            places = {
                (slot.card, slot.face): self._place(slot, number)
                for number, page in enumerate(sides)
                for slot in page.slots
            }
            yield _Sheet(
                tuple(self._card(number, places) for number in here),
                tuple(self._lines(page, number) for number, page in enumerate(sides)),
                self.looks(f"--pages:{len(sides)}"),
            )

    def _place(self, slot: Placed, number: int) -> str:
        """The class for a place on a page of its sheet: the corner inside the safe margins."""
        safe = self._plan.style.safe
        x, y = slot.x + safe, slot.y + safe + number * self._plan.page[1]
        look = self.looks(f"--x:{x:.6g}mm;--y:{y:.6g}mm")
        return f"{look} turned" if slot.turned else look

    def _card(self, index: int, places: Mapping[tuple[int, int], str]) -> dict[str, Any]:
        card = self._deck.cards[index]
        return {
            "id": f"card-{index + 1}",
            "code": card.code,
            "title": _title(card),
            "hue": _BLACK if self._ink == "bw" else card.hue,
            "faces": [
                self._face(face, self._fits[index, number], places[index, number])
                for number, face in enumerate(card.faces)
                if (index, number) in places
            ],
        }

    def _face(self, face: Face, fit: Fit, place: str) -> dict[str, Any]:
        points = self._plan.style.base * fit.step
        asked = f";--question:{fit.question:.4f}" if face.question else ""
        look = self.looks(f"--type:{points:.6g}pt;--headline:{fit.headline:.4f}{asked}")
        question = face.question
        return {
            "side": _SIDES[face.name],
            "look": f"{place} {look}",
            "blocks": list(self._blocks(chosen(face, fit))),
            "question": question,
            "qr": _picture(self._codes[question.url]) if question and question.url else None,
        }

    def _blocks(self, blocks: Iterable[CardBlock]) -> Iterator[dict[str, Any]]:
        for block in block_data(blocks, self._plan.style, self._ink):
            mm, em, share = block["gap"]
            high = f";--high:{block['height']:g}" if block["kind"] == "Shown" else ""
            look = self.looks(f"--gap:{mm:g};--gap-em:{em:g}em;--share:{share:g}{high}")
            yield block | {"look": look}

    def _lines(self, page: PrintedPage, number: int) -> _Lines:
        plan = self._plan
        corners = "".join(_corners(slot, plan.style.card) for slot in page.slots if plan.corners)
        look = self.looks(f"--y:{number * plan.page[1]:.6g}mm")
        return _Lines(_path(page.marks), _path(page.creases), corners, look)


def _title(card: Card) -> str:
    """The title of what the card is about."""
    for block in (block for face in card.faces for block in face.blocks):
        match block:
            case Title(text):
                return text.plain
            case Head():
                return block.title.plain
            case _:
                pass
    return ""


def _picture(svg: str) -> str:
    """A picture as a `data:` address."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _path(lines: Iterable[Stroke]) -> str:
    return "".join(f"M{it.x1:.6g} {it.y1:.6g}L{it.x2:.6g} {it.y2:.6g}" for it in lines)


def _corners(slot: Placed, size: Size) -> str:
    width, height = size
    r, c = CORNER_RADIUS, 0.45 * CORNER_RADIUS
    return "".join(
        f"M{x:.6g} {y + down * r:.6g}C{x:.6g} {y + down * c:.6g} "
        f"{x + right * c:.6g} {y:.6g} {x + right * r:.6g} {y:.6g}"
        for x, right in ((slot.x, 1), (slot.x + width, -1))
        for y, down in ((slot.y, 1), (slot.y + height, -1))
    )


def _size(size: Size, language: str) -> str:
    """Width × height, in this order in every script."""
    return kept(" × ".join(number(length, language) for length in size))


def _measures(plan: PrintPlan) -> str:
    """Paper and style as values that the stylesheet uses."""
    style, (width, height) = plan.style, plan.page
    values = {
        "page-width": f"{width:g}mm",
        "page-height": f"{height:g}mm",
        "hair": f"{_HAIR:g}mm",
        "face-width": f"{style.width:g}mm",
        "face-height": f"{style.height:g}mm",
        "base": f"{style.base:g}pt",
        "air": f"{style.air:g}",
        "head-gap": f"{style.gutter:g}",
        "band-inset": f"{style.band_side:g}",
        "band-radius": f"{style.band_radius:g}",
        "legend-gap": f"{style.row_gap:g}",
        "inset": f"{style.inset:g}",
        "band": f"{style.band:g}",
        "ribbon": f"{style.ribbon:g}",
        "qr": f"{style.qr:g}",
        **{f"size-{role}": f"{size:g}em" for role, size in style.sizes.items()},
    }
    declarations = ";".join(f"--{name}:{value}" for name, value in values.items())
    return f":root{{{declarations}}}@page{{margin:0;size:{width:g}mm {height:g}mm}}"


def _hues(colours: Colours) -> str:
    """One class per module colour, and one for black only."""
    hues = dict.fromkeys((*colours.hues, _BLACK))
    return "".join(f".hue-{hue[1:]}{{--hue:{hue}}}" for hue in hues)


@cache
def _environment(language: str) -> Environment:
    return environment(_PACKAGE, language)
