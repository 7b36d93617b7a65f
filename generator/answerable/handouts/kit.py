"""Make everything for one workshop: files to print, and a page that says how many of each.

The facilitator takes the folder to a printer or a copy shop and starts with the page called
“print this first”. The files are what the facilitator's guide asks for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from answerable.diagnostics import Diagnostic
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import NOWHERE, Published
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.sheets.render import picture_of_sheet, print_sheet
from answerable.handouts.typeset.blocks import Listing, Paragraph, Sheet, Table
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.handouts.typeset.palette import OfficeInk
from answerable.handouts.typeset.pdf import page_count
from answerable.handouts.typeset.texts import Text, line
from answerable.handouts.typeset.typesetting import Document
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.materials import Material, materials
from answerable.handouts.workshop.plan import WorkshopPlan
from answerable.model import Course

KitPaper = Literal["a4", "letter"]

_CALLED: Mapping[KitPaper, str] = MappingProxyType({"a4": "A4", "letter": "US Letter"})

PRINT_FIRST = "00-print-this-first.pdf"


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of a kit: what it is, how to print it and how often, in the course's language.

    `copies` is 0 for a file that is shown on a screen. `sheets` is the number of sheets per copy,
    on card stock if `stock`. `cards` is the number of cards in a file of identical cards, else 0.
    `left_out` are warnings about texts that did not fit on their card.
    """

    name: str
    content: bytes
    title: Text
    purpose: Text
    copies: int
    sheets: int
    how: Text
    stock: bool = False
    cards: int = 0
    left_out: tuple[Diagnostic, ...] = ()

    @property
    def what(self) -> Text:
        """The title, after the number of cards that the guide asks for, such as `16 × …`."""
        return line(f"{self.cards} × {self.title.plain}") if self.cards else self.title


@dataclass(frozen=True, slots=True)
class Kit:
    """The files in the order in which they are used; the first says how to print the others.

    `picture` is an SVG of that first page. `left_out` are warnings about texts that did not fit on
    their card.
    """

    files: tuple[KitFile, ...]
    picture: bytes
    left_out: tuple[Diagnostic, ...] = ()

    def contents(self) -> dict[str, bytes]:
        """Every file by its name."""
        return {file.name: file.content for file in self.files}


def make_kit(
    course: Course,
    workshop: WorkshopPlan,
    slides: bytes,
    *,
    paper: KitPaper = "a4",
    ink: OfficeInk = "colour",
    published: Published = NOWHERE,
    fonts: Fonts = SHIPPED_FONTS,
    leaving_out: bool = False,
    progress: Callable[[str], object] = str,
) -> Kit:
    """Make everything that the guide of a planned workshop lists, and add its slides.

    The bytes depend only on the arguments. For `leaving_out`, see `make_deck`. Raises
    `PrintError`.
    """
    press = _Press(course, workshop, paper, ink, published, fonts, leaving_out)
    files: list[KitFile] = []
    for number, material in enumerate(materials(course, workshop), 1):
        progress(f"Making {material.name}")
        files.append(press.file(number, material))
    files.append(press.slides(len(files) + 1, slides))
    first, picture = press.print_first(files)
    left_out = tuple(one for file in files for one in file.left_out)
    return Kit((first, *files), picture, left_out)


@dataclass(frozen=True, slots=True)
class _Press:
    course: Course
    workshop: WorkshopPlan
    paper: KitPaper
    ink: OfficeInk
    published: Published
    fonts: Fonts
    leaving_out: bool

    def file(self, number: int, material: Material) -> KitFile:
        make = self._cards if material.product == "cards" else self._sheet
        return make(number, material)

    def _sheet(self, number: int, material: Material) -> KitFile:
        pdf = make_sheet(
            material.name,
            self.course,
            material.scenarios or self.workshop.everything,
            self.workshop,
            paper=self.paper,
            ink=self.ink,
            fonts=self.fonts,
        )
        pages = page_count(pdf)
        words = Words.of(self.course)
        return KitFile(
            f"{number:02}-{material.name}.pdf",
            pdf,
            material.title,
            material.purpose,
            material.copies,
            math.ceil(pages / 2),
            words("paper, two-sided") if pages > 1 else words("paper, one side"),
        )

    def _cards(self, number: int, material: Material) -> KitFile:
        words = Words.of(self.course)
        alike = DECKS[material.name].alike
        printed = make_deck(
            material.name,
            self.course,
            material.scenarios or self.workshop.everything,
            plan(CardOptions(paper=self.paper, ink=self.ink)),
            published=self.published,
            fonts=self.fonts,
            copies=material.copies if alike else 1,
            leaving_out=self.leaving_out,
        )
        return KitFile(
            f"{number:02}-{material.name}-cards.pdf",
            printed.pdf,
            material.title,
            material.purpose,
            1 if alike else material.copies,
            math.ceil(page_count(printed.pdf) / 2),
            words("card stock, two-sided"),
            stock=True,
            cards=material.copies if alike else 0,
            left_out=printed.left_out,
        )

    def slides(self, number: int, html: bytes) -> KitFile:
        words = Words.of(self.course)
        return KitFile(
            f"{number:02}-slides.html",
            html,
            words("Slides"),
            words("for the projector"),
            0,
            0,
            words("not printed: open it in a browser"),
        )

    def print_first(self, files: list[KitFile]) -> tuple[KitFile, bytes]:
        """The page that says how to print all the others, and a picture of it."""
        words = Words.of(self.course)
        stock, paper = (
            sum(file.copies * file.sheets for file in files if file.stock is wanted)
            for wanted in (True, False)
        )
        rows = tuple(
            (
                line(file.name),
                line(str(file.copies) if file.copies else "–"),
                file.how,
                file.what,
                file.purpose,
            )
            for file in files
        )
        head = (
            words("File"),
            words("Copies"),
            words("How to print"),
            words("What it is"),
            words("What for"),
        )
        sheet = Sheet(
            words("Print this first"),
            (
                Paragraph(
                    words(
                        "Everything for %(people)s people and %(minutes)s minutes. At a copy shop, "
                        "hand over this page with the files.",
                        people=self.workshop.people,
                        minutes=self.workshop.minutes,
                    ),
                    role="lead",
                ),
                Table(head, rows, (3.6, 0.9, 2.9, 2.5, 2.5)),
                Paragraph(
                    words(
                        "In all: %(paper)s sheets of paper, and %(stock)s sheets of card stock of "
                        "160 to 200 g/m², all in %(size)s.",
                        paper=paper,
                        stock=stock,
                        size=_CALLED[self.paper],
                    )
                ),
                Listing(
                    (
                        words("Print at 100% (“actual size”), never “fit to page”."),
                        words(
                            "Two-sided means flipped on the long edge, like the pages of a book. "
                            "Print one sheet, hold it up to the light, and only then print the "
                            "rest."
                        ),
                        words(
                            "Cut the cards along the marks in the margins. Keep the sets separate."
                        ),
                        words("Anything “for you” has the answers: keep it out of sight."),
                        words(
                            "Bring a flip chart, pens, a clock that everyone can see, and a screen "
                            "if you show the slides."
                        ),
                    ),
                    "tick",
                    words("Before the day"),
                ),
            ),
        )
        title = f"{self.course.title}: {sheet.title.plain}"
        document = Document.of(self.course, title, self.ink, self.fonts)
        pdf = print_sheet(sheet, document, self.paper, footer=title)
        picture = picture_of_sheet(sheet, document, self.paper, footer=title)
        how = words("paper, one side")
        return KitFile(PRINT_FIRST, pdf, sheet.title, words("for you"), 1, 1, how), picture
