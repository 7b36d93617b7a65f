"""Words made of other words, as in German: `Stromrechnung` is found by `Rechnung` too.

The course's own words decide what the parts are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from answerable.site.search.tokens import compounds_in

_FIRST, _LAST = 3, 4
"""How many letters the first and the last part have at least."""


def parts_of(words: Mapping[str, Sequence[str]], language: str) -> dict[str, list[str]]:
    """The terms of compounds, each with those of its parts. `words` are all, with their terms."""
    rule = compounds_in(language)
    if rule is None:
        return {}
    found: dict[str, set[str]] = {}
    for word, terms in words.items():
        for part in _parts(word, words, *rule):
            others = set(words[part]).difference(terms)
            for term in terms if others else ():
                found.setdefault(term, set()).update(others)
    return {term: sorted(parts) for term, parts in sorted(found.items())}


def _parts(
    word: str, known: Mapping[str, object], links: list[str], never: list[str]
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
