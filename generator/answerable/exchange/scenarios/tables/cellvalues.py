"""Converts between the cells of a row and the values of a scenario's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from answerable.exchange.scenarios.markdown.cells import AS_IT_IS, entries, plain
from answerable.exchange.scenarios.tables.columns import (
    EVERY,
    IDS,
    NAMES,
    Column,
    label_of,
    plain_name,
)
from answerable.model import ScenarioFile
from answerable.model.fieldnametable import MODULE
from answerable.model.film import Film
from answerable.model.media import Medium
from answerable.model.picture import Picture
from answerable.model.sound import Sound
from answerable.source.read.positions import Keys, Value

_MEDIA: Mapping[str | int, type[Medium]] = {"picture": Picture, "audio": Sound, "video": Film}


def may_be_several(column: Column, text: str) -> bool:
    """Whether a cell with one entry looks like one with several, separated by commas.

    A line break at the end means that the text is literal; exported tables use that.
    """
    return column.keys[0] in NAMES and "\n" not in text and re.search("[,;]", text) is not None


def to_row(
    scenario: ScenarioFile, module: str, scenario_id: str, among: Sequence[Column]
) -> list[str]:
    """The cells of a scenario, in the order of the columns."""
    values = scenario.model_dump(mode="json") | {MODULE: module, "id": scenario_id}
    return [_cell(values, column) for column in among]


def _cell(values: Any, column: Column) -> str:
    for key in column.keys:
        inside = key < len(values) if isinstance(key, int) else isinstance(values, dict)
        if not inside:
            return ""
        values = values[key]
        if values is None:
            return ""
    if isinstance(values, dict):
        values = _MEDIA[column.keys[-1]].model_validate(values).short
    if column.several:
        text = "\n".join(values)
        if may_be_several(column, text):
            return text + "\n"
        return text if _listed(column, text) == (list(values), "") else text + AS_IT_IS
    text = ("yes" if values else "no") if isinstance(values, bool) else str(values)
    is_plain = plain(text) == text and (
        not column.splits or entries(text, each_line=False)[0] == [text]
    )
    return text if is_plain else text + AS_IT_IS


def every(column: Column) -> Column:
    """The column for all entries of a numbered field, given the column of one entry."""
    keys = tuple(EVERY if isinstance(key, int) else key for key in column.keys)
    name = next(key for key in reversed(keys[: keys.index(EVERY)]) if isinstance(key, str))
    head = column.title.rpartition(": ")[0]
    title = f"{head}: {plain_name(name)}" if head else label_of(name)
    return replace(column, keys=keys, title=title, required=False)


def to_values(cells: Mapping[Column, str]) -> tuple[dict[str, Value], dict[Keys, Column]]:
    """The fields of a row, as in a scenario file, and the column of each value.

    Empty cells are missing fields. Gaps between numbered columns close up, and a cell with a list
    pushes later entries back.
    """
    filled = {column: text for column, text in cells.items() if text.strip()}
    among = _among(filled)
    lists = {column: _entries(column, text, among)[0] for column, text in filled.items()}
    places = _close_up(lists)
    values: dict[str, Value] = {}
    origins: dict[Keys, Column] = {}
    for column, texts in lists.items():
        for keys, text in zip(places[column], texts, strict=True):
            _put(values, keys, _listed(column, text)[0] if column.several else text.strip())
            for length in range(1, len(keys) + 1):
                origins.setdefault(keys[:length], column)
    return values, origins


def introductions(cells: Mapping[Column, str]) -> dict[Column, str]:
    """Unknown introductions of lists in cells, which are not imported."""
    filled = {column: text for column, text in cells.items() if text.strip()}
    among = _among(filled)
    found = {
        column: (_listed(column, text) if column.several else _entries(column, text, among))[1]
        for column, text in filled.items()
    }
    return {column: text for column, text in found.items() if text}


def _among(filled: Iterable[Column]) -> dict[Keys, int]:
    """How many columns are filled for each entry of a numbered field, by the entry's keys."""
    counts: dict[Keys, int] = {}
    for column in filled:
        entry = _entry(column)
        counts[entry] = counts.get(entry, 0) + 1
    return counts


def _entry(column: Column) -> Keys:
    """The keys of a column up to its number; all of them if it has none."""
    numbers = [place for place, key in enumerate(column.keys) if isinstance(key, int)]
    return column.keys[: numbers[0] + 1] if numbers else column.keys


def _entries(column: Column, text: str, among: Mapping[Keys, int]) -> tuple[list[str], str]:
    """The entries of a cell, and their introduction. If the entry has other columns, such as a
    condition, the cell is one entry.
    """
    is_alone = among[_entry(column)] == 1
    if not column.splits or not is_alone or text.endswith(AS_IT_IS):
        return [text], ""
    return entries(text, each_line=EVERY in column.keys)


def _listed(column: Column, text: str) -> tuple[list[Value], str]:
    """The entries of a cell, one per line or ids with any separator; and their introduction."""
    introduction = ""
    if column.keys[0] in IDS:
        parts = re.split(r"[\s,;]+", text)
    elif text.endswith(AS_IT_IS) or (text.endswith("\n") and "\n" not in text.strip()):
        parts = text.split("\n")
    else:
        parts, introduction = entries(text, each_line=True)
    return [part.strip() for part in parts if part.strip()], introduction


def _close_up(lists: Mapping[Column, Sequence[str]]) -> dict[Column, list[Keys]]:
    """The keys of each value when entries are counted from 0 without gaps."""
    sizes: dict[Keys, dict[int, int]] = {}
    for column, texts in lists.items():
        *path, number = _entry(column)
        if isinstance(number, int):
            used = sizes.setdefault(tuple(path), {})
            used[number] = max(used.get(number, 0), len(texts))
    found = {}
    for column, texts in lists.items():
        entry = _entry(column)
        *path, number = entry
        if isinstance(number, int):
            used = sizes[tuple(path)]
            start = sum(size for other, size in used.items() if other < number)
            rest = column.keys[len(entry) :]
            found[column] = [(*path, start + nth, *rest) for nth in range(len(texts))]
        else:
            found[column] = [column.keys]
    return found


def _put(values: dict[str, Value], keys: Keys, content: Value) -> None:
    """Put a value at the place of its keys. Entries may come in any order."""
    inside: Any = values
    for key, following in pairwise(keys):
        inside = _made(inside, key, [] if isinstance(following, int) else {})
    _made(inside, keys[-1], content)


def _made(inside: Any, key: str | int, content: Any) -> Any:
    """The value at a place of a list or group; if there is none, `content` is put there."""
    if isinstance(key, int):
        inside += [None] * (key + 1 - len(inside))
        if inside[key] is None:
            inside[key] = content
        return inside[key]
    return inside.setdefault(key, content)
