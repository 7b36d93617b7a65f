"""Define problems between parts of a file that are valid one by one."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]
"""The path of keys to a place in a file, or in a part of it."""


class Problem(NamedTuple):
    """A problem: its code, the place, what is wrong, and how to fix it."""

    code: str
    keys: Keys
    message: str
    hint: str
