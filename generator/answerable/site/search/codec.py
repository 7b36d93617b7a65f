"""How the index is written: short JSON, and numbers as letters.

The letters are Base64 VLQ as in source maps, but without signs. Each one holds
five bits, the lowest first, and says whether more follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = 32


def number(value: int) -> str:
    """A number from 0 up."""
    written = ""
    while value >= _MORE:
        written += _DIGITS[value % _MORE + _MORE]
        value //= _MORE
    return written + _DIGITS[value]


_SMALL = tuple(number(value) for value in range(4096))


def numbers(values: Iterable[int]) -> str:
    """Several numbers from 0 up."""
    return "".join([_SMALL[one] if one < len(_SMALL) else number(one) for one in values])


def values(text: str) -> Iterator[int]:
    """The numbers that a text has."""
    value, factor = 0, 1
    for digit in map(_DIGITS.index, text):
        value += digit % _MORE * factor
        factor *= _MORE
        if digit < _MORE:
            yield value
            value, factor = 0, 1


def gaps(ascending: Iterable[int]) -> Iterator[int]:
    """What lies between numbers that ascend from 0 up."""
    before = -1
    for one in ascending:
        yield one - before - 1
        before = one


def json_of(value: object) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
