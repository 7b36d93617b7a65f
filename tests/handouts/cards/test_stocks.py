"""Card stock: the shipped table, files by trainers, and options that contradict each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from answerable.handouts.cards.drawing import drawn
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.cards.stocks import read_stocks, shipped_stocks
from answerable.handouts.typeset.typesetting import PrintError

# A second opinion on the table: the sheet's size less what the cards take, as packs state it.
KNOWN = {
    "avery-5371": (215.9, 279.4, 88.9, 50.8, 10, 19.05, 12.7),
    "avery-8388": (215.9, 279.4, 127, 76.2, 3, 44.45, 25.4),
    "Avery-3263": (279.4, 215.9, 139.7, 107.95, 4, 0, 0),
    "zweckform-32010": (210, 297, 85, 54, 10, 15, 13.5),
    "sigel-lp800": (210, 297, 85, 55, 10, 15, 10),
    "herma-4627": (210, 297, 105, 148.5, 4, 0, 0),
}

OWN = """\
stocks:
  - id: our-cards
    title: Our cards
    paper: a4
    card: 60 x 40
    grid: 3 x 6
    left: 15
    top: 28.5
"""


def own(folder: Path, text: str) -> Path:
    file = folder / "stocks.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_table_is_sound() -> None:
    stocks = shipped_stocks()
    assert stocks.diagnostics == ()
    assert len(set(stocks.names)) == len(stocks.names) >= 28


@pytest.mark.parametrize("name", KNOWN)
def test_stock_is_found_by_every_name_and_has_its_geometry(name: str) -> None:
    stock = shipped_stocks().named(name)
    assert stock is not None
    sheet = stock.sheet
    assert KNOWN[name] == (
        sheet.paper_width,
        sheet.paper_height,
        sheet.card_width,
        sheet.card_height,
        sheet.cards,
        sheet.left,
        sheet.top,
    )


def test_a_trainer_can_bring_stock_of_their_own(tmp_path: Path) -> None:
    stocks = read_stocks(own(tmp_path, OWN))
    assert stocks.diagnostics == ()
    how = plan(CardOptions(stock="our-cards"), stocks)
    assert how.style.card == (60, 40)
    assert how.page == (210, 297)
    # The plain grids of the papers stay where they are.
    assert plan(CardOptions(), stocks).style.card == (95, 138.5)


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ("60 x 40", "60", 5, "AN216", "`card` doesn't have the form width x height"),
        ("60 x 40", "60 x 4", 5, "AN216", "`card` doesn't have the form width x height"),
        ("3 x 6", "0 x 6", 6, "AN216", "`grid` doesn't have the form width x height"),
        ("left: 15", "left: wide", 7, "AN216", "`left` isn't a length in mm"),
        ("left: 15", "left: 35", 7, "AN407", "need 215 mm of width, and the sheet has 210 mm"),
        ("top: 28.5", "top: 68.5", 8, "AN407", "need 308.5 mm of height, and the sheet has 297"),
        ("paper: a4", "paper: a3", 4, "AN204", "`paper` can't be “a3”"),
        (
            "top: 28.5",
            "top: 28.5\n    pitch: 50 x 40",
            9,
            "AN407",
            "one is 60 mm, the next begins after 50 mm",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, code: str, words: str
) -> None:
    stocks = read_stocks(own(tmp_path, OWN.replace(old, new)))
    [found] = stocks.diagnostics
    assert (found.location.line, found.code) == (line, code)
    assert words in found.message
    assert found.hint
    with pytest.raises(PrintError):
        plan(CardOptions(stock="our-cards"), stocks)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"stock": "avery-5377"}, "AN406", "There is no stock `avery-5377`."),
        ({"card": "huge"}, "AN405", "`huge` isn't a card size."),
        ({"card": "a6", "stock": "avery-5371"}, "AN405", "exclude each other"),
        ({"card": "200x200", "paper": "a6"}, "AN405", "does not fit on a6"),
        ({"stock": "avery-5371", "duplex": "fold"}, "AN405", "pre-cut"),
        ({"card": "200x200", "duplex": "fold"}, "AN405", "A card and its back"),
        ({"stock": "avery-c32015", "paper": "letter"}, "AN405", "is a4 stock"),
        ({"stock": "avery-5388", "paper": "a4"}, "AN405", "is letter stock"),
        ({"large_print": True, "stock": "avery-5371"}, "AN405", "`--stock` and `--large-print`"),
        ({"large_print": True, "press": True}, "AN405", "`--press` and `--large-print`"),
        ({"press": True, "duplex": "fold"}, "AN405", "`--duplex fold` and `--press`"),
        ({"press": True, "ink": "bw"}, "AN405", "`--ink bw` and `--press`"),
        ({"duplex": "fold", "sides": "backs"}, "AN405", "`--sides backs` and `--duplex fold`"),
    ],
)
def test_options_that_cannot_be_met_say_so(options: dict[str, Any], code: str, words: str) -> None:
    with pytest.raises(PrintError) as caught:
        plan(CardOptions(**options))
    [found] = caught.value.diagnostics
    assert found.code == code
    assert words in found.message
    assert found.hint


def test_a_near_miss_is_guessed() -> None:
    with pytest.raises(PrintError) as caught:
        plan(CardOptions(stock="avery-5377"))
    assert "Did you mean `avery-5371`?" in caught.value.diagnostics[0].hint


@pytest.mark.parametrize("stock", shipped_stocks().stocks, ids=lambda stock: stock.id)
def test_the_small_picture_shows_every_card(stock) -> None:  # type: ignore[no-untyped-def]
    picture = "\n".join(drawn(stock.sheet))
    assert picture.count("╭") == picture.count("╯") == stock.sheet.cards
