"""Words made of other words, as in German: `Stromrechnung` is found by `Rechnung` too.

The course's own words decide what the parts are.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.site.search.blocks import PLACES, Block, Postings, levels_of, postings
from answerable.site.search.tokens import compounds_in

_FIRST, _LAST = 3, 4
"""How many letters the first and the last part have at least."""


def by_parts(block: Block, language: str) -> dict[str, Postings]:
    """The terms that are parts of compounds, with the pages of these compounds too; there, a term
    has half the level.
    """
    rule = compounds_in(language)
    if rule is None:
        return {}
    found: dict[str, set[str]] = {}
    for word, terms in block.words.items():
        for part in _parts(word, block.words, *rule):
            for term in block.words[part] - terms:
                found.setdefault(term, set()).update(terms)
    return {term: _with(block, term, compounds) for term, compounds in found.items()}


def _parts(
    word: str, known: dict[str, frozenset[str]], links: list[str], never: list[str]
) -> Iterator[str]:
    for end in range(_FIRST, len(word) - _LAST + 1):
        last = word[end:]
        if last not in known:
            continue
        for link in links:
            first = word[: end - len(link)]
            if (
                word[:end].endswith(link)
                and len(first) >= _FIRST
                and first in known
                and first not in never
            ):
                yield from (first, last)


def _with(block: Block, term: str, compounds: set[str]) -> Postings:
    levels: dict[int, int] = {}
    for compound in compounds:
        for page, level in levels_of(block.terms[compound]):
            levels[page] = max(levels.get(page, 0), level // 2)
    levels.update(levels_of(block.terms[term]))
    return postings(sorted(page * PLACES + level for page, level in levels.items()))
