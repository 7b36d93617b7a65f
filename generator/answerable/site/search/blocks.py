"""Pages -> what an index has of them, in blocks of pages, of which an edit changes only one."""

from __future__ import annotations

import io
import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from answerable.site.search import codec, tokens
from answerable.site.search.found import FACETS, Field, Findable

Page = tuple[str, Findable]
"""The address of a page, from the root of its locale, and what search knows of it."""

_TEXTS = 1_000
"""How many characters of texts a shard has, or more: a scenario is a shard of its own, so that a
result loads no other page's texts.
"""

BEST = 14
"""The least level of a term that is in the title, or a keyword."""

_LEVELS: Mapping[Field, int] = {
    "title": 16,
    "keywords": BEST,
    "facts": 10,
    "text": 8,
    "lesson": 6,
    "solutions": 4,
}
"""The level of a term by the best part of a page that has it; one more if the page has it elsewhere
too. Trainers expect a title before a keyword, and that before the situation.
"""

_SHORT_TITLE = 12
"""What a title of one word adds to its level; a longer title shares it among its words."""

_MOST = 63

_SIZES = (1024, 64)
"""How many pages a block has, and a block within a block, on average."""


Postings = tuple[int, int, int, str]
"""The pages of a term: the first, the last, how many, and as text the first one's level, then gap
and level of each other. There are very many, and Python is quick with tuples.
"""

PLACES = 64
"""A page and a level are one number, for the same reason: page * 64 + level."""


@dataclass(frozen=True, slots=True)
class Block:
    """What an index has of some consecutive pages, which it numbers from 0.

    `best` are pages and levels, as one number, of terms in titles and keywords, `words` the terms
    of each word that is written there, folded. `texts` are shards: what results show, as JSON.
    """

    addresses: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    terms: dict[str, Postings] = field(default_factory=dict)
    best: dict[str, list[int]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    facets: dict[str, dict[str, list[int]]] = field(
        default_factory=lambda: {facet: {} for facet in FACETS}
    )
    texts: list[list[str]] = field(default_factory=list)


Kept = Callable[[Iterable[bytes], Callable[[], Block]], Block]
"""Gives what the function makes, from a memory if it was made from the same bytes before."""


def made_anew(_: Iterable[bytes], make: Callable[[], Block]) -> Block:
    """Remembers nothing."""
    return make()


def block_of(pages: Sequence[Page], language: str, kept: Kept = made_anew) -> Block:
    """What an index has of these pages."""
    terms_of = tokens.terms_in(language)

    def made(some: Sequence[Page], sizes: Sequence[int]) -> Block:
        if not sizes:
            return _read(some, terms_of)
        return _joined(
            kept((language.encode(), _bytes(part)), partial(made, part, sizes[1:]))
            for part in _parts(some, sizes[0])
        )

    return made(pages, _SIZES)


def _parts(pages: Sequence[Page], size: int) -> Iterator[Sequence[Page]]:
    """Parts of about this size. Their ends depend on addresses alone, so that one more page changes
    only the part where it is.
    """
    start = 0
    for end, (address, _) in enumerate(pages, 1):
        if end == len(pages) or zlib.crc32(address.encode()) % size == 0:
            yield pages[start:end]
            start = end


def _bytes(pages: Sequence[Page]) -> bytes:
    """Equal for equal pages: without `fast`, it depends on which strings are the same object."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True
    pickler.dump(pages)
    return written.getvalue()


def _read(pages: Sequence[Page], terms_of: tokens.TermsOf) -> Block:
    block = Block()
    seen: set[str] = set()
    # Not a list for each term: there would be so many that Python spends its time on looking for
    # some that nobody uses any more.
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    count: dict[str, int] = {}
    texts: dict[str, str] = {}
    for number, (address, page) in enumerate(pages):
        block.addresses.append(address)
        block.scenarios.append(page.scenario)
        for term, level in _levels(page, terms_of, seen).items():
            before = last.get(term)
            last[term] = number
            if before is None:
                first[term] = number
                count[term] = 1
                texts[term] = codec.number(level)
            else:
                count[term] += 1
                texts[term] += _PAIRS[(number - before - 1) * PLACES + level]
            if level >= BEST:
                block.best.setdefault(term, []).append(number * PLACES + level)
        for facet, values in page.facets.items():
            for value in values:
                block.facets[facet].setdefault(value, []).append(number)
    for term, text in texts.items():
        block.terms[term] = first[term], last[term], count[term], text
    for word in seen:
        block.words.update(tokens.forms(word, terms_of))
    block.texts.extend(cut((_shown(address, page) for address, page in pages), _TEXTS))
    return block


def _levels(page: Findable, terms_of: tokens.TermsOf, seen: set[str]) -> dict[str, int]:
    """How well a page fits each of its terms."""
    found: dict[str, int] = {}
    by_part: dict[Field, list[str]] = {}
    for part, text in page.texts:
        by_part.setdefault(part, []).append(text)
    for part, level in _LEVELS.items():
        together = " \n ".join(by_part.get(part, ()))
        words = tokens.words(together)
        if part == "title" and words:
            level += max(1, _SHORT_TITLE // len(words))
        counted = Counter(words)
        seen.update(counted)
        more = level | 1
        for word, count in counted.items():
            for term in terms_of(word):
                if term in found:
                    found[term] |= 1
                else:
                    found[term] = more if count > 1 else level
    if page.boost == 1:
        return found
    return {term: min(_MOST, max(1, round(level * page.boost))) for term, level in found.items()}


def _shown(address: str, page: Findable) -> str:
    passages = [[one.text, one.anchor] if one.anchor else one.text for one in page.passages]
    others = (*page.keywords, *page.topics, *page.facts)
    shown = [address, page.title, page.module, page.department, page.channel]
    everything = [*shown, page.language, page.scenario, passages, " · ".join(others)]
    return codec.json_of(everything)


def _joined(blocks: Iterable[Block]) -> Block:
    """One block for several, in order."""
    whole = Block()
    terms = whole.terms
    for block in blocks:
        start = len(whole.addresses)
        for term, one in block.terms.items():
            terms[term] = (
                _together(terms[term], one, start) if term in terms else _moved(one, start)
            )
        for term, pages in block.best.items():
            whole.best.setdefault(term, []).extend([page + start * PLACES for page in pages])
        for facet, values in block.facets.items():
            for value, having in values.items():
                whole.facets[facet].setdefault(value, []).extend([page + start for page in having])
        whole.addresses.extend(block.addresses)
        whole.scenarios.extend(block.scenarios)
        whole.words.update(block.words)
        whole.texts.extend(block.texts)
    return whole


def _moved(pages: Postings, start: int) -> Postings:
    first, last, count, text = pages
    return first + start, last + start, count, text


def _together(pages: Postings, more: Postings, start: int) -> Postings:
    """Pages, with those of a later block, whose first page has the number `start`."""
    first, last, count, text = pages
    next_first, next_last, next_count, next_text = more
    gap = codec.number(next_first + start - last - 1)
    return first, next_last + start, count + next_count, text + gap + next_text


class _Pairs(dict[int, str]):
    """The letters for a gap and a level, which are one number like a page and a level."""

    def __missing__(self, pair: int) -> str:
        self[pair] = text = codec.numbers(divmod(pair, PLACES))
        return text


_PAIRS = _Pairs()


def postings(pages: Sequence[int]) -> Postings:
    """Pages with their levels, as one number each, ascending."""
    first, level = divmod(pages[0], PLACES)
    if len(pages) == 1:
        return first, first, 1, codec.number(level)
    pairs = [_PAIRS[one - before // PLACES * PLACES - PLACES] for before, one in pairwise(pages)]
    return first, pages[-1] // PLACES, len(pages), codec.number(level) + "".join(pairs)


def levels_of(pages: Postings) -> Iterator[tuple[int, int]]:
    """The pages, with their levels."""
    page, _, _, text = pages
    values = codec.values(text)
    yield page, next(values)
    for gap in values:
        page += gap + 1
        yield page, next(values)


def cut(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Shards of lines that together have `size` characters, or a little more."""
    shard: list[str] = []
    length = 0
    for line in lines:
        shard.append(line)
        length += len(line)
        if length >= size:
            yield shard
            shard, length = [], 0
    if shard:
        yield shard
