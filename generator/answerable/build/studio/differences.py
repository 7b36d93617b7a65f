"""Two versions of a file's fields -> each text that differs, with its words, for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, TypeAlias

from answerable.source.read.positions import Keys, Value

Change: TypeAlias = Literal["same", "gone", "new"]

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Some words of a text, and whether they are in both versions or in one of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that differs: the path of keys of its field, and its words in both versions."""

    keys: Keys
    parts: tuple[MarkedWords, ...]


def differences(before: Value, after: Value) -> Iterator[Difference]:
    """Every text that differs between two values, in the order of the later one."""
    yield from _of_value((), before, after)


def words(before: str, after: str) -> tuple[MarkedWords, ...]:
    """Two versions of a text as one, with the words that are gone and those that are new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts: list[MarkedWords] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(MarkedWords("same", "".join(old[i1:i2])))
            continue
        if i1 < i2:
            parts.append(MarkedWords("gone", "".join(old[i1:i2])))
        if j1 < j2:
            parts.append(MarkedWords("new", "".join(new[j1:j2])))
    return tuple(parts)


def _of_value(keys: Keys, before: Value, after: Value) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) or isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        new = after if isinstance(after, dict) else {}
        for name in [*new, *(name for name in old if name not in new)]:
            yield from _of_value((*keys, name), old.get(name), new.get(name))
        before, after = _unless_dict(before), _unless_dict(after)
    if isinstance(before, list) or isinstance(after, list):
        old_list = before if isinstance(before, list) else []
        new_list = after if isinstance(after, list) else []
        yield from _of_list(keys, old_list, new_list)
        before, after = _unless_list(before), _unless_list(after)
    if isinstance(before, str) or isinstance(after, str):
        texts = [one if isinstance(one, str) else "" for one in (before, after)]
        if texts[0] != texts[1]:
            yield Difference(keys, words(*texts))


def _of_list(keys: Keys, old: Sequence[Value], new: Sequence[Value]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [repr(one) for one in old], [repr(one) for one in new], False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        for place, (was, now) in enumerate(zip_longest(old[i1:i2], new[j1:j2]), start=j1):
            yield from _of_value((*keys, place), was, now)


def _unless_dict(value: Value) -> Value:
    return None if isinstance(value, dict) else value


def _unless_list(value: Value) -> Value:
    return None if isinstance(value, list) else value
