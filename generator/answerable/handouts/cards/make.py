"""Make a printed deck from a course, the deck's name and options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.diagnostics import Diagnostic
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import NOWHERE, Published
from answerable.handouts.cards.decks.scenarios import scenario_cards
from answerable.handouts.cards.faces import Card, Deck
from answerable.handouts.cards.options import CardOptions, PrintPlan, plan
from answerable.handouts.cards.page import card_page
from answerable.handouts.cards.render import (
    Advance,
    CardPicture,
    Printed,
    nobody,
    picture_of,
    print_deck,
)
from answerable.handouts.typeset.characters import directed
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.handouts.typeset.outcome import Outcome
from answerable.handouts.typeset.texts import Text
from answerable.handouts.typeset.typesetting import Document
from answerable.handouts.typeset.words import Words
from answerable.i18n.bidi import kept
from answerable.model import Course, Scenario


@dataclass(frozen=True, slots=True)
class PrintedDeck:
    """A deck that has been typeset."""

    deck: Deck
    plan: PrintPlan
    document: Document
    printed: Printed

    @property
    def pdf(self) -> bytes:
        """The deck for a printer."""
        return self.printed.pdf

    @property
    def left_out(self) -> tuple[Diagnostic, ...]:
        """Warnings about texts that did not fit on their card."""
        return self.printed.left_out

    @property
    def faces(self) -> tuple[Outcome, ...]:
        """How each face of each card came out."""
        return self.printed.faces

    @property
    def html(self) -> str:
        """The deck as the text of an HTML file, with type as large as in the PDF."""
        deck = directed(self.deck, self.document.language)
        return card_page(deck, self.plan, self.document, self.printed.fits, self.printed.codes)


def make_deck(
    name: str,
    course: Course,
    scenarios: Sequence[Scenario],
    how: PrintPlan,
    *,
    published: Published = NOWHERE,
    fonts: Fonts = SHIPPED_FONTS,
    copies: int = 1,
    leaving_out: bool = False,
    advance: Advance = nobody,
) -> PrintedDeck:
    """Make one of `DECKS` for some scenarios, as a PDF and as an HTML file.

    If the course is published, the fronts of scenario cards have QR codes that link to their pages.
    The bytes depend only on the arguments. A text that never fits is an error, or with
    `leaving_out` a warning: the card then says where to read it. Raises `PrintError`.
    """
    kind = DECKS[name]
    how = replace(how, style=how.style.generous) if kind.few_words else how
    deck = kind.make(course, scenarios, published, how.style)
    deck = replace(deck, cards=deck.cards * copies)
    if leaving_out:
        deck = _with_somewhere_to_read(deck, course, published)
    document = _document(deck, course, how, fonts)
    printed = print_deck(deck, how, document, advance=advance)
    return PrintedDeck(deck, how, document, printed)


def make_picture(
    course: Course, *, published: Published = NOWHERE, fonts: Fonts = SHIPPED_FONTS
) -> CardPicture:
    """Front and back of the first scenario's card side by side, for a web page.

    Texts that don't fit are left out. Raises `PrintError`.
    """
    how = plan(CardOptions())
    deck = scenario_cards(course, course.scenarios[:1], published, how.style)
    deck = _with_somewhere_to_read(deck, course, published)
    alt = course.words.gettext(
        "A card from both sides. Front: “%(title)s”, the situation and the question “What would "
        "you say?” Back: two replies, what can be done, and %(the_lesson)s."
    )
    return picture_of(
        deck,
        how,
        _document(deck, course, how, fonts),
        alt=alt % {"title": course.scenarios[0].title},
    )


def _with_somewhere_to_read(deck: Deck, course: Course, published: Published) -> Deck:
    """The deck with a note to print in place of texts that don't fit: where to read them."""
    words = Words.of(course)
    addresses = {one.path: published.scenario(one.id) for one in course.scenarios}

    def instead(path: str) -> Text:
        if address := addresses.get(path, published.base_url):
            said = words(
                "Too long for this card. Read it here: %(address)s",
                address=kept(address.partition("://")[2]),
            )
        else:
            said = words(
                "Too long for this card. It is in the file %(file)s",
                file=kept(path),
            )
        return replace(said, nodes=[{"t": "p", "c": [{"t": "em", "c": said.nodes[0]["c"]}]}])

    def excused(card: Card) -> Card:
        note = instead(card.path)
        return replace(card, faces=tuple(replace(face, instead=note) for face in card.faces))

    return replace(deck, cards=tuple(map(excused, deck.cards)))


def _document(deck: Deck, course: Course, how: PrintPlan, fonts: Fonts) -> Document:
    return Document.of(course, deck.title, how.ink, fonts)
