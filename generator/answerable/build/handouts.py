"""Makes what a site offers to print: cards and workshop kits, with pictures, and slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from answerable import site
from answerable.authoring.overview.cards import DeckReport
from answerable.diagnostics import Diagnostic
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.make import PrintedDeck, make_deck, make_picture
from answerable.handouts.cards.options import OFFERED, CardOptions, plan
from answerable.handouts.kit import KitPaper, make_kit
from answerable.handouts.slides import make_slides
from answerable.handouts.typeset.fonts import Fonts, fonts_in
from answerable.handouts.typeset.outcome import Outcome
from answerable.handouts.typeset.papers import INCH, PAPERS, Paper
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import N_, translator
from answerable.model import Course, Scenario
from answerable.source.storage.archive import make_zip
from answerable.source.storage.kept import kept_value

PICTURE = "cards/card.svg"
SLIDES = "workshop/slides.html"
KIT_PICTURE = "workshop/print-this-first.svg"
_PIXELS = 96  # CSS pixels per inch
KITS: dict[KitPaper, str] = {
    "a4": N_("Workshop kit on A4"),
    "letter": N_("Workshop kit on US Letter"),
}


@dataclass(frozen=True, slots=True)
class Handouts:
    """Files by their path, which of them the pages offer, and how the cards came out.

    `left_out` are warnings about texts that didn't fit on their card.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    offered: site.CardFiles | None = None
    decks: tuple[DeckReport, ...] = ()
    left_out: tuple[Diagnostic, ...] = ()


def make_handouts(
    course: Course, published: Published, fonts: Fonts, *, kits: bool, by_module: bool = False
) -> Handouts:
    """All handouts of a course, none if it has no scenarios.

    `kits`: with workshop kits. `by_module`: with a deck of cards for each module, instead of one of
    all scenarios, which very many scenarios don't get. Handouts are kept, and made again only when
    something has changed. Raises `PrintError`.
    """
    if not course.scenarios:
        return Handouts()
    of_fonts = fonts_in(fonts.folders)
    made_from = (course.model_dump_json(), repr((published, kits, by_module)), *of_fonts)
    return kept_value(
        "handouts",
        (part.encode() for part in made_from),
        lambda: _make(course, published, fonts, kits=kits, by_module=by_module),
    )


def _make(
    course: Course, published: Published, fonts: Fonts, *, kits: bool, by_module: bool
) -> Handouts:
    picture = make_picture(course, published=published, fonts=fonts)
    files = {PICTURE: picture.svg}
    decks: list[site.DeckFiles] = []
    left_out: list[Diagnostic] = []
    faces: dict[Paper, list[Outcome]] = {paper: [] for paper in OFFERED}
    for title, name, scenarios in _decks(course, by_module=by_module):
        printed = {
            paper: make_deck(
                "scenarios",
                course,
                scenarios,
                plan(CardOptions(paper=paper)),
                published=published,
                fonts=fonts,
                leaving_out=True,
            )
            for paper in OFFERED
        }
        downloads, made = _downloads(course.language, f"cards/{name}", printed)
        decks.append(site.DeckFiles(title, downloads))
        files |= made
        for paper, deck in printed.items():
            faces[paper] += deck.faces
            left_out += deck.left_out
    kit = None
    if kits:
        of_kit, kit, more = _kits(course, published, fonts)
        files |= of_kit
        left_out += more
    return Handouts(
        files,
        site.CardFiles(tuple(decks), PICTURE, picture.alt, picture.width, picture.height, kit),
        tuple(
            DeckReport(OFFERED[paper], tuple(of_paper), reckoned=False)
            for paper, of_paper in faces.items()
        ),
        _once(left_out),
    )


def _decks(course: Course, *, by_module: bool) -> Iterator[tuple[str, str, Sequence[Scenario]]]:
    """The decks that a site offers: title, start of file names, and scenarios of each."""
    if by_module:
        for module in course.modules:
            if module.scenarios:
                yield module.title, f"{course.id}-{module.id}", module.scenarios
    elif len(course.scenarios) <= site.MANY_CARDS:
        yield "", course.id, course.scenarios


def _downloads(
    language: str, start: str, printed: Mapping[Paper, PrintedDeck]
) -> tuple[tuple[site.Download, ...], dict[str, bytes]]:
    """The files of a deck by their path, and how a page offers them."""
    words = translator(language)
    pdfs = {paper: (f"{start}-{paper}.pdf", deck.pdf) for paper, deck in printed.items()}
    path, page = f"{start}.html", printed["a4"].html.encode()
    downloads = (
        *(
            site.Download(words.gettext(OFFERED[paper]), name, len(pdf))
            for paper, (name, pdf) in pdfs.items()
        ),
        site.Download(words.gettext("Cards as a page for the screen"), path, len(page), "HTML"),
    )
    return downloads, {**dict(pdfs.values()), path: page}


def _once(left_out: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """One warning for each side of a card, although the numbers in it differ between papers."""
    return tuple({(it.location, it.message.partition(":")[0]): it for it in left_out}.values())


def _kits(
    course: Course, published: Published, fonts: Fonts
) -> tuple[dict[str, bytes], site.KitFiles, tuple[Diagnostic, ...]]:
    """Workshop kits on both papers, for the default number of people and minutes, and warnings
    about what is left out of them.
    """
    words = course.words
    workshop = plan_workshop(course)
    slides = make_slides(course, workshop.scenarios, fonts=fonts).encode()
    kits = {
        paper: make_kit(
            course,
            workshop,
            slides,
            paper=paper,
            published=published,
            fonts=fonts,
            leaving_out=True,
        )
        for paper in KITS
    }
    zips = {
        paper: (
            f"workshop/{course.id}-kit-{paper}.zip",
            make_zip(made.contents(), folder=f"{course.id}-kit-{paper}"),
        )
        for paper, made in kits.items()
    }
    downloads = [
        site.Download(words.gettext(KITS[paper]), path, len(archive), "ZIP")
        for paper, (path, archive) in zips.items()
    ]
    downloads.append(
        site.Download(words.gettext("Slides for the projector"), SLIDES, len(slides), "HTML")
    )
    width, height = PAPERS["a4"]
    offered = site.KitFiles(
        people=workshop.people,
        minutes=workshop.minutes,
        downloads=tuple(downloads),
        files=tuple(
            site.KitEntry(file.name, file.title.plain, file.copies) for file in kits["a4"].files
        ),
        picture=KIT_PICTURE,
        picture_width=round(width / INCH * _PIXELS),
        picture_height=round(height / INCH * _PIXELS),
    )
    files = {**dict(zips.values()), SLIDES: slides, KIT_PICTURE: kits["a4"].picture}
    return files, offered, tuple(one for made in kits.values() for one in made.left_out)
