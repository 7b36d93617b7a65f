"""A picture is on the card if there is room for it, and never makes words too small."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable import cli
from answerable.checks.check import check_course
from answerable.handouts.cards.make import PrintedDeck, make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.model import Course
from tests.support.courses import TODAY, load, write_course, write_project
from tests.support.pictured import FILES, PICTURED, draw_pictures

LONG = "She waits, and it rains. " * 18
TOO_LONG = "She waits, and it rains. " * 48


def inn(folder: Path, **changes: Any) -> Course:
    silent = {name: value for name, value in PICTURED.items() if name not in ("audio", "video")}
    files = FILES | {"at-the-door/lost-key.yml": silent | changes}
    return load(draw_pictures(write_course(folder, files)))


def deck_of(course: Course, **options: Any) -> PrintedDeck:
    how = plan(CardOptions(**options))
    (pictured,) = (one for one in course.scenarios if one.picture)
    return make_deck("scenarios", course, [pictured], how, leaving_out=True)


def pictures_in(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    wanted = [3]  # FPDF_PAGEOBJ_IMAGE
    return sum(len(list(page.get_objects(filter=wanted))) for page in document)


@pytest.mark.parametrize("options", [{}, {"paper": "letter"}, {"ink": "bw"}])
def test_a_front_shows_the_picture(options: dict[str, Any], tmp_path: Path) -> None:
    deck = deck_of(inn(tmp_path), **options)
    assert pictures_in(deck.pdf) == 1
    assert not deck.left_out
    (image,) = HTMLParser(deck.html).css(".shown img")
    assert image.attributes["alt"] == "A guest in the rain, before a door"


def test_a_print_shop_gets_it_in_four_colours_that_look_the_same(tmp_path: Path) -> None:
    course = inn(tmp_path)
    pdf = deck_of(course, press=True).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = (
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        )
        assert image["/ColorSpace"] == "/DeviceCMYK"
    (shown,) = (
        one.get_bitmap(render=True).to_pil().convert("RGB")
        for page in pypdfium2.PdfDocument(pdf)
        for one in page.get_objects(filter=[3])
    )
    middle = shown.getpixel((shown.width // 2, shown.height // 2))
    edge = shown.getpixel((5, 5))
    for seen, drawn in ((middle, (15, 92, 99)), (edge, (207, 227, 225))):
        assert isinstance(seen, tuple)
        assert all(abs(one - other) < 25 for one, other in zip(seen, drawn, strict=True)), seen


def test_a_picture_is_left_out_before_any_word_is(tmp_path: Path) -> None:
    course = inn(tmp_path, situation=TOO_LONG)
    deck = deck_of(course)
    assert pictures_in(deck.pdf) == 0
    assert not deck.left_out, "all texts are there"
    assert all(face.points >= deck.plan.style.floor for face in deck.faces)
    codes = {one.code for one in check_course(tmp_path, TODAY).diagnostics}
    assert "AN030" in codes


def test_smaller_type_makes_room_for_a_picture(tmp_path: Path) -> None:
    deck = deck_of(inn(tmp_path, situation=LONG))
    assert pictures_in(deck.pdf) == 1
    assert all(face.points >= deck.plan.style.floor for face in deck.faces)
    assert "AN030" not in {one.code for one in check_course(tmp_path, TODAY).diagnostics}


@pytest.mark.parametrize(
    ("card", "situation", "said"),
    [
        ("a6", LONG, ""),
        ("a6", LONG * 3, "There is no room for the picture on A1. Larger cards have.\n"),
        (
            "85x55",
            "She waits.",
            "The backs have no room for the poor reply and the solutions. There is no room for the "
            "picture on A1. Larger cards have.\n",
        ),
    ],
)
def test_the_command_names_cards_without_room_for_their_picture(
    card: str,
    situation: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    silent = {name: value for name, value in PICTURED.items() if name not in ("audio", "video")}
    write_project(tmp_path, FILES | {"at-the-door/lost-key.yml": silent | {"situation": situation}})
    draw_pictures(tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    asked = ["--scenario", "lost-key", "--card", card, "--report", "--copies", "2"]
    assert cli.main(["cards", *asked, "-o", "cards.pdf"]) == 0
    told = capsys.readouterr()
    assert told.err.partition("Wrote")[0] == said
    assert told.out.count(", no picture\n") == (2 if said else 0)


def test_a_decorative_picture_is_no_part_of_the_text(tmp_path: Path) -> None:
    deck = deck_of(inn(tmp_path, picture="door.jpg | decorative"))
    assert pictures_in(deck.pdf) == 1
    (image,) = HTMLParser(deck.html).css(".shown img")
    assert image.attributes["alt"] == ""
