"""Forms as trainers see them: parts, titles, folding, and a page for every file."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from answerable.build.studio.forms import FormField
from answerable.build.studio.parts import (
    COURSE_PLAN,
    MODULE_PLAN,
    SCENARIO_PLAN,
    PartPlan,
    parts_of,
)
from answerable.build.studio.subjects import MODULE, SCENARIO, SETTINGS
from answerable.build.studio.titles import ADDING, TITLES, title_of
from answerable.i18n.extraction import extract
from answerable.items.types import TYPES

FORMS = pytest.mark.parametrize(
    ("form", "plan"),
    [(SCENARIO, SCENARIO_PLAN), (SETTINGS, COURSE_PLAN), (MODULE, MODULE_PLAN)],
    ids=["scenario", "settings", "module"],
)


def _inside(form: FormField) -> Iterator[FormField]:
    for one in (*form.fields, *form.types.values(), *([form.entry] if form.entry else [])):
        yield one
        yield from _inside(one)


@FORMS
def test_each_field_is_in_one_part(form: FormField, plan: tuple[PartPlan, ...]) -> None:
    names = [one.name for part in parts_of(form, plan) for one in (*part.fields, *part.more)]
    assert sorted(names) == sorted(one.name for one in form.fields)


@FORMS
def test_a_plan_names_fields_that_are_there(form: FormField, plan: tuple[PartPlan, ...]) -> None:
    planned = [name for part in plan for name in (*part.names, *part.more)]
    assert set(planned) <= {one.name for one in form.fields}


def test_a_field_that_nobody_placed_is_in_the_last_part() -> None:
    form = FormField(
        "", "group", fields=(FormField("title", "line"), FormField("brand_new", "line"))
    )
    *_, last = parts_of(form, MODULE_PLAN)
    assert [one.name for one in last.more] == ["brand_new"]
    assert title_of("brand_new") == "Brand new"


def test_every_field_has_a_title_in_every_language_and_no_title_is_left_over() -> None:
    names = {
        one.name
        for form in (SCENARIO, SETTINGS, MODULE)
        for one in _inside(form)
        if one.name and one.name != "type"
    }
    assert names == TITLES.keys()
    assert ADDING.keys() <= names


def test_help_is_translated_but_where_it_lists_words_of_courses() -> None:
    known = {message.id for message in extract()}
    helps = {
        (one.name, one.help)
        for form in (SCENARIO, SETTINGS, MODULE)
        for one in _inside(form)
        if one.help and one.help not in known
    }
    put_together = {"person", "actor", "verdicts", "lesson", "excuse", "phrase"}
    assert {name for name, _ in helps} <= put_together


def test_an_entry_is_known_by_what_it_asks_or_says() -> None:
    forms = {one.name: one for one in SCENARIO.fields}
    items = forms["items"].entry
    assert items
    assert {form.heading for form in items.types.values()} <= {"question", "phrase"}
    assert items.types.keys() == TYPES.keys()
    for name, heading in (("solutions", "do"), ("dialogue", "customer"), ("changes", "text")):
        entry = forms[name].entry
        assert entry
        assert entry.heading == heading


class _Marks(HTMLParser):
    """Collects the attributes of all tags outside templates."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append({"tag": tag, **dict(attrs)})


def test_a_scenario_s_form_has_its_parts_and_folds_what_is_empty(
    inside: TestClient, course: str, project: Path
) -> None:
    file = next(project.glob("scenarios/*/no-appointment.yml"))
    text = inside.get(f"{course}/scenario/{file.parent.name}/{file.name}").text
    found = _Marks(text).found
    links = [one["href"] for one in found if str(one.get("href")).startswith("#part-")]
    sections = [f"#{one['id']}" for one in found if one["tag"] == "section"]
    assert links == sections
    assert len(links) > 5
    folds = [one for one in found if one["tag"] == "details" and "fold" in (one.get("class") or "")]
    assert any("open" not in one for one in folds)
    assert inside.get(f"{course}/settings").status_code == 200
    assert inside.get(f"{course}/module/{file.parent.name}").status_code == 200


def test_what_a_course_says_is_no_part_of_the_page(
    inside: TestClient, course: str, project: Path
) -> None:
    file = next(project.glob("scenarios/*/no-appointment.yml"))
    evil = "</textarea><script>alert(1)</script>"
    text = file.read_text("utf-8") + f'tags:\n  - "{evil}"\n'
    file.write_text(text.replace("solutions:", f'solutions:\n  - do: "{evil}"', 1), "utf-8")
    shown = inside.get(f"{course}/scenario/{file.parent.name}/{file.name}").text
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown
