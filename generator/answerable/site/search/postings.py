"""Which pages have something, and how well it fits each: as text, short and quickly joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from answerable.site.search import codec

MOST = 63
"""The highest level: how well something fits a page."""

Postings = tuple[int, int, str]
"""The numbers of pages, ascending: the first, the last, and as text the first one's level, then gap
and level of each other. Pages without levels have gaps alone.
"""


def postings(levels: Mapping[int, int]) -> Postings:
    """Pages with their levels."""
    (first, level), *others = sorted(levels.items())
    text, last = codec.number(level), first
    for page, level in others:
        text += PAIRS[(page - last - 1) * (MOST + 1) + level]
        last = page
    return first, last, text


def plain(pages: Sequence[int]) -> Postings:
    """Pages without levels."""
    gaps = "".join([codec.number(page - before - 1) for before, page in pairwise(pages)])
    return pages[0], pages[-1], gaps


def levels_of(pages: Postings) -> Iterator[tuple[int, int]]:
    """The pages, with their levels."""
    page, _, text = pages
    values = codec.values(text)
    yield page, next(values)
    for gap in values:
        page += gap + 1
        yield page, next(values)


def written(pages: Postings) -> str:
    """As a browser reads it: the first page is a gap, too."""
    first, _, text = pages
    return codec.number(first) + text


def joined(
    parts: Iterable[tuple[int, Mapping[str, Postings]]],
) -> dict[str, Postings]:
    """One table for several, each of which is given with the number of its first page."""
    whole: dict[str, Postings] = {}
    for start, table in parts:
        for name, (first, last, text) in table.items():
            if name in whole:
                whole_first, before, known = whole[name]
                gap = codec.number(first + start - before - 1)
                whole[name] = whole_first, last + start, known + gap + text
            else:
                whole[name] = first + start, last + start, text
    return whole


class _Pairs(dict[int, str]):
    """The letters for a gap and a level, as one number: gap * 64 + level."""

    def __missing__(self, pair: int) -> str:
        gap, level = divmod(pair, MOST + 1)
        self[pair] = text = codec.number(gap) + codec.number(level)
        return text


PAIRS = _Pairs()
