"""Every code is explained, and the examples of the rules are what they say they are."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from PIL import Image

import answerable
from answerable.checks.check import check_course
from answerable.checks.documentation import Explanation, as_text, documentation
from answerable.checks.rule import CourseRule, ScenarioRule
from answerable.checks.rules import COURSE_RULES, SCENARIO_RULES
from answerable.diagnostics import Severity
from tests.support.courses import MINIMAL, TODAY, write_course
from tests.support.each import each
from tests.support.pictured import mp3

RULES = sorted({rule.code for rule in SCENARIO_RULES} | {rule.code for rule in COURSE_RULES})
EXAMPLES = [
    pytest.param(one, kind, id=f"{one.code}-{kind}")
    for one in documentation().values()
    for kind in ("bad", "good")
    if one.code in RULES
]


def test_a_code_has_one_meaning() -> None:
    """A rule for whole courses may complete the one for scenarios."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    rules: list[ScenarioRule | CourseRule] = [*SCENARIO_RULES, *COURSE_RULES]
    for rule in rules:
        meanings[rule.code].add(str(rule.find.__name__).removesuffix("_in_course"))
    assert {code: names for code, names in meanings.items() if len(names) > 1} == {}


def files_of(example: str) -> dict[str, str]:
    """The files of an example by their names; without names, one scenario."""
    files: defaultdict[str, str] = defaultdict(str)
    names = ["a.yml"]
    for line in example.splitlines(keepends=True):
        if found := re.match(r"# ((?:[\w-]+\.(?:yml|txt)(?:, )?)+)$", line):
            names = found[1].split(", ")
            continue
        for name in names:
            files[name] += line
    return dict(files)


def write_example(folder: Path, example: str) -> Path:
    course = {"id": "inn", "title": "The inn"}
    content: dict[str, object] = {"course.yml": course}
    for name, text in files_of(example).items():
        if name == "words.txt":
            content[name] = text
        elif name == "course.yml":
            content[name] = course | yaml.safe_load(text)
        else:
            content[f"door/{name}"] = yaml.safe_dump(MINIMAL | yaml.safe_load(text), width=10_000)
    if len(content) == 1 or not any(name.startswith("door/") for name in content):
        content["door/a.yml"] = MINIMAL
    course_folder = write_course(folder / "scenarios", content)
    Image.new("RGB", (8, 6)).save(course_folder / "door/desk.jpg")  # what examples name
    (course_folder / "door/call.mp3").write_bytes(mp3(20))
    return course_folder


@pytest.mark.parametrize(("explanation", "kind"), EXAMPLES)
def test_examples_are_bad_and_good(explanation: Explanation, kind: str, tmp_path: Path) -> None:
    example = explanation.bad if kind == "bad" else explanation.good
    assert example, f"{explanation.code} has no {kind} example"
    report = check_course(write_example(tmp_path, example), TODAY)
    assert report.course is not None, report.diagnostics
    codes = {diagnostic.code for diagnostic in report.diagnostics}
    assert (explanation.code in codes) == (kind == "bad"), codes


def test_every_code_that_can_appear_is_explained() -> None:
    package = Path(answerable.__file__).parent
    used = {
        code
        for module in package.rglob("*.py")
        for code in re.findall(r'"(AN\d{3})"', module.read_text("utf-8"))
    }
    assert sorted(documentation()) == sorted(used)


@each("code", sorted(documentation()))
def test_explanations_say_something(code: str) -> None:
    explanation = documentation()[code]
    assert explanation.title.endswith(".")
    assert explanation.text
    printed = as_text(explanation)
    assert printed.startswith(f"{code} ({explanation.severity.name.lower()}): ")
    assert printed.endswith("\n")
    assert "\n\n\n" not in printed


def test_rules_warn_or_note() -> None:
    assert {documentation()[code].severity for code in RULES} == {Severity.WARNING, Severity.NOTE}
