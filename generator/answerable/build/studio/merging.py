"""Two versions of a file that began from the same one -> a version with what both have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from answerable.source.read.positions import Keys, Value

Fields: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both versions have changed, each to something else; None where it is missing."""

    keys: Keys
    base: Value
    mine: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """What both have changed. Where they clash, it has mine."""

    fields: Fields
    clashes: tuple[Clash, ...]


def merge(base: Fields, mine: Fields, theirs: Fields, take_theirs: Collection[Keys] = ()) -> Merged:
    """Merge two versions of a file's fields; theirs holds in the clashes of `take_theirs`."""
    clashes: list[Clash] = []
    fields = _fields((), base, mine, theirs, take_theirs, clashes)
    return Merged(fields, tuple(clashes))


def _fields(
    keys: Keys,
    base: Fields,
    mine: Fields,
    theirs: Fields,
    take_theirs: Collection[Keys],
    clashes: list[Clash],
) -> dict[str, Value]:
    merged: dict[str, Value] = {}
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        before, here, there = base.get(name), mine.get(name), theirs.get(name)
        value = _value((*keys, name), before, here, there, take_theirs, clashes)
        if value is not None:
            merged[name] = value
    return merged


def _value(
    keys: Keys,
    base: Value,
    mine: Value,
    theirs: Value,
    take_theirs: Collection[Keys],
    clashes: list[Clash],
) -> Value:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _fields(keys, base, mine, theirs, take_theirs, clashes)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        entries = list(_entries(base, mine, theirs))
        if len(entries) == len(base):
            return [
                _value((*keys, place), *entry, take_theirs, clashes)
                for place, entry in enumerate(entries)
            ]
    clashes.append(Clash(keys, base, mine, theirs))
    return theirs if keys in take_theirs else mine


def _entries(
    base: list[Value], mine: list[Value], theirs: list[Value]
) -> Iterator[tuple[Value, Value, Value]]:
    """The entries side by side, unless one of them may have been added, removed or moved."""
    if len(base) == len(mine) == len(theirs) and not any(map(_moved, (base, base), (mine, theirs))):
        yield from zip(base, mine, theirs, strict=True)


def _moved(base: list[Value], changed: list[Value]) -> bool:
    """Whether an entry may be at another place now."""
    return any(
        now != before and (now in base or _named(now) != _named(before))
        for before, now in zip(base, changed, strict=True)
    )


def _named(entry: Value) -> Value:
    return entry.get("id", entry.get("folder")) if isinstance(entry, dict) else None
