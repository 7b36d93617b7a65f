"""Finds what was edited in a scenario that was exported and comes back.

An export contains less than a scenario, in another form. So the returning file is compared with
what the course would export now, read in the same way; only the differences are carried over to the
fields as their author wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from answerable.exchange.questions.gift import fits_gift, gift
from answerable.exchange.questions.question import questions
from answerable.exchange.scenarios.gift.own import CARRIED
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.items.types import UNORDERED
from answerable.model import Course
from answerable.source.read.positions import Value

_WRONG = "wrong"
"""The name for all replies that aren't accountable: `not_accountable`, then `other_replies`."""

_ANY_ORDER = UNORDERED | {_WRONG}
"""Lists whose order has no meaning: the author's order stays."""

_EMPTIED = frozenset({"tags"})
"""Fields that are empty if they are missing, since every question would have them."""


def exported(course: Course) -> dict[str, Mapping[str, Value]]:
    """What would come back of each unedited scenario, by the scenario's first id."""
    asked = [one for one in questions(course, course.scenarios) if fits_gift(one)]
    found = read_gift(gift(course, asked), "", course.language)
    values = [draft.source.value or {} for draft in found.drafts]
    return {str(one["id"]): one for one in values}


def changed(
    old: Mapping[str, Value], before: Mapping[str, Value], after: Mapping[str, Value]
) -> dict[str, Value]:
    """The fields that have changed, as in a scenario file.

    `old` is the content of the file, `before` what would come back of it unedited, and `after` what
    has come back. Fields that `after` lacks don't change.
    """
    olds, befores, afters = map(_with_one_list, (old, before, after))
    found: dict[str, Any] = {
        name: _applied(olds.get(name), befores.get(name), afters.get(name), name)
        for name in [*afters, *_EMPTIED.difference(afters)]
        if name != "id" and befores.get(name) != afters.get(name)
    }
    if _WRONG in found:
        first, *others = found.pop(_WRONG)
        if isinstance(first, dict):
            first = {name: value for name, value in first.items() if name != "quality"}
        found |= {"not_accountable": first, "other_replies": others or None}
    return {name: value for name, value in found.items() if value != old.get(name)}


def _with_one_list(values: Mapping[str, Value]) -> dict[str, Any]:
    """The fields with all replies that aren't accountable in one list."""
    found: dict[str, Any] = dict(values)
    if "not_accountable" in found:
        others = found.pop("other_replies", None)
        found[_WRONG] = [found.pop("not_accountable"), *(others or ())]
    return found


def _applied(old: Any, before: Any, after: Any, name: str) -> Any:
    """A part of the file with the changes between `before` and `after`."""
    if before == after:
        return old
    if isinstance(before, dict) and isinstance(after, dict):
        # The author may have written an entry as a bare text, which is its first field.
        whole = old if isinstance(old, dict) else {next(iter(before)): old}
        merged = {
            key: _applied(whole.get(key), before.get(key), after.get(key), key)
            for key in dict.fromkeys([*whole, *after])
        }
        return {key: value for key, value in merged.items() if value is not None}
    if isinstance(after, list) and name == "items":
        return _items(old or [], before or [], after)
    if isinstance(before, list) and isinstance(after, list) and isinstance(old, list):
        return _entries(old, before, after, name) if len(old) == len(before) else after
    return after


def _items(old: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    """Apply changes to items, which are matched by id; items that don't come back stay."""
    was, now = ({one["id"]: one for one in each} for each in (before, after))
    stay = [
        _applied(one, was.get(one["id"], {}), now.pop(one["id"]), "") if one["id"] in now else one
        for one in old
    ]
    return [*stay, *now.values()]


def _entries(
    old: Sequence[Any], before: Sequence[Any], after: Sequence[Any], name: str
) -> list[Any]:
    """Apply changes to a list: equal entries stay; the others are paired in order."""
    places = _places(before, after)
    found = [
        (place, one if place is None else _applied(old[place], before[place], one, ""))
        for place, one in zip(places, after, strict=True)
    ]
    if name in _ANY_ORDER:
        found.sort(key=lambda entry: len(before) if entry[0] is None else entry[0])
    return [one for _, one in found]


def _places(before: Sequence[Any], after: Sequence[Any]) -> Iterator[int | None]:
    """For each entry, its place in `before`; None for a new one."""
    left = list(range(len(before)))
    places: list[int | None] = []
    for one in after:
        place = next((at for at in left if before[at] == one), None)
        if place is not None:
            left.remove(place)
        places.append(place)
    return (place if place is not None or not left else left.pop(0) for place in places)


def other_kinds(before: Mapping[str, Value], after: Mapping[str, Value]) -> list[tuple[int, str]]:
    """The items whose type has changed: their places in `after`, and their ids."""
    kinds = {one["id"]: one["type"] for one in _entries_of(before)}
    return [
        (place, one["id"])
        for place, one in enumerate(_entries_of(after))
        if kinds.get(one["id"], one["type"]) != one["type"]
    ]


def of_same_kind(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Value]:
    """`after` without the items whose type has changed."""
    others = {name for _, name in other_kinds(before, after)}
    items: list[Value] = [one for one in _entries_of(after) if one["id"] not in others]
    return {**after, "items": items} if others else dict(after)


def is_lacking(field: str) -> bool:
    """Whether questions have no place for a field of a scenario."""
    return field not in CARRIED | {"id"}


def _entries_of(values: Mapping[str, Value]) -> list[Any]:
    items = values.get("items")
    return items if isinstance(items, list) else []
