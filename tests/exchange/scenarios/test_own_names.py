"""What a course calls its verdicts, lessons and excuses is understood in every file."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from answerable import cli
from answerable.model import Course
from tests.support.courses import MINIMAL, load, write_course

SETTINGS = {
    "title": "Up the ladder",
    "labels": {"verdicts": "safe", "lesson": "rule", "excuse": "shortcut"},
    "label_words": {
        "shortcut": {"one": "shortcut", "many": "shortcuts"},
        "careful hands": {"right": "überlegt", "wrong": "kopflos", "which": "is careful"},
    },
    "modules": [
        {"folder": "roof", "title": "The roof", "labels": {"verdicts": "careful hands"}},
        {"folder": "yard", "title": "The yard"},
    ],
}
ARTICLE = """\
# Example 1: The loose rung

Scenario: The third rung is loose.

**Not safe reply:** Skip it.
**Safe reply:** We take the other one.

Solutions:
- Fetch the other ladder.

Rule: Nobody climbs on what is broken. Shortcut: It takes a minute.
"""
VALUES = {
    "title": "The loose rung",
    "situation": "The third rung is loose.",
    "not_accountable": "Skip it.",
    "accountable": "We take the other one.",
    "lesson": "Nobody climbs on what is broken.",
    "excuse": "It takes a minute.",
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"course.yml": SETTINGS, "roof/rain.yml": MINIMAL, "yard/ice.yml": MINIMAL}
    write_course(Path("scenarios"), files)


def imported(file: str) -> Course:
    assert cli.main(["import", "--module", "yard", file]) == 0
    return load(Path("scenarios"))


def values(course: Course) -> dict[str, str | None]:
    (one,) = (scenario for scenario in course.scenarios if scenario.id == "the-loose-rung")
    texts = [one.title, one.situation, one.not_accountable.reply, one.accountable.reply]
    return dict(zip(VALUES, [*texts, one.lesson, one.excuse], strict=True))


def test_in_a_text() -> None:
    Path("new.md").write_text(ARTICLE, "utf-8")
    assert values(imported("new.md")) == VALUES


def test_in_a_document() -> None:
    word = docx.Document()
    for line in ARTICLE.replace("*", "").splitlines():
        if line:
            word.add_paragraph(line.removeprefix("# ").removeprefix("- "))
    word.save("new.docx")
    assert values(imported("new.docx")) == VALUES


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Safe", "Not safe"),
        ("Safe reply", "Answer not safe"),
        ("sicher", "nicht sicher"),  # a German form of the same word
        ("Überlegt", "Kopflos"),  # of a module, in words of its own
    ],
)
def test_in_a_workbook_and_in_a_table_of_a_text(right: str, wrong: str) -> None:
    titles = ["Title", "Situation", wrong, right, "Rule", "Shortcut", "Solution 1"]
    row = [*VALUES.values(), "Fetch the other ladder."]
    book = openpyxl.Workbook()
    assert book.active
    book.active.append([*titles, f"{right.removesuffix(' reply')}: why"])
    book.active.append([*row, "Nobody falls."])
    book.save("new.xlsx")
    course = imported("new.xlsx")
    assert values(course) == VALUES
    assert "Nobody falls." in [one.accountable.why for one in course.scenarios]
    Path("scenarios/yard/the-loose-rung.yml").unlink()
    titles[-1] = "Solutions"
    rows = [titles, ["---"] * len(titles), row]
    Path("new.md").write_text("\n".join(f"| {' | '.join(one)} |" for one in rows), "utf-8")
    assert values(imported("new.md")) == VALUES


def test_in_another_course_they_are_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    write_course(Path("scenarios"), {"course.yml": {"title": "Another"}})
    Path("new.md").write_text(ARTICLE, "utf-8")
    assert cli.main(["import", "--module", "yard", "new.md"]) == 1
    assert "Not safe" in capsys.readouterr().err


OURS = ("accountable", "excuse", "customer", "agent", "lesson", "owns", "buck", "parcel")


def test_tables_have_them_and_come_back(capsys: pytest.CaptureFixture[str]) -> None:
    labels = SETTINGS["labels"] | {"person": "roofer", "actor": "supervisor"}
    words = SETTINGS["label_words"] | {"roofer": {"one": "roofer", "many": "roofers"}}
    settings = SETTINGS | {"labels": labels, "label_words": words}
    folder = write_course(Path("scenarios"), {"course.yml": settings, "yard/ice.yml": MINIMAL})
    assert cli.main(["export", "xlsx", "-o", "all.xlsx"]) == 0
    assert cli.main(["template", "--xlsx", "new.xlsx"]) == 0
    book = openpyxl.load_workbook("all.xlsx")
    titles = [str(cell.value).removesuffix(" *") for cell in book["Scenarios"][1]]
    named = ["Safe", "Not safe: why", "Rule", "Shortcut", "Roofer", "Role play: supervisor"]
    assert set(named) <= set(titles)
    for one in (book, openpyxl.load_workbook("new.xlsx")):
        assert one.properties.creator == "Up the ladder"
        rows = [[str(cell.value) for cell in row] for row in one["How to fill it in"].rows]
        rows += [[str(cell.value) for cell in one["Scenarios"][1]]]
        shown = " ".join(cell for row in rows if not row[0].startswith("Labels") for cell in row)
        assert not [word for word in OURS if word in shown.casefold()]
    place = titles.index("Role play: roofer") + 1
    book["Scenarios"].cell(2, place).value = "You hold the ladder."
    book.save("all.xlsx")
    assert cli.main(["import", "--yes", "all.xlsx"]) == 0
    scenario, _ = load(folder).scenarios
    assert scenario.role_play
    assert scenario.role_play.customer == "You hold the ladder."
    assert "role_play" in capsys.readouterr().out


def test_a_table_with_the_usual_titles_still_comes_back() -> None:
    settings = SETTINGS | {"labels": {"person": "agent", "actor": "supervisor"}}
    write_course(Path("scenarios"), {"course.yml": settings, "yard/ice.yml": MINIMAL})
    titles = ["Id", "Title", "Role play: customer", "Role play: agent", "Customer"]
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(titles)
    book.active.append(["ice", MINIMAL["title"], "You are cold.", "You decide.", "internal"])
    book.save("old.xlsx")
    assert cli.main(["import", "--yes", "old.xlsx"]) == 0
    _, scenario = load(Path("scenarios")).scenarios
    assert scenario.role_play
    assert (scenario.role_play.customer, scenario.role_play.agent) == (
        "You are cold.",
        "You decide.",
    )
    assert scenario.customer == "internal"
