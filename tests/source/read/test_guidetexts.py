"""Texts of the facilitator's guide that a course replaces: found by name, checked, translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from answerable.handouts.sheets.forms import observation_form
from answerable.handouts.sheets.order import Order
from answerable.handouts.typeset.blocks import Listing, Paragraph, SectionHead, Table
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.activities import activity
from answerable.handouts.workshop.guide import guide
from answerable.handouts.workshop.plan import Segment, plan_workshop
from answerable.i18n import documents
from answerable.i18n.documents import guide_document, guide_names
from answerable.source.read.load import Report, load_course
from tests.source.read.test_labelled import GERMAN, SCENARIO
from tests.support.courses import write_course


def read(folder: Path, *others: str, **texts: str) -> Report:
    course: Any = {"modules": [{"folder": "site", "title": "On site"}]}
    files: dict[str, Any] = {"course.yml": course, "site/ladder.yml": SCENARIO}
    for language in others:
        module = {"folder": "site", "title": "Vor Ort"}
        files[f"course.{language}.yml"] = {"title": "Sicher", "modules": [module]}
        files[f"site/ladder.{language}.yml"] = GERMAN
    write_course(folder, files)
    (folder / "guide").mkdir()
    for name, text in texts.items():
        (folder / "guide" / f"{name.replace('__', '.').replace('_', '-')}.md").write_text(text)
    return load_course(folder)


def test_the_guide_has_the_texts_of_the_course(tmp_path: Path) -> None:
    text = "**“No time.”** 100% true. %(The_person)s has none, either.\n"
    report = read(tmp_path, objections=text, opening="# A near miss\n\nTell one.\n")
    assert report.course is not None, report.diagnostics
    assert report.diagnostics == ()
    assert [module.id for module in report.course.modules] == ["site"]
    blocks = guide(report.course, plan_workshop(report.course, 90)).blocks
    said = {
        (block.label.plain if block.label else "", block.text.plain)
        for block in blocks
        if isinstance(block, Paragraph)
    }
    assert ("“No time.”", "100% true. The customer has none, either.") in said
    assert "A near miss" in [one.text.plain for one in blocks if isinstance(one, SectionHead)]
    assert not any(label == "“There is no time for that.”" for label, _ in said)


def test_the_observation_form_has_the_signs_of_the_course(tmp_path: Path) -> None:
    text = "Watch.\n\n- [ ] Looks first\n- [ ] Says stop\n\n**What was near**\n\n1. Say it.\n"
    course = read(tmp_path, observation_form=text).course
    assert course is not None
    sheet = observation_form(Order(course, course.scenarios, plan_workshop(course, 90)))
    [table] = [one for one in sheet.blocks if isinstance(one, Table)]
    assert [getattr(row[0], "plain", "") for row in table.rows] == ["Looks first", "Says stop"]
    [listing] = [one for one in sheet.blocks if isinstance(one, Listing)]
    assert listing.mark == "number"
    assert sheet.title.plain == "Observation form"


@pytest.mark.parametrize(
    ("texts", "code", "message"),
    [
        ({"objection": "No."}, "AN347", "has no text `objection`"),
        ({"objections__it": "No."}, "AN347", "`it`, which the course doesn't have"),
        ({"objections": "{steps}\n"}, "AN348", "Nothing fills in `{steps}`"),
        ({"objections": "In %(minutes)s minutes."}, "AN348", "`%(minutes)s`"),
        ({"objections": "- 2 min: Wait.\n"}, "AN348", "have no minutes"),
        ({"objections": "- one\n1. two\n"}, "AN348", "a list of several kinds"),
        ({"objections": "Why\n- one\n"}, "AN348", "part of a paragraph"),
        ({"objections": "# Objections\n\nNo."}, "AN348", "without a title"),
        ({"objections": ""}, "AN348", "nothing in this text"),
        ({"opening": "# Only a title"}, "AN348", "nothing in this text"),
        ({"opening": "---\nneeds: pens\n# A"}, "AN348", "don't end"),
        ({"opening": "---\nneeds:\n---\nA"}, "AN348", "isn't a field"),
        ({"opening": "---\nneeds: a\nneeds: b\n---\nA"}, "AN348", "`needs` is here twice"),
        ({"opening": "---\nbogus: 4\n---\nA"}, "AN348", "no field `bogus`"),
        ({"opening": "---\nneeds: %(bogus)s\n---\nA"}, "AN348", "`%(bogus)s`"),
        ({"opening": "# A %(nothing)s b\n\nA"}, "AN348", "`%(nothing)s`"),
        ({"opening": "# A\n\n# B\n\nC"}, "AN348", "second title"),
        ({"opening": "- 0 min: hi"}, "AN348", "more than 0"),
        ({"opening": f"- {'9' * 400} min: hi"}, "AN348", "less than 1000"),
        ({"opening": "- 1 min: a\n\n- 1 min: b"}, "AN348", "in another list"),
        ({"opening": "- one\n-\n- two"}, "AN348", "entry is empty"),
        ({"guide": "{aims}"}, "AN348", "`{aims}` can't be used as a paragraph"),
        ({"guide": "- {objections}"}, "AN348", "`{objections}` can't be used as an entry"),
        ({"guide": "**Say** {objections}"}, "AN348", "can't be used after a label"),
        ({"guide": "# %(course)s\n\nA"}, "AN348", "`%(course)s` can't be used in the title"),
        ({"guide": "See {steps}."}, "AN348", "`{steps}` can't be used inside a sentence"),
        ({"debrief": "{coaching}"}, "AN348", "`{coaching}` can't be used as a paragraph"),
        ({"scenario": "- 1 min: {coaching}"}, "AN348", "can't be used as a step"),
        ({"self_check": "Tick.\n\n- [ ] I listened."}, "AN348", "Only the entries"),
    ],
)
def test_what_is_wrong_is_reported(
    tmp_path: Path, texts: dict[str, str], code: str, message: str
) -> None:
    report = read(tmp_path, **texts)
    assert report.course is None
    [found] = report.diagnostics
    assert found.code == code
    assert message in found.message


def test_all_of_a_text_is_checked(tmp_path: Path) -> None:
    text = "---\nneed: pens\n---\n# A\n\n# B\n\n- 1 min: {aim}\n- 0 min: See {nope} and {steps}.\n"
    found = read(tmp_path, guide=text).diagnostics
    assert {(one.location.line, one.message) for one in found} == {
        (2, "This text has no field `need`."),
        (6, "This is a second title."),
        (8, "The steps of this text have no minutes."),
        (8, "Nothing fills in `{aim}` in this text."),
        (9, "A step takes more than 0 and less than 1000 minutes."),
        (9, "Nothing fills in `{nope}` in this text."),
        (9, "`{steps}` can't be used inside a sentence."),
    }


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "guide" / "opening.md").mkdir()
    [found] = load_course(tmp_path).diagnostics
    assert (found.code, found.location.path[-10:]) == ("AN348", "opening.md")


@pytest.mark.parametrize("name", guide_names())
def test_the_usual_texts_pass_the_check(tmp_path: Path, name: str) -> None:
    usual = Path(documents.__file__).parent / "guide" / f"{name}.md"
    report = read(tmp_path, **{name: usual.read_text("utf-8")})
    assert report.diagnostics == ()
    assert report.course is not None
    assert report.course.document(name) == guide_document(name)


def test_steps_of_another_workshop_leave_no_gap(tmp_path: Path) -> None:
    course = read(tmp_path, coaching="Listen.\n\n- 4 min: {if both-ways} Swap.\n").course
    assert course is not None
    plan = plan_workshop(course, 60)
    segment = Segment("coaching", "Coaching", 0, 8, ())
    blocks = tuple(activity(course, plan, segment, Words.of(course)))
    assert [block.text.plain for block in blocks if isinstance(block, Paragraph)] == ["Listen."]
    assert len(blocks) == 1


def test_each_language_has_its_own_text(tmp_path: Path) -> None:
    alone = read(tmp_path, "de", objections="No.\n")
    assert [one.code for one in alone.diagnostics] == ["AN349"]
    (tmp_path / "guide" / "objections.de.md").write_text("Nein.\n")
    report = load_course(tmp_path)
    assert report.diagnostics == ()
    [german] = report.translations
    [piece] = german.course.document("objections").pieces
    assert piece.text == "Nein."
    assert report.course is not None
    assert report.course.document("objections").pieces[0].text == "No."
