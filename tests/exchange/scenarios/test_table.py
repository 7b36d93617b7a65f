"""Tables: what has a column, and that nothing is lost on the way there and back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import from_excel

from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.tables.columns import columns
from answerable.exchange.scenarios.tables.csvtable import read_csv, write_csv
from answerable.exchange.scenarios.tables.table import (
    Row,
    example_row,
    from_rows,
    to_rows,
    with_line_breaks,
)
from answerable.exchange.scenarios.tables.titles import understood
from answerable.exchange.scenarios.tables.workbook import export_workbook, template_workbook
from answerable.exchange.scenarios.tables.worksheet import read_workbook
from answerable.model import Course, Module, ScenarioFile
from answerable.model.fieldnametable import MODULE
from answerable.source.read.fields import check
from tests.support import office
from tests.support.courses import course, scenario
from tests.support.scenarios import scenario_files

WITHOUT_COLUMNS = {"items", "dialogue"}


MODULES = tuple(Module(id=one, letter="A", title=one) for one in ("first", "second"))


def as_csv(one: Course) -> ImportResult:
    rows, found = read_csv(write_csv(to_rows(one)), "a.csv")
    assert found.diagnostics == []
    return from_rows(rows, "a.csv")


def as_workbook(one: Course) -> ImportResult:
    rows, found = read_workbook(export_workbook(one), "a.xlsx")
    assert found.diagnostics == []
    return from_rows(rows, "a.xlsx")


def test_every_field_has_columns_but_what_is_too_deep() -> None:
    carried = {column.keys[0] for column in columns()}
    assert carried - {MODULE} == ScenarioFile.model_fields.keys() - WITHOUT_COLUMNS


def test_titles_are_told_apart() -> None:
    titles = [column.title for column in columns({"solutions": 12, "sources": 9})]
    assert len(titles) == len({title.casefold() for title in titles})
    found = understood(titles)
    assert [column.title for column in found.known.values()] == titles
    assert found.guessed == found.nearly == found.strange == []


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("LESSON", ("lesson",)),
        ("accountable.reply", ("accountable", "reply")),
        ("Accountable – reply", ("accountable", "reply")),
        ("not accountable (why)", ("not_accountable", "why")),
        ("Solution 7: when", ("solutions", 6, "when")),
        ("review_by", ("review_by",)),
        ("Title *", ("title",)),
    ],
)
def test_titles_may_be_written_differently(title: str, meant: tuple[str | int, ...]) -> None:
    found = understood(["Nothing", title])
    assert {place: column.keys for place, column in found.known.items()} == {1: meant}


@given(st.lists(scenario_files(), min_size=1, max_size=2))
@settings(max_examples=15)  # each takes a tenth of a second
def test_there_and_back(files: list[ScenarioFile]) -> None:
    for way in (as_csv, as_workbook):
        _go_there_and_back(way, files)


def _go_there_and_back(way: Callable[[Course], ImportResult], files: list[ScenarioFile]) -> None:
    scenarios = [
        scenario(**(file.model_dump(mode="json") | {"id": f"one-{number}", "code": f"A{number}"}))
        for number, file in enumerate(files)
    ]
    found = way(course(*scenarios))
    assert found.diagnostics == [], way
    for draft, file, one in zip(found.drafts, files, scenarios, strict=True):
        assert draft.module == "door"
        values = dict(draft.source.value or {})
        assert values.pop("id") == one.id
        model, problems = check(draft.source, ScenarioFile)
        assert problems == ()
        assert model is not None
        assert model.model_copy(update={"id": file.id}) == file


@pytest.mark.parametrize("way", [as_csv, as_workbook])
def test_one_tag_with_a_comma_comes_back_without_a_question(
    way: Callable[[Course], ImportResult],
) -> None:
    found = way(course(scenario(tags=["door, rain"])))
    assert found.diagnostics == []
    [draft] = found.drafts
    assert draft.source.value is not None
    assert draft.source.value["tags"] == ["door, rain"]


def test_no_cell_of_a_workbook_is_anything_but_text() -> None:
    one = scenario(title="=1+1", lesson="0012", department="TRUE", summary="+49 1", minutes="5")
    book = openpyxl.load_workbook(io.BytesIO(export_workbook(course(one))))
    cells = [cell for row in book["Scenarios"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert {"=1+1", "0012", "TRUE", "+49 1", "5"} <= {cell.value for cell in cells}


def test_no_cell_of_a_csv_begins_like_a_formula() -> None:
    texts = ["=1+1", "+49 1", "-x", "@SUM(A1)", "'=1", "＝1+1", "＠SUM(A1)"]
    solutions = [{"do": text} for text in texts]
    data = write_csv(to_rows(course(scenario(solutions=solutions))))
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@＝＠")] == []
    (draft,) = from_rows(read_csv(data, "a.csv")[0], "a.csv").drafts
    assert (draft.source.value or {})["solutions"] == solutions


FORMULAS = [
    "=1+1",
    " =2+2",
    "foo;=1+1",
    "foo; =1+1",
    "foo\t=4+4",
    "foo|=5+5",
    "a\n=3+3",
    "a\n\n  =3+3",
    'a;"=1+1"',
    'a\n"=1+1"',
    "a;'=1+1",
    "a;;=1+1;=2+2",
    "a, =1+1",
    "- one\n- two",
    "+49 1;+49 2",
    "a;@SUM(A1)",
    '"=1+1',
    'He said "no";="x"&"y"',
    "''=1",
    "'; '=1",
]


@given(st.lists(st.text("=+-@＝;|\t\n ,'\"a1", max_size=12) | st.text(max_size=8)))
def test_guarded_cells_come_back(cells: list[str]) -> None:
    row = ["Title", "Lesson", *(with_line_breaks(cell) for cell in cells)]
    ((read,), found) = read_csv(write_csv([row]), "a.csv")
    assert found.diagnostics == []
    assert list(read.cells) == row


@pytest.mark.skipif(office.find() is None, reason=office.MISSING)
@pytest.mark.parametrize("separator", [",", "|", ",;\t"])
def test_no_program_runs_a_formula_whatever_it_splits_at(separator: str, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    rows = [["Title", "Lesson"], *([text, "x"] for text in FORMULAS)]
    rows += [["x", text] for text in FORMULAS]
    file.write_bytes(write_csv(rows))
    signs = "/".join(str(ord(sign)) for sign in separator)
    opened_as = f"CSV:{signs},34,76,1,,0,false,true,false,false,false"
    book = openpyxl.load_workbook(office.convert(file, "xlsx", tmp_path, opened_as=opened_as))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert len(cells) > len(FORMULAS)
    assert [cell.value for cell in cells if cell.data_type in ("f", "e")] == []


@pytest.mark.skipif(office.find() is None, reason=office.MISSING)
def test_no_program_runs_a_formula_of_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    solutions = [{"do": text} for text in FORMULAS[:12]]
    file.write_bytes(export_workbook(course(scenario(solutions=solutions))))
    book = openpyxl.load_workbook(office.convert(file, "xlsx", tmp_path))
    cells = [cell for row in book["Scenarios"].iter_rows() for cell in row if cell.value]
    assert [cell.value for cell in cells if cell.data_type in ("f", "e")] == []
    assert {text.strip() for text in FORMULAS[:12]} <= {str(cell.value).strip() for cell in cells}


def test_the_same_course_gives_the_same_bytes(shipped: Course) -> None:
    assert export_workbook(shipped) == export_workbook(shipped)
    archive = zipfile.ZipFile(io.BytesIO(export_workbook(shipped)))
    assert {part.date_time[0] for part in archive.infolist()} == {1980}


def test_the_template_explains_itself() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(course(modules=MODULES))))
    sheet = book["Scenarios"]
    needed = {cell.value.removesuffix(" *") for cell in sheet[1] if str(cell.value).endswith(" *")}
    titles = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    assert titles == [column.title for column in columns()]
    assert needed >= {"Module", "Title", "Situation", "Lesson", "Solution 1"}
    assert "Summary" not in needed
    assert sheet.freeze_panes == "D2"
    rules = {
        str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation
    }
    assert len(rules) == len(titles)
    assert all(rule.prompt for rule in rules.values())
    lists = {
        titles[place]: [
            cell.value
            for cell in book["Lists"][rules[f"{cell.column_letter}2"].formula1.split("$")[1]]
            if cell.value
        ]
        for place, cell in enumerate(sheet[1])
        if rules[f"{cell.column_letter}2"].type == "list"
    }
    assert lists["Module"] == ["first", "second"]
    assert lists["Customer"] == ["external", "internal"]
    assert lists["Difficulty"] == ["1", "2", "3"]
    help_texts = [cell.value for cell in book["How to fill it in"]["A"]]
    assert set(titles) <= set(help_texts)


def shown(book: openpyxl.Workbook) -> list[str]:
    """The titles of the columns that a sheet does not fold away."""
    sheet: Any = book["Scenarios"]
    return [
        cell.value.removesuffix(" *")
        for cell in sheet[1]
        if not sheet.column_dimensions[cell.column_letter].hidden
    ]


MOST_NEED = ["Module", "Title", "Situation", "Not accountable", "Not accountable: why"]
MOST_NEED += ["Accountable", "Accountable: why", *(f"Solution {n}" for n in (1, 2, 3, 4)), "Lesson"]


def test_the_template_shows_the_twelve_columns_that_most_need() -> None:
    assert shown(openpyxl.load_workbook(io.BytesIO(template_workbook()))) == MOST_NEED


def test_a_workbook_shows_what_holds_something_too() -> None:
    one = scenario(owner="Ann", card={"lesson": "Short."})
    titles = shown(openpyxl.load_workbook(io.BytesIO(export_workbook(course(one)))))
    assert {"Id", "Owner", "Card: lesson", *MOST_NEED} <= set(titles)
    assert not {"Coaching", "Role play: agent", "Card: situation"} & set(titles)


def test_the_example_is_a_scenario_that_is_left_out_until_it_is_changed() -> None:
    rows, _ = read_workbook(template_workbook(course(modules=MODULES[:1])), "t.xlsx")
    assert from_rows(rows, "t.xlsx").drafts == []
    changed = [rows[0], Row(2, ("first", *("x" if cell else "" for cell in rows[1].cells[1:])))]
    assert len(from_rows(changed, "t.xlsx").drafts) == 1
    example = [Row(1, rows[0].cells), Row(2, (*example_row()[:-1], "changed"))]
    (draft,) = from_rows(example, "t.xlsx").drafts
    values = {k: v for k, v in (draft.source.value or {}).items() if k != "changes"}
    assert ScenarioFile.model_validate(values).title


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_of_other_programs(delimiter: str, encoding: str) -> None:
    lines = [
        ["Title", "Lesson", "Situation"],
        ["One", "Line 1\nLine 2", "a, b; c"],
        ["Two", "b", ""],
    ]
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter, lineterminator="\n").writerows(lines)
    rows, found = read_csv(held.getvalue().encode(encoding), "a.csv")
    assert found.diagnostics == []
    assert [list(row.cells) for row in rows] == lines
    assert [row.number for row in rows] == [1, 2, 3]


def test_line_breaks_of_other_programs() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    said = ["one_x000D_\ntwo", "one\u2028two", "one_x000B_two", "a_x005F_x000D_b", "snake_x"]
    sheet.append(said)
    held = io.BytesIO()
    book.save(held)
    ((row,), found) = read_workbook(held.getvalue(), "a.xlsx")
    assert found.diagnostics == []
    assert row.cells == ("one\ntwo", "one\ntwo", "one\ntwo", "a_x000D_b", "snake_x")


def test_cells_that_are_no_texts() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", "Minutes", "Review by", "Difficulty", "Lesson"])
    sheet.append(["One", 5.0, None, 2, True])
    sheet["C2"] = from_excel(50_000)
    held = io.BytesIO()
    book.save(held)
    rows, found = read_workbook(held.getvalue(), "a.xlsx")
    assert found.diagnostics == []
    assert rows[1].cells[:5] == ("One", "5", "2036-11-21", "2", "yes")


def solutions_of(titles: list[str], *cells: str) -> object:
    rows = [Row(1, ("Title", *titles)), Row(2, ("One", *cells))]
    (draft,) = from_rows(rows, "a.csv").drafts
    return (draft.source.value or {})["solutions"]


LISTS = {
    "numbers": ("1. Move her.\n2. Mend it.", ["Move her.", "Mend it."]),
    "numbers of several kinds": ("1. Move her.\n2) Mend it.", ["Move her.", "Mend it."]),
    "bullets": ("- Move her.\n• Mend it.\n* Pay.", ["Move her.", "Mend it.", "Pay."]),
    "letters": ("a) Move her.\nb) Mend it.", ["Move her.", "Mend it."]),
    "Roman numbers": ("(i) Move her.\n(ii) Mend it.", ["Move her.", "Mend it."]),
    "on one line": ("(i) Move her; (ii) Mend it.", ["Move her", "Mend it."]),
    "numbers on one line": ("1. Move her. 2. Mend it.", ["Move her.", "Mend it."]),
    "a longer entry": ("- Move her\n  today.\n- Mend it.", ["Move her\ntoday.", "Mend it."]),
    "blank lines": ("1. Move her.\n\n2. Mend it.\n", ["Move her.", "Mend it."]),
    "HTML": ("<ul><li>Move her.</li><li>Mend it.</li></ul>", ["Move her.", "Mend it."]),
    "numbered HTML": ("<ol><li>Move her.<li>Mend it.</ol>", ["Move her.", "Mend it."]),
    "numbers without blanks": ("1)Move her.\n2)Mend it.", ["Move her.", "Mend it."]),
    "numbers without blanks on one line": ("1)Move her. 2)Mend it.", ["Move her.", "Mend it."]),
    "numbers with dashes": ("1- Move her.\n2 - Mend it.", ["Move her.", "Mend it."]),
    "Arabic numbers": ("١- اتصل.\n٢- اكتب.", ["اتصل.", "اكتب."]),
    "a range": ("1 - 2 litres of milk", ["1 - 2 litres of milk"]),
    "a single bullet": ("• Move her.", ["Move her."]),
    "no list": ("Move her 2. floor - quickly (a) b", ["Move her 2. floor - quickly (a) b"]),
    "an initial": ("I. Newton said so.", ["I. Newton said so."]),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("title", ["Solution 1", "Solutions", "Possible solutions"])
def test_a_list_in_one_cell_is_several_entries(name: str, title: str) -> None:
    cell, texts = LISTS[name]
    assert solutions_of([title], cell) == [{"do": text} for text in texts]


def test_lines_are_entries_where_a_column_holds_all_of_them() -> None:
    cell = "You could:\n- Move her.\n- Mend it."
    assert solutions_of(["Solutions"], cell) == [{"do": "Move her."}, {"do": "Mend it."}]
    assert solutions_of(["Solutions"], "Move her.\nMend it.") == [
        {"do": "Move her."},
        {"do": "Mend it."},
    ]
    assert solutions_of(["Solution 1"], cell) == [{"do": cell}]


@pytest.mark.parametrize(
    "cell", ["You could: (i) move her; or (ii) mend it.", "Consider: 1. move her; 2. mend it."]
)
@pytest.mark.parametrize("title", ["Solution 1", "Solutions"])
def test_a_known_introduction_of_a_list_on_one_line_is_left_out(title: str, cell: str) -> None:
    assert solutions_of([title], cell) == [{"do": "move her"}, {"do": "mend it."}]


def test_another_introduction_of_a_list_is_named() -> None:
    rows = [Row(1, ("Title", "Solutions")), Row(2, ("One", "When it rains:\n- Move.\n- Wait."))]
    found = from_rows(rows, "a.csv")
    assert (found.drafts[0].source.value or {})["solutions"] == [{"do": "Move."}, {"do": "Wait."}]
    (told,) = found.diagnostics
    assert (told.code, told.location.place) == ("AN522", "B2")
    assert "“When it rains:”" in told.message


INVISIBLE = "\u200b\ufeff\u2060\u00ad"


@pytest.mark.parametrize("sign", INVISIBLE)
def test_signs_of_no_width_go_from_the_ends_of_lines(sign: str) -> None:
    cells = (f"{sign}One", f" {sign}a\n{sign} b{sign}", f"{sign}- Move.\n{sign}- Wait.")
    rows = [Row(1, (f"{sign}Title", "Situation", "Solutions")), Row(2, cells)]
    found = from_rows(rows, "a.csv")
    assert not found.diagnostics
    values = found.drafts[0].source.value or {}
    assert (values["title"], values["situation"]) == ("One", "a\nb")
    assert values["solutions"] == [{"do": "Move."}, {"do": "Wait."}]


def test_a_blank_of_no_width_between_words_stays() -> None:
    rows = [Row(1, ("Title", "Situation")), Row(2, ("One", "ภาษา\u200bไทย"))]
    assert (from_rows(rows, "a.csv").drafts[0].source.value or {})["situation"] == "ภาษา\u200bไทย"


def test_a_list_moves_the_entries_behind_it() -> None:
    titles = ["Solution 2", "Solution 2: when", "Solution 1"]
    assert solutions_of(titles, "Pay.", "She asks.", "- Move her.\n- Mend it.") == [
        {"do": "Move her."},
        {"do": "Mend it."},
        {"do": "Pay.", "when": "She asks."},
    ]


def test_a_list_with_one_condition_is_one_entry() -> None:
    cell = "- Move her.\n- Mend it."
    when = "Both are possible."
    assert solutions_of(["Solution 1", "Solution 1: when"], cell, when) == [
        {"do": cell, "when": when}
    ]


@pytest.mark.parametrize("title", ["Tags", "Keywords", "Coaching"])
def test_bullets_are_taken_off_in_every_list(title: str) -> None:
    rows = [Row(1, ("Title", "Lesson", title)), Row(2, ("One", "x", "• quiet\n• at night"))]
    (draft,) = from_rows(rows, "a.csv").drafts
    assert (draft.source.value or {})[title.lower()] == ["quiet", "at night"]


HTML = {
    "A guest:<br/>&quot;It&nbsp;drips.&quot;": 'A guest:\n"It drips."',
    "<p>One.</p><p>Two.</p>": "One.\n\nTwo.",
    "<div>One.</div><div>Two.</div>": "One.\n\nTwo.",
    "<b>One</b> <i>two</i>": "**One** *two*",
    "A<strong> b </strong>c <em>d</em>e": "A **b** c *d*e",
    "<b>One <i>two</i></b>, <i><b>three</b></i>": "**One *two***, ***three***",
    "<b>One<br>two</b>": "**One**\n**two**",
    "<ul><li><b>One</b> two</li></ul>": "- **One** two",
    "<b>One": "**One**",
    "</b>One<b></b> <b> </b>": "One",
    "x<b>(y)</b>z": "x(y)z",
    "Fish &amp; chips, 5&#8239;€": "Fish & chips, 5\u202f€",
    'See <a href="https://a.example/b">here</a>.': "See here (https://a.example/b).",
    "a < b and c > d": "a < b and c > d",
    "AT&T; R&D": "AT&T; R&D",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "<Name>: hello<br>you": "<Name>: hello\nyou",
    "Dear <customer>": "Dear <customer>",
}


def test_a_title_has_no_bold_words() -> None:
    rows = [Row(1, ("Title", "Situation")), Row(2, ("<b>One</b>", "<i>x</i>"))]
    (draft,) = from_rows(rows, "a.csv").drafts
    assert draft.source.value == {"title": "One", "situation": "*x*"}


def rich(*runs: tuple[str, str]) -> CellRichText:
    """The text of a cell in runs, of which each is bold (b), italic (i), or struck through (s)."""
    fonts = (InlineFont(b="b" in how, i="i" in how, strike="s" in how) for _, how in runs)
    blocks = (TextBlock(font, text) for font, (text, _) in zip(fonts, runs, strict=True))
    return CellRichText(*blocks)


RICH = {
    "some words": (
        [("A ", ""), ("guest", "b"), (" waits ", ""), ("long", "i")],
        "A **guest** waits *long*",
    ),
    "all words": ([("A guest", "b"), (" waits", "b")], "A guest waits"),
    "some, and others are gone": ([("A ", ""), ("guest", "b"), ("host", "s")], "A **guest**"),
}


@pytest.mark.parametrize("name", RICH)
def test_bold_and_italic_words_of_a_cell_stay_so(name: str) -> None:
    runs, expected = RICH[name]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([rich(("Tit", "b"), ("le", "")), "Situation"])
    sheet.append([rich(("O", "b"), ("ne", "")), rich(*runs)])
    held = io.BytesIO()
    book.save(held)
    rows, _ = read_workbook(held.getvalue(), "a.xlsx")
    (draft,) = from_rows(rows, "a.xlsx").drafts
    assert draft.source.value == {"title": "One", "situation": expected}


@pytest.mark.parametrize("cell", HTML)
def test_html_is_understood_or_left_as_it_is(cell: str) -> None:
    rows = [Row(1, ("Title", "Situation")), Row(2, ("One", cell))]
    (draft,) = from_rows(rows, "a.csv").drafts
    assert (draft.source.value or {})["situation"] == HTML[cell]


@pytest.mark.parametrize("way", [as_csv, as_workbook])
def test_texts_that_look_like_lists_or_html_come_back(
    way: Callable[[Course], ImportResult],
) -> None:
    texts = ["- one\n- two", "1. Juni", "a<br>b", "Fish &amp; chips", "(i) a (ii) b"]
    one = scenario(solutions=[{"do": text} for text in texts], lesson="<p>x</p>", coaching=["- a"])
    (draft,) = way(course(one)).drafts
    values = draft.source.value or {}
    assert values["solutions"] == [{"do": text} for text in texts]
    assert (values["lesson"], values["coaching"]) == ("<p>x</p>", ["- a"])


EVERY_TITLE = [column.title for column in columns({"solutions": 6, "changes": 3})]
ANY_TITLE = st.sampled_from(EVERY_TITLE) | st.text(max_size=12)


@given(st.lists(ANY_TITLE, max_size=12), st.lists(st.lists(st.text(max_size=6)), max_size=4))
def test_no_order_of_titles_and_no_cells_crash(titles: list[str], cells: list[list[str]]) -> None:
    rows = [Row(1, ("Title", "Situation", *titles))]
    rows += [Row(number, tuple(row)) for number, row in enumerate(cells, start=2)]
    found = from_rows(rows, "a.csv")
    for draft in found.drafts:
        check(draft.source, ScenarioFile)


@given(st.permutations([f"Solution {number}" for number in range(1, 8)]))
def test_numbered_columns_are_read_by_their_number(titles: list[str]) -> None:
    """Also where some are not there: these gaps close up."""
    chosen = [title for title in titles if title != "Solution 3"]
    rows = [Row(1, ("Title", *chosen)), Row(2, ("One", *(f"Do {title[-1]}." for title in chosen)))]
    (draft,) = from_rows(rows, "a.csv").drafts
    solutions = (draft.source.value or {})["solutions"]
    assert solutions == [{"do": f"Do {number}."} for number in (1, 2, 4, 5, 6, 7)]


def test_rows_around_the_titles_are_named() -> None:
    titles = ("Title", "Situation", "Lesson")
    rows = [Row(1, ("Our courses",)), Row(2, titles), Row(3, ("A", "B", "C")), Row(4, titles)]
    found = from_rows([*rows, Row(5, ("D", "E", "F"))], "a.csv")
    assert [draft.where.line for draft in found.drafts] == [3, 5]
    assert [(one.code, one.location.line) for one in found.diagnostics] == [
        ("AN522", 1),
        ("AN522", 4),
    ]
    assert "“Our courses”" in found.diagnostics[0].message


def test_merged_cells_hold_for_each_row_with_a_title() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for cells in (
        ["Module", "Title", "Situation", "Lesson"],
        ["One", "A", "First", "Same"],
        [None, "B", "Second", None],
        [None, None, "No title", None],
        [None, "C", "Third", "Other"],
    ):
        sheet.append(cells)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("D2:D3")
    held = io.BytesIO()
    book.save(held)
    rows, _ = read_workbook(held.getvalue(), "a.xlsx")
    found = [(one.module, one.source.value) for one in from_rows(rows, "a.xlsx").drafts]
    assert found[:2] == [
        ("One", {"title": "A", "situation": "First", "lesson": "Same"}),
        ("One", {"title": "B", "situation": "Second", "lesson": "Same"}),
    ]
    assert [module for module, _ in found[2:]] == [None, None]
