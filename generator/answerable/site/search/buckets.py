"""Blocks -> the lines of an index: each has a term, its forms, and the pages of each form.

Lines whose terms begin with the same two letters are in the same bucket, so that the lines of a
bucket depend on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, groupby

from answerable.site.search import codec
from answerable.site.search.blocks import BUCKETS, Block, Kept, cut, form_of
from answerable.site.search.postings import Postings, joined, levels_of, postings, written

SHARD = 3_000
"""How many characters of terms, or of words by their ends, a shard has, or a little more."""

_COMMON = 1_000
"""A term on more pages than this, and on more than a fifth of all, hardly tells pages apart. Only
pages that have it in the title or as a keyword are listed.
"""

_WIDE = 8_000
"""How many characters the lines of terms that begin alike have at most, or a browser doesn't load
them all: the pages of the beginning itself are listed.
"""

_BEGINNINGS = range(2, 7)
"""How many letters such a beginning has. Hardly any longer one is that of many terms."""

_LISTED = 200
"""How many pages are listed for a common term, or for the beginning of very many terms."""

_Best = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a bucket in pieces, which are at most as long as a shard; and all its words."""

    pieces: list[str]
    words: list[str]


def lines_of(blocks: Sequence[Block], kept: Kept) -> tuple[list[str], list[str]]:
    """Shards of lines, in alphabetical order; and all words that are forms of the terms."""
    starts = [0, *accumulate(len(block.summary.addresses) for block in blocks)]
    many = max(_COMMON, starts.pop() // 5)

    def made(place: int) -> Lines:
        best: _Best = {}
        tables = []
        for start, block in zip(starts, blocks, strict=True):
            table, own = block.bucket(place)
            tables.append((start, table))
            for term, pages in own.items():
                best.setdefault(term, []).extend([(page + start, level) for page, level in pages])
        forms = joined(tables)
        lines = _with_beginnings([*_lines(forms, best, many)], best)
        return Lines([*_pieces(lines)], [word for word in map(form_of, forms) if word])

    numbers = repr((many, starts)).encode()
    every: list[Lines] = []
    for place in range(BUCKETS):
        digests = b"".join([block.summary.digests[place] for block in blocks])
        every.append(kept((numbers, digests), partial(made, place)))
    pieces = sorted(piece for lines in every for piece in lines.pieces)
    return [*_packed(pieces)], sorted({word for lines in every for word in lines.words})


def _lines(forms: Mapping[str, Postings], best: _Best, many: int) -> Iterator[str]:
    """A line for each term."""
    for term, names in groupby(sorted(forms), lambda name: name.partition(" ")[0]):
        those = [*names]
        endings = ",".join(name.partition(" ")[2] for name in those)
        lists = [forms[name] for name in those]
        if _are_more(lists, many):
            yield f"{term} {endings} ~{_best(best, [term])}"
        else:
            yield f"{term} {endings} {' '.join(map(written, lists))}"


def _are_more(lists: Sequence[Postings], many: int) -> bool:
    """Whether these are more than so many pages together."""
    counts = [(codec.count(text) + 1) // 2 for _, _, text in lists]
    if max(counts) > many or sum(counts) <= many:
        return max(counts) > many
    return len({page for pages in lists for page, _ in levels_of(pages)}) > many


def _best(best: _Best, terms: Iterable[str]) -> str:
    """The pages that have one of these terms in the title or as a keyword; the best of them."""
    levels: dict[int, int] = {}
    for term in terms:
        for page, level in best.get(term, ()):
            levels[page] = max(level, levels.get(page, 0))
    listed = sorted(levels.items(), key=lambda entry: (-entry[1], entry[0]))[:_LISTED]
    return written(postings(dict(listed))) if listed else ""


def _with_beginnings(lines: Sequence[str], best: _Best) -> list[str]:
    """The lines in order, with one more for each beginning that is wide, before all of these."""
    sizes: dict[str, int] = {}
    for line in lines:
        for letters in _BEGINNINGS:
            sizes[line[:letters]] = sizes.get(line[:letters], 0) + len(line)
    wide = {start for start, size in sizes.items() if size > _WIDE and " " not in start}
    terms: dict[str, list[str]] = {start: [] for start in wide}
    for term in best:
        for letters in _BEGINNINGS:
            if term[:letters] in wide:
                terms[term[:letters]].append(term)
    more = [f"{start}*  {_best(best, those)}" for start, those in terms.items()]
    return sorted([*lines, *more])


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    """Only lines with the same two first letters are together, as no others belong between them."""
    for _, alike in groupby(lines, lambda line: line[:2]):
        yield from map("\n".join, cut(alike, SHARD))


def _packed(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces together in shards."""
    shard: list[str] = []
    length = 0
    for piece in pieces:
        if shard and length + len(piece) > SHARD:
            yield "\n".join(shard)
            shard, length = [], 0
        shard.append(piece)
        length += len(piece)
    if shard:
        yield "\n".join(shard)
