"""Updates the translations of a scenario when its parts change.

What was removed from the original is removed from the translation, and reported; new parts are
added in the original's words. The revision in the translation stays, so that it counts as outdated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from answerable.diagnostics import Diagnostic, Severity
from answerable.model import ScenarioFile
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.source.read.differences import ANY_NUMBER, differences
from answerable.source.read.fields import check
from answerable.source.read.languages import TRANSLATED_FROM
from answerable.source.read.positions import Keys, Source, Value

_OTHER = SAME_IN_EVERY_LANGUAGE | {"changes"}


@dataclass(slots=True)
class _Told:
    """What was removed from a translation, and what was added: the places and the words."""

    gone: list[tuple[Keys, str]] = field(default_factory=list)
    came: list[Keys] = field(default_factory=list)


def following(
    old: ScenarioFile, new: ScenarioFile, source: Source
) -> tuple[dict[str, Value], list[Diagnostic]]:
    """The fields of a translation that must change when `old` becomes `new`, and findings about it.

    `source` is the translation's file. Both are empty if it can't be read, which is reported
    elsewhere.
    """
    if source.value is None:
        return {}, []
    written = {name: value for name, value in source.value.items() if name != TRANSLATED_FROM}
    same = {
        name: value
        for name, value in new.model_dump(mode="json", exclude_unset=True).items()
        if name in SAME_IN_EVERY_LANGUAGE
    }
    translation, _ = check(replace(source, value={**written, **same}), ScenarioFile)
    if translation is None:
        return {}, []
    fields: dict[str, Value] = {}
    told = _Told()
    here, there = dict(new), dict(translation)
    for name in ScenarioFile.model_fields:
        if name in _OTHER or not any(differences(here[name], there[name], (name,))):
            continue
        before, after, theirs = (_plain(one, name) for one in (old, new, translation))
        fields[name] = _follow(before, after, theirs, (name,), told)
    return fields, list(_said(told, source))


def _plain(scenario: ScenarioFile, name: str) -> Any:
    return scenario.model_dump(mode="json", include={name}, exclude_unset=True).get(name)


def _follow(old: Any, new: Any, theirs: Any, keys: Keys, told: _Told) -> Any:
    """A part of a translation, with the structure of the new original."""
    if new is None:
        told.gone += [(keys, text) for text in _texts(theirs)]
        return None
    if theirs is None:
        told.came.append(keys)
        return new
    if isinstance(new, dict) and isinstance(theirs, dict):
        before = old if isinstance(old, dict) else {}
        names = [*theirs, *(name for name in new if name not in theirs)]
        found = {
            name: _follow(before.get(name), new.get(name), theirs.get(name), (*keys, name), told)
            for name in names
        }
        return {name: value for name, value in found.items() if value is not None}
    if isinstance(new, list) and isinstance(theirs, list):
        if keys[-1] in ANY_NUMBER:
            return theirs
        return list(_entries(old if isinstance(old, list) else [], new, theirs, keys, told))
    return theirs if isinstance(new, str) and isinstance(theirs, str) else new


def _entries(
    old: list[Any], new: list[Any], theirs: list[Any], keys: Keys, told: _Told
) -> Iterator[Any]:
    """The entries of a list: each follows the original's entry that it translates."""
    known = old[: len(theirs)]
    steps = SequenceMatcher(None, list(map(json.dumps, known)), list(map(json.dumps, new)))
    for _, first, last, start, end in steps.get_opcodes():
        for place in range(max(last - first, end - start)):
            at, to = first + place, start + place
            had = theirs[at] if at < last else None
            pair = old[at] if at < last else None, new[to] if to < end else None
            entry = _follow(*pair, had, (*keys, at if had is not None else to), told)
            if entry is not None:
                yield entry
    for extra in theirs[len(known) :]:
        told.gone += [(keys, text) for text in _texts(extra)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _said(told: _Told, source: Source) -> Iterator[Diagnostic]:
    hint = "check the translation, and confirm it: answerable i18n confirm"
    for keys, text in told.gone:
        message = (
            f"The original no longer has {_named(keys)}. Removed from the translation: “{text}”"
        )
        where = source.key(*_there(keys, source))
        yield Diagnostic("AN507", Severity.WARNING, message, where, hint)
    for keys in told.came:
        message = f"New in the original, and not translated yet: {_named(keys)}."
        where = source.key(*_there(keys, source))
        yield Diagnostic("AN507", Severity.WARNING, message, where, hint)


def _named(keys: Keys) -> str:
    *_, last = (key for key in keys if isinstance(key, str))
    return f"`{keys[0]}`" if last == keys[0] else f"`{last}` of `{keys[0]}`"


def _there(keys: Keys, source: Source) -> Keys:
    """The keys of a part that the file has, or of the field that contains it."""
    while len(keys) > 1 and keys not in source.values:
        keys = keys[:-1]
    return keys
