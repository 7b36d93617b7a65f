"""Derives the columns of a table of scenarios from the model; each scenario is one row.

A text is one cell; a list of short texts is one cell with an entry per line. Longer entries, and
entries with fields of their own, get numbered columns: `Solution 1`, `Solution 1: when`. Other
people's tables may have all of them in one column, `Solutions`, or in the first numbered one.
Fields that are nested deeper (`items`, `dialogue`) have no columns, and stay as they are in the
files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from answerable.model import ScenarioFile, Solution
from answerable.model.fieldnametable import MODULE
from answerable.model.media import Medium
from answerable.model.scalars import Difficulty, Shorthand, TextKind, YesNo
from answerable.source.read.positions import Keys

NAMES = frozenset({"tags", "keywords"})
"""Fields with several entries that rarely contain a comma."""

IDS = frozenset({"serves", "aliases"})
"""Fields with several ids, which contain neither commas nor spaces."""

_LEAST = {"solutions": 4, "other_replies": 3}
"""The least number of columns for a numbered field. For all others, it is one."""

MAX_NUMBER = 99

EVERY = MAX_NUMBER
"""The number in a column's keys that stands for all entries of a field."""

MOST_NEED = frozenset(
    ["module", "id", "title", "situation", "not_accountable", "accountable", "solutions", "lesson"]
)
"""Fields that most people fill in. A table shows their columns and folds the others away."""

_SHOWN_SOLUTIONS = 4

_ONE = {
    "changes": "change",
    "solutions": "solution",
    "other_replies": "other reply",
    "sources": "source",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `keys` is the path of the value in a scenario file.

    `choices` are the only allowed values, and empty if any value is allowed. `several` is whether a
    cell contains a list, one entry per line; `splits` whether it contains an entry of a numbered
    field, so that a list in it becomes several entries. `is_prose` is whether it contains Markdown.
    """

    keys: Keys
    title: str
    description: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    required: bool = False
    splits: bool = False
    is_prose: bool = False

    @property
    def is_for_most(self) -> bool:
        """Whether most people need it: these are the dozen columns that a template shows."""
        first, *others = self.keys
        if first == "solutions":
            return others[0] in range(_SHOWN_SOLUTIONS) and others[-1] == Solution.shorthand
        return (
            first in MOST_NEED and first != "id" and not {"picture", "audio", "video"} & set(others)
        )

    @property
    def marked(self) -> bool:
        """Whether a table marks it as required. A course with one module needs no module column."""
        return self.required or self.keys == (MODULE,)


def columns(numbers: Mapping[str, int] | None = None) -> tuple[Column, ...]:
    """All columns. `numbers` says how many entries numbered fields have, if they have many."""
    more = {name: count for name, count in (numbers or {}).items() if count > _LEAST.get(name, 1)}
    return _all_columns(frozenset(more.items()))


@cache
def _all_columns(numbers: frozenset[tuple[str, int]]) -> tuple[Column, ...]:
    about = "The module it belongs to: its folder name or its title."
    module = Column((MODULE,), "Module", about, "follow-through")
    return (module, *_columns(ScenarioFile, dict(numbers)))


def numbered() -> tuple[str, ...]:
    """The names of the fields whose entries have numbered columns."""
    return tuple(_ONE)


def numbers_of(scenarios: Iterable[ScenarioFile]) -> dict[str, int]:
    """The largest number of entries that each numbered field has in these scenarios, by its name.

    A field of a group, such as the card's solutions, counts for the top-level field of that name.
    """
    counts: dict[str, int] = {}
    for scenario in scenarios:
        for name, value in _fields_within(scenario):
            if isinstance(value, tuple):
                counts[name] = max(counts.get(name, 0), len(value))
    return counts


def _fields_within(group: BaseModel) -> Iterator[tuple[str, Any]]:
    for name, value in group:
        if isinstance(value, BaseModel):
            yield from _fields_within(value)
        else:
            yield name, value


def _columns(
    model: type[BaseModel],
    numbers: Mapping[str, int],
    keys: Keys = (),
    title: str = "",
    whole: FieldInfo | None = None,
    required: bool = True,
) -> Iterator[Column]:
    """The columns of a group of fields; `whole` is the field that contains the group."""
    short = model.shorthand if issubclass(model, Shorthand) else None
    for name, info in model.model_fields.items():
        place = (*keys, name)
        label = (
            label_of(name)
            if not title
            else title
            if name == short
            else f"{title}: {plain_name(name)}"
        )
        needed = required and info.is_required()
        kind, inner = _kind(info)
        match kind:
            case "group":
                yield from _columns(inner, numbers, place, label, info, needed)
            case "numbered":
                for number in range(_how_many(name, info, numbers)):
                    one = f"{_ONE.get(name, name)} {number + 1}"
                    entry = f"{title}: {plain_name(one)}" if title else label_of(one)
                    at = (*place, number)
                    first = needed and number == 0
                    if inner is str:
                        yield replace(_leaf(at, entry, info, first), splits=True)
                    else:
                        yield from _columns(inner, numbers, at, entry, info, first)
            case "text" | "list":
                column = _leaf(place, label, info, needed, several=kind == "list")
                if whole is not None and name == short:
                    column = replace(column, title=title, description=whole.description or "")
                if name == short and isinstance(keys[-1], int):
                    column = replace(column, splits=True)
                yield column


def _how_many(name: str, info: FieldInfo, numbers: Mapping[str, int]) -> int:
    limits: list[int] = [one.max_length for one in info.metadata if hasattr(one, "max_length")]
    return min(max(numbers.get(name, 0), _LEAST.get(name, 1)), *limits, MAX_NUMBER)


def _leaf(
    keys: Keys, title: str, info: FieldInfo, required: bool, *, several: bool = False
) -> Column:
    example = _example(keys)
    shown = "\n".join(map(str, example)) if several and example else str(example)
    description = info.description or ""
    return Column(
        keys,
        title,
        description,
        shown,
        _choices(info),
        several,
        required,
        is_prose=_is_prose(info.annotation, info.metadata),
    )


def _example(keys: Keys) -> Any:
    """The value at this place in the top-level field's example; "" if there is none."""
    example: Any = next(iter(ScenarioFile.model_fields[str(keys[0])].examples or ()), "")
    for key in keys[1:]:
        if isinstance(key, int):
            example = example[key] if key < len(example) else ""
        elif isinstance(example, dict):
            example = example.get(key, "")
        elif key != Solution.shorthand:
            return ""
    return example


def plain_name(name: str) -> str:
    return name.replace("_", " ")


def label_of(name: str) -> str:
    return plain_name(name).capitalize()


def _kind(info: FieldInfo) -> tuple[str, Any]:
    """What a field is in a table: text, list, group, numbered, or none of these."""
    annotation = _without_none(info.annotation)
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        plain = get_args(inner)[0] if get_origin(inner) is Annotated else inner
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            deep = any(_kind(one)[0] != "text" for one in plain.model_fields.values())
            return ("none", None) if deep else ("numbered", plain)
        if plain is not str:
            return ("none", None)
        return ("list", None) if _is_one_line(inner) else ("numbered", str)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return ("text", None) if annotation in get_args(Medium) else ("group", annotation)
    return ("text", None)


def _without_none(annotation: Any) -> Any:
    options = [one for one in get_args(annotation) if one is not type(None)]
    is_optional = type(None) in get_args(annotation)
    return options[0] if is_optional and len(options) == 1 else annotation


def _is_one_line(annotation: Any) -> bool:
    limits = [one for one in get_args(annotation)[1:] if isinstance(one, StringConstraints)]
    return any(limit.pattern for limit in limits)


def _is_prose(annotation: Any, metadata: Sequence[Any] = ()) -> bool:
    """Whether a field, or each of its entries, is a text in Markdown."""
    return any(
        part is TextKind.PROSE or _is_prose(part) for part in (*get_args(annotation), *metadata)
    )


def _choices(info: FieldInfo) -> tuple[str, ...]:
    annotation = _without_none(info.annotation)
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    if _same(info, Difficulty):
        return ("1", "2", "3")
    return ("yes", "no") if _same(info, YesNo) else ()


def _same(info: FieldInfo, annotated: Any) -> bool:
    """Whether a field has this annotated type, or may also be left out."""
    return annotated in (_without_none(info.annotation), info.annotation) or all(
        mark in info.metadata for mark in annotated.__metadata__
    )
