"""Pages -> what an index has of them, in blocks of pages, of which an edit changes only one."""

from __future__ import annotations

import io
import json
import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from answerable.site.search import codec, tokens
from answerable.site.search.found import FACETS, Field, Findable

Page = tuple[str, Findable]
"""The address of a page, from the root of its locale, and what search knows of it."""

_TEXTS = 3_000
"""How many characters of texts a shard has, or a little more."""

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

_SIZES = (1024, 128)
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
    read = [_bytes(page) for page in pages]

    def made(start: int, end: int, sizes: Sequence[int]) -> Block:
        if not sizes:
            return _read(pages[start:end], terms_of)
        parts = list(_cut(pages, start, end, sizes[0]))
        return _joined(
            kept(
                (language.encode(), *read[begin:stop]),
                lambda begin=begin, stop=stop: made(begin, stop, sizes[1:]),  # type: ignore[misc]
            )
            for begin, stop in parts
        )

    return made(0, len(pages), _SIZES)


def _cut(pages: Sequence[Page], start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Parts of about this size. Their ends depend on addresses alone, so that one more page changes
    only the part where it is.
    """
    for place in range(start, end):
        if place + 1 == end or zlib.crc32(pages[place][0].encode()) % size == 0:
            yield start, place + 1
            start = place + 1


def _bytes(page: Page) -> bytes:
    """Equal for equal pages: without `fast`, it depends on which strings are the same object."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True
    pickler.dump(page)
    return written.getvalue()


def _read(pages: Sequence[Page], terms_of: tokens.TermsOf) -> Block:
    block = Block()
    indexed: dict[str, list[int]] = {}
    seen: set[str] = set()
    for number, (address, page) in enumerate(pages):
        block.addresses.append(address)
        block.scenarios.append(page.scenario)
        for term, level in _levels(page, terms_of, seen).items():
            indexed.setdefault(term, []).append(number * PLACES + level)
        for facet, values in page.facets.items():
            for value in values:
                block.facets[facet].setdefault(value, []).append(number)
    for term, pages_of_term in indexed.items():
        block.terms[term] = postings(pages_of_term)
        if best := [one for one in pages_of_term if one % PLACES >= BEST]:
            block.best[term] = best
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
        for word, count in counted.items():
            for term in terms_of(word):
                if term in found:
                    found[term] |= 1
                else:
                    found[term] = level | (count > 1)
    if page.boost == 1:
        return found
    return {term: min(_MOST, max(1, round(level * page.boost))) for term, level in found.items()}


def _shown(address: str, page: Findable) -> str:
    passages = [[one.text, one.anchor] if one.anchor else one.text for one in page.passages]
    others = (*page.keywords, *page.topics, *page.facts)
    shown = [address, page.title, page.module, page.department, page.channel, page.scenario]
    everything = [*shown, passages, " · ".join(others)]
    return json.dumps(everything, ensure_ascii=False, separators=(",", ":"))


def _joined(blocks: Iterable[Block]) -> Block:
    """One block for several, in order."""
    whole: Block | None = None
    pieces: dict[str, list[tuple[int, Postings]]] = {}
    start = 0
    for block in blocks:
        if whole is None:
            whole = Block()
        for term, one in block.terms.items():
            pieces.setdefault(term, []).append((start, one))
        for term, pages in block.best.items():
            whole.best.setdefault(term, []).extend([one + start * PLACES for one in pages])
        for facet, values in block.facets.items():
            for value, having in values.items():
                whole.facets[facet].setdefault(value, []).extend([page + start for page in having])
        whole.addresses.extend(block.addresses)
        whole.scenarios.extend(block.scenarios)
        whole.words.update(block.words)
        whole.texts.extend(block.texts)
        start += len(block.addresses)
    if whole is None:
        return Block()
    for term, parts in pieces.items():
        whole.terms[term] = _together(parts)
    return whole


def _together(parts: Sequence[tuple[int, Postings]]) -> Postings:
    start, (first, last, count, text) = parts[0]
    if len(parts) == 1 and not start:
        return parts[0][1]
    first, last = first + start, last + start
    texts = [text]
    for start, (its_first, its_last, its_count, its_text) in parts[1:]:
        texts += (codec.number(its_first + start - last - 1), its_text)
        last = its_last + start
        count += its_count
    return first, last, count, "".join(texts)


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
