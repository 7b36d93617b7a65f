"""The calibration sheet: cross-hairs at one spot of the paper, on any paper, however it turns."""

from __future__ import annotations

import io
from pathlib import Path

import page as pdf_validator
import pikepdf
import pypdfium2
import pytest

from answerable.cli import main
from answerable.handouts.cards.calibration import CrossHair, cross_hairs, make_calibration
from answerable.handouts.cards.imposition import Duplex
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.typeset.papers import PAPERS, Edge, Paper
from tests.support.courses import ROOT

MM = 72 / 25.4  # points
EDGES: tuple[Edge, ...] = ("long-edge", "short-edge")
SHEETS = [
    *(CardOptions(paper=paper, duplex=edge) for paper in PAPERS for edge in EDGES),
    *(CardOptions(stock="avery-5388", duplex=edge) for edge in EDGES),
]


def named(options: CardOptions) -> str:
    return f"{options.stock or options.plain_paper} {options.duplex}"


def printing_of(options: CardOptions) -> Duplex:
    printing = plan(options).printing
    assert isinstance(printing, Duplex)
    return printing


def text_of(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("options", SHEETS, ids=named)
def test_cross_hairs_of_both_sides_lie_on_each_other(options: CardOptions) -> None:
    printing = printing_of(options)
    front, back = cross_hairs(printing)
    width, height = printing.sheet.paper_width, printing.sheet.paper_height
    # What turns about an upright edge changes left and right; about a level one, top and bottom.
    upright = (width <= height) == (printing.turned_on == "long-edge")
    seen = {
        CrossHair(width - hair.x, hair.y, hair.ringed)
        if upright
        else CrossHair(hair.x, height - hair.y, hair.ringed)
        for hair in back
    }
    assert seen == set(front)
    assert {(hair.x, hair.y) for hair in front} == {
        (15, 15),
        (width - 15, 15),
        (15, height - 15),
        (width - 15, height - 15),
        (width / 2, height / 2),
    }
    assert sum(hair.ringed for hair in front) == 1


def test_the_wrong_edge_leaves_the_rings_in_different_corners() -> None:
    (_, long_edge), (_, short_edge) = (
        cross_hairs(printing_of(CardOptions(duplex=edge))) for edge in EDGES
    )
    assert long_edge[0] != short_edge[0]


@pytest.mark.parametrize("options", SHEETS, ids=named)
def test_the_sheet_has_the_size_of_its_paper_and_says_how_to_print_it(
    options: CardOptions,
) -> None:
    made = make_calibration(printing_of(options), "en")
    sheet = printing_of(options).sheet
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    for page in document:
        assert page.get_size() == pytest.approx(
            (sheet.paper_width * MM, sheet.paper_height * MM), abs=0.01
        )
    edge = str(options.duplex).replace("-", " ")
    assert f"Print at 100%, on both sides, flipped on the {edge}." in text_of(document[0])
    assert "cross-hair on the front" in text_of(document[1])
    document.close()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        hints = pdf.Root.ViewerPreferences
        assert hints.PrintScaling == "/None"
        assert (
            str(hints.Duplex)
            == {
                "long-edge": "/DuplexFlipLongEdge",
                "short-edge": "/DuplexFlipShortEdge",
            }[str(options.duplex)]
        )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_instructions_keep_away_from_the_marks(paper: Paper, language: str) -> None:
    printing = printing_of(CardOptions(paper=paper))
    document = pypdfium2.PdfDocument(make_calibration(printing, language))
    middle, lowest = printing.sheet.paper_height / 2, printing.sheet.paper_height - 15 - 9
    for page in document:
        textpage = page.get_textpage()
        rows = [textpage.get_rect(place) for place in range(textpage.count_rects())]
        assert rows
        for left, bottom, right, top in rows:
            # From the top of the page, in mm.
            above, below = (printing.sheet.paper_height - edge / MM for edge in (top, bottom))
            if right - left > 10 * MM:  # not the digits of a scale
                assert 35 <= above < below <= middle - 10 or middle + 10 <= above
                assert below <= lowest
    document.close()


def test_the_sheet_speaks_the_language_of_the_course_and_is_accessible() -> None:
    made = make_calibration(printing_of(CardOptions()), "de")
    document = pypdfium2.PdfDocument(made)
    assert "Justierblatt" in text_of(document[0])
    assert "über die lange Kante" in text_of(document[0])
    assert "Fadenkreuz der Vorderseite" in text_of(document[1])
    document.close()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.Lang == "de"
    profile = pdf_validator.ValidationProfile.PDF_UA_1
    report = pdf_validator.validate_pdf_bytes(made, profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_the_same_sheet_is_the_same_file() -> None:
    printing = printing_of(CardOptions())
    assert make_calibration(printing, "en") == make_calibration(printing, "en")


def test_it_is_printed_in_any_language_of_the_interface() -> None:
    assert make_calibration(printing_of(CardOptions()), "ar").startswith(b"%PDF")


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.pdf"
    project = ROOT / "mkdocs.yml"
    command = ["calibration", "-f", str(project), "--language", "de", "-o", str(target)]
    assert main([*command, "--duplex", "short-edge"]) == 0
    assert "on both sides, flipped on the short edge" in capsys.readouterr().err
    assert "Justierblatt" in text_of(pypdfium2.PdfDocument(target)[0])
    assert main([*command, "--stock", "avery-538"]) == 1
    assert "AN406" in capsys.readouterr().err
