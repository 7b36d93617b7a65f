"""Pages -> what an index has of them, in blocks of pages, of which an edit changes only one.

What a block has of its pages' terms is divided into buckets, each of which `buckets` joins with
those of other blocks. Both are kept in the cache, so that an edit makes one block again, and those
few buckets that are other ones in that block.
"""

from __future__ import annotations

import marshal
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property, partial
from hashlib import blake2b, sha256
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from answerable.site.recipe import Recipe
from answerable.site.search import codec, compounds, tokens
from answerable.site.search.found import FACETS, Field, Findable, SearchText
from answerable.site.search.postings import MOST, PAIRS, Postings, plain

Page = tuple[str, Findable | Recipe[Findable]]
"""The address of a page, from the root of its locale, and what search knows of it, or how it gets
to know that if it has to.
"""

Kept = Callable[[Iterable[bytes], Callable[[], Any]], Any]
"""Gives what the function makes, from a memory if it was made from the same bytes before."""


def made_anew(_: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Remembers nothing."""
    return make()


_SIZE = 64
"""How many pages a block has, on average."""

BUCKETS = 128
"""Fewer would be more work after an edit, more would be more files in the cache."""

_TEXTS = 1_000
"""How many characters of texts a shard has, or more: a scenario is a shard of its own, so that a
result loads no other page's texts.
"""

_DIGEST = 8  # bytes

_BETWEEN = " \n "
"""Keeps the words of two texts apart."""

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

Bucket = tuple[dict[str, Postings], dict[str, list[tuple[int, int]]]]
"""Some terms: the pages of each of their forms, and of each term the pages and levels of those that
have it in the title or as a keyword. A form is named by its term and its ending: `happi 1y`. It
has no ending if the term isn't written like that: pairs of characters, parts of compounds.
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What an index has of a block's pages besides their terms. Pages are numbered from 0.

    `texts` are shards: of how many pages each is, and what results show of these, as JSON.
    `digests` tell which buckets are alike.
    """

    addresses: list[str]
    scenarios: list[str]
    facets: dict[str, dict[str, Postings]]
    texts: list[tuple[int, bytes]]
    digests: list[bytes]


class Block:
    """Some consecutive pages."""

    def __init__(
        self, pages: Sequence[Page], made_from: Sequence[bytes], kept: Kept, read: _Read
    ) -> None:
        self._pages = pages
        self._made_from = made_from
        self._kept = kept
        self._how = read

    @cached_property
    def summary(self) -> Summary:
        """Everything but the terms."""
        made: Summary = self._kept((*self._made_from, b"summary"), lambda: self._read[0])
        return made

    def bucket(self, place: int) -> Bucket:
        """Some of the terms."""
        made: Bucket = marshal.loads(self._buckets[place])  # noqa: S302  # from the user's cache
        return made

    @cached_property
    def _buckets(self) -> list[bytes]:
        made: list[bytes] = self._kept((*self._made_from, b"buckets"), lambda: self._read[1])
        return made

    @cached_property
    def _read(self) -> tuple[Summary, list[bytes]]:
        return self._how(_made(self._pages))


_Read = Callable[[Sequence[tuple[str, Findable]]], tuple[Summary, list[bytes]]]


def blocks_of(pages: Sequence[Page], language: str, kept: Kept = made_anew) -> list[Block]:
    """All pages, in blocks."""
    forms_of = _forms_in(language)
    read = partial(_read, forms_of=forms_of)
    # A hash, as the bytes themselves would be hashed for each thing that is kept.
    some = [(part, (language.encode(), sha256(_bytes(part)).digest())) for part in _divided(pages)]
    if tokens.compounds_in(language) is None:
        return [Block(part, made_from, kept, read) for part, made_from in some]
    words = [kept((*key, b"words"), partial(_words, part, forms_of)) for part, key in some]
    parts = _parts_of(words, language, kept)
    blocks = []
    for (part, key), own in zip(some, words, strict=True):
        terms = sorted({term for those in own.values() for term in those if term in parts})
        made_from = (*key, marshal.dumps([(term, parts[term]) for term in terms], 2))
        blocks.append(Block(part, made_from, kept, partial(read, parts=parts)))
    return blocks


def _parts_of(
    words: Iterable[Mapping[str, Sequence[str]]], language: str, kept: Kept
) -> Mapping[str, Sequence[str]]:
    everything: dict[str, Sequence[str]] = {}
    for own in words:
        everything.update(own)
    made_from = language.encode(), marshal.dumps(sorted(everything.items()), 2)
    made: Mapping[str, Sequence[str]] = kept(
        made_from, lambda: compounds.parts_of(everything, language)
    )
    return made


def _divided(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """Parts whose ends depend on addresses alone, so that one more page changes only the part where
    it is.
    """
    start = 0
    for end, (address, _) in enumerate(pages, 1):
        if end == len(pages) or zlib.crc32(address.encode()) % _SIZE == 0:
            yield pages[start:end]
            start = end


_PAGE = attrgetter(*(one.name for one in fields(Findable) if one.name != "passages"))
_PASSAGE = attrgetter(*(one.name for one in fields(SearchText)))


def _bytes(pages: Iterable[Page]) -> bytes:
    """Equal for equal pages, and different for different ones."""
    # From version 3, it depends on which strings are one object.
    return marshal.dumps([(address, _plain(page)) for address, page in pages], 2)


def _plain(page: Findable | Recipe[Findable]) -> object:
    if isinstance(page, Findable):
        return _PAGE(page), [*map(_PASSAGE, page.passages)]
    return page.key or _plain(page.make())


def _made(pages: Iterable[Page]) -> list[tuple[str, Findable]]:
    return [(at, page if isinstance(page, Findable) else page.make()) for at, page in pages]


_FormsOf = Callable[[str], Sequence[tuple[str, str]]]
"""Gives the terms of a word, as `tokens.words` gives it, and the name of its form of each."""


@cache
def _forms_in(language: str) -> _FormsOf:
    terms_of = tokens.terms_in(language)

    @cache
    def forms_of(word: str) -> Sequence[tuple[str, str]]:
        forms = [
            (term, f"{term} {_ending(term, form)}")
            for form, terms in tokens.forms(word, terms_of)
            for term in terms
        ]
        named = {term for term, _ in forms}
        pairs = ((term, f"{term} ") for term in terms_of(word) if term not in named)
        return tuple(sorted({*forms, *pairs}))

    return forms_of


def _ending(term: str, form: str) -> str:
    """A form as what it has after the letters that the term has too: `1y` is happy for happi."""
    same = 0
    for one, other in zip(term, form, strict=False):
        if one != other:
            break
        same += 1
    return f"{len(term) - same}{form[same:]}"


_NAME = re.compile("(.*) ([0-9]+)(.*)")


def form_of(name: str) -> str:
    """The form that has this name; "" if the term isn't written like that."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        return ""
    term, others, letters = parts.groups()
    return term[: len(term) - int(others)] + letters


def _words(pages: Iterable[Page], forms_of: _FormsOf) -> dict[str, list[str]]:
    """All words of some pages, folded, each with its terms."""
    found: dict[str, set[str]] = {}
    texts = [text for _, page in _made(pages) for _, text in page.texts]
    for word in {*tokens.words(_BETWEEN.join(texts))}:
        for term, name in forms_of(word):
            found.setdefault(form_of(name), set()).add(term)
    found.pop("", None)
    return {word: sorted(terms) for word, terms in sorted(found.items())}


def _read(
    pages: Sequence[tuple[str, Findable]],
    forms_of: _FormsOf,
    parts: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Summary, list[bytes]]:
    """Everything about some pages; the second are buckets."""
    # Not an object for each form: there would be so many that Python's memory is slow.
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    texts: dict[str, str] = {}
    buckets: list[Bucket] = [({}, {}) for _ in range(BUCKETS)]
    for number, (_, page) in enumerate(pages):
        levels, forms = _levels(page, forms_of)
        for term, level in levels.items():
            if level >= BEST:
                buckets[_PLACES[term[:2]]][1].setdefault(term, []).append((number, level))
        if parts:
            _add_parts(levels, forms, parts)
        for name, term in forms.items():
            before = last.get(name)
            last[name] = number
            if before is None:
                first[name] = number
                texts[name] = codec.number(levels[term])
            else:
                texts[name] += PAIRS[(number - before - 1) * (MOST + 1) + levels[term]]
    for name, text in texts.items():
        buckets[_PLACES[name[:2].rstrip()]][0][name] = first[name], last[name], text
    written = [marshal.dumps(bucket, 2) for bucket in buckets]
    summary = Summary(
        addresses=[address for address, _ in pages],
        scenarios=[page.scenario for _, page in pages],
        facets=_facets(pages),
        texts=[
            (len(shard), f"[{','.join(shard)}]".encode())
            for shard in cut((_shown(address, page) for address, page in pages), _TEXTS)
        ],
        digests=[blake2b(one, digest_size=_DIGEST).digest() for one in written],
    )
    return summary, written


def _levels(page: Findable, forms_of: _FormsOf) -> tuple[dict[str, int], dict[str, str]]:
    """How well a page fits each of its terms; and its forms, each with its term."""
    levels: dict[str, int] = {}
    forms: dict[str, str] = {}
    by_part: dict[Field, list[str]] = {}
    for part, text in page.texts:
        by_part.setdefault(part, []).append(text)
    for part, level in _LEVELS.items():
        if part not in by_part:
            continue
        words = tokens.words(_BETWEEN.join(by_part[part]))
        if part == "title" and words:
            level += max(1, _SHORT_TITLE // len(words))
        more = level | 1
        for word, count in Counter(words).items():
            for term, name in forms_of(word):
                forms[name] = term
                if term in levels:
                    levels[term] |= 1
                else:
                    levels[term] = more if count > 1 else level
    if page.boost != 1:
        for term, level in levels.items():
            levels[term] = min(MOST, max(1, round(level * page.boost)))
    return levels, forms


def _add_parts(
    levels: dict[str, int], forms: dict[str, str], parts: Mapping[str, Sequence[str]]
) -> None:
    """Add the parts of a page's compounds, which it fits half as well."""
    added: dict[str, int] = {}
    for term in sorted(levels.keys() & parts.keys()):
        for part in parts[term]:
            if part not in levels:
                added[part] = max(added.get(part, 1), levels[term] // 2)
    levels.update(added)
    forms.update((f"{term} ", term) for term in added)


class _Buckets(dict[str, int]):
    """The buckets of terms, by their first two letters."""

    def __missing__(self, beginning: str) -> int:
        self[beginning] = place = zlib.crc32(beginning.encode()) % BUCKETS
        return place


_PLACES = _Buckets()


def _facets(pages: Sequence[tuple[str, Findable]]) -> dict[str, dict[str, Postings]]:
    """For each facet, the pages with each value."""
    found: dict[str, dict[str, list[int]]] = {facet: {} for facet in FACETS}
    for number, (_, page) in enumerate(pages):
        for facet, values in page.facets.items():
            for value in values:
                found[facet].setdefault(value, []).append(number)
    return {
        facet: {value: plain(having) for value, having in values.items()}
        for facet, values in found.items()
    }


def _shown(address: str, page: Findable) -> str:
    passages = [[one.text, one.anchor] if one.anchor else one.text for one in page.passages]
    others = (*page.keywords, *page.topics, *page.facts)
    shown = [address, page.title, page.module, page.department, page.channel]
    everything = [*shown, page.language, page.scenario, passages, " · ".join(others)]
    return codec.json_of(everything)


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
