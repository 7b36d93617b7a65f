"""Cards -> PDF and PNG, with Typst. Nothing is cut off: what does not fit is an error."""

from __future__ import annotations

import dataclasses
import io
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

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

_INCH = 25.4  # mm
_POINT = _INCH / 72

# Size as a multiple of the running text, and the mm that insets and marks take off the line.
_ROLES: dict[Role, tuple[float, float]] = {
    "category": (1.05, 36.0),
    "setting": (0.9, 0.0),
    "title": (2.3, 0.0),
    "small_title": (1.35, 30.0),
    "situation": (1.1, 0.0),
    "reply": (1.0, 6.2),
    "solution": (1.0, 6.0),
    "lesson": (1.0, 7.0),
}
_LABEL_SIZES = {"question": 1.5, "label": 1.1, "caption": 0.85}
_INDENT = 5.0  # mm, of each list or quotation within a text

_LINE_HEIGHT = 1.29  # of the size, as set in cards.typ
_LETTER_WIDTH = 0.45  # of the size, on average

_PICTURE_MARGIN = 6.0  # mm, for the shadow
_PICTURE_WIDTH = 900  # CSS pixels
_PICTURE_DENSITY = 1.5  # image pixels to a CSS pixel: sharp on phones, and still a small file


class CardsError(Exception):
    """The cards cannot be made. `diagnostics` holds every reason, not only the first."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG on a transparent ground, to be shown `width` x `height` CSS pixels large."""

    png: bytes
    alt: str
    width: int
    height: int


def make_pdf(
    course: Course, *, paper: Paper, base_url: str | None, directory_urls: bool = True
) -> bytes:
    """The deck of `course` as a PDF (PDF/UA-1) to print on both sides, turned on the long edge.

    Every sheet is two pages: fronts, then their backs, mirrored. With `base_url`, the address of
    the published site, each front carries a QR code to its scenario's page. The bytes depend on
    the arguments alone. Raises `CardsError` (AN401, AN402, AN403).
    """
    cards = _checked(deck(course, base_url, directory_urls=directory_urls))
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
    _check_fit(compiler, cards)
    return _with_print_hints(_one_file(compiler.compile(format="pdf", pdf_standards=["ua-1"])))


def make_picture(
    course: Course, *, base_url: str | None = None, directory_urls: bool = True
) -> Picture:
    """Front and back of the first card side by side, for a web page.

    With `base_url` the front shows its QR code, as in `make_pdf`. Raises `CardsError` for
    what is wrong with that card.
    """
    cards = _checked(deck(course, base_url, directory_urls=directory_urls)[:1])
    sheet = SHEETS["a4"]
    margin = _PICTURE_MARGIN
    size = (2 * sheet.card_width + 3 * margin, sheet.card_height + 2 * margin)
    slots = [
        _slot(Slot(margin, margin), "front", 0),
        _slot(Slot(2 * margin + sheet.card_width, margin), "back", 0),
    ]
    compiler = _compiler(course, cards, sheet, size, [{"marks": [], "slots": slots}], picture=True)
    _check_fit(compiler, cards)
    ppi = _PICTURE_WIDTH * _PICTURE_DENSITY / (size[0] / _INCH)
    png = _one_file(compiler.compile(format="png", ppi=ppi))
    return Picture(
        png=png,
        alt=f"A card from both sides. Front: “{cards[0].title}”, the situation and the question "
        "“What would you say?” Back: two replies, what can be done, and the lesson.",
        width=_PICTURE_WIDTH,
        height=round(_PICTURE_WIDTH * size[1] / size[0]),
    )


def _checked(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    problems = missing_characters(cards) if cards else (_no_cards(),)
    if problems:
        raise CardsError(problems)
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
        "sizes": {role: size for role, (size, _) in _ROLES.items()} | _LABEL_SIZES,
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


def _one_file(compiled: bytes | list[bytes] | None) -> bytes:
    return cast(bytes, compiled)  # A list comes only where every page is a picture of its own.


def _card(card: Card, sheet: Sheet) -> dict[str, Any]:
    value = dataclasses.asdict(card)
    value["qr"] = card.url and _qr_svg(card.url)
    value["long"] = {"front": [], "back": []}
    for text in texts(card):
        size, inset = _ROLES[text.role]
        room = sheet.card_width - 2 * SAFE - inset
        for piece, depth in unbroken(text.nodes):
            room_here = max(room - depth * _INDENT, 1)
            # Only what may be too wide is measured: no Latin letter is wider than its size.
            if len(piece) * BASE * size * _POINT > room_here:
                value["long"][text.side].append(
                    {"text": piece, "role": text.role, "room": room_here}
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
            found.append(_too_long(card, fit["side"], fit["need"], fit["have"], fit["width"]))
        found.extend(_too_wide(card, fit["side"], **word) for word in fit["wide"])
    if found:
        raise CardsError(tuple(found))


def _too_long(card: Card, side: Side, need: float, have: float, width: float) -> Diagnostic:
    here = [text for text in texts(card) if text.side == side and text.path == card.path]
    length, longest = max(
        ((sum(map(len, runs(text.nodes))), text) for text in here), key=lambda pair: pair[0]
    )
    size, inset = _ROLES[longest.role]
    letter = BASE * STEPS[-1] * size * _POINT
    lines = math.ceil((need - have) / (_LINE_HEIGHT * letter))
    surplus = 10 * math.ceil(lines * (width - inset) / (_LETTER_WIDTH * letter) / 10)
    return Diagnostic(
        code="AN401",
        severity=Severity.ERROR,
        message=f"Card {card.code}, {side}: the text does not fit. It needs {need:.1f} mm of "
        f"height and has {have:.1f} mm, in the smallest print ({BASE * STEPS[-1]:.1f} pt). "
        f"The longest text is `{longest.field}` with {length} characters.",
        location=Location(card.path),
        hint=f"Shorten `{longest.field}` or another text of this side, by about {surplus} "
        "characters in all.",
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
