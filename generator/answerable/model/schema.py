"""Derive JSON Schemas for editors from the models: `python -m answerable.model.schema FOLDER`.

With them, an editor completes and explains the fields of scenario files and course.yml, and marks
mistakes while the author types.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from answerable.model.course_file import CourseFile, CourseTranslation
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE, ScenarioFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the schema files by name, as JSON text that ends with a line break."""
    return {
        "course.schema.json": _text(CourseFile, "course.yml of Answerable"),
        "scenario.schema.json": _text(ScenarioFile, "Scenario file of Answerable"),
        "course-translation.schema.json": _text(
            CourseTranslation, "course.yml of Answerable in another language"
        ),
        "translation.schema.json": _text(
            ScenarioFile, "Scenario file of Answerable in another language", _as_translation
        ),
    }


def _as_translation(schema: dict[str, Any]) -> None:
    """Remove what a translation takes from its original; add what only a translation has."""
    for name in SAME_IN_EVERY_LANGUAGE:
        del schema["properties"][name]
    del schema["$defs"]["Labels"]
    origin = CourseTranslation.model_json_schema()["properties"]["translated_from"]
    schema["properties"]["translated_from"] = origin


@cache
def _text(
    model: type[BaseModel], title: str, change: Callable[[dict[str, Any]], None] | None = None
) -> str:
    schema = model.model_json_schema()
    if change is not None:
        change(schema)
    for part in _parts(schema):
        _accept_what_yaml_makes_of_it(part)
    document = {"$schema": DIALECT, **schema, "title": title}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _accept_what_yaml_makes_of_it(part: dict[str, Any]) -> None:
    """Allow numbers for short texts, and null for lists, as `load` does.

    An editor reads `title: 404` as a number, but `source` keeps the text; and it reads `tags:` with
    nothing after it as null, but `load` treats the field as absent.
    """
    if part.get("type") == "string" and part.get("maxLength", 8000) <= 200 and "enum" not in part:
        part["type"] = ["string", "number"]
    for field in part.get("properties", {}).values():
        if field.get("type") == "array" and "default" in field:
            field["type"] = ["array", "null"]


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects inside a schema, except its examples."""
    if isinstance(schema, dict):
        yield schema
        for name, inner in schema.items():
            if name != "examples":
                yield from _parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _parts(inner)


def main(arguments: list[str]) -> int:
    """Write the schema files into the given folder."""
    (folder,) = arguments
    for name, text in schemas().items():
        (Path(folder) / name).write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
