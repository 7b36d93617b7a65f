"""Compares an imported scenario with the one in the course: which fields differ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from answerable.diagnostics import Diagnostic
from answerable.exchange.scenarios.planning.judge import judge_alone
from answerable.exchange.scenarios.planning.parts import about_missing, missing
from answerable.exchange.scenarios.planning.translated import following
from answerable.exchange.scenarios.result import ImportedScenario
from answerable.exchange.scenarios.tables.cellvalues import to_row, to_values
from answerable.exchange.scenarios.tables.columns import Column, columns, numbers_of
from answerable.model import Scenario, ScenarioFile
from answerable.model.fieldnametable import MODULE
from answerable.source.read.fields import check
from answerable.source.read.languages import Translation
from answerable.source.read.positions import Source, Value
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields


def folded(text: str) -> str:
    """A title in the form used to compare titles: case-folded, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def says_the_same(draft: ImportedScenario, existing: Scenario) -> bool:
    """Whether the course's scenario already contains everything that the imported one says."""
    values = {k: v for k, v in (draft.source.value or {}).items() if k != "id"}
    model, _ = check(replace(draft.source, value=values), ScenarioFile)
    if model is None:
        return False
    found, known = dict(model), dict(existing)
    return all(found[name] == known[name] for name in values)


def changed_fields(
    draft: ImportedScenario, existing: Scenario, source: Source
) -> tuple[dict[str, Value], list[Diagnostic]]:
    """The fields in which a row differs, as in a scenario file, and what is wrong with the row.

    A missing column changes nothing; an empty cell empties the field.
    """
    cells = draft.cells or {}
    numbers = numbers_of([existing])
    for keys in cells:
        if len(keys) > 1 and isinstance(keys[1], int):
            name = str(keys[0])
            numbers[name] = max(numbers.get(name, 0), keys[1] + 1)
    among = columns(numbers)
    row = to_row(existing, existing.module_id, existing.id, among)
    merged: dict[Column, str] = {
        column: cells.get(column.keys, text)
        for column, text in zip(among, row, strict=True)
        if column.keys not in ((MODULE,), ("id",))
    }
    values, _ = to_values(merged)
    given = replace(draft.source, value=values)
    model, _ = check(given, ScenarioFile)
    gaps = missing(replace(draft, source=given))
    required = [gap for gap in gaps if gap.required]
    problems = list(about_missing(draft, required, allowed=None))
    problems += judge_alone(given, has_gaps=bool(required or draft.unread))
    if model is None:
        return {}, problems
    old, found, known = source.value or {}, dict(model), dict(existing)
    carried = {str(column.keys[0]) for column in merged}
    return {
        name: shaped(values.get(name), old.get(name))
        for name in ScenarioFile.model_fields
        if name in carried and found[name] != known[name]
    }, problems


def into_translations(
    translations: Iterable[Translation], old: Scenario, new: ScenarioFile
) -> tuple[list[FileChange], list[Diagnostic]]:
    """The changes that give the translations of a scenario the same structure as `new`."""
    changes: list[FileChange] = []
    told: list[Diagnostic] = []
    for translation in translations:
        source = translation.sources.get(old.id)
        if source is None:
            continue
        fields, notes = following(old, new, source)
        if not fields:
            continue
        path = Path(source.path)
        before = path.read_bytes()
        own = source.value or {}
        fitting = {name: shaped(value, own.get(name)) for name, value in fields.items()}
        text = with_fields(source, before.decode("utf-8"), fitting, ScenarioFile)
        if text is not None:  # otherwise the reader reports which part differs
            changes.append(FileChange(path, before, text))
            told += notes
    return changes, told


def shaped(new: Value, old: Value) -> Value:
    """New values in the author's style: as bare texts, and with the same line ends as the old."""
    if isinstance(new, str) and isinstance(old, str) and new.strip() == old.strip():
        return old
    if isinstance(new, dict) and isinstance(old, str) and len(new) == 1:
        return shaped(next(iter(new.values())), old)
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: shaped(value, old.get(key)) for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        return [shaped(one, other) for one, other in zip_longest(new, old[: len(new)])]
    return new
