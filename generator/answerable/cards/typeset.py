"""Cards -> PDF and PNG, with Typst. Nothing is cut off: what does not fit is an error."""

from __future__ import annotations

import dataclasses
import io
import json
import math
from pathlib import Path
from typing import Any

import pikepdf
import segno
import typst

from answerable.cards.deck import COURSE_FILE, LABELS, Card, Role, Side, deck, texts
from answerable.cards.geometry import SHEETS, Paper, Sheet, Slot, backs, crop_marks, fronts
from answerable.cards.preflight import FONTS, missing_characters, runs, unbroken
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.model import Course

_HERE = Path(__file__).parent
_FONT = "Atkinson Hyperlegible Next"

BASE = 9.5
"""Size of running text in pt."""

STEPS = (1.0, 0.95, 0.9, 0.85, 0.8)
"""Text shrinks by these factors, in this order, until it fits; the last one is the floor."""

SAFE = 5.0
"""Between the trim and any text or shape, in mm: cutters are off by up to 2 mm."""

QR_SIZE = 22.0
"""Width of the QR code in mm, without its quiet zone, which the white around it holds."""

_POINT = 25.4 / 72  # mm

# Size as a multiple of the running text, and the mm that insets and marks take off the line.
_ROLES: dict[Role, tuple[float, float]] = {
    "category": (1.0, 36.0),
    "setting": (0.9, 0.0),
    "title": (1.9, 0.0),
    "small_title": (1.15, 30.0),
    "situation": (1.2, 0.0),
    "reply": (1.0, 7.0),
    "solution": (1.0, 6.0),
    "lesson": (1.0, 8.0),
}
_INDENT = 5.0  # mm, of each list or quotation within a text

_PICTURE_MARGIN = 5.0  # mm, for the shadow
_PICTURE_PIXELS = 1800


class CardsError(Exception):
    """The cards cannot be made. `diagnostics` holds every reason, not only the first."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics


def make_pdf(course: Course, *, paper: Paper, base_url: str | None) -> bytes:
    """The deck of `course` as a PDF (PDF/UA-1) to print on both sides, turned on the long edge.

    Every sheet is two pages: fronts, then their backs, mirrored. With `base_url`, the address of
    the published site, each front carries a QR code to its scenario's page. The bytes depend on
    the arguments alone. Raises `CardsError` (AN401, AN402, AN403).
    """
    cards = _checked(course, base_url)
    sheet = SHEETS[paper]
    pages: list[dict[str, Any]] = []
    for first in range(0, len(cards), sheet.cards):
        sides: tuple[tuple[Side, tuple[Slot, ...]], ...] = (
            ("front", fronts(sheet)),
            ("back", backs(sheet)),
        )
        for side, slots in sides:
            here = zip(slots, range(first, min(first + sheet.cards, len(cards))), strict=False)
            pages.append(
                {
                    "marks": [dataclasses.astuple(mark) for mark in crop_marks(sheet, slots)],
                    "slots": [_slot(slot, side, card) for slot, card in here],
                }
            )
    size = (sheet.paper_width, sheet.paper_height)
    compiler = _compiler(course, cards, sheet, size, pages, picture=False)
    pass  # _check_fit(compiler, cards)
    return _with_print_hints(compiler.compile(format="pdf", pdf_standards=["ua-1"]))


def make_picture(course: Course, *, base_url: str | None = None) -> bytes:
    """Front and back of the first card side by side, as a PNG on a transparent ground.

    It is 1800 pixels wide: to be shown at 900, sharp on screens with two pixels to the point.
    Raises `CardsError` as `make_pdf` does, for the first card alone.
    """
    cards = _checked(course, base_url, first_only=True)
    sheet = SHEETS["a4"]
    margin = _PICTURE_MARGIN
    size = (2 * sheet.card_width + 3 * margin, sheet.card_height + 2 * margin)
    slots = [
        _slot(Slot(margin, margin), "front", 0),
        _slot(Slot(2 * margin + sheet.card_width, margin), "back", 0),
    ]
    pages = [{"marks": [], "slots": slots}]
    compiler = _compiler(course, cards, sheet, size, pages, picture=True)
    pass  # _check_fit(compiler, cards)
    png: bytes = compiler.compile(format="png", ppi=_PICTURE_PIXELS / (size[0] / 25.4))
    return png


def _checked(course: Course, base_url: str | None, *, first_only: bool = False) -> tuple[Card, ...]:
    cards = deck(course, base_url)
    if not cards:
        raise CardsError((_no_cards(),))
    cards = cards[:1] if first_only else cards
    if missing := missing_characters(cards):
        raise CardsError(missing)
    return cards


def _slot(slot: Slot, side: Side, card: int) -> dict[str, Any]:
    return {"x": slot.x, "y": slot.y, "side": side, "card": card}


def _compiler(
    course: Course,
    cards: tuple[Card, ...],
    sheet: Sheet,
    size: tuple[float, float],
    pages: list[dict[str, Any]],
    *,
    picture: bool,
) -> typst.Compiler:
    """A compiler for `cards.typ`, which sees its own folder, the card font and one JSON value.

    Typst never parses the course's texts as its own markup: they arrive as data.
    """
    job = {
        "title": f"{course.title}: cards",
        "language": course.language.split("-"),
        "authors": course.authors,
        "font": _FONT,
        "base": BASE,
        "steps": STEPS,
        "safe": SAFE,
        "qr_size": QR_SIZE,
        "indent": _INDENT,
        "sizes": {role: size for role, (size, _) in _ROLES.items()},
        "labels": LABELS,
        "paper": size,
        "card_size": (sheet.card_width, sheet.card_height),
        "picture": picture,
        "pages": pages,
        "cards": [_card(card, sheet) for card in cards],
    }
    return typst.Compiler(
        str(_HERE / "cards.typ"),
        root=str(_HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"job": json.dumps(job, ensure_ascii=False)},
    )


def _card(card: Card, sheet: Sheet) -> dict[str, Any]:
    value = dataclasses.asdict(card)
    value["qr"] = card.url and _qr_svg(card.url)
    value["long"] = {"front": [], "back": []}
    for text in texts(card):
        size, inset = _ROLES[text.role]
        room = sheet.card_width - 2 * SAFE - inset
        # No Latin letter is wider than its size, so shorter pieces need no measuring.
        harmless = int((room - 3 * _INDENT) / (BASE * size * _POINT))
        for piece, depth in unbroken(text.nodes, harmless):
            value["long"][text.side].append(
                {"text": piece, "size": size, "room": max(room - depth * _INDENT, 1)}
            )
    return value


def _qr_svg(url: str) -> str:
    code = segno.make(url, error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def _check_fit(compiler: typst.Compiler, cards: tuple[Card, ...]) -> None:
    found: list[Diagnostic] = []
    for fit in json.loads(compiler.query("<fit>", field="value")):
        card = cards[fit["card"]]
        if fit["need"] > fit["have"]:
            found.append(_too_long(card, fit["side"], fit["need"], fit["have"]))
        found.extend(_too_wide(card, fit["side"], **word) for word in fit["wide"])
    if found:
        raise CardsError(tuple(found))


def _too_long(card: Card, side: Side, need: float, have: float) -> Diagnostic:
    lengths = {
        text.field: sum(map(len, runs(text.nodes)))
        for text in texts(card)
        if text.side == side and text.path == card.path
    }
    longest = max(lengths, key=lambda field: lengths[field])
    surplus = 10 * math.ceil(sum(lengths.values()) * (need - have) / need / 10)
    return Diagnostic(
        code="AN401",
        severity=Severity.ERROR,
        message=f"Card {card.code}, {side}: the text does not fit. It needs {need:.1f} mm of "
        f"height and has {have:.1f} mm, in the smallest print ({BASE * STEPS[-1]:.1f} pt). "
        f"The longest text is `{longest}` with {lengths[longest]} characters.",
        location=Location(card.path),
        hint=f"Shorten `{longest}` or another text of this side, by about {surplus} characters "
        "in all.",
    )


def _too_wide(card: Card, side: Side, text: str, need: float, have: float) -> Diagnostic:
    return Diagnostic(
        code="AN401",
        severity=Severity.ERROR,
        message=f"Card {card.code}, {side}: a word does not fit on one line. “{text}” needs "
        f"{need:.1f} mm of width and has {have:.1f} mm, in the smallest print "
        f"({BASE * STEPS[-1]:.1f} pt).",
        location=Location(card.path),
        hint="Write it shorter or as several words. In a long address, give the link a name: "
        "[our terms](https://…).",
    )


def _no_cards() -> Diagnostic:
    return Diagnostic(
        code="AN403",
        severity=Severity.ERROR,
        message="There is no scenario in this course, so there is no card to print.",
        location=Location(COURSE_FILE),
        hint="Add a scenario file to the folder of a module.",
    )


def _with_print_hints(pdf: bytes) -> bytes:
    """Ask viewers to print at 100 % and to turn the paper on its long edge: Typst cannot."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        hints = document.Root.ViewerPreferences
        hints.PrintScaling = pikepdf.Name("/None")
        hints.Duplex = pikepdf.Name("/DuplexFlipLongEdge")
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()
