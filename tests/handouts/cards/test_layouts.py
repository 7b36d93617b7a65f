"""Every stock, paper and way of printing: nothing is cut off, and backs are behind fronts."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import page as pdf_validator
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.decks.sorting import sorting_cards
from answerable.handouts.cards.estimate import Estimate
from answerable.handouts.cards.faces import Deck, texts_of
from answerable.handouts.cards.fit import Layout, fit_cards, room_of
from answerable.handouts.cards.geometry import CardGrid, Fold, Slot, backs, fronts
from answerable.handouts.cards.imposition import Duplex, OneSided, how_to_print, pages
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import BLEED, CardOptions, plan
from answerable.handouts.cards.stocks import shipped_stocks
from answerable.handouts.typeset.fonts import SHIPPED_FONTS
from answerable.handouts.typeset.typesetting import Document, PrintError
from answerable.i18n import Terminology
from answerable.model import CardTexts, Course, RolePlay
from tests.support.printed import make_pdf, plain_deck, set_deck, type_sizes, whole_deck

MM = 72 / 25.4  # points
BASE_URL = "https://learn.example.org/accountable/"
SAFE = 5.0 - 0.3  # some letters reach a hair over their own edge

LAYOUTS: tuple[dict[str, Any], ...] = (
    *({"stock": stock.id} for stock in shipped_stocks().stocks),
    *({"card": card} for card in ("a6", "a7", "poker", "bridge", "index", "business")),
    {"paper": "letter", "duplex": "short-edge"},
    {"duplex": "short-edge"},
    {"duplex": "fold"},
    {"duplex": "fold", "card": "poker"},
    {"card": "index", "duplex": "fold", "paper": "letter"},
    {"press": True},
    {"press": True, "card": "poker"},
    {"large_print": True, "paper": "a5"},
    {"large_print": True, "paper": "letter"},
    {"ink": "bw", "corners": True},
)


def named(options: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in options.items())


def characters(page: Any) -> list[tuple[float, float, float, float]]:
    """Boxes of all visible characters in mm: left, top, right, bottom."""
    textpage = page.get_textpage()
    height = page.get_height() / MM
    boxes = []
    for index in range(textpage.count_chars()):
        if not chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, index)).isspace():
            left, bottom, right, top = (edge / MM for edge in textpage.get_charbox(index))
            boxes.append((left, height - top, right, height - bottom))
    textpage.close()
    return boxes


def slots_of(options: dict[str, Any], number: int) -> tuple[CardGrid, tuple[Slot, ...]]:
    """The places on a page."""
    printing = plan(CardOptions(**options)).printing
    match printing:
        case Duplex(sheet, turned_on):
            return sheet, fronts(sheet) if number % 2 == 0 else backs(sheet, turned_on)
        case Fold(sheet):
            places = [
                place(pair) for pair in fronts(sheet) for place in (printing.front, printing.back)
            ]
            return sheet, tuple(places)
        case _:
            return printing.sheet, fronts(printing.sheet)


@pytest.fixture(scope="module", params=LAYOUTS, ids=named)
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    chosen: dict[str, Any] = request.param
    return chosen


@pytest.fixture(scope="module")
def document(wordiest: Course, options: dict[str, Any]) -> Iterator[pypdfium2.PdfDocument]:
    """The longest cards of the shipped course, typeset once for each layout."""
    with closing(pypdfium2.PdfDocument(make_pdf(wordiest, BASE_URL, **options))) as opened:
        yield opened


def test_the_shipped_course_fits_and_keeps_away_from_the_trim(
    document: pypdfium2.PdfDocument, options: dict[str, Any]
) -> None:
    width, height = plan(CardOptions(**options)).style.card
    for number in range(min(len(document), 4)):
        _, slots = slots_of(options, number)
        boxes = characters(document[number])
        assert len(boxes) > 50
        for left, top, right, bottom in boxes:
            assert any(
                slot.x + SAFE <= left
                and right <= slot.x + width - SAFE
                and slot.y + SAFE <= top
                and bottom <= slot.y + height - SAFE
                for slot in slots
            ), f"a character on page {number + 1} at {left:.1f}, {top:.1f} mm"


def test_the_end_of_every_text_is_on_the_paper(
    document: pypdfium2.PdfDocument, wordiest: Course, options: dict[str, Any]
) -> None:
    # A text that is cut off loses its last words.
    printed = "".join(
        document[number].get_textpage().get_text_range() for number in range(len(document))
    )
    # On pages that stand on their head, pdfium puts the number of a list's item behind its line.
    squeezed = "".join(c for c in printed if c.isalpha())
    content = plan(CardOptions(**options)).style.content
    for scenario in wordiest.scenarios:
        ends = [scenario.situation, scenario.accountable.reply, scenario.lesson]
        if content != "pocket":
            ends.append(scenario.not_accountable.reply)
        if content in ("full", "large"):
            ends.append(scenario.solutions[-1].when or scenario.solutions[-1].do)
        for text in ends:
            assert "".join(c for c in text if c.isalpha())[-30:] in squeezed, scenario.id


def spot(page: Any, words: str) -> tuple[float, float]:
    """The middle of the box of `words` on a page, in mm."""
    textpage = page.get_textpage()
    found = textpage.search(words, match_case=True, match_whole_word=True).get_next()
    assert found is not None
    left, bottom, right, top = (edge / MM for edge in textpage.get_charbox(found[0]))
    textpage.close()
    return (left + right) / 2, page.get_height() / MM - (top + bottom) / 2


def test_a_back_is_behind_its_front_on_the_real_sheet(
    document: pypdfium2.PdfDocument, wordiest: Course, options: dict[str, Any]
) -> None:
    code = wordiest.scenarios[0].code
    printing = plan(CardOptions(**options)).printing
    width, height = plan(CardOptions(**options)).style.card
    if isinstance(printing, OneSided):
        return  # it has no backs
    if isinstance(printing, Fold):
        pair = fronts(printing.sheet)[0]
        crease = printing.crease(pair)
        # Codes stand at the start of both faces; folding mirrors the one onto the other's card.
        slots = (printing.front(pair), printing.back(pair))
        assert {crease.x1, crease.x2} <= {slot.x for slot in slots} | {slots[0].x + width}
        return
    front = spot(document[0], code)
    back = spot(document[1], code)
    sheet = printing.sheet
    through = (
        (sheet.paper_width - back[0], back[1])
        if not backs(sheet, printing.turned_on)[0].turned
        else (back[0], sheet.paper_height - back[1])
    )
    slot = fronts(sheet)[0]
    for x, y in (front, through):
        assert slot.x <= x <= slot.x + width
        assert slot.y <= y <= slot.y + height


def test_an_offset_moves_the_backs_alone(course: Course) -> None:
    plain, moved = (
        pypdfium2.PdfDocument(make_pdf(course, back_offset=offset)) for offset in ((0, 0), (2, -1))
    )
    code = course.scenarios[0].code
    assert spot(moved[0], code) == pytest.approx(spot(plain[0], code))
    x, y = spot(plain[1], code)
    assert spot(moved[1], code) == pytest.approx((x + 2, y - 1), abs=0.01)


@pytest.mark.parametrize(("sides", "words"), [("fronts", "What would"), ("backs", "Lesson")])
def test_one_side_can_be_printed_alone(course: Course, sides: str, words: str) -> None:
    document = pypdfium2.PdfDocument(make_pdf(course, sides=sides))
    assert len(document) == -(-len(course.scenarios) // 4)
    for page in document:
        assert words in page.get_textpage().get_text_range()
    with pikepdf.open(io.BytesIO(make_pdf(course, sides=sides))) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"


def test_the_printer_is_told_how_to_turn_the_paper(course: Course) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(course, duplex="short-edge"))) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "on both sides, flipped on the long edge"),
        ({"duplex": "short-edge"}, "on both sides, flipped on the short edge"),
        ({"sides": "backs"}, "on one side"),
        ({"duplex": "fold"}, "on one side, and fold each card on the dashed line"),
        ({"large_print": True}, "on one side"),
    ],
)
def test_a_person_is_told_how_to_print(options: dict[str, Any], words: str) -> None:
    printing = plan(CardOptions(**options)).printing
    assert how_to_print(printing, "en") == f"Print at 100%, {words}."


def test_a_print_shop_gets_bleed_boxes_and_text_in_black_alone(course: Course) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(course, press=True, card="poker"))) as pdf:
        page = pdf.pages[0]
        width, height = (float(edge) for edge in page.mediabox[2:])
        assert (width / MM, height / MM) == pytest.approx((63.5 + 2 * BLEED, 88.9 + 2 * BLEED))
        cut = [float(edge) / MM for edge in page.trimbox]
        assert cut == pytest.approx([BLEED, BLEED, 63.5 + BLEED, 88.9 + BLEED], abs=0.01)
        assert [float(e) for e in page.bleedbox] == pytest.approx([0, 0, width, height])
        operators = {str(one.operator): one.operands for one in pikepdf.parse_content_stream(page)}
        assert "rg" not in operators
        assert "RG" not in operators
        spaces = [
            space for page in pdf.pages for space in page.resources.get("/ColorSpace", {}).values()
        ]
        assert not any("/Separation" in str(space) for space in spaces)


def test_with_black_alone_there_is_no_grey_area(course: Course) -> None:
    page = pypdfium2.PdfDocument(make_pdf(course, BASE_URL, ink="bw"))[0]
    image = page.render(scale=2, draw_annots=False).to_pil()
    assert image.convert("HSV").getchannel("S").getextrema() == (0, 0)
    grey = sum(image.convert("L").histogram()[60:200])
    assert grey < 0.03 * image.width * image.height  # the edges of letters, smoothed
    assert len(zxingcpp.read_barcodes(image.resize((image.width * 2, image.height * 2)))) == 4


def test_modules_differ_without_colour(shipped: Course) -> None:
    # The pattern of each module's first card, as dots of black and white.
    first = tuple(module.scenarios[0].id for module in shipped.modules)
    deck = plain_deck(shipped, ink="bw")
    cards = tuple(
        card
        for card, scenario in zip(deck.cards, shipped.scenarios, strict=True)
        if scenario.id in first
    )
    how = plan(CardOptions(ink="bw"))
    pdf = set_deck(Deck(deck.title, cards), shipped, how).pdf
    document = pypdfium2.PdfDocument(pdf)
    looks = []
    for index in range(len(cards)):
        slot = fronts(how.printing.sheet)[index % 4]
        image = document[index // 4 * 2].render(scale=4).to_pil().convert("1")
        dots = 4 * MM
        ribbon = (slot.x + 30, slot.y + 15.2, slot.x + 60, slot.y + 18)
        looks.append(image.crop([round(edge * dots) for edge in ribbon]).tobytes())
    assert len(set(looks)) == len(looks) == len(shipped.modules)


def test_large_print_is_never_smaller_than_18_points(wordiest: Course) -> None:
    printed = whole_deck(wordiest, large_print=True, paper="a5")
    assert {face.points for face in printed.faces} == {18.0}
    assert {face.name for face in printed.faces} == {"front", "second page", "third page"}
    assert len(pypdfium2.PdfDocument(printed.pdf)) == 3 * len(wordiest.scenarios)


def test_in_large_print_even_what_is_small_elsewhere_has_18_points(changed: Any) -> None:
    course = changed(title="Rindfleischetikettierungsaufgaben", department="Counter")
    printed = make_pdf(course, BASE_URL, large_print=True, paper="a5")
    assert 18 <= min(type_sizes(printed)) < 19
    assert min(type_sizes(make_pdf(course, BASE_URL))) < 9


def test_in_large_print_nothing_has_to_be_looked_for(wordiest: Course) -> None:
    """Parts of a page follow each other, with the room that is left below them."""
    printed = whole_deck(wordiest, large_print=True)
    document = pypdfium2.PdfDocument(printed.pdf)
    for number in (1, 2):
        page = document[number]
        text = page.get_textpage()
        boxes = sorted(
            (text.get_rect(place) for place in range(text.count_rects())), key=lambda box: -box[3]
        )
        gaps = [above[1] - below[3] for above, below in itertools.pairwise(boxes)]
        assert max(gaps) < 60, "points"


def test_shorter_texts_are_used_only_where_the_others_do_not_fit(changed: Any) -> None:
    long = "She waits for your reply and says nothing at all. " * 40
    course = changed(situation=long, card=CardTexts(situation="She waits.", lesson="Stay."))
    how = plan(CardOptions())
    printed = set_deck(plain_deck(course), course, how)
    assert [(face.name, face.shorter) for face in printed.faces[:2]] == [
        ("front", True),
        ("back", False),
    ]
    document = pypdfium2.PdfDocument(printed.pdf)
    assert "She waits." in document[0].get_textpage().get_text_range()
    assert "Stay." not in document[1].get_textpage().get_text_range()


def test_even_shorter_texts_can_be_too_long(changed: Any) -> None:
    long = "She waits for your reply and says nothing at all. " * 40
    with pytest.raises(PrintError) as caught:
        make_pdf(changed(situation=long, card=CardTexts(situation=long[:-5])))
    [found] = caught.value.diagnostics
    assert "`card` › `situation`" in found.message


def test_a_card_too_small_for_our_own_words_asks_for_a_larger_one(shipped: Course) -> None:
    with pytest.raises(PrintError) as caught:
        make_deck("commitment", shipped, shipped.scenarios, plan(CardOptions(card="90x50")))
    [found] = caught.value.diagnostics
    assert "larger cards" in found.hint


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("card", [None, "poker", "index"])
def test_every_deck_is_tagged_and_fits(wordiest: Course, name: Any, card: str | None) -> None:
    printed = make_deck(name, wordiest, wordiest.scenarios, plan(CardOptions(card=card)))
    if card is None:
        profile = pdf_validator.ValidationProfile.PDF_UA_1
        report = pdf_validator.validate_pdf_bytes(printed.pdf, profile=profile)
        assert [failure.message for failure in report.failures] == []
    assert printed.faces


def test_the_deck_begins_with_its_title_and_how_to_use_it(wordiest: Course) -> None:
    document = pypdfium2.PdfDocument(whole_deck(wordiest).pdf)
    front = " ".join(document[0].get_textpage().get_text_range().split())
    assert front.index(wordiest.title) < front.index("How to use these cards")
    assert wordiest.modules[-1].title in document[1].get_textpage().get_text_range()


def test_a_role_play_uses_what_the_author_wrote(changed: Any) -> None:
    course = changed(role_play=RolePlay(customer="You stood in the rain.", observer=("A time?",)))
    printed = whole_deck(course, "role-play")
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.pdf)
    )
    assert "You stood in the rain." in text
    assert text.count("A time?") == 1
    assert text.count("Somebody asks instead of guessing") == len(course.scenarios) - 1
    assert len(printed.faces) == 2 * 3 * len(course.scenarios)


@pytest.mark.parametrize(
    ("customer", "one", "other", "told"),
    [
        ("external", "Customer", "Agent", "You are the customer."),
        ("internal", "Colleague", "Team lead", "You are the colleague."),
    ],
)
def test_a_role_play_names_who_plays_whom(
    changed: Any, customer: str, one: str, other: str, told: str
) -> None:
    terms = Terminology(person=one.lower())
    course = changed(customer=customer, department="Team lead", terminology=terms)
    made = make_deck("role-play", course, course.scenarios[:1], plan(CardOptions()))
    document = pypdfium2.PdfDocument(made.pdf)
    front, back = (document[page].get_textpage().get_text_range() for page in (0, 1))
    assert told in front
    titles = [text for text in (one, other, "Observer") if f"{text}\r\n" in back]
    assert titles == [one, other, "Observer"]


def test_cards_to_sort_do_not_tell_which_is_which(wordiest: Course) -> None:
    document = pypdfium2.PdfDocument(whole_deck(wordiest, "sorting").pdf)
    for page in document:
        assert "Not accountable" not in page.get_textpage().get_text_range()
    cards = sorting_cards(
        wordiest, wordiest.scenarios, Published(BASE_URL), plan(CardOptions()).style
    )
    # Each back says what happened, and the same for all replies to it.
    said: dict[str, set[str]] = {}
    for card in cards.cards:
        title, situation = texts_of(card.faces[1].blocks)
        assert (title.path, situation.field) == ("", "situation")
        said.setdefault(card.path, set()).add(f"{title.plain} {situation.plain}")
    assert [len(one) for one in said.values()] == [1] * len(wordiest.scenarios)


@settings(max_examples=15)
@given(
    words=st.integers(20, 110),
    card=st.sampled_from(["a6", "poker", "index", "business", "95x138"]),
)
def test_the_estimate_is_close_to_what_the_typesetter_makes_of_it(
    course: Course, words: int, card: str
) -> None:
    text = " ".join(f"{'wording'[: 2 + n % 6]}{n}" for n in range(words))
    scenario = course.scenarios[0].model_copy(update={"situation": text})
    module = course.modules[0].model_copy(update={"scenarios": (scenario,)})
    one = course.model_copy(update={"modules": (module,)})
    how = plan(CardOptions(card=card))
    deck = plain_deck(one, card=card)
    document = Document(deck.title, "en")
    layout = Layout(how.page, pages([2], how.printing))
    try:
        fitted = fit_cards(deck.cards, how.style, layout, document)
    except PrintError:
        return
    front = deck.cards[0].faces[0]
    width, _ = room_of(front, how.style)
    step = fitted.fits[0].step
    estimate = Estimate(how.style, SHIPPED_FONTS).height(front.blocks, width, step)
    end, *_ = fitted.typesetter.told("end")
    line = 1.3 * how.style.base * step * 25.4 / 72
    # Nothing on a front stretches, so it ends where its blocks end.
    assert abs(estimate - end["height"]) <= 2.6 * line


def test_a_page_holds_each_card_once(course: Course) -> None:
    how = plan(CardOptions(card="poker"))
    seen = [(slot.card, slot.face) for page in pages([2] * 20, how.printing) for slot in page.slots]
    assert sorted(seen) == list(itertools.product(range(20), range(2)))


def test_what_a_whole_table_reads_is_set_larger(wordiest: Course) -> None:
    few = {face.points for face in whole_deck(wordiest, "sorting").faces}
    assert max(few) == pytest.approx(1.4 * 9.5)
    many = {face.points for face in whole_deck(wordiest, "scenarios").faces}
    assert max(many) == pytest.approx(9.5)
