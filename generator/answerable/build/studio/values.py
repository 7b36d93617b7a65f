"""What a file holds <-> what a form shows, without changing what the author didn't change.

A form shows each group with its fields, each list with its entries, and every other value as a
text. A value that the form shows as it was is written as it was: in its short form, or with a
default written out. What a form can't show, such as a list where a text belongs, stays as it is
until something is entered there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from answerable.build.studio.forms import FormField
from answerable.source.read.positions import Value

PLACEHOLDER = "…"
"""What a new file has where something is to be written, which a form shows as nothing."""

Shown: TypeAlias = "str | list[Shown] | dict[str, Shown]"
"""A form's value: a text, the entries of a list, or the fields of a group."""


def shown(field: FormField, value: Value) -> Shown:
    """What a form shows of a file's value; nothing where it doesn't fit."""
    if field.kind in ("group", "typed"):
        group = _as_group(field, value)
        return {one.name: shown(one, group.get(one.name)) for one in _members(field, group)}
    if field.kind == "list":
        assert field.entry  # noqa: S101  # as every list has
        return [shown(field.entry, one) for one in value] if isinstance(value, list) else []
    if field.kind == "words":
        words = value if isinstance(value, dict) else {}
        return {name: one for name, one in words.items() if isinstance(one, str)}
    if field.kind == "yes-no" and isinstance(value, str):
        return {"true": "yes", "false": "no"}.get(value.lower(), value.lower())
    return value if isinstance(value, str) and value.strip() != PLACEHOLDER else ""


def empty(field: FormField) -> Shown:
    """What a form shows of a field that a file doesn't have."""
    return shown(field, None)


def is_filled(value: Shown) -> bool:
    """Whether a form shows anything there."""
    if isinstance(value, str):
        return bool(value)
    return any(map(is_filled, value.values() if isinstance(value, dict) else value))


def digest(values: Shown) -> str:
    """A short text that is another one as soon as a form shows anything else."""
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def written(field: FormField, entered: Shown, before: Value) -> Value:
    """What a file has to hold for what was entered; None for a field to leave out.

    `before` is what the file holds now.
    """
    if same(entered, shown(field, before)):
        is_left_out = before == PLACEHOLDER and not field.required
        return None if is_left_out else before
    if field.kind in ("group", "typed"):
        return _group(field, entered, before)
    if field.kind == "list":
        return _list(field, entered, before)
    if field.kind == "words":
        return _words(entered)
    text = entered.strip() if isinstance(entered, str) else ""
    is_default = field.default is not None and text == field.default
    return None if not text or is_default else text


def changes(
    form: FormField, entered: Mapping[str, Shown], before: Mapping[str, Value]
) -> dict[str, Value]:
    """The fields of a file that have to change, with their new values; None for one to remove."""
    made = {
        field.name: written(field, entered[field.name], before.get(field.name))
        for field in form.fields
        if field.name in entered
    }
    return {name: value for name, value in made.items() if value != before.get(name)}


def in_full(field: FormField, value: Value) -> Value:
    """A file's value with every group that is in its short form, such as the text of a reply, as
    fields. What doesn't fit stays.
    """
    if field.kind in ("group", "typed"):
        group = _as_group(field, value)
        members = {one.name: one for one in _members(field, group)}
        full = {
            name: in_full(members[name], one) if name in members else one
            for name, one in group.items()
        }
        return full or value
    if field.kind == "list" and isinstance(value, list):
        assert field.entry  # noqa: S101  # as every list has
        return [in_full(field.entry, one) for one in value]
    return value


def _group(field: FormField, entered: Shown, before: Value) -> Value:
    given = entered if isinstance(entered, dict) else {}
    old = _as_group(field, before)
    made: dict[str, Value] = {
        one.name: value
        for one in _members(field, given)
        if (value := written(one, given.get(one.name, ""), old.get(one.name))) is not None
    }
    if not made or list(made) == ["type"]:
        return None
    # What is unknown stays, for the check to name it.
    names = {one.name for one in _members(field, given)}
    made |= {name: value for name, value in old.items() if name not in names}
    if field.shorthand and not isinstance(before, dict):
        return field.shorthand.in_short(made) or made
    return made


def _as_group(field: FormField, value: Value) -> dict[str, Value]:
    if isinstance(value, str) and field.shorthand:
        return {**field.shorthand.in_fields(value)}
    return value if isinstance(value, dict) else {}


def _list(field: FormField, entered: Shown, before: Value) -> Value:
    assert field.entry  # noqa: S101  # as every list has
    old = before if isinstance(before, list) else []
    left = [(shown(field.entry, one), one) for one in old]
    made: list[Value] = []
    for place, one in enumerate(entered if isinstance(entered, list) else []):
        match = next((pair for pair in left if same(one, pair[0])), None)
        if match:
            left.remove(match)
            made.append(match[1])
            continue
        value = written(field.entry, one, old[place] if place < len(old) else None)
        if value is not None:
            made.append(value)
    return made or None


def _words(entered: Shown) -> Value:
    given = entered if isinstance(entered, dict) else {}
    words: dict[str, Value] = {
        name.strip(): text.strip()
        for name, text in given.items()
        if isinstance(text, str) and name.strip() and text.strip()
    }
    return words or None


def _members(field: FormField, group: Mapping[str, object]) -> Sequence[FormField]:
    if field.kind == "group":
        return field.fields
    kind = group.get("type")
    form = field.types.get(kind) if isinstance(kind, str) else None
    return form.fields if form else ()


def same(one: Shown, other: Shown) -> bool:
    """Whether two values show the same: browsers send every line break as one sign."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n").strip() == other.strip()
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        names = one.keys() | other.keys()
        return all(same(one.get(name, ""), other.get(name, "")) for name in names)
    return not one and not other
