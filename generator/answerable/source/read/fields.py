"""Validate a file's fields against a model, and explain each error to the person who wrote the
file.

`check` turns every validation error into a diagnostic that names the field, points at its place,
and shows the right form; the examples come from the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from answerable.diagnostics import Diagnostic, Edit, Location, Severity, replacement
from answerable.model.scalars import REPORT_GAPS
from answerable.source.read.dates import meant_date
from answerable.source.read.listed import as_list, in_lines
from answerable.source.read.misfits import (
    field_meant,
    field_name,
    first_example,
    group_of,
    is_start_of_text,
    missing_field,
    no_such_type,
    not_a_choice,
    not_a_number,
    shown_value,
    sure_meaning,
    too_long,
    unknown_field,
    write_like,
    wrong_pattern,
    wrong_shape,
)
from answerable.source.read.modelpath import choices_of, place_of
from answerable.source.read.names import as_id, closest
from answerable.source.read.positions import Keys, Source, Value

Model = TypeVar("Model", bound=BaseModel)

MAX_PROBLEMS = 20
"""How many problems are shown for one file. More would bury the first ones."""


def check(source: Source, model: type[Model]) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """Validate a file's values. The model is None if and only if there is a diagnostic."""
    if source.value is None:
        return None, ()
    try:
        return model.model_validate(without_empty(source.value)), ()
    except ValidationError as error:
        problems = error.errors(include_url=False)
    found = [
        _diagnostic(problem, source, model)
        for problem in problems[:MAX_PROBLEMS]
        if not _follows_from_another(problem, problems, model)
    ]
    if len(problems) > MAX_PROBLEMS:
        message = f"This file has {len(problems) - MAX_PROBLEMS} more problems than are shown here."
        hint = "fix the others first"
        found.append(Diagnostic("AN200", Severity.ERROR, message, source.whole(), hint))
    return None, tuple(found)


def without_empty(value: Value) -> Value:
    """Leave out fields that are empty, such as `summary:` with nothing after the colon."""
    if isinstance(value, dict):
        return {key: without_empty(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    return value


def _follows_from_another(
    problem: ErrorDetails, problems: Sequence[ErrorDetails], model: type[BaseModel]
) -> bool:
    """Whether the problem would be reported twice: fixing another one fixes this one too."""
    keys = problem["loc"]
    if problem["type"] == "too_short":
        # Entries with problems of their own do not count as entries.
        return bool(len(problem["input"]) >= problem["ctx"]["min_length"])
    if problem["type"] != "missing":
        return False
    siblings = islice(
        (
            other["loc"][-1]
            for other in problems
            if other["type"] == "extra_forbidden" and other["loc"][:-1] == keys[:-1]
        ),
        MAX_PROBLEMS,
    )
    place = place_of(model, keys)
    meant = {str(name): field_meant(str(name), place.siblings) for name in siblings}
    return any(
        field == keys[-1] or (place.in_text and is_start_of_text(name, field, problem["input"]))
        for name, field in meant.items()
    )


def _diagnostic(problem: ErrorDetails, source: Source, model: type[BaseModel]) -> Diagnostic:
    place = place_of(model, problem["loc"])
    keys, info = place.keys, place.info
    where = source.at(*keys)
    name = field_name(keys)
    given = problem["input"]
    meant: str | None = None
    fix: tuple[Edit, ...] = ()
    match problem["type"]:
        case "extra_forbidden":
            where = source.key(*keys)
            group = group_of(source, keys[:-1])
            code, message, hint = unknown_field(place, group, model)
            if code == "AN201":
                meant = sure_meaning(str(keys[-1]), place, group, model)
        case "missing":
            where = _missing_place(keys, source)
            code, message, hint = missing_field(keys, source, info)
        case "string_type" | "tuple_type" | "model_type" | "dict_type" | "model_attributes_type":
            if problem["type"] == "tuple_type" and isinstance(given, str):
                given = in_lines(source, keys) or given
                fix = as_list(source, keys)
            code, message, hint = wrong_shape(problem["type"], keys, given, info)
        case "union_tag_not_found" | "union_tag_invalid":
            where = source.at(*keys, "type") if "type" in given else source.key(*keys)
            code, message, hint = no_such_type(name, given, place)
        case "literal_error":
            code, message, hint = not_a_choice(name, str(given), info)
            meant = closest(str(given), choices_of(info))
        case "too_short" if given:
            code, message = "AN212", f"{name} needs {problem['ctx']['min_length']} entries or more."
            hint = write_like(keys, info)
        case "string_too_short" | "too_short":
            code, message, hint = "AN205", f"{name} is empty.", write_like(keys, info)
        case "shows_nothing":
            code, message = "AN205", f"{name} shows nothing."
            hint = "write some words: spaces, invisible characters and Markdown lines show nothing"
        case "string_too_long" | "too_long":
            code, message, hint = too_long(name, given, problem["ctx"])
        case "whole_number" | "greater_than_equal" | "less_than_equal":
            code, message, hint = not_a_number(name, given, info)
        case "yes_no":
            code, message = "AN213", f"{name} must be yes or no, but is {shown_value(given)}."
            hint = "write `yes` or `no`"
        case "iso_date":
            code = "AN208"
            message = f"{name} isn't a valid date: {shown_value(given)}."
            date = meant_date(str(given))
            hint = f"did you mean `{date}`? " if date else ""
            hint += "write year-month-day in digits, such as `2030-06-30`"
        case "report_address":
            code = "AN214"
            message = (
                f"{name} is neither an email address nor the address of a form: "
                f"{shown_value(given)}."
            )
            gaps = ", ".join(f"{{{gap}}}" for gap in sorted(REPORT_GAPS))
            hint = (
                "write `training@example.com`, or `https://…` or `mailto:…`\n"
                f"after the host, these are filled in: {gaps}"
            )
        case "link_target":
            code = "AN215"
            message = f"{name} is neither a page nor an address: {shown_value(given)}."
            hint = "write the file of a page, `imprint.md`, or `https://…`, `mailto:…` or `tel:…`"
        case "several":
            code, message = "AN215", f"{name} has only one word: {shown_value(given)}."
            hint = "write all words with that meaning on one line: `refund, money back`"
        case "length":
            code, message = "AN216", f"{name} isn't a length in mm: {shown_value(given)}."
            hint = f"write a number such as `{first_example(info)}`"
        case "size" | "grid":
            code = "AN216"
            message = f"{name} doesn't have the form width x height: {shown_value(given)}."
            hint = f"write two numbers such as `{first_example(info)}`"
        case "reserved_id":
            code = "AN209"
            message = f"`{given}` can't be an id: the name is reserved."
            hint = f"choose another one, such as `{as_id(str(given))}`"
        case "string_pattern_mismatch":
            code, message, hint = wrong_pattern(name, str(given), problem["ctx"]["pattern"], info)
        case _:
            code, message = "AN215", f"{name} can't be {shown_value(given)}."
            hint = write_like(keys, info)
    fix = replacement(where, meant) if meant else fix
    return Diagnostic(code, Severity.ERROR, message, where, hint, fix)


def _missing_place(keys: Keys, source: Source) -> Location:
    """An empty field's own place, else its group's; at the top level, the whole file."""
    if keys in source.keys:
        return source.key(*keys)
    return source.key(*keys[:-1]) if keys[:-1] else source.whole()
