"""How the index is written: short JSON, and numbers as letters.

The letters are Base64 VLQ as in source maps, but without signs. Each one holds
five bits, the lowest first, and says whether more follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = 32


def number(value: int) -> str:
    """A number from 0 up."""
    written = ""
    while value >= _MORE:
        written += _DIGITS[value % _MORE + _MORE]
        value //= _MORE
    return written + _DIGITS[value]


def values(text: str) -> Iterator[int]:
    """The numbers that a text has."""
    value, factor = 0, 1
    for digit in map(_DIGITS.index, text):
        value += digit % _MORE * factor
        factor *= _MORE
        if digit < _MORE:
            yield value
            value, factor = 0, 1


_UNFINISHED = str.maketrans("", "", _DIGITS[_MORE:])


def count(text: str) -> int:
    """How many numbers a text has."""
    return len(text.translate(_UNFINISHED))


def json_of(value: object) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
