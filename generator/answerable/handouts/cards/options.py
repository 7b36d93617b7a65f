"""Turn a trainer's options into a plan: how cards are set, and how they are placed on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.cards.geometry import CardGrid, folded, grid, whole_page
from answerable.handouts.cards.imposition import Duplex, OneSided, Printing, Sides
from answerable.handouts.cards.stocks import Stocks, shipped_stocks
from answerable.handouts.cards.style import Style, style_for
from answerable.handouts.typeset.palette import Ink, OfficeInk
from answerable.handouts.typeset.papers import CARD_SIZES, PAPERS, Edge, Paper, Size, card_size
from answerable.handouts.typeset.typesetting import PrintError
from answerable.i18n import N_
from answerable.source.read.names import closest

OFFERED: Mapping[Paper, str] = MappingProxyType(
    {"a4": N_("Cards on A4"), "letter": N_("Cards on US Letter")}
)
"""The papers for which every site offers its cards, with the titles of the files."""

DuplexMode = Edge | Literal["fold"]

BLEED = 3.0
"""How much a print shop cuts off at each edge, in mm."""

_COMMAND_LINE = Location("the command line")


@dataclass(frozen=True, slots=True)
class CardOptions:
    """How to print a deck. `card` is a size as `papers.card_size` reads it, `stock` a name.

    Without either, cards are in the paper's usual grid. The default for `paper` is the stock's, or
    A4. `press` is for a print shop: one card per page, with bleed. `large_print` sets every face on
    its own page in 18 pt. `back_offset` is in mm to the right and down.
    """

    paper: Paper | None = None
    card: str | None = None
    stock: str | None = None
    duplex: DuplexMode = "long-edge"
    sides: Sides = "both"
    back_offset: tuple[float, float] = (0.0, 0.0)
    ink: OfficeInk = "colour"
    large_print: bool = False
    press: bool = False
    corners: bool = False

    @property
    def plain_paper(self) -> Paper:
        """The paper to use if no stock has its own."""
        return self.paper or "a4"


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """Resolved options: the style of the cards, their arrangement, the page size in mm, the ink,
    the bleed in mm, and whether the corners have guides for a punch.
    """

    style: Style
    printing: Printing
    page: Size
    ink: Ink = "colour"
    bleed: float = 0.0
    corners: bool = False


_EXCLUSIVE: tuple[tuple[str, frozenset[str], str], ...] = (
    ("--stock", frozenset({"--card"}), "a stock has its size"),
    (
        "--large-print",
        frozenset(
            {"--press", "--card", "--stock", "--duplex", "--sides", "--back-offset", "--corners"}
        ),
        "large print fills one side of the paper with each face",
    ),
    (
        "--press",
        frozenset({"--duplex", "--back-offset", "--ink"}),
        "a print shop lays the cards out itself, in four colours",
    ),
    (
        "--duplex fold",
        frozenset({"--sides", "--back-offset"}),
        "both faces are folded from one piece",
    ),
)
"""Options that exclude some others, and why."""


def plan(options: CardOptions, stocks: Stocks | None = None) -> PrintPlan:
    """Resolve the options. Raises `PrintError` with what is wrong with them (AN405, AN406)."""
    _refuse_contradictions(options)
    stocks = stocks or shipped_stocks()
    if stocks.diagnostics:
        raise PrintError(stocks.diagnostics)
    resolved = _resolved(options, stocks)
    ink: Ink = "press" if options.press else options.ink
    return replace(resolved, ink=ink, corners=options.corners)


def _refuse_contradictions(options: CardOptions) -> None:
    usual = CardOptions()
    asked = {
        name.split()[0]: name
        for name, value, default in (
            ("--card", options.card, usual.card),
            ("--stock", options.stock, usual.stock),
            (f"--duplex {options.duplex}", options.duplex, usual.duplex),
            (f"--sides {options.sides}", options.sides, usual.sides),
            ("--back-offset", options.back_offset, usual.back_offset),
            (f"--ink {options.ink}", options.ink, usual.ink),
            ("--large-print", options.large_print, usual.large_print),
            ("--press", options.press, usual.press),
            ("--corners", options.corners, usual.corners),
        )
        if value != default
    }
    for one, others, why in _EXCLUSIVE:
        found = sorted(others & asked.keys())
        if found and one in {*asked.keys(), *asked.values()}:
            raise _problem(
                "AN405",
                f"`{asked[found[0]]}` and `{one}` exclude each other: {why}.",
                "Leave one of them out.",
            )


def _resolved(options: CardOptions, stocks: Stocks) -> PrintPlan:
    if options.large_print:
        return _large(options)
    if options.press:
        size = _size(options, stocks)
        sheet = whole_page(size, bleed=BLEED)
        printing = Duplex(sheet, sides=options.sides)
        return PrintPlan(style_for(size), printing, _page(sheet), bleed=BLEED)
    if options.duplex == "fold":
        return _fold(options, stocks)
    sheet = _sheet(options, stocks)
    style = style_for((sheet.card_width, sheet.card_height))
    printing = Duplex(sheet, options.duplex, options.sides, options.back_offset)
    return PrintPlan(style, printing, _page(sheet))


def _large(options: CardOptions) -> PrintPlan:
    paper = PAPERS[options.plain_paper]
    sheet = whole_page(paper)
    return PrintPlan(style_for(paper, large_print=True), OneSided(sheet), _page(sheet))


def _fold(options: CardOptions, stocks: Stocks) -> PrintPlan:
    size = _size(options, stocks)
    if options.stock and _sheet(options, stocks).precut:
        raise _problem(
            "AN405",
            f"The cards of `{options.stock}` are pre-cut, so front and back can't be folded from "
            "one piece.",
            "Use plain paper, or print both sides of the stock.",
        )
    fold = folded(PAPERS[options.plain_paper], size)
    if fold is None:
        raise _too_large((2 * size[0], size[1]), options.plain_paper, "a card and its back")
    return PrintPlan(style_for(size), fold, _page(fold.sheet))


def _size(options: CardOptions, stocks: Stocks) -> Size:
    if options.card:
        return _named_size(options.card)
    sheet = _sheet(options, stocks)
    return sheet.card_width, sheet.card_height


def _sheet(options: CardOptions, stocks: Stocks) -> CardGrid:
    if options.card:
        size = _named_size(options.card)
        sheet = grid(PAPERS[options.plain_paper], size)
        if sheet is None:
            raise _too_large(size, options.plain_paper, "a card")
        return sheet
    name = options.stock or f"plain-{options.plain_paper}"
    stock = stocks.named(name) or (None if options.stock else shipped_stocks().named(name))
    if stock is None:
        guess = closest(name, stocks.names)
        raise _problem(
            "AN406",
            f"There is no stock `{name}`.",
            f"Did you mean `{guess}`? " * bool(guess)
            + "`answerable stocks` lists them; `--stocks FILE` adds your own.",
        )
    if options.stock and options.paper not in (None, stock.paper):
        raise _problem(
            "AN405",
            f"`{name}` is {stock.paper} stock, and `--paper` says {options.paper}.",
            "Leave `--paper` out: a stock has its own paper.",
        )
    return stock.sheet


def _named_size(text: str) -> Size:
    size = card_size(text)
    if size is None:
        raise _problem(
            "AN405",
            f"`{text}` isn't a card size.",
            f"Write one of {', '.join(CARD_SIZES)}, or width x height from 40 to 300 mm, such as "
            "`90x50` or `3.5x2in`.",
        )
    return size


def _page(sheet: CardGrid) -> Size:
    return sheet.paper_width, sheet.paper_height


def _too_large(size: Size, paper: Paper, what: str) -> PrintError:
    width, height = PAPERS[paper]
    return _problem(
        "AN405",
        f"{what.capitalize()} of {size[0]:g} x {size[1]:g} mm does not fit on {paper} "
        f"({width:g} x {height:g} mm).",
        "Choose a larger `--paper` or a smaller `--card`.",
    )


def _problem(code: str, message: str, hint: str) -> PrintError:
    return PrintError((Diagnostic(code, Severity.ERROR, message, _COMMAND_LINE, hint),))
