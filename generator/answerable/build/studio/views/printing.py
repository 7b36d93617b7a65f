"""Cards, sheets, slides and the workshop kit, and how far a printer's backs are off."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.build.mkdocs.project import Project
from answerable.build.printing import address_notes, printing
from answerable.build.studio.answering import course_page, desk_of, studio_of, submitting
from answerable.build.studio.desk import Desk
from answerable.build.studio.jobs import Making, Product
from answerable.build.studio.templates import language_of, words_of
from answerable.checks.check import accepted, check_course
from answerable.diagnostics import Diagnostic
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.calibration import make_calibration
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.imposition import how_to_print
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.cards.stocks import shipped_stocks
from answerable.handouts.kit import PRINT_FIRST, make_kit
from answerable.handouts.sheets.make import SHEETS, make_sheet
from answerable.handouts.slides import make_slides
from answerable.handouts.typeset.brought import fonts_of
from answerable.handouts.typeset.papers import CARD_SIZES
from answerable.handouts.typeset.typesetting import PrintError
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import N_
from answerable.items.selection import Selection, select, unmet
from answerable.model import Course, Scenario
from answerable.source.storage.archive import make_zip

PIECES: Mapping[str, str] = {
    "scenarios": N_("Scenario cards"),
    "role-play": N_("Briefs for a role play"),
    "sorting": N_("Replies to sort"),
    "matching": N_("Cards to match"),
    "commitment": N_("Commitment cards"),
    "coaching": N_("Coaching questions for the pocket"),
    "slides": N_("Slides"),
    "kit": N_("Everything for one workshop"),
    "guide": N_("Facilitator’s guide"),
    "index": N_("List of scenarios"),
    "worksheet": N_("Worksheet"),
    "worksheet-key": N_("Answers to the worksheet"),
    "sorting-key": N_("Answers to the replies to sort"),
    "matching-key": N_("Answers to the cards to match"),
    "observation": N_("Observation form"),
    "coaching-sheet": N_("Coaching questions with room to write"),
    "conversation-log": N_("Log of conversations"),
    "job-aid": N_("All on one page, for the desk"),
    "evaluation": N_("What participants thought of it"),
}
"""What can be printed. A deck and a sheet have the same name: the sheet's is longer here."""

CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "paper": (
        ("a4", "A4"),
        ("letter", "US Letter"),
        ("a5", "A5"),
        ("a6", "A6"),
    ),
    "duplex": (
        ("long-edge", N_("Both sides, flipped on the long edge")),
        ("short-edge", N_("Both sides, flipped on the short edge")),
        ("fold", N_("One side, to be folded")),
    ),
    "sides": (
        ("both", N_("Fronts and backs")),
        ("fronts", N_("Fronts only")),
        ("backs", N_("Backs only")),
    ),
    "ink": (("colour", N_("Colour")), ("bw", N_("Black only"))),
}
"""What is chosen from, with its words; the first one is usual."""

_OFFSET = "back-offset"


class PrintOrder(NamedTuple):
    """What to make: its name, how, and of which scenarios."""

    name: str
    options: CardOptions
    copies: int
    people: int
    minutes: int
    module: str
    language: str


def show(request: Request) -> Response:
    """What can be printed."""
    desk = desk_of(request)
    report = check_course(desk.folder, datetime.date.today())
    course = report.course
    return course_page(
        request,
        desk,
        "print",
        pieces=PIECES,
        choices=CHOICES,
        sizes=list(CARD_SIZES),
        stocks=shipped_stocks().stocks,
        modules=[(one.id, one.title) for one in course.modules] if course else [],
        languages_of_course=[course.language, *(one.course.language for one in report.translations)]
        if course
        else [],
        offset=_offset(request),
        unsaved=len(desk.unsaved),
        chosen=request.query_params,
    )


def begin(request: Request, sent: Mapping[str, str]) -> Response:
    """Begin to make what was chosen."""
    desk = desk_of(request)
    order = _order(sent, _offset(request))
    if order is None:
        return RedirectResponse(f"/c/{desk.key}/print", 303)
    title = words_of(request)(PIECES.get(order.name, N_("Test sheet for the backs")))
    job = desk.jobs.begin(title, _making(desk, order, language_of(request), words_of(request)))
    return RedirectResponse(f"/c/{desk.key}/jobs/{job.number}", 303)


def move(request: Request, sent: Mapping[str, str]) -> Response:
    """Remember how far the backs are off on this computer's printer."""
    offset = tuple(_millimetres(sent.get(axis, "")) for axis in ("x", "y"))
    studio_of(request).database.set(_OFFSET, ",".join(f"{one:g}" for one in offset))
    return RedirectResponse(f"/c/{desk_of(request).key}/print#backs", 303)


def _offset(request: Request) -> tuple[float, float]:
    """How far to move the backs, right and down, in mm."""
    x, _, y = studio_of(request).database.setting(_OFFSET, "0,0").partition(",")
    return _millimetres(x), _millimetres(y)


def _millimetres(text: str) -> float:
    """A length in mm, of at most 20 to either side; 0 for anything else."""
    try:
        length = float(text.strip().replace(",", "."))
    except ValueError:
        return 0.0
    return round(min(max(length, -20.0), 20.0), 2) if math.isfinite(length) else 0.0


def _number(text: str, least: int, most: int, usual: int) -> int:
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() else usual


def _order(sent: Mapping[str, str], offset: tuple[float, float]) -> PrintOrder | None:
    """What was chosen; what isn't offered is as usual. None if nothing that there is was chosen."""
    name = sent.get("name", "")
    if name not in (*PIECES, "calibration"):
        return None
    chosen: dict[str, Any] = {
        field: sent[field] if sent.get(field) in dict(values) else values[0][0]
        for field, values in CHOICES.items()
    }
    is_large = "large_print" in sent
    stock = sent.get("stock") if not is_large else None
    known = {one.id for one in shipped_stocks().stocks}
    if stock not in known:
        stock = None
    if stock:
        chosen["paper"] = None
    if chosen["duplex"] == "fold" and name == "calibration":  # which has two sides
        chosen["duplex"] = "long-edge"
    if chosen["duplex"] == "fold":
        chosen["sides"] = "both"
    backs = (0.0, 0.0) if is_large or chosen["duplex"] == "fold" else offset
    if is_large:
        chosen |= {"duplex": "long-edge", "sides": "both"}
    card = sent.get("card") if not (stock or is_large) else None
    options = CardOptions(
        **chosen,
        stock=stock,
        card=card if card in CARD_SIZES else None,
        large_print=is_large,
        back_offset=backs,
    )
    return PrintOrder(
        name,
        options,
        _number(sent.get("copies", ""), 1, 200, 1),
        _number(sent.get("people", ""), 2, 200, 16),
        _number(sent.get("minutes", ""), 45, 120, 90),
        sent.get("module", ""),
        sent.get("language", ""),
    )


def _making(desk: Desk, order: PrintOrder, language: str, words: Callable[[str], str]) -> Making:
    def make(progress: Callable[[str], None]) -> tuple[Product, Sequence[Diagnostic]]:
        progress("Checking the course")
        project = desk.project
        report = check_course(project.course_folder, datetime.date.today())
        courses = {one.language: one for one in [accepted(report, strict=False)]}
        courses |= {one.course.language: one.course for one in report.translations}
        course = courses.get(order.language, next(iter(courses.values()))).translated
        selection = Selection(module=(order.module,) if order.module else ())
        if problems := unmet(course, selection):
            raise BuildFailed(problems)
        with printing(project):
            product = _made(project, course, select(course, selection), order, language, words)
        return product, address_notes(project, desk.config_file)

    return make


def _made(
    project: Project,
    course: Course,
    scenarios: Sequence[Scenario],
    order: PrintOrder,
    language: str,
    words: Callable[[str], str],
) -> Product:
    """Make what was ordered. Raises `PrintError`, `BuildFailed`."""
    name, options = order.name, order.options
    fonts = fonts_of(course, project.course_folder)
    paper = "letter" if options.paper == "letter" else "a4"
    workshop = plan_workshop(course, order.minutes, order.people, scenarios)
    if name == "slides":
        html = make_slides(course, scenarios, fonts=fonts)
        said = [words(N_("Open it in a browser, and press ? to see the keys."))]
        return Product("slides.html", html.encode(), said=said)
    if name == "kit":
        slides = make_slides(course, workshop.scenarios, fonts=fonts).encode()
        kit = make_kit(
            course,
            workshop,
            slides,
            paper=paper,  # type: ignore[arg-type]  # one of its two papers
            ink=options.ink,
            published=project.published,
            fonts=fonts,
            progress=lambda _: None,
        )
        said = [words(N_("Unpack it, and begin with %(file)s.")) % {"file": PRINT_FIRST}]
        zipped = make_zip(kit.contents(), folder="workshop-kit")
        return Product("workshop-kit.zip", zipped, said=said)
    if name in DECKS or name == "calibration":
        how = _plan(options)
        said = [how_to_print(how.printing, language)]
        if name == "calibration":
            sheet = make_calibration(how.printing, course.language, fonts)
            said.append(words(N_("Then enter on the page “Print” what you read on it.")))
            return Product("calibration.pdf", sheet, said=said)
        made = make_deck(
            name,
            course,
            scenarios,
            how,
            published=project.published,
            fonts=fonts,
            copies=order.copies,
        )
        return Product(f"{DECKS[name].file}.pdf", made.pdf, shown=made.html, said=said)
    sheet_name = name.removesuffix("-sheet")
    pdf = make_sheet(
        sheet_name,
        course,
        scenarios,
        workshop,
        paper=paper,  # type: ignore[arg-type]  # one of its two papers
        ink=options.ink,
        fonts=fonts,
    )
    assert sheet_name in SHEETS  # noqa: S101  # as all other names are
    return Product(f"{sheet_name}.pdf", pdf, said=[words(N_("Print it without scaling."))])


def _plan(options: CardOptions) -> Any:
    try:
        return plan(options)
    except PrintError as error:
        raise BuildFailed(error.diagnostics) from error


ROUTES = (
    Route("/c/{key}/print", show),
    Route("/c/{key}/print", submitting(begin), methods=["POST"]),
    Route("/c/{key}/offset", submitting(move), methods=["POST"]),
)
