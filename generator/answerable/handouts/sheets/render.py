"""Typeset a sheet as a PDF, in smaller type if that saves a page."""

from __future__ import annotations

from typing import Any

from answerable.handouts.typeset import pdf
from answerable.handouts.typeset.blocks import Block, Case, Sheet, Shown, Whole
from answerable.handouts.typeset.characters import settable
from answerable.handouts.typeset.palette import Ink, in_ink
from answerable.handouts.typeset.papers import PAPERS, Paper
from answerable.handouts.typeset.pictures import drawing
from answerable.handouts.typeset.texts import line
from answerable.handouts.typeset.typesetting import Document, Typesetter, fields_of, set_once

_TEMPLATE = "sheets/sheets.typ"
_BASE = 10.5  # pt
_STEPS: tuple[float, ...] = (8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 11.5, 12.0, 13.0, 14.0, 15.0)  # pt


def print_sheet(sheet: Sheet, document: Document, paper: Paper, *, footer: str) -> bytes:
    """The sheet as a PDF (PDF/UA-1) with `footer` and page numbers at the foot of each page.

    The bytes depend only on the arguments.
    """

    def make() -> bytes:
        made = _fitted(sheet, document, paper, footer)
        return pdf.finish([made.pdf()], "long-edge" if _pages(made) > 1 else None)

    return set_once(("sheet", sheet, paper, footer), document, make)


def picture_of_sheet(sheet: Sheet, document: Document, paper: Paper, *, footer: str) -> bytes:
    """The first page of the sheet as an SVG."""

    def make() -> bytes:
        return _set(sheet, document, paper, footer, _BASE).svg()

    return set_once(("picture of a sheet", sheet, paper, footer), document, make)


def _fitted(sheet: Sheet, document: Document, paper: Paper, footer: str) -> Typesetter:
    """The sheet in the largest type in which it has as few pages as in the smallest."""
    if not sheet.fitted:
        return _set(sheet, document, paper, footer, _BASE)
    best = _set(sheet, document, paper, footer, _STEPS[0])
    fewest = _pages(best)
    larger = _STEPS[1:]
    while larger:  # larger type never needs fewer pages, so half of the sizes drop out each time
        middle = len(larger) // 2
        tried = _set(sheet, document, paper, footer, larger[middle])
        if _pages(tried) == fewest:
            best, larger = tried, larger[middle + 1 :]
        else:
            larger = larger[:middle]
    return best


def _set(sheet: Sheet, document: Document, paper: Paper, footer: str, base: float) -> Typesetter:
    width, height = PAPERS[paper]
    sheet = settable(sheet, document)
    return Typesetter(
        _TEMPLATE,
        document,
        {
            "page": (height, width) if sheet.landscape else (width, height),
            "base": base,
            "heading": sheet.title,
            "footer": settable(line(footer), document).plain,
            "columns": sheet.columns,
            "blocks": [_block(block, document.ink) for block in sheet.blocks],
        },
    )


def _block(block: Block, ink: Ink) -> dict[str, Any]:
    values = fields_of(block)
    if isinstance(block, Whole):
        values["blocks"] = [_block(inner, ink) for inner in block.blocks]
    if isinstance(block, Shown):
        values |= drawing(block, ink)
    if isinstance(block, Case):
        values["hue"] = in_ink(block.hue, ink)
    return {"kind": type(block).__name__, **values}


def _pages(set_sheet: Typesetter) -> int:
    return int(set_sheet.told("pages")[0])
