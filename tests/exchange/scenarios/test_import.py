"""`answerable import`: what is written, what is asked, and what is said when it cannot be done."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from answerable import cli
from answerable.checks.check import check_course
from answerable.exchange.scenarios.course import export_course, template_for
from answerable.exchange.scenarios.tables.csvtable import write_csv
from answerable.source.read.names import as_id
from tests.support import office
from tests.support.built import contents
from tests.support.courses import COURSE_FILES, MINIMAL, TODAY, write_course

TITLES = ["Module", "Id", "Title", "Situation", "Not accountable", "Accountable", "Solution 1"]
TITLES += ["Lesson"]
NEW = ["at-the-door", "", "A late arrival", "It is two at night.", "We are closed.", "I am coming."]
NEW += ["Open the door.", "The door is ours."]

COMMENTED = """\
# Our oldest one.
title: The lost key
situation: A guest stands in the rain.   # it was November
not_accountable:
  reply: The office opens at nine.
  why: She stays in the rain.
accountable:
  # Said by Ana.
  reply: "I am on my way."
  why: She knows that somebody is coming.
solutions:
  - Bring the spare key.
lesson: Whoever hears about it brings the key.
tags: [ keys ]
"""


@pytest.fixture
def inn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in the current folder, one of its files with comments."""
    files = COURSE_FILES | {"at-the-door/lost-key.yml": COMMENTED}
    modules = [dict(module) for module in COURSE_FILES["course.yml"]["modules"]]
    modules[0]["scenarios"] = ["lost-key", "wet-dog", "no-room"]
    files["course.yml"] = COURSE_FILES["course.yml"] | {"modules": modules}
    monkeypatch.chdir(tmp_path)
    return write_course(tmp_path / "scenarios", files)


def table(rows: list[list[str]], name: str = "new.csv") -> Path:
    path = Path(name)
    path.write_bytes(write_csv(rows))
    return path


def edit(path: Path, **cells: str) -> None:
    """Change cells of the workbook, named like E2."""
    book = openpyxl.load_workbook(path)
    for name, text in cells.items():
        book["Scenarios"][name] = text
    book.save(path)


def run(*arguments: str | Path) -> int:
    return cli.main(["import", *map(str, arguments)])


def column(title: str) -> str:
    sheet: Any = openpyxl.load_workbook("scenarios.xlsx")["Scenarios"]
    named = {str(cell.value).removesuffix(" *"): cell.column_letter for cell in sheet[1]}
    return str(named[title])


class TestNew:
    def test_nothing_but_the_course_is_looked_at(self, inn: Path) -> None:
        """It is judged in a copy of its files, not of what lies or is linked beside them."""
        (inn.parent / "other").mkdir()
        os.mkfifo(inn.parent / "other/pipe.yml")
        (inn / ".other").symlink_to("../other")
        assert run(table([TITLES, NEW])) == 0
        assert (inn / "at-the-door/a-late-arrival.yml").is_file()

    def test_a_file_and_a_line_in_the_course(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        assert run(table([TITLES, NEW])) == 0
        after = contents(inn)
        assert after["at-the-door/a-late-arrival.yml"].decode() == (
            "title: A late arrival\n"
            "situation: It is two at night.\n"
            "not_accountable:\n"
            "  reply: We are closed.\n"
            "  # to do: why: What this reply does to the other person. Shown as feedback.\n"
            "accountable:\n"
            "  reply: I am coming.\n"
            "  # to do: why: What this reply does to the other person. Shown as feedback.\n"
            "solutions:\n"
            "  - do: Open the door.\n"
            "lesson: The door is ours.\n"
        )
        changed = {name for name in after if after[name] != before.get(name)}
        assert changed == {"course.yml", "at-the-door/a-late-arrival.yml"}
        report = check_course(inn, TODAY)
        assert report.course is not None
        order = [one.id for one in report.course.modules[0].scenarios]
        assert order == ["lost-key", "wet-dog", "no-room", "a-late-arrival"]
        shown = capsys.readouterr()
        assert "new.csv:2" in shown.out
        assert "at-the-door/a-late-arrival" in shown.out
        assert "warning[AN505]" in shown.err

    def test_a_second_time_nothing_happens(self, inn: Path) -> None:
        file = table([TITLES, NEW])
        assert run(file) == 0
        before = contents(inn)
        assert run(file) == 0
        assert contents(inn) == before

    def test_dry_run_shows_and_writes_nothing(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        assert run(table([TITLES, NEW]), "--dry-run") == 0
        assert contents(inn) == before
        shown = capsys.readouterr()
        assert "+title: A late arrival" in shown.out
        assert "+  - a-late-arrival" in shown.out
        assert "Nothing was changed." in shown.err

    def test_a_new_module(self, inn: Path) -> None:
        assert run(table([TITLES, ["In the Garden", *NEW[1:]]])) == 0
        course = check_course(inn, TODAY).course
        assert course is not None
        assert [(one.id, one.title) for one in course.modules][-1] == (
            "in-the-garden",
            "In the Garden",
        )

    def test_the_module_by_its_title_or_by_the_option(self, inn: Path) -> None:
        second = ["", "", "Other", *NEW[3:]]
        assert (
            run(table([TITLES, ["At the table", *NEW[1:]], second]), "--module", "at-the-door") == 0
        )
        assert (inn / "at-the-table/a-late-arrival.yml").exists()
        assert (inn / "at-the-door/other.yml").exists()

    def test_into_an_empty_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("course").mkdir()
        assert run(table([TITLES, NEW]), "--into", "course") == 0
        assert contents(tmp_path / "course").keys() == {"at-the-door/a-late-arrival.yml"}

    def test_gaps_are_written_only_when_asked_for(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        file = table([TITLES, [*NEW[:-2], "", ""]])
        assert run(file) == 1
        assert contents(inn) == before
        said = capsys.readouterr().err
        assert said.count("error[AN504]") == 2
        assert "write it in the column “Lesson”" in said
        assert run(file, "--incomplete") == 0
        text = (inn / "at-the-door/a-late-arrival.yml").read_text()
        assert "# to do: lesson: The rule to take away" in text
        assert "# to do: solutions: What can be done" in text
        assert [one.code for one in check_course(inn, TODAY).diagnostics if one.severity > 2] == [
            "AN202",
            "AN202",
        ]


class TestChanged:
    def test_a_cell_changes_its_field_and_nothing_else(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("scenarios.xlsx").write_bytes(export_course(inn, "xlsx"))
        edit(
            Path("scenarios.xlsx"),
            **{f"{column('Accountable')}2": "I am on my way: now.", f"{column('Owner')}2": "Ana"},
        )
        before = contents(inn)
        assert run("scenarios.xlsx", "--yes") == 0
        after = contents(inn)
        assert after == before | {
            "at-the-door/lost-key.yml": COMMENTED.replace("my way.", "my way: now.").encode()
            + b"owner: Ana\n"
        }
        shown = capsys.readouterr().out
        assert '-  reply: "I am on my way."' in shown
        assert '+  reply: "I am on my way: now."' in shown
        (told,) = (line for line in shown.splitlines() if " changed " in line)
        assert told.startswith("scenarios.xlsx:2")

    def test_an_emptied_cell_takes_the_field_out(self, inn: Path) -> None:
        Path("scenarios.xlsx").write_bytes(export_course(inn, "xlsx"))
        edit(Path("scenarios.xlsx"), **{f"{column('Tags')}2": ""})
        assert run("scenarios.xlsx", "--yes") == 0
        text = (inn / "at-the-door/lost-key.yml").read_text()
        assert text == COMMENTED.replace("tags: [ keys ]\n", "")

    def test_a_column_that_is_not_there_says_nothing(self, inn: Path) -> None:
        rows = [["Id", "Title", "Lesson"], ["lost-key", "The lost key", "Bring it."]]
        assert run(table(rows), "--yes") == 0
        text = (inn / "at-the-door/lost-key.yml").read_text()
        assert text == COMMENTED.replace("Whoever hears about it brings the key.", "Bring it.")

    @pytest.mark.parametrize("answer", ["n\n", ""])
    def test_it_asks_first(self, answer: str, inn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        before = contents(inn)
        rows = [["Id", "Title", "Lesson"], ["lost-key", "The lost key", "Bring it."]]
        assert run(table(rows)) == 1
        assert contents(inn) == before

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_an_untouched_export_changes_nothing(
        self, kind: str, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["export", kind]) == 0
        before = contents(inn)
        assert run(f"scenarios.{kind}") == 0
        assert contents(inn) == before
        assert capsys.readouterr().out.count(" same ") == 5

    def test_required_cells_cannot_be_emptied(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        assert (
            run(table([["Id", "Title", "Lesson"], ["lost-key", "The lost key", ""]]), "--yes") == 1
        )
        assert "error[AN504] “Lesson” is missing." in capsys.readouterr().err
        assert contents(inn) == before


SAID = {
    "a path as an id": ([["at-the-door", "../../evil", *NEW[2:]]], "AN502"),
    "a taken title": ([["at-the-door", "", "Lost key", *NEW[3:]]], "AN502"),
    "the same title twice": ([NEW, NEW], "AN502"),
    "no module": ([["", *NEW[1:]]], "AN503"),
    "a misspelt module": ([["at-the-dor", *NEW[1:]]], "AN503"),
    "another module": ([["at-the-table", "lost-key", *NEW[2:]]], "AN503"),
    "no title": ([[*NEW[:2], "", *NEW[3:]]], "AN504"),
    "too long a title": ([[*NEW[:2], "long " * 60, *NEW[3:]]], "AN206"),
    "two lines": ([[*NEW[:2], "one\ntwo", *NEW[3:]]], "AN210"),
    "a control character": ([[*NEW[:-1], "a\x07"]], "AN104"),
}


@pytest.mark.parametrize(("rows", "code"), SAID.values(), ids=SAID)
def test_what_cannot_be_taken_stops_all(
    rows: list[list[str]], code: str, inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(inn)
    good = ["at-the-door", "", "A good one", *NEW[3:]]
    assert run(table([TITLES, good, *rows])) == 1
    said = capsys.readouterr().err
    assert f"error[{code}]" in said
    assert "new.csv:" in said
    assert "Nothing was changed." in said
    assert contents(inn) == before


def test_a_module_name_cannot_leave_the_course(inn: Path) -> None:
    assert run(table([TITLES, ["../../etc", *NEW[1:]]])) == 0
    assert (inn / "etc/a-late-arrival.yml").exists()


def test_choices_are_explained_at_the_cell(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*TITLES, "Customer", "Difficulty"], [*NEW, "extern", "hard"]]
    assert run(table(rows)) == 1
    said = capsys.readouterr().err
    assert "did you mean `external`?" in said
    assert "new.csv:I2: error[AN204]" in said
    assert "new.csv:J2: error[AN207]" in said
    assert "`difficulty` must be a whole number from 1 to 3" in said


def test_all_that_is_wrong_with_a_row_is_said_at_once(
    inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = [*NEW, "extern", "hard"]
    rows = [[*TITLES, "Customer", "Difficulty"], [*NEW, "external", "1"], again]
    rows.append(
        ["" if title == "Title" else cell for title, cell in zip(rows[0], again, strict=True)]
    )
    assert run(table(rows)) == 1
    said = capsys.readouterr().err
    assert "new.csv, row 2, already has the same id: `a-late-arrival`." in said
    assert "new.csv:C3: error[AN502]" in said
    assert "“Title” is missing" in said
    assert said.count("`customer` can't be “extern”") == 2
    assert said.count("`difficulty` must be a whole number") == 2


def test_tags_on_one_line_are_questioned(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = [*TITLES, "Tags", "Keywords", "Coaching"]
    assert run(table([titles, [*NEW, "door, rain", "late\nnight, owl", "And now, what?"]])) == 0
    said = capsys.readouterr().err
    assert said.count("AN515") == 1
    assert "The cell I2 is read as one entry" in said
    assert "Alt+Enter" in said
    assert "Next: answerable check" in said


class TestTitles:
    def test_those_that_mean_nothing_are_named(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        rows = [[*TITLES, "Said by", "Empty one"], [*NEW, "Ann", ""]]
        assert run(table(rows)) == 1
        said = capsys.readouterr().err
        assert "new.csv:I1: error[AN512] The column I, “Said by”, isn't read" in said
        assert '--map "Said by="' in said
        assert "Empty one" not in said
        assert "0 of 1 imported. Nothing was changed." in said
        assert contents(inn) == before

    @pytest.mark.parametrize(
        ("title", "typo"),
        [("Lesson", "Leson"), ("Accountable", "Acountable"), ("Situation", "Situaton")],
    )
    def test_a_misspelt_one_is_understood_and_said(
        self, inn: Path, capsys: pytest.CaptureFixture[str], title: str, typo: str
    ) -> None:
        titles = [typo if one == title else one for one in TITLES]
        assert run(table([titles, NEW])) == 0
        said = capsys.readouterr().err
        assert f"by their meaning: “{typo}” as “{title}”" in said
        assert (inn / "at-the-door/a-late-arrival.yml").is_file()

    def test_a_map_that_fits_no_column_is_named(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(table([TITLES, NEW]), "--map", "Antwrot=lesson", "--map", "Title=title") == 0
        said = capsys.readouterr().err
        assert "no column has the title “Antwrot”" in said
        assert "the title “Title”" not in said

    def test_a_map_says_one_thing_of_a_column(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        maps = ["--map", "Antwort=lesson", "--map", "antwort=title"]
        assert run(table([TITLES, NEW]), *maps) == 2
        assert "given two meanings" in capsys.readouterr().err

    def test_a_misspelt_one_is_nothing_beside_the_right_one(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(table([[*TITLES, "Leson"], [*NEW, "y"]])) == 1
        said = capsys.readouterr().err
        assert "new.csv:I1: error[AN512]" in said
        assert "did you mean “Lesson”?" in said

    @pytest.mark.parametrize(
        "titles",
        [
            "Modul,Kennung,Titel,Situation,Schlechte Antwort,Gute Antwort,Lösung 1,Merksatz",
            "Module,Id,Titre,Situation,Mauvaise réponse,Bonne réponse,Solution 1,Leçon",
            "Módulo,Id,Título,Situación,Mala respuesta,Buena respuesta,Solución 1,Lección",
            "الوحدة,المعرف,العنوان,الموقف,رد سيئ,رد جيد,الحلول,الدرس",
            "Module,Id,Headline,What happened,Poor reply,Good reply,Possible solutions,Takeaway",
        ],
    )
    def test_those_of_other_people_are_understood(self, inn: Path, titles: str) -> None:
        assert run(table([titles.split(","), NEW])) == 0
        course = check_course(inn, TODAY).course
        assert course is not None
        (one,) = (one for one in course.scenarios if one.id == "a-late-arrival")
        assert one.accountable.reply == "I am coming."
        assert one.not_accountable.reply == "We are closed."
        assert [entry.do for entry in one.solutions] == ["Open the door."]

    def test_a_why_belongs_to_the_reply_before_it(self, inn: Path) -> None:
        titles = [*TITLES[:5], "Why", "Accountable", "Why", *TITLES[6:]]
        assert run(table([titles, [*NEW[:5], "She waits.", NEW[5], "She is in.", *NEW[6:]]])) == 0
        text = (inn / "at-the-door/a-late-arrival.yml").read_text()
        assert "why: She waits." in text
        assert "why: She is in." in text

    def test_a_map_says_what_they_mean_and_is_remembered(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        titles = ["Antwort" if one == "Accountable" else one for one in TITLES]
        file = table([[*titles, "Category"], [*NEW, "night"]])
        given = ["--map", "antwort=accountable reply", "--map", "Category="]
        assert run(file, *given, "--dry-run") == 0
        assert not (inn / "columns.txt").exists()
        assert run(file, *given) == 0
        assert (inn / "columns.txt").read_text(encoding="utf-8").splitlines()[-2:] == [
            "antwort = Accountable",
            "Category =",
        ]
        before = contents(inn)
        capsys.readouterr()
        assert run(file) == 0
        shown = capsys.readouterr()
        assert " same " in shown.out
        assert "“Antwort” is “Accountable”, “Category” is left out." in shown.err
        assert contents(inn) == before
        assert check_course(inn, TODAY).course is not None

    def test_a_map_takes_the_place_of_what_was_remembered(self, inn: Path) -> None:
        (inn / "columns.txt").write_text("# Ours.\nNote =\nRule = Summary\n")
        file = table([[*TITLES[:-1], "Rule", "Note"], [*NEW, "y"]])
        assert run(file, "--map", "RULE=Lesson") == 0
        assert (inn / "columns.txt").read_text() == "# Ours.\nNote =\nRULE = Lesson\n"

    def test_a_damaged_map_is_told(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (inn / "columns.txt").write_text("Antwort\nRule = Nonsense\n")
        assert run(table([TITLES, NEW])) == 0
        assert capsys.readouterr().err.count("warning[AN528]") == 2

    @pytest.mark.parametrize("given", ["Antwort", "Antwort=nonsense", "=Lesson"])
    def test_a_map_of_nothing_is_refused(
        self, inn: Path, capsys: pytest.CaptureFixture[str], given: str
    ) -> None:
        assert run(table([TITLES, NEW]), "--map", given) == 2
        assert "isn't understood" in capsys.readouterr().err

    def test_a_terminal_is_asked(self, inn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        titles = ["Antwort" if one == "Accountable" else one for one in TITLES]
        file = table([[*titles, "Category"], [*NEW, "night"]])
        answers = io.StringIO("nonsense\naccountable\n\n")
        monkeypatch.setattr(answers, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdin", answers)
        assert run(file) == 0
        text = (inn / "columns.txt").read_text(encoding="utf-8")
        assert text.endswith("Antwort = Accountable\nCategory =\n")

    def test_without_a_title_the_situation_gives_it(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [TITLES[3:], ["It is two at night. A bell rings.", *NEW[4:]]]
        assert run(table(rows), "--module", "at-the-door") == 0
        assert (inn / "at-the-door/it-is-two-at-night.yml").is_file()
        assert "No column has titles" in capsys.readouterr().err

    def test_two_columns_of_one_title(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(table([[*TITLES, "Lesson "], [*NEW, "y"]])) == 1
        said = capsys.readouterr().err
        assert "new.csv:I1: error[AN512]" in said
        assert "another column has the same title" in said


def test_ids_may_share_a_line(inn: Path) -> None:
    objectives = [{"id": name, "text": f"You can {name}."} for name in ("listen", "act")]
    write_course(inn, {"course.yml": COURSE_FILES["course.yml"] | {"objectives": objectives}})
    assert run(table([[*TITLES, "Serves"], [*NEW, "listen, act"]])) == 0
    course = check_course(inn, TODAY).course
    assert course is not None
    (one,) = (one for one in course.scenarios if one.id == "a-late-arrival")
    assert one.serves == ("listen", "act")


def test_what_is_left_of_the_example_is_told(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["template", "--xlsx", "new.xlsx"]) == 0
    sheet: Any = openpyxl.load_workbook("new.xlsx")["Scenarios"]
    titles = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    edit(
        Path("new.xlsx"),
        **{
            f"{get_column_letter(titles.index(title) + 1)}2": text
            for title, text in zip(TITLES, NEW, strict=True)
            if text
        },
    )
    assert run("new.xlsx", "--dry-run") == 0
    said = capsys.readouterr().err
    why = "Not accountable: why"
    place = f"{get_column_letter(titles.index(why) + 1)}2 ({why})"
    assert "new.xlsx:row 2: warning[AN517]" in said
    assert place in said
    assert "(Lesson)" not in said


def test_one_phrase_of_the_example_may_be_ones_own(
    inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(table([[*TITLES, "Excuse"], [*NEW, "Not my department"]])) == 0
    assert "AN517" not in capsys.readouterr().err


def test_a_second_sheet_is_not_passed_over_in_silence(
    inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Scenarios"
    for row in (TITLES, NEW):
        sheet.append(row)
    book.copy_worksheet(sheet).title = "More"
    book.save("two.xlsx")
    assert run("two.xlsx", "--dry-run") == 0
    assert "two.xlsx:More: warning[AN516]" in capsys.readouterr().err


def workbook_of(name: str, sheets: dict[str, list[list[str]]], hidden: str = "") -> str:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if hidden:
        book[hidden].sheet_state = "hidden"
    book.save(name)
    return name


class TestHiddenSheets:
    """They are treated as hidden rows are: not taken, and named."""

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_one_beside_another(
        self, state: Literal["hidden", "veryHidden"], inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = workbook_of("a.xlsx", {"Scenarios": [TITLES, [*NEW[:2], "Old", *NEW[3:]]]})
        book = openpyxl.load_workbook(file)
        book["Scenarios"].sheet_state = state
        sheet = book.create_sheet("New ones")
        sheet.append(TITLES)
        sheet.append(NEW)
        book.active = 1
        book.save(file)
        assert run(file) == 0
        assert (inn / "at-the-door" / "a-late-arrival.yml").is_file()
        assert not (inn / "at-the-door" / "old.yml").exists()
        said = capsys.readouterr().err
        assert "a.xlsx:Scenarios: warning[AN516] The sheet “Scenarios” is hidden" in said

    def test_nothing_but_hidden_ones(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        sheets = {"Scenarios": [TITLES, NEW], "Notes": [["Some", "notes"]]}
        assert run(workbook_of("a.xlsx", sheets, hidden="Scenarios")) == 1
        said = capsys.readouterr().err
        assert "The sheet “Scenarios” is hidden" in said
        assert "AN511" in said


def test_words_on_another_sheet_are_named(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = {"Scenarios": [TITLES, NEW], "To do": [["Ask Ana"]], "Empty": []}
    assert run(workbook_of("a.xlsx", sheets)) == 0
    said = capsys.readouterr().err
    assert said.count("AN516") == 1
    assert "The sheet “To do” isn't read" in said


def test_the_sheets_of_an_export_are_no_news(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("all.xlsx").write_bytes(export_course(inn, "xlsx"))
    assert run("all.xlsx") == 0
    assert "AN516" not in capsys.readouterr().err


GERMAN = """\
title: Der verlorene Schlüssel
situation: Ein Gast steht im Regen.
not_accountable:
  reply: Wir öffnen um neun.
  why: Sie bleibt im Regen.
accountable:
  reply: Ich komme.
  why: Sie weiß, dass jemand kommt.
solutions:
  - do: Ersatzschlüssel bringen. # von Ana
  - do: Schlüsseldienst rufen.
    when: Es gibt keinen Ersatzschlüssel.
lesson: Wer davon hört, bringt den Schlüssel.
translated_from: 0123abcd
"""


class TestTranslations:
    @pytest.fixture
    def translated(self, inn: Path) -> Path:
        texts = COMMENTED.replace(
            "lesson:", "  - do: Call the locksmith.\n    when: There is no spare key.\nlesson:"
        )
        modules = [
            {"folder": name, "title": name.capitalize()} for name in ("at-the-door", "at-the-table")
        ]
        own = {"title": "Our inn", "modules": modules}
        files = {"at-the-door/lost-key.yml": texts, "at-the-door/lost-key.de.yml": GERMAN}
        write_course(inn, files | {"course.yml": own, "course.de.yml": own})
        report = check_course(inn, TODAY)
        assert [one for one in report.diagnostics if one.severity >= 3] == []
        Path("scenarios.xlsx").write_bytes(export_course(inn, "xlsx"))
        return inn / "at-the-door/lost-key.de.yml"

    def test_an_emptied_cell_goes_from_them_too(
        self, inn: Path, translated: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        edit(Path("scenarios.xlsx"), **{f"{column('Solution 2: when')}2": ""})
        assert run("scenarios.xlsx", "--yes") == 0
        gone = "    when: Es gibt keinen Ersatzschlüssel.\n"
        assert translated.read_text(encoding="utf-8") == GERMAN.replace(gone, "")
        said = capsys.readouterr().err
        assert "lost-key.de.yml:" in said
        assert "no longer has `when` of `solutions`" in said
        assert "“Es gibt keinen Ersatzschlüssel.”" in said
        assert [one for one in check_course(inn, TODAY).diagnostics if one.severity >= 3] == []

    def test_a_list_loses_the_entry_that_the_original_lost(
        self, inn: Path, translated: Path
    ) -> None:
        places = [f"{column('Solution 1')}2"]
        edit(Path("scenarios.xlsx"), **dict.fromkeys(places, ""))
        assert run("scenarios.xlsx", "--yes") == 0
        text = translated.read_text(encoding="utf-8")
        assert "Ersatzschlüssel bringen" not in text
        assert "Schlüsseldienst rufen" in text
        assert "Es gibt keinen Ersatzschlüssel" in text

    def test_what_is_new_stands_in_them_as_in_the_original(
        self, inn: Path, translated: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        cells = {f"{column('Solution 3')}2": "Break it open.", f"{column('Summary')}2": "Rain."}
        edit(Path("scenarios.xlsx"), **cells)
        assert run("scenarios.xlsx", "--yes") == 0
        text = translated.read_text(encoding="utf-8")
        assert "- do: Break it open.\n" in text
        assert "summary: Rain.\n" in text
        assert "translated_from: 0123abcd" in text
        assert capsys.readouterr().err.count("New in the original, and not translated yet") == 2

    def test_other_words_leave_them_alone(self, inn: Path, translated: Path) -> None:
        edit(Path("scenarios.xlsx"), **{f"{column('Lesson')}2": "Another."})
        assert run("scenarios.xlsx", "--yes") == 0
        assert translated.read_text(encoding="utf-8") == GERMAN


class TestWhatIsLeftOut:
    def test_all_of_it(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        Path("a.gift").write_text("::A::True? {T}\n\n::B::Which? {=one =two}\n")
        assert run("a.gift") == 1
        assert "0 of 2 imported. Nothing was changed." in capsys.readouterr().err

    def test_a_part_of_it(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        for row in (TITLES, NEW, [*NEW[:2], "Another", *NEW[3:]]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        book.save("new.xlsx")
        assert run("new.xlsx") == 0
        assert "1 of 2 imported. Wrote 1 new scenario" in capsys.readouterr().err
        assert run("new.xlsx") == 0
        said = capsys.readouterr().err
        assert "1 of 2 imported. Nothing was changed. The course already has all of these" in said

    def test_rows_that_a_sheet_of_the_course_lacks(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("scenarios.xlsx").write_bytes(export_course(inn, "xlsx"))
        book = openpyxl.load_workbook("scenarios.xlsx")
        book["Scenarios"].delete_rows(3)
        book.save("scenarios.xlsx")
        before = contents(inn)
        assert run("scenarios.xlsx") == 0
        said = capsys.readouterr().err
        assert "Only in the course, and left as they are: `wet-dog`." in said
        assert "write `retired` in its column “Status”" in said
        assert contents(inn) == before

    def test_a_sheet_of_new_rows_lists_nothing(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(table([TITLES, NEW])) == 0
        assert "Only in the course" not in capsys.readouterr().err

    def test_a_row_with_more_cells_than_titles(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(inn)
        line = ",".join([*NEW[:3], "A guest, wet, rings.", *NEW[4:]])
        Path("a.csv").write_text(f"{','.join(TITLES)}\n{line}\n", encoding="utf-8")
        assert run("a.csv") == 1
        said = capsys.readouterr().err
        assert (
            "a.csv:row 2: error[AN519] This row has 10 cells, but there are only 8 titles." in said
        )
        assert contents(inn) == before


class TestModules:
    def test_a_known_one_in_other_letters(self, inn: Path) -> None:
        assert run(table([TITLES, ["At the Door!", *NEW[1:]]])) == 0
        assert (inn / "at-the-door/a-late-arrival.yml").exists()

    def test_those_of_other_scripts_are_kept_apart(self, inn: Path) -> None:
        """Both “是” and “事” would be “shi”, and each stays the module that it is."""
        rows = [[name, "", f"Arrival {number}", *NEW[3:]] for number, name in enumerate("是事是")]
        assert run(table([TITLES, *rows])) == 0
        course = check_course(inn, TODAY).course
        assert course is not None
        modules = {one.title: [each.id for each in one.scenarios] for one in course.modules}
        assert modules["是"] == ["arrival-0", "arrival-2"]
        assert modules["事"] == ["arrival-1"]
        assert {one.id for one in course.modules} >= {"shi", "shi-2"}
        assert run(table([TITLES, ["事", "", "Arrival 4", *NEW[3:]]])) == 0
        assert (inn / "shi-2/arrival-4.yml").is_file()


SCRIPTS = {
    "Arabic": ("الكلمات الأولى", "المفتاح المفقود", "alklmat-alawla/almftah-almfqwd"),
    "Russian": ("Первые слова", "Потерянный ключ", "pervye-slova/poteryannyy-klyuch"),
    "Greek": ("Πρώτα λόγια", "Χαμένο κλειδί", "prota-logia/chameno-kleidi"),
    "Japanese": ("課程", "失くした鍵", "ke-cheng/shikushita-jian"),
    "Chinese": ("课程", "丢失的包裹", "ke-cheng/diu-shi-de-bao-guo"),
    "Hindi": ("पहले शब्द", "खोई हुई चाबी", "phle-sbd/khoi-hui-cabi"),
    "Signs alone": ("☎", "🎁", f"{as_id('☎')}/{as_id('🎁')}"),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_rows_of_any_script(script: str, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module, title, place = SCRIPTS[script]
    file = table([TITLES, [module, "", title, *NEW[3:]]])
    assert run(file) == 0
    course = check_course(inn, TODAY).course
    assert course is not None
    last = course.modules[-1].scenarios[-1]
    assert (f"{last.module_id}/{last.id}", last.title) == (place, title)
    assert course.modules[-1].title == module
    capsys.readouterr()
    assert run(file) == 0
    assert " same " in capsys.readouterr().out


def test_titles_that_sound_alike_become_two_scenarios(inn: Path) -> None:
    rows = [["at-the-door", "", title, *NEW[3:]] for title in ("是", "事")]
    assert run(table([TITLES, *rows])) == 0
    before = contents(inn)
    assert {"at-the-door/shi.yml", "at-the-door/shi-2.yml"} <= before.keys()
    assert run(table([TITLES, *reversed(rows)])) == 0
    assert contents(inn) == before


def test_a_title_is_known_whatever_its_id(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No second scenario is made from a row without an id whose scenario has one of its own."""
    rows = [["Title", "Lesson"], ["Wet  dog", "Another lesson."]]
    write_course(inn, {"at-the-door/old-name.yml": MINIMAL | {"title": "Wet dog"}})
    assert run(table(rows), "--module", "at-the-door") == 1
    assert "scenario `old-name`, with different content" in capsys.readouterr().err


def test_a_missing_title_is_no_gap_to_fill_in_later(
    inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(table([TITLES, ["at-the-door", "", "", *NEW[3:]]]), "--incomplete") == 1
    shown = capsys.readouterr()
    assert "“Title” is missing" in shown.err
    assert "--incomplete" not in shown.err
    assert "scenario-1" not in shown.out


def test_text_cannot_break_out_of_its_field(inn: Path) -> None:
    evil = "x\nlesson: other\nid: ../../evil\n--- !!python/object:os.system"
    assert run(table([TITLES, [*NEW[:3], evil, *NEW[4:]]])) == 0
    course = check_course(inn, TODAY).course
    assert course is not None
    (one,) = (one for one in course.scenarios if one.id == "a-late-arrival")
    assert (one.situation, one.lesson) == (evil, NEW[-1])


def test_a_broken_course_is_left_alone(inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inn / "at-the-door/lost-key.yml").write_text("title: [\n")
    before = contents(inn)
    assert run(table([TITLES, NEW])) == 1
    assert "lost-key.yml" in capsys.readouterr().err
    assert contents(inn) == before


class TestFiles:
    def test_outputs_never_replace_a_file(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for command in (["export", "xlsx"], ["template", "--xlsx", "scenarios.xlsx"]):
            Path("scenarios.xlsx").write_text("my work")
            assert cli.main(command) == 2
            assert Path("scenarios.xlsx").read_text() == "my work"
            assert "already exists" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("command", "right"),
        [
            (["template", "--xlsx", "new"], "new.xlsx"),
            (["export", "xlsx", "-o", "all"], "all.xlsx"),
            (["export", "csv", "-o", "my all"], "my all.csv"),
        ],
    )
    def test_outputs_get_a_name_that_can_be_imported(
        self, inn: Path, capsys: pytest.CaptureFixture[str], command: list[str], right: str
    ) -> None:
        before = contents(inn.parent)
        assert cli.main(command) == 0
        assert right in capsys.readouterr().err
        assert contents(inn.parent).keys() - before.keys() == {right}

    def test_names_with_spaces_are_told_as_they_are_typed(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["template", "--xlsx", "my new.xlsx"]) == 0
        assert cli.main(["export", "xlsx", "-o", "my all.xlsx"]) == 0
        said = capsys.readouterr().err
        assert 'answerable import "my new.xlsx" --dry-run' in said
        assert 'answerable import "my all.xlsx"' in said
        inn.rename("my scenarios")
        assert cli.main(["export", "csv", "my scenarios", "-o", "all.csv"]) == 0
        said = capsys.readouterr().err
        assert 'answerable import all.csv --into "my scenarios"' in said

    def test_a_broken_course_is_not_exported(self, inn: Path) -> None:
        (inn / "at-the-door/lost-key.yml").write_text("title: [\n")
        assert cli.main(["export", "csv"]) == 1
        assert not Path("scenarios.csv").exists()

    def test_the_template_offers_the_modules_of_the_course(self, inn: Path) -> None:
        assert cli.main(["template", "--xlsx", "t.xlsx"]) == 0
        lists = openpyxl.load_workbook("t.xlsx")["Lists"]
        assert [cell.value for cell in lists["A"]][:2] == ["at-the-door", "at-the-table"]

    def test_an_unknown_kind(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
        assert run("old.xls") == 1
        assert ".xlsx" in capsys.readouterr().err


CSV_AS_TEXT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false"


@pytest.mark.skipif(office.find() is None, reason=office.MISSING)
class TestLibreOffice:
    @pytest.mark.parametrize(
        "kind", ["xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false"]
    )
    def test_it_opens_the_workbook_and_gives_the_same_course(
        self, kind: str, inn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        tricky = ["at-the-door", "", "=1+1 is two", "0012\n\n+49 1", "-1", "@all", "1e5", "TRUE"]
        assert run(table([TITLES, NEW, tricky])) == 0
        file = tmp_path / "course.xlsx"
        file.write_bytes(export_course(inn, "xlsx"))
        before = contents(inn)
        capsys.readouterr()
        assert run(office.convert(file, kind, tmp_path)) == 0
        assert contents(inn) == before
        assert capsys.readouterr().out.count(" same ") == 7

    def test_the_template_stays_a_template(self, inn: Path, tmp_path: Path) -> None:
        file = tmp_path / "template.xlsx"
        file.write_bytes(template_for(inn))
        converted = office.convert(file, "xlsx", tmp_path)
        before = contents(inn)
        assert run(converted) == 1  # the example is no scenario
        assert contents(inn) == before
        sheet = openpyxl.load_workbook(converted)["Scenarios"]
        kinds = {rule.type for rule in sheet.data_validations.dataValidation}
        assert "list" in kinds


def test_rows_of_csv_are_counted_as_in_a_spreadsheet(
    inn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = io.StringIO()
    csv.writer(held).writerows([TITLES, [*NEW[:3], "one\ntwo\nthree", *NEW[4:]], ["", "", "Two"]])
    Path("a.csv").write_text(held.getvalue(), encoding="utf-8")
    assert run("a.csv") == 1
    shown = capsys.readouterr()
    assert "a.csv:3" in shown.out
    assert "a.csv:row 3: error[AN503]" in shown.err


def test_minimal_scenarios_stay_as_they_are_written(inn: Path) -> None:
    """Solutions that are bare texts stay bare when another one is added."""
    path = inn / "at-the-door/wet-dog.yml"
    Path("scenarios.xlsx").write_bytes(export_course(inn, "xlsx"))
    sheet: Any = openpyxl.load_workbook("scenarios.xlsx")["Scenarios"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "wet-dog")
    edit(Path("scenarios.xlsx"), **{f"{column('Solution 3')}{row}": "Dry the carpet."})
    assert run("scenarios.xlsx", "--yes") == 0
    assert "- Lend a towel.\n" in path.read_text()
    assert "- do: Dry the carpet.\n" in path.read_text()
    assert MINIMAL["title"] == "The lost key"


class TestFilesOfAnotherKind:
    """What somebody names who has never typed a command; each answer says what to do."""

    @pytest.mark.parametrize(
        ("name", "data", "remedy"),
        [
            ("old.xls", b"x", "as an Excel workbook (.xlsx)"),
            ("open.ods", b"x", "as an Excel workbook (.xlsx)"),
            ("text.doc", b"x", "as a Word document (.docx)"),
            ("song.mp3", b"x", "save it as one of: .xlsx"),
            ("empty.xlsx", b"", "save it again"),
            ("~$new.xlsx", b"\x05Maria", "close the file, then import new.xlsx"),
            ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "without a password"),
            ("broken.csv", b'Title,Lesson\na,"b\n', 'double those inside it: ""'),
            ("latin.csv", "Titel;Größe\n".encode("cp1252"), "save it as “CSV UTF-8”"),
            ("titles.csv", b"Titel;Lage\nx;y\n", "write the template's titles"),
        ],
    )
    def test_the_remedy_is_told(
        self, name: str, data: bytes, remedy: str, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path(name).write_bytes(data)
        assert run(name) == 1
        assert remedy in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("name", "remedy"),
        [("nowhere.xlsx", "check the spelling"), ("scenarios", "name the files")],
    )
    def test_no_file_at_all(
        self, name: str, remedy: str, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(name) == 1
        assert remedy in capsys.readouterr().err

    def test_a_file_that_another_program_holds(
        self, inn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = table([TITLES, NEW])
        opened = Path.open

        def refuse(self: Path, *arguments: Any, **options: Any) -> Any:
            if self == file:
                raise PermissionError(13, "Permission denied", str(self))
            return opened(self, *arguments, **options)

        monkeypatch.setattr(Path, "open", refuse)
        assert run(file) == 1
        said = capsys.readouterr().err
        assert "new.csv: error[AN101] The file can't be opened: Permission denied." in said
        assert "close other programs that use it" in said

    def test_nothing_is_begun_in_the_wrong_folder(
        self, inn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = table([TITLES, NEW]).absolute()
        monkeypatch.chdir(inn / "at-the-door")
        assert run(file) == 1
        assert f"cd {Path('..', '..')}" in capsys.readouterr().err
        assert not Path("scenarios").exists()

    def test_the_sheet_is_found_by_its_titles(self, inn: Path) -> None:
        book = openpyxl.Workbook()
        book.create_sheet("Notes", 0).append(["Some", "notes"])
        sheet: Any = book["Sheet"]
        sheet.title = "Szenarien"
        sheet.append(TITLES)
        sheet.append(NEW)
        book.save("renamed.xlsx")
        assert run("renamed.xlsx") == 0
        assert (inn / "at-the-door" / "a-late-arrival.yml").is_file()

    def test_merged_cells_leave_gaps_that_are_named(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(table([TITLES, NEW, ["", "", "Another", *NEW[3:]]])) == 1
        assert "in merged cells, only the first contains it" in capsys.readouterr().err


class TestCellsThatHoldNoText:
    FORMULA = "=A1"

    def _said(
        self, capsys: pytest.CaptureFixture[str], row: list[str], titles: list[str] = TITLES
    ) -> list[str]:
        """The messages about a workbook with this row."""
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.append(titles)
        sheet.append(row)
        for cell in sheet[2]:
            if cell.value == "#REF!":
                cell.data_type = "e"
        book.save("new.xlsx")
        assert run("new.xlsx") == 1
        shown = capsys.readouterr()
        assert "not taken" in shown.out
        assert "Nothing was changed." in shown.err
        return [line for line in shown.err.splitlines() if line.startswith("new.xlsx:")]

    @pytest.mark.parametrize("title", [one for one in TITLES if one != "Id"])
    def test_one_message_for_each(
        self, inn: Path, capsys: pytest.CaptureFixture[str], title: str
    ) -> None:
        place = TITLES.index(title)
        row = [*NEW]
        row[place] = self.FORMULA
        said = [line for line in self._said(capsys, row) if "AN505" not in line]
        assert len(said) == 1, said
        assert f"The cell {'ABCDEFGH'[place]}2 contains a formula" in said[0]

    def test_an_id_is_not_made_from_the_title_then(
        self, inn: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        row = ["at-the-door", self.FORMULA, "The lost key", *NEW[3:]]
        assert [line for line in self._said(capsys, row) if "error[AN502]" in line] == []

    def test_an_error_is_shown(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "shows an error" in self._said(capsys, [*NEW[:-1], "#REF!"])[-1]

    def test_columns_of_ones_own_may_reckon(self, inn: Path) -> None:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.append([*TITLES, "How long is it?"])
        sheet.append([*NEW, "=LEN(D2)"])
        book.save("new.xlsx")
        assert run("new.xlsx", "--map", "How long is it?=") == 0
