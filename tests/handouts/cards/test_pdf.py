"""The printed deck: what is on the pages, where it lies, and what is refused."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import page as pdf_validator
import pikepdf
import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import Image

from answerable.handouts.cards.decks.common import Published
from answerable.handouts.cards.geometry import backs, fronts
from answerable.handouts.cards.make import make_deck, make_picture
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.cards.stocks import shipped_stocks
from answerable.handouts.typeset.fonts import SHIPPED_FONTS
from answerable.handouts.typeset.papers import Paper
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import Course, Module, Reply, Scenario, Solution
from tests.support.printed import make_pdf, plain_deck

SHEETS = {name: shipped_stocks().stocks[place].sheet for place, name in enumerate(("a4", "letter"))}
BASE_URL = "https://learn.example.org/accountable/"
PAPERS: tuple[Paper, ...] = ("a4", "letter")
MM = 72 / 25.4  # points


@pytest.fixture(scope="module", params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    value: Paper = request.param
    return value


@pytest.fixture(scope="module")
def pdf(course: Course, paper: Paper) -> bytes:
    return make_pdf(course, paper=paper, base_url=BASE_URL)


@pytest.fixture(scope="module")
def document(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    opened = pypdfium2.PdfDocument(pdf)
    yield opened
    opened.close()


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    textpage = page.get_textpage()
    text: str = textpage.get_text_range()
    textpage.close()
    page.close()
    # At a hyphen where a line ends, pdfium writes a mark of its own instead of a line break.
    return " ".join(text.replace("\ufffe", "").split())


def all_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page_text(document, number) for number in range(len(document)))
    document.close()
    return text


def squeezed(text: str) -> str:
    """Without blanks and invisible characters: lines may break anywhere."""
    return re.sub(r"[\s\u2060\u200b\u00ad\u2028]+", "", text)


def place_of(document: pypdfium2.PdfDocument, number: int, words: str) -> tuple[float, float]:
    """Where `words` begin on a page: mm from the left and from the top."""
    page = document[number]
    textpage = page.get_textpage()
    found = textpage.search(words, match_case=True, match_whole_word=True).get_next()
    assert found is not None, f"“{words}” is not on page {number + 1}"
    left, _, _, top = textpage.get_charbox(found[0])
    height = page.get_height()
    textpage.close()
    page.close()
    return left / MM, (height - top) / MM


def test_pages_are_sheets_of_the_paper_fronts_then_backs(
    course: Course, document: pypdfium2.PdfDocument, paper: Paper
) -> None:
    sheet = SHEETS[paper]
    assert len(document) == 2 * -(-len(course.scenarios) // sheet.cards)
    for page in document:
        assert page.get_size() == pytest.approx(
            (sheet.paper_width * MM, sheet.paper_height * MM), abs=0.01
        )
    for number in range(len(document)):
        text = page_text(document, number)
        assert ("What would you say?" in text) == (number % 2 == 0)
        assert ("Not accountable" in text) == (number % 2 == 1)


def test_a_back_lies_behind_its_front(
    course: Course, document: pypdfium2.PdfDocument, paper: Paper
) -> None:
    sheet = SHEETS[paper]
    for index, scenario in enumerate(course.scenarios):
        page, position = 2 * (index // sheet.cards), index % sheet.cards
        for number, slot in (
            (page, fronts(sheet)[position]),
            (page + 1, backs(sheet)[position]),
        ):
            x, y = place_of(document, number, scenario.code)
            assert slot.x + 5 <= x <= slot.x + sheet.card_width / 4
            assert slot.y + 5 <= y <= slot.y + sheet.card_height / 8
        # On the paper itself: the back's own corner, seen through from the front.
        front_x, front_y = place_of(document, page, scenario.code)
        back_x, back_y = place_of(document, page + 1, scenario.code)
        assert (front_x - sheet.left) // sheet.pitch_x == (
            sheet.paper_width - back_x - sheet.left
        ) // sheet.pitch_x
        assert abs(front_y - back_y) < 5


def test_nothing_but_crop_marks_is_outside_the_safe_area(
    document: pypdfium2.PdfDocument, paper: Paper
) -> None:
    sheet = SHEETS[paper]
    for number, slots in ((0, fronts(sheet)), (1, backs(sheet))):
        page = document[number]
        textpage = page.get_textpage()
        for index in range(textpage.count_chars()):
            if not textpage.get_text_range(index, 1).strip():
                continue
            left, bottom, right, top = (edge / MM for edge in textpage.get_charbox(index))
            inside = [
                slot.x + 4.99 <= left
                and right <= slot.x + sheet.card_width - 4.99
                and slot.y + 4.99 <= sheet.paper_height - top
                and sheet.paper_height - bottom <= slot.y + sheet.card_height - 4.99
                for slot in slots
            ]
            assert any(inside), f"character {index} of page {number + 1}"
        textpage.close()


def test_text_is_read_in_the_order_in_which_people_read(
    course: Course, document: pypdfium2.PdfDocument
) -> None:
    front, back = page_text(document, 0), page_text(document, 1)
    first = course.scenarios[0]
    order = [
        "A1",
        "Own it",
        "1/12",
        "Phone · Customer care",
        first.title,
        "the customer calls for the second time",
        "What would you say?",
        "Open online",
        "A2",
    ]
    places = [front.index(words) for words in order]
    assert places == sorted(places)
    order = [
        "A1",
        first.title,
        "Not accountable",
        "I have sent this on",
        "You should not have to call twice",
        "What can be done",
        "Call the colleague at once",
        "Send somebody from the branch nearby. When: The team has no time.",
        "Tell the customer at three",
        "Lesson",
        "A ticket can be passed on.",
        "A2",
    ]
    places = [back.index(words) for words in order]
    assert places == sorted(places)


def test_it_is_tagged_and_passes_every_rule_of_pdf_ua(pdf: bytes) -> None:
    report = pdf_validator.validate_pdf_bytes(pdf, profile=pdf_validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 50


def test_it_carries_title_language_and_print_hints(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        hints = opened.Root.ViewerPreferences
        assert hints.PrintScaling == "/None"
        assert hints.Duplex == "/DuplexFlipLongEdge"
        assert hints.DisplayDocTitle
        assert str(opened.Root.Lang) == "en"
        assert opened.docinfo["/Title"] == "Small course: cards"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_all_fonts_are_the_shipped_one_and_embedded(pdf: bytes) -> None:
    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                names.add(str(thing.FontName).split("+")[-1])
                assert "/FontFile2" in thing or "/FontFile3" in thing
    assert names
    assert all(name.startswith("AtkinsonHyperlegibleNext") for name in names), names


def test_qr_codes_open_the_scenario_whose_card_they_are_on(
    course: Course, document: pypdfium2.PdfDocument, paper: Paper
) -> None:
    sheet = SHEETS[paper]
    dots = 150 / 25.4  # a mm
    picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    cards = plain_deck(course, BASE_URL).cards[: sheet.cards]
    for card, slot in zip(cards, fronts(sheet), strict=True):
        box = (slot.x, slot.y, slot.x + sheet.card_width, slot.y + sheet.card_height)
        [code] = zxingcpp.read_barcodes(picture.crop([round(edge * dots) for edge in box]))
        assert card.faces[0].question
        assert code.text == card.faces[0].question.url
        width = (code.position.top_right.x - code.position.top_left.x) / dots
        assert width >= 20


def test_without_a_site_there_is_no_qr_code(course: Course) -> None:
    pdf = make_pdf(course, paper="a4")
    document = pypdfium2.PdfDocument(pdf)
    assert zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil()) == []
    document.close()
    assert "Open online" not in all_text(pdf)


def test_the_same_course_gives_the_same_bytes_in_another_process(
    course: Course, pdf: bytes, paper: Paper, forget: Callable[[], None], tmp_path: Path
) -> None:
    forget()
    assert make_pdf(course, paper=paper, base_url=BASE_URL) == pdf
    program = (
        "import sys\n"
        "from answerable.model import Course\n"
        "from tests.support.printed import make_pdf\n"
        "course = Course.model_validate_json(sys.stdin.buffer.read())\n"
        "paper, base_url = sys.argv[1:]\n"
        "sys.stdout.buffer.write(make_pdf(course, paper=paper, base_url=base_url))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, paper, BASE_URL],
        input=course.model_dump_json().encode(),
        capture_output=True,
        check=True,
        env={
            "PYTHONHASHSEED": "4711",
            "PYTHONPATH": ":".join(filter(None, sys.path)),
            "TZ": "UTC-9",
            "XDG_CACHE_HOME": str(tmp_path),
        },
    )
    assert done.stdout == pdf


def drawn(svg: bytes) -> bytes:
    """A picture as a PNG."""
    paper = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    show = '#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(
        (paper + show).encode(), format="png", ppi=144, sys_inputs={"svg": svg.decode()}
    )
    assert isinstance(made, bytes)
    return made


def test_the_picture_shows_both_sides_on_a_transparent_ground(course: Course) -> None:
    picture = make_picture(course, published=Published(BASE_URL))
    image = Image.open(io.BytesIO(drawn(picture.svg)))
    assert picture.width == 900
    assert image.width / image.height == pytest.approx(picture.width / picture.height, abs=0.01)
    alpha = image.getchannel("A")
    assert alpha.getpixel((0, 0)) < 10
    for x in (image.width // 4, 3 * image.width // 4):
        assert alpha.getpixel((x, image.height // 2)) == 255
    assert course.scenarios[0].title in picture.alt
    [code] = zxingcpp.read_barcodes(image.convert("RGBA").convert("RGB"))
    assert code.text == f"{BASE_URL}scenarios/{course.scenarios[0].id}/"


HOSTILE = (
    '#panic("x")',
    '#sys.inputs.job #read("/etc/passwd")',
    "#{ while true {} }",
    "$x^2$ and $ sum_(i) $",
    "= Heading <label> @label",
    "\\u{41} \\ end",
    '#import "@preview/cetz:0.3.4"',
    '#image("x.png") #link("javascript:x")',
    "]]] [[[ }}} {{{ ))) (((",
    "// comment /* comment",
    "#set page(width: 1mm) #show: x => none",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "<script>alert(1)</script>",
    "`code` ~tie~ -- --- ... ' \"",
)


def one_module(scenarios: tuple[Scenario, ...]) -> Course:
    moved = tuple(scenario.model_copy(update={"module_id": "m"}) for scenario in scenarios)
    module = Module(id="m", letter="A", title="Text as data", scenarios=moved)
    return Course(id="c", title="Course", language="en", modules=(module,))


def test_hostile_text_is_printed_as_it_was_typed(course: Course) -> None:
    template = course.scenarios[0]
    scenarios = tuple(
        template.model_copy(update={"title": text, "id": f"x{n}", "code": f"A{n}"})
        for n, text in enumerate(HOSTILE, 1)
    )
    text = squeezed(all_text(make_pdf(one_module(scenarios), paper="a4")))
    for hostile in HOSTILE:
        assert text.count(squeezed(hostile)) == 2, hostile  # on both sides


@pytest.mark.parametrize("hostile", [text for text in HOSTILE if not set(text) & set("`\\=<")])
def test_hostile_text_in_markdown_is_printed_as_it_was_typed(
    changed: Callable[..., Course], hostile: str
) -> None:
    text = f"So: {hostile}"
    course = one_module(
        changed(
            situation=text,
            not_accountable=Reply(reply=text),
            accountable=Reply(reply=text),
            solutions=(Solution(do=text, when=text),),
            lesson=text,
        ).scenarios[:1]
    )
    printed = squeezed(all_text(make_pdf(course, paper="a4")))
    assert printed.count(squeezed(hostile)) == 6


def test_markdown_becomes_print(changed: Callable[..., Course]) -> None:
    course = changed(
        situation="## Heads up\n\nA **bold** and *slanted* `word`.  \nA new line, "
        "[our terms](https://example.org/terms).\n\n- one\n  1. deep\n  2. deeper\n- two\n\n"
        "> quoted\n\n---\n\n```\nkept   as it is\n```",
    )
    pdf = make_pdf(course, paper="a4")
    assert (
        "Heads up A bold and slanted word. A new line, our terms. – one 1. deep 2. deeper – two "
        "quoted kept as it is" in all_text(pdf)
    )
    report = pdf_validator.validate_pdf_bytes(pdf, profile=pdf_validator.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_every_character_of_the_font_can_be_printed(changed: Callable[..., Course]) -> None:
    characters = [chr(code) for code in sorted(SHIPPED_FONTS.repertoire) if chr(code) not in "`~"]
    lines = ["".join(characters[at : at + 36]) for at in range(0, len(characters), 36)]
    text = "```\n" + "\n".join(lines) + "\n```"
    extras = "a\u00adb\u200bc\u200dd\u2060e\u202ff\u2003g\u2011h\u2066i\u2069j\ufe0fk\u1ea5l"
    course = changed(situation=text, lesson=extras)
    assert "áâãäåæçèé" in all_text(make_pdf(course, paper="a4"))


def test_text_that_is_too_long_is_an_error_that_says_how_much(
    changed: Callable[..., Course],
) -> None:
    course = changed(
        accountable=Reply(reply="I will call you back at three, whatever I find out. " * 60),
        situation="She waits for your reply and says nothing at all. " * 40,
    )
    with pytest.raises(PrintError) as caught:
        make_pdf(course, paper="a4", base_url=BASE_URL)
    front, back = caught.value.diagnostics
    for finding, side, field, length in (
        (front, "front", "situation", 40 * 50 - 1),
        (back, "back", "accountable", 60 * 52 - 1),
    ):
        assert finding.code == "AN401"
        assert finding.location.path == course.scenarios[0].path
        need, have = map(float, re.findall(r"(\d+\.\d) mm", finding.message))
        assert need > have > 0
        assert finding.message == (
            f"Card A1, {side}: the text does not fit. It needs {need} mm of height and has "
            f"{have} mm, in the smallest print (7.6 pt). The longest text is `{field}` with "
            f"{length} characters."
        )
        assert re.fullmatch(
            rf"Shorten `{field}` or another text of this side, by about \d+0 characters in "
            r"all, or give the card shorter texts of its own under `card`\. "
            r"Larger cards have more room\.",
            finding.hint,
        )


def test_the_advice_on_how_much_to_shorten_is_sound(changed: Callable[..., Course]) -> None:
    sentence = "She waits for your reply. "
    with pytest.raises(PrintError) as caught:
        make_pdf(changed(situation=sentence * 80), paper="a4", base_url=BASE_URL)
    [finding] = caught.value.diagnostics
    surplus = int(re.findall(r"about (\d+) characters", finding.hint)[0])
    shorter = 80 - -(-surplus * 11 // 10 // len(sentence))
    assert make_pdf(changed(situation=sentence * shorter), paper="a4", base_url=BASE_URL)


def test_all_cards_that_do_not_fit_are_named_at_once(course: Course) -> None:
    long = Reply(reply="This is far too much to say on a card. " * 80)
    scenarios = tuple(
        scenario.model_copy(update={"accountable": long} if place in (0, 2, 7) else {})
        for place, scenario in enumerate(course.scenarios)
    )
    with pytest.raises(PrintError) as caught:
        make_pdf(one_module(scenarios), paper="letter")
    named = [finding.message.partition(",")[0] for finding in caught.value.diagnostics]
    assert named == [f"Card {course.scenarios[place].code}" for place in (0, 2, 7)]


@pytest.mark.parametrize("field", ["title", "situation", "lesson"])
def test_a_word_wider_than_the_card_is_broken(changed: Callable[..., Course], field: str) -> None:
    course = changed(**{field: f"A {'W' * 70} b"})
    said = all_text(make_pdf(course, paper="a4"))
    assert said.count("W") >= 70


def test_a_long_address_is_broken(changed: Callable[..., Course]) -> None:
    address = "https://inn.example/" + "a/very/long/path?" * 12
    assert address in squeezed(all_text(make_pdf(changed(situation=address), paper="a4")))


@pytest.mark.parametrize("joint", ["\u00ad", "\u200b", "-"])
def test_a_long_word_with_places_to_break_is_printed(
    changed: Callable[..., Course], joint: str
) -> None:
    assert make_pdf(changed(situation=joint.join(["Wort"] * 30)), paper="a4")


def height_of(pdf: bytes, words: str) -> float:
    """Size of the type in which `words` stand on the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    textpage = document[0].get_textpage()
    found = textpage.search(words, match_case=True).get_next()
    assert found is not None
    _, bottom, _, top = textpage.get_charbox(found[0], loose=True)
    textpage.close()
    document.close()
    size: float = top - bottom
    return size


def test_a_long_word_makes_a_title_smaller_and_nothing_else(
    changed: Callable[..., Course],
) -> None:
    long = "Kundenzufriedenheitsbefragung"
    short_pdf, long_pdf = (
        make_pdf(changed(title=title, situation="Plain words."), paper="a4")
        for title in ("Ordentlich", long)
    )
    assert height_of(long_pdf, long) < height_of(short_pdf, "Ordentlich")
    assert height_of(long_pdf, "Plain") == pytest.approx(height_of(short_pdf, "Plain"))


def test_a_missing_character_leaves_what_everybody_sees(changed: Callable[..., Course]) -> None:
    course = changed(title="Good 😀", situation="日本語。 Fine → ☑ ₺")
    said = squeezed(all_text(make_pdf(course, paper="a4")))
    assert "Good[U+1F600]" in said
    assert "□□□□Fine→☑₺" in said
    assert make_picture(course).svg


@pytest.mark.parametrize("number", [1, 9, 10, 22, 27, 60])
def test_a_course_may_have_any_number_of_modules(course: Course, number: int) -> None:
    [module, *_] = course.modules
    [scenario, *_] = module.scenarios
    modules = tuple(
        module.model_copy(
            update={"id": f"m{n}", "letter": f"L{n}", "title": f"Topic {n}", "scenarios": ()}
        )
        for n in range(number)
    )
    first = modules[0].model_copy(
        update={"scenarios": (scenario.model_copy(update={"module_id": "m0"}),)}
    )
    many = course.model_copy(update={"modules": (first, *modules[1:])})
    said = squeezed(all_text(make_deck("scenarios", many, many.scenarios, plan(CardOptions())).pdf))
    for n in range(number):
        assert f"L{n}Topic{n}" in said


def test_a_course_without_scenarios_has_no_cards() -> None:
    with pytest.raises(PrintError) as caught:
        make_pdf(Course(id="c", title="Empty", language="en"), paper="a4")
    [finding] = caught.value.diagnostics
    assert finding.code == "AN403"


def test_a_sheet_that_is_not_full_has_its_backs_behind_its_fronts(course: Course) -> None:
    sheet = SHEETS["a4"]
    pdf = make_pdf(one_module(course.scenarios[:1]), paper="a4")
    document = pypdfium2.PdfDocument(pdf)
    assert place_of(document, 0, "A1")[0] < sheet.paper_width / 2
    assert place_of(document, 1, "A1")[0] > sheet.paper_width / 2
    document.close()


def test_other_languages_reach_the_pdf(course: Course) -> None:
    pdf = make_pdf(course.model_copy(update={"language": "pt-BR"}), paper="a4")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "pt-BR"


@pytest.mark.parametrize("paper_name", PAPERS)
def test_the_longest_texts_of_the_shipped_course_fit(wordiest: Course, paper_name: Paper) -> None:
    pdf = make_pdf(wordiest, paper=paper_name, base_url=BASE_URL)
    text = squeezed(all_text(pdf))
    for scenario in wordiest.scenarios:
        assert text.count(squeezed(scenario.title)) >= 2
