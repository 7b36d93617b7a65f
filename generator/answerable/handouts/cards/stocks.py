"""Read files that describe card stock: the shipped `stocks.yml`, and trainers' own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from answerable.diagnostics import Diagnostic, Severity
from answerable.handouts.cards.geometry import CardGrid, fronts
from answerable.handouts.typeset.papers import PAPERS, Size, card_size
from answerable.model.scalars import Frozen, Id, Line, YesNo
from answerable.source.read.fields import check
from answerable.source.read.positions import Source
from answerable.source.read.source import read

_SHIPPED = Path(__file__).parent / "stocks.yml"

_TOLERANCE = 0.05  # mm: tables are rounded to hundredths


def _length(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{1,3})?", value.strip()):
        return float(value)
    raise PydanticCustomError("length", "not a length in mm")


def _size(value: Any) -> Any:
    size = card_size(value) if isinstance(value, str) else None
    if size is None:
        raise PydanticCustomError("size", "not a width and a height in mm")
    return size


def _grid(value: Any) -> Any:
    found = re.fullmatch(r"(\d{1,2})\s*[x×]\s*(\d{1,2})", value) if isinstance(value, str) else None
    if not found or not (int(found[1]) and int(found[2])):
        raise PydanticCustomError("grid", "not columns and rows")
    return int(found[1]), int(found[2])


_PAIR = WithJsonSchema({"type": "string", "pattern": r"^[\d.]+\s*[x×]\s*[\d.]+\s*(mm|in)?$"})

Millimetres = Annotated[float, BeforeValidator(_length)]
CardSize = Annotated[Size, BeforeValidator(_size), _PAIR]
Grid = Annotated[tuple[int, int], BeforeValidator(_grid), _PAIR]


class Stock(Frozen):
    """One type of card stock."""

    id: Id = Field(description="The name to print with.", examples=["our-cards"])
    also: tuple[Id, ...] = Field(
        (), description="Further names of the same thing.", examples=[["our-old-cards"]]
    )
    title: Line = Field(description="What it says on the pack.", examples=["Our cards"])
    paper: Literal["a4", "letter", "a5", "a6"] = Field(
        description="The size of the sheet.", examples=["a4"]
    )
    landscape: YesNo = Field(
        False, description="yes if the sheet is in landscape format.", examples=["yes"]
    )
    card: CardSize = Field(
        description="Width x height of a card, in mm or with a unit.", examples=["85 x 55"]
    )
    grid: Grid = Field(
        description="How many cards there are side by side x one below the other.",
        examples=["2 x 5"],
    )
    left: Millimetres = Field(
        description="From the left edge of the sheet to the first card, in mm.", examples=["15"]
    )
    top: Millimetres = Field(
        description="From the upper edge of the sheet to the first card, in mm.", examples=["10"]
    )
    pitch: CardSize | None = Field(
        None,
        description="From the edge of one card to the same edge of the next: to the right x down. "
        "Without it, the cards touch.",
        examples=["95 x 55"],
    )
    precut: YesNo = Field(
        True, description="no if it is cut by hand, and needs crop marks.", examples=["no"]
    )
    note: Line | None = Field(
        None, description="What to know before printing.", examples=["Feed it by hand."]
    )

    @property
    def sheet(self) -> CardGrid:
        """Its geometry."""
        paper = PAPERS[self.paper]
        width, height = (paper[1], paper[0]) if self.landscape else paper
        return CardGrid(
            width,
            height,
            *self.card,
            *self.grid,
            self.left,
            self.top,
            *(self.pitch or self.card),
            precut=self.precut,
        )


class StockFile(Frozen):
    """A file of stocks."""

    stocks: tuple[Stock, ...] = Field(
        min_length=1,
        description="All stocks of this file.",
        examples=[[{"id": "our-cards", "title": "Our cards"}]],
    )


@dataclass(frozen=True, slots=True)
class Stocks:
    """The stocks of a file in order, and what's wrong with it."""

    stocks: tuple[Stock, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def named(self, name: str) -> Stock | None:
        """The stock with that name, in upper or lower case; None if there is none."""
        wanted = name.strip().lower()
        return next((s for s in self.stocks if wanted in (s.id, *s.also)), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of every stock."""
        return tuple(name for stock in self.stocks for name in (stock.id, *stock.also))


def read_stocks(file: Path) -> Stocks:
    """Read a file of stocks and report every problem in it at once (AN407 for geometry)."""
    source = read(file, file.as_posix())
    found, problems = check(source, StockFile)
    if found is None:
        return Stocks((), source.diagnostics + problems)
    wrong = [p for place, stock in enumerate(found.stocks) for p in _wrong(stock, source, place)]
    return Stocks(found.stocks, (*source.diagnostics, *wrong))


@cache
def shipped_stocks() -> Stocks:
    """The stocks that come with the program. A build looks at them for each deck."""
    return read_stocks(_SHIPPED)


def _wrong(stock: Stock, source: Source, place: int) -> list[Diagnostic]:
    def problem(field: str, message: str, hint: str) -> Diagnostic:
        where = source.at("stocks", place, field)
        return Diagnostic("AN407", Severity.ERROR, f"Stock `{stock.id}`: {message}", where, hint)

    sheet = stock.sheet
    last = fronts(sheet)[-1]
    found = []
    measured = (
        (
            "width",
            "left",
            stock.grid[0],
            sheet.pitch_x,
            stock.card[0],
            last.x + stock.card[0],
            sheet.paper_width,
        ),
        (
            "height",
            "top",
            stock.grid[1],
            sheet.pitch_y,
            stock.card[1],
            last.y + stock.card[1],
            sheet.paper_height,
        ),
    )
    for name, edge, count, pitch, card, end, paper in measured:
        if count > 1 and pitch < card - _TOLERANCE:
            message = f"cards overlap: one is {card:g} mm, the next begins after "
            hint = "`pitch` is at least as large as `card`"
            found.append(problem("pitch", f"{message}{pitch:g} mm.", hint))
        elif end > paper + _TOLERANCE:
            message = f"the cards need {end:g} mm of {name}, and the sheet has {paper:g} mm."
            hint = f"measure `{edge}`, `card` and `pitch` again, or set `landscape: yes`"
            found.append(problem(edge, message, hint))
    return found
