"""Makes what a site offers to print: cards and workshop kits, with pictures, and slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from answerable import site
from answerable.authoring.overview.cards import DeckReport
from answerable.diagnostics import Diagnostic
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.make import make_deck, make_picture
from answerable.handouts.cards.options import OFFERED, CardOptions, plan
from answerable.handouts.kit import PICTURE_PPI, KitPaper, make_kit
from answerable.handouts.slides import make_slides
from answerable.handouts.typeset.fonts import Fonts, fonts_in
from answerable.handouts.typeset.papers import INCH, PAPERS
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import N_, translator
from answerable.model import Course
from answerable.source.storage.archive import make_zip
from answerable.source.storage.kept import kept_value

PICTURE = "cards/card.png"
SLIDES = "workshop/slides.html"
KIT_PICTURE = "workshop/print-this-first.png"
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


def make_handouts(course: Course, published: Published, fonts: Fonts, *, kits: bool) -> Handouts:
    """All handouts of a course, none if it has no scenarios; `kits`: with workshop kits.

    They are kept, and made again only when something has changed. Raises `PrintError`.
    """
    if not course.scenarios:
        return Handouts()
    of_fonts = fonts_in(file.parent for file in fonts.files)
    made_from = (course.model_dump_json(), repr((published, kits)), *of_fonts)
    return kept_value(
        "handouts",
        (part.encode() for part in made_from),
        lambda: _make(course, published, fonts, kits=kits),
    )


def _make(course: Course, published: Published, fonts: Fonts, *, kits: bool) -> Handouts:
    words = translator(course.language)
    printed = {
        paper: make_deck(
            "scenarios",
            course,
            course.scenarios,
            plan(CardOptions(paper=paper)),
            published=published,
            fonts=fonts,
            leaving_out=True,
        )
        for paper in OFFERED
    }
    picture = make_picture(course, published=published, fonts=fonts)
    pdfs = {paper: (f"cards/{course.id}-{paper}.pdf", deck.pdf) for paper, deck in printed.items()}
    path, page = f"cards/{course.id}.html", printed["a4"].html.encode()
    downloads = (
        *(
            site.Download(words.gettext(OFFERED[paper]), path, len(pdf))
            for paper, (path, pdf) in pdfs.items()
        ),
        site.Download(words.gettext("Cards as a page for the screen"), path, len(page), "HTML"),
    )
    kit_files, kit, kit_left_out = _kits(course, published, fonts) if kits else ({}, None, ())
    offered = site.CardFiles(downloads, PICTURE, picture.alt, picture.width, picture.height, kit)
    decks = tuple(
        DeckReport(OFFERED[paper], deck.faces, reckoned=False) for paper, deck in printed.items()
    )
    cards = {**dict(pdfs.values()), path: page, PICTURE: picture.png}
    left_out = (*(one for deck in printed.values() for one in deck.left_out), *kit_left_out)
    return Handouts(cards | kit_files, offered, decks, _once(left_out))


def _once(left_out: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """One warning for each side of a card, although the numbers in it differ between papers."""
    return tuple({(it.location, it.message.partition(":")[0]): it for it in left_out}.values())


def _kits(
    course: Course, published: Published, fonts: Fonts
) -> tuple[dict[str, bytes], site.KitFiles, tuple[Diagnostic, ...]]:
    """Workshop kits on both papers, for the default number of people and minutes, and warnings
    about what is left out of them.
    """
    words = translator(course.language)
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
        picture_width=round(width / INCH * PICTURE_PPI),
        picture_height=round(height / INCH * PICTURE_PPI),
    )
    files = {**dict(zips.values()), SLIDES: slides, KIT_PICTURE: kits["a4"].picture}
    return files, offered, tuple(one for made in kits.values() for one in made.left_out)
