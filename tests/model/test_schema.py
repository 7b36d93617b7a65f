"""The schemas that editors use: fresh, valid, and of one mind with the loader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from answerable.model import CourseFile, ScenarioFile
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.model.schema import main, schemas
from answerable.source.read.fields import check
from answerable.source.read.languagefiles import language_of
from answerable.source.read.source import parse
from tests.support.courses import ROOT

SCENARIOS = ROOT / "scenarios"
FILES = sorted(SCENARIOS.rglob("*.yml"))
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}

GOOD = """\
title: 404
situation: A customer calls.
not_accountable: Please wait.
accountable:
  reply: I will call you back.
  why:
other_replies:
solutions:
  - Find the parcel.
  - do: Send a new one.
    when: The first one is lost.
lesson: Keep the problem.
difficulty: 2
minutes: 5
tags: [2030, late]
keywords:
review_by: 2030-01-31
"""


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: numbers and null have types, dates are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def problems(name: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    data = yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer types
    return [error.message for error in validator.iter_errors(data)]


def test_shipped_schemas_are_fresh(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    for name in SCHEMAS:
        shipped = SCENARIOS / name
        fresh = (tmp_path / name).read_bytes()
        assert shipped.read_bytes() == fresh, "run: python -m answerable.model.schema scenarios"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def fields(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for name, inner in schema.items():
            if name != "examples":
                yield from fields(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from fields(inner)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_field_is_explained_and_its_examples_are_right(name: str) -> None:
    found = list(fields(SCHEMAS[name]))
    definitions = {"$defs": SCHEMAS[name].get("$defs", {})}
    assert found
    for field, schema in found:
        assert schema.get("description"), field
        assert schema.get("examples"), field
        validator = jsonschema.Draft202012Validator(schema | definitions)
        for example in schema["examples"]:
            validator.validate(example)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_shipped_files_are_valid(file: Path) -> None:
    kinds = ("scenario", "translation")
    if file.stem.split(".")[0] == "course":
        kinds = ("course", "course-translation")
    name = f"{kinds[language_of(file) is not None]}.schema.json"
    assert problems(name, file.read_text(encoding="utf-8")) == []


def test_the_shipped_course_is_there() -> None:
    assert len(FILES) > 1


def test_the_schema_accepts_what_the_loader_accepts() -> None:
    model, found = check(parse(GOOD, "a.yml"), ScenarioFile)
    assert (model is not None, found) == (True, ())
    assert problems("scenario.schema.json", GOOD) == []


def scenario_with(line: str) -> str:
    """The good scenario with one more line, or with that line in the place of its own."""
    name = line.partition(":")[0]
    kept = re.sub(rf"^{name}:.*\n(?:[ ].*\n)*", "", GOOD, flags=re.MULTILINE)
    return kept + line + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "titel: x",
        "title:",
        "title: [a]",
        'title: ""',
        "difficulty: 4",
        "difficulty: hard",
        "minutes: 0",
        "customer: Internal",
        "solutions: []",
        "solutions: Find it.",
        "tags: late",
        "id: Lost Parcel",
        "accountable: {why: x}",
        "other_replies: [a, b, c, d]",
        "other_replies: [{reply: a, quality: bad}]",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(line: str) -> None:
    text = scenario_with(line)
    model, found = check(parse(text, "a.yml"), ScenarioFile)
    assert model is None
    assert found
    assert problems("scenario.schema.json", text)


def test_every_field_of_the_models_is_in_the_schemas() -> None:
    for name, model in (("scenario", ScenarioFile), ("course", CourseFile)):
        assert set(SCHEMAS[f"{name}.schema.json"]["properties"]) == set(model.model_fields)
    translated = set(SCHEMAS["translation.schema.json"]["properties"])
    own = set(ScenarioFile.model_fields) - SAME_IN_EVERY_LANGUAGE
    assert translated == own | {"translated_from"}
