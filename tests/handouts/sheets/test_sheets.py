"""Documents on paper: what is in them, what must not be, and that nothing is cut off."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import page as pdf_validator
import pikepdf
import pypdfium2
import pytest

from answerable.handouts.cards.decks.sorting import numbered_pairs, numbered_replies
from answerable.handouts.sheets.make import SHEETS, make_sheet
from answerable.handouts.sheets.order import Order
from answerable.handouts.typeset.blocks import Sheet, Table, Verdict, texts
from answerable.handouts.typeset.papers import PAPERS, Paper
from answerable.handouts.workshop.plan import plan_workshop
from answerable.model import Course, Scenario, markup
from tests.support.courses import COURSE_FILES, load, write_course

MM = 72 / 25.4
NAMES = tuple(SHEETS)


@pytest.fixture(scope="module")
def inn(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load(write_course(tmp_path_factory.mktemp("inn") / "scenarios", COURSE_FILES))


@pytest.fixture(scope="module")
def on_a4(inn: Course) -> Callable[[str], bytes]:
    """The sheets of the inn in their default form, each typeset once."""
    return cache(lambda name: make_sheet(name, inn))


def texts_of(pdf: bytes) -> list[str]:
    """The words of each page, in the order in which they are read."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for sheet in document:
        textpage = sheet.get_textpage()
        texts.append(" ".join(textpage.get_text_range().replace("\ufffe", "").split()))
        textpage.close()
        sheet.close()
    document.close()
    return texts


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b\u00ad-]+", "", text)


def strings_in(pdf: bytes) -> str:
    """Every text that the file holds outside its pages: titles, bookmarks, alternatives, names."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found: list[str] = []
        for thing in document.objects:
            found += _strings(thing)
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes().decode("latin-1"))
        found += _strings(document.docinfo)
    return "\n".join(found)


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from _strings(inner)
    elif isinstance(thing, pikepdf.Dictionary):
        for inner in thing.values():
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)


def changed(course: Course, **fields: Any) -> Course:
    """The course with its first scenario changed, and no others."""
    first = course.modules[0].scenarios[0].model_copy(update=fields)
    module = course.modules[0].model_copy(update={"scenarios": (first,)})
    return course.model_copy(update={"modules": (module,)})


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_accessible_and_has_its_size(
    inn: Course, on_a4: Callable[[str], bytes], name: str, paper: Paper
) -> None:
    pdf = on_a4(name) if paper == "a4" else make_sheet(name, inn, paper=paper)
    report = pdf_validator.validate_pdf_bytes(pdf, profile=pdf_validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]).startswith("An accountable inn: ")
        assert opened.Root.ViewerPreferences.PrintScaling == "/None"
        for sheet in opened.pages:
            size = sorted(float(length) / MM for length in sheet.mediabox[2:])
            assert size == pytest.approx(sorted(PAPERS[paper]), abs=0.1)
    pages = texts_of(pdf)
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text
        assert "An accountable inn · " in text


@pytest.mark.parametrize("name", NAMES)
def test_with_black_alone_no_colour_is_in_the_file(inn: Course, name: str) -> None:
    document = pypdfium2.PdfDocument(make_sheet(name, inn, ink="bw"))
    for sheet in document:
        image = sheet.render(scale=1).to_pil().convert("RGB")
        pixels = [pixel for _, pixel in image.getcolors(image.width * image.height)]
        assert max(max(pixel) - min(pixel) for pixel in pixels) <= 2
    document.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_course_gives_the_same_bytes(
    inn: Course, on_a4: Callable[[str], bytes], name: str, forget: Callable[[], None]
) -> None:
    forget()
    assert make_sheet(name, inn) == on_a4(name)


def test_the_same_bytes_in_another_process(
    inn: Course, on_a4: Callable[[str], bytes], tmp_path: Path
) -> None:
    program = (
        "import sys\n"
        "from answerable.handouts.sheets.make import make_sheet\n"
        "from answerable.model import Course\n"
        "course = Course.model_validate_json(sys.stdin.buffer.read())\n"
        "sys.stdout.buffer.write(make_sheet('guide', course))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=inn.model_dump_json().encode(),
        capture_output=True,
        check=True,
        env={
            "PYTHONHASHSEED": "4711",
            "PYTHONPATH": ":".join(filter(None, sys.path)),
            "XDG_CACHE_HOME": str(tmp_path),
        },
    )
    assert done.stdout == on_a4("guide")


def answers(scenario: Scenario) -> Iterator[str]:
    """Everything that a worksheet must not hold."""
    for reply in (scenario.not_accountable, scenario.accountable, *scenario.other_replies):
        yield from filter(None, (reply.reply, reply.why))
    for solution in scenario.solutions:
        yield from filter(None, (solution.do, solution.when))
    yield scenario.lesson
    if scenario.excuse:
        yield scenario.excuse


def test_no_answer_is_in_a_worksheet_not_even_hidden(
    inn: Course, on_a4: Callable[[str], bytes]
) -> None:
    pdf, key = on_a4("worksheet"), on_a4("worksheet-key")
    shown, hidden = squeezed(" ".join(texts_of(pdf))), squeezed(strings_in(pdf))
    in_key = squeezed(" ".join(texts_of(key)))
    for scenario in inn.scenarios:
        assert squeezed(markup.plain(scenario.situation)) in shown
        for answer in answers(scenario):
            words = squeezed(markup.plain(answer))
            assert words not in shown
            assert words not in hidden
            assert words in in_key or answer == scenario.excuse
    # The search of the file looks where it should: it does find what is there.
    assert squeezed(inn.scenarios[0].title) in hidden


def order_of(course: Course, **fields: Any) -> Order:
    return Order(course, course.scenarios, plan_workshop(course, **fields))


def tables(sheet: Sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


def test_the_sorting_key_fits_the_cards(inn: Course) -> None:
    [table] = tables(SHEETS["sorting-key"].make(order_of(inn)))
    cards = numbered_replies(inn, inn.scenarios)
    assert len(table.rows) == len(cards) == 12
    for row, card in zip(table.rows, cards, strict=True):
        number, verdict, *_ = row
        assert not isinstance(number, str)
        assert number.plain == str(card.number)
        assert isinstance(verdict, Verdict)
        right = card.reply.accountable
        assert verdict.good == right
        assert verdict.text.plain == ("Accountable" if right else "Not accountable")


def test_a_reason_is_called_by_its_own_field(inn: Course) -> None:
    fields = {text.field for text in texts(SHEETS["worksheet-key"].make(order_of(inn)))}
    assert {"accountable` › `why", "other_replies` number 1 `why"} <= fields
    assert not any("`reply` ›" in field for field in fields)


def test_the_matching_key_fits_the_cards(inn: Course) -> None:
    [table] = tables(SHEETS["matching-key"].make(order_of(inn)))
    [row] = table.rows
    [pair] = numbered_pairs(inn, inn.scenarios)
    cells = [cell.plain for cell in row if not isinstance(cell, str)]
    assert cells[:3] == [pair.letter, "“Not my department”", str(pair.number)]


def test_what_can_be_done_stays_with_its_condition(shipped: Course) -> None:
    pages = texts_of(make_sheet("guide", shipped))
    assert sum(page.count("When: ") for page in pages) >= 5
    assert not any(page.startswith("When:") for page in pages)


def test_the_guide_is_read_in_order(inn: Course, on_a4: Callable[[str], bytes]) -> None:
    text = " ".join(texts_of(on_a4("guide")))
    order = [
        "Facilitator’s guide",
        "90 minutes for 16 people",
        "Run sheet",
        "1:30 The end, on time",
        "If you run short of time",
        "What to print",
        "Step by step",
        "Read aloud:",
        "What tempts",
        "What works",
        "Lesson:",
        "The debrief ladder",
        "Common objections and answers",
        "When not everybody is in the room",
        "Afterwards",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    for question in inn.coaching:
        assert question in text


def test_the_index_names_every_scenario(inn: Course, on_a4: Callable[[str], bytes]) -> None:
    text = " ".join(texts_of(on_a4("index")))
    for scenario in inn.scenarios:
        assert f"{scenario.code} {scenario.title}" in text
    assert "B1 A cold soup & a “hot” guest At the table 2 of 3 7" in text


def test_lessons_fill_one_page_and_more_only_if_they_must(
    inn: Course, on_a4: Callable[[str], bytes]
) -> None:
    assert len(texts_of(on_a4("job-aid"))) == 1
    first = inn.modules[0].scenarios[0]
    many = tuple(first.model_copy(update={"id": f"s{number}"}) for number in range(100))
    module = inn.modules[0].model_copy(update={"scenarios": many})
    pages = texts_of(make_sheet("job-aid", inn.model_copy(update={"modules": (module,)})))
    assert len(pages) > 1
    assert squeezed(" ".join(pages)).count(squeezed(first.lesson)) == 100


def test_a_few_lessons_have_the_whole_width(inn: Course) -> None:
    """In two columns, the second would be empty."""
    first = inn.modules[0].scenarios[0].model_copy(update={"lesson": "We stay with it. " * 8})

    def right_end(count: int) -> float:
        many = tuple(first.model_copy(update={"id": f"s{number}"}) for number in range(count))
        module = inn.modules[0].model_copy(update={"scenarios": many})
        made = make_sheet("job-aid", inn.model_copy(update={"modules": (module,)}))
        page = pypdfium2.PdfDocument(made)[0]
        text = page.get_textpage()
        lesson = text.search("We stay with it.")
        at, length = lesson.get_next()
        lines = [text.get_charbox(place) for place in range(at, at + 8 * length)]
        return float(max(box[2] for box in lines) / page.get_width())

    assert right_end(3) > 0.75
    assert right_end(30) < 0.55


LONG = " ".join(f"word{number}" for number in range(300))


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("worksheet", "letter"),
        ("worksheet-key", "a4"),
        ("guide", "letter"),
        ("sorting-key", "a4"),
        ("job-aid", "a4"),
    ],
)
def test_long_texts_flow_over_pages_and_nothing_is_cut_off(
    inn: Course, name: str, paper: Paper
) -> None:
    reply = inn.scenarios[0].accountable.model_copy(update={"reply": LONG, "why": LONG})
    course = changed(
        inn, situation=LONG, accountable=reply, not_accountable=reply, lesson=LONG, title="x" * 200
    )
    pdf = make_sheet(name, course, paper=paper)
    pages = texts_of(pdf)
    assert len(pages) > 1 or name == "job-aid", "that is set smaller first"
    words = "".join(map(squeezed, pages))
    for number in (0, 149, 299):
        assert f"word{number}" in words
    document = pypdfium2.PdfDocument(pdf)
    for sheet in document:
        width, height = (length / MM for length in sheet.get_size())
        textpage = sheet.get_textpage()
        for index in range(0, textpage.count_chars(), 5):
            if textpage.get_text_range(index, 1).strip():
                left, bottom, right, top = (edge / MM for edge in textpage.get_charbox(index))
                assert left >= 17.5
                assert right <= width - 17.5
                assert bottom >= 8
                assert top <= height - 14
        textpage.close()
        sheet.close()
    document.close()


HOSTILE = (
    '#panic("x") #read("/etc/passwd")',
    "#{ while true {} } $x^2$ = Heading <label> @label",
    "]]] [[[ }}} {{{ ))) ((( // comment /* comment",
    "{{ 7 * 7 }} {% raw %} %(title)s %s %d 100%",
    "<script>alert(1)</script> ${7*7} \\u{41}",
)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_titles_are_printed_as_they_were_typed(inn: Course, name: str) -> None:
    title = " ".join(HOSTILE)
    course = changed(inn, title=title, excuse=title, channel=title)
    course = course.model_copy(update={"title": title})
    text = squeezed(" ".join(texts_of(make_sheet(name, course))))
    for hostile in HOSTILE:
        assert squeezed(hostile) in text, hostile


def test_a_character_that_no_font_has_is_replaced_where_all_see_it(inn: Course) -> None:
    said = " ".join(texts_of(make_sheet("index", changed(inn, title="A \N{GRINNING FACE}"))))
    assert "A [U+1F600]" in said


def test_a_german_course_speaks_german(inn: Course) -> None:
    german = inn.model_copy(update={"language": "de"})
    with pikepdf.open(io.BytesIO(make_sheet("worksheet", german))) as opened:
        assert str(opened.Root.Lang) == "de"
    assert "Was würden Sie sagen?" in " ".join(texts_of(make_sheet("worksheet", german)))
