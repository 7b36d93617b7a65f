"""Texts of the facilitator's guide that a course replaces: found by name, checked, translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from answerable.handouts.sheets.forms import observation_form
from answerable.handouts.sheets.order import Order
from answerable.handouts.typeset.blocks import Listing, Paragraph, SectionHead, Table
from answerable.handouts.workshop.guide import guide
from answerable.handouts.workshop.plan import plan_workshop
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
        ({"objections": "See {steps}.\n\n{steps}\n"}, "AN348", "Nothing fills in `{steps}`"),
        ({"objections": "In %(minutes)s minutes."}, "AN348", "`%(minutes)s`"),
        ({"objections": "- 2 min: Wait.\n"}, "AN348", "have no minutes"),
        ({"objections": "- one\n1. two\n"}, "AN348", "a list of several kinds"),
        ({"objections": "---\nnothing"}, "AN348", "can't be read"),
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
