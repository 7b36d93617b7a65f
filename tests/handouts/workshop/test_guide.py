"""The guide and the materials: steps whose minutes add up, and enough copies for everybody."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.typeset.blocks import Listing, Paragraph, SectionHead, Table
from answerable.handouts.typeset.palette import OfficeInk
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.activities import activity
from answerable.handouts.workshop.guide import clock, guide
from answerable.handouts.workshop.materials import materials
from answerable.handouts.workshop.plan import LONGEST, SHORTEST, plan_workshop
from answerable.i18n import translator
from answerable.model import Course
from tests.handouts.workshop.test_plan import course_of
from tests.support.courses import load, write_course
from tests.support.pictured import FILES, draw_pictures


@given(st.integers(1, 20), st.integers(SHORTEST, LONGEST))
def test_the_steps_of_each_part_add_up(count: int, minutes: int) -> None:
    course = course_of(count)
    plan = plan_workshop(course, minutes)
    words = Words(translator("en"))
    for segment in plan.segments:
        tables = [b for b in activity(course, plan, segment, words) if isinstance(b, Table)]
        if segment.kind == "break":
            assert not tables
            continue
        [table] = tables
        steps = [int(row[0].plain) for row in table.rows if hasattr(row[0], "plain")]
        assert sum(steps) == segment.minutes
        assert min(steps) >= 1, segment


def run_sheet(course: Course, minutes: int) -> list[list[str]]:
    blocks = guide(course, plan_workshop(course, minutes)).blocks
    at = next(n for n, b in enumerate(blocks) if isinstance(b, SectionHead) and b.id == "run-sheet")
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return [[c.plain if hasattr(c, "plain") else "" for c in row] for row in table.rows]


@pytest.mark.parametrize("minutes", [60, 75, 90])
def test_the_run_sheet_ends_when_the_time_is_over(minutes: int) -> None:
    *rows, end = run_sheet(course_of(12), minutes)
    assert end[:2] == [clock(minutes), ""]
    assert sum(int(row[1]) for row in rows) == minutes
    passed = 0
    for row in rows:
        assert row[0] == clock(passed)
        passed += int(row[1])


def test_what_is_printed_suits_the_people() -> None:
    course = course_of(12)
    plan = plan_workshop(course, 90, 16)
    copies = {one.name: one.copies for one in materials(course, plan)}
    assert copies == {
        "guide": 1,
        "sorting": 4,
        "sorting-key": 1,
        "scenarios": 4,
        "role-play": 5,
        "observation": 12,  # six people watch, twice: in one group there are four
        "coaching": 16,
        "commitment": 16,
        "job-aid": 16,
        "evaluation": 16,
    }


@pytest.mark.parametrize(("people", "watching"), [(2, 2), (3, 2), (4, 4), (5, 4), (6, 4)])
def test_everybody_who_watches_has_a_form(people: int, watching: int) -> None:
    course = course_of(12)
    copies = {one.name: one.copies for one in materials(course, plan_workshop(course, 90, people))}
    assert copies["observation"] == watching


def test_what_saves_time_is_there_to_be_left_out() -> None:
    course = course_of(1)
    saved = guide(course, plan_workshop(course, 45)).blocks
    texts = [item.plain for b in saved if isinstance(b, Listing) for item in b.items]
    assert "In the debrief, hear one table instead of all." in texts
    assert not any("last scenario" in text or "one round" in text for text in texts)


def test_the_tables_are_counted() -> None:
    course = course_of(12)
    blocks = guide(course, plan_workshop(course, 90, 7)).blocks
    texts = [item.plain for b in blocks if isinstance(b, Listing) for item in b.items]
    assert any(text.startswith("1 table of 4, 1 table of 3. ") for text in texts)


def test_nothing_is_printed_for_what_there_is_no_time_for() -> None:
    course = course_of(12)
    names = {one.name for one in materials(course, plan_workshop(course, 45))}
    assert not names & {"sorting", "sorting-key", "role-play", "observation"}


def test_each_scenario_is_introduced_in_its_own_way() -> None:
    course = course_of(12)
    plan = plan_workshop(course, 90)
    introductions = [
        next(
            b.text.plain
            for b in activity(course, plan, s, Words(translator("en")))
            if isinstance(b, Paragraph)
        )
        for s in plan.segments
        if s.kind == "scenario"
    ]
    assert len(set(introductions)) == len(introductions) == 3


@pytest.mark.parametrize("ink", ["colour", "bw"])
def test_the_guide_shows_the_pictures_of_its_scenarios(ink: OfficeInk, tmp_path: Path) -> None:
    course = load(draw_pictures(write_course(tmp_path, FILES)))
    (pictured,) = (one for one in course.scenarios if one.picture)
    plan = plan_workshop(course, 90)
    assert pictured in plan.scenarios
    pdf = make_sheet("guide", course, plan.everything, plan, ink=ink)
    document = pypdfium2.PdfDocument(pdf)
    pictures = [one for page in document for one in page.get_objects(filter=[3])]
    assert len(pictures) == 1
