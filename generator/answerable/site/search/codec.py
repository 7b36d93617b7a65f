"""Numbers as letters: Base64 VLQ as in source maps, but without signs.

Each letter holds five bits, the lowest first, and says whether more follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def gaps(ascending: Iterable[int]) -> Iterator[int]:
    """What lies between numbers that ascend from 0 up."""
    before = -1
    for one in ascending:
        yield one - before - 1
        before = one


def postings(levels: Mapping[int, list[int]]) -> str:
    """Pages by how well a term fits them, from the best level down: level, count, gaps."""
    return "".join(
        numbers((level, len(pages), *gaps(pages)))
        for level, pages in sorted(levels.items(), reverse=True)
    )
