"""Measure how easy a text is to read: Flesch's reading ease in the form for each language.

Syllables are counted with the hyphenation patterns of pyphen. textstat has the same formulas, but
counts with a word list that it downloads; nothing is downloaded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pyphen

from answerable.i18n import root


class _Formula(NamedTuple):
    """base - per_sentence * (words / sentences) - per_word * (syllables / words)."""

    base: float
    per_sentence: float
    per_word: float


_FORMULAS: Mapping[str, _Formula] = {
    "en": _Formula(206.835, 1.015, 84.6),  # Flesch 1948
    "de": _Formula(180, 1, 58.5),  # Amstad 1978
    "fr": _Formula(207, 1.015, 73.6),  # Kandel and Moles 1958
    "es": _Formula(206.84, 1.02, 60),  # Fernández Huerta 1959
    "it": _Formula(217, 1.3, 60),  # Franchina and Vacca 1986
    "nl": _Formula(206.835, 0.93, 77),  # Douma 1960
}
_PATTERNS = {"en": "en_GB", "de": "de_DE", "fr": "fr", "es": "es", "it": "it_IT", "nl": "nl_NL"}
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…\n][.!?…”’\"')\]]*(?=\s|$)")


def sentences(text: str) -> int:
    """Count the sentences of a text. A blank line also ends a sentence."""
    return sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))


def reading_ease(words: Sequence[str], sentence_count: int, language: str) -> float | None:
    """Return Flesch's reading ease: 100 is very easy, 60 plain, 30 hard.

    None if there are no words, or if there is no formula for the language.
    """
    formula = _FORMULAS.get(root(language))
    if formula is None or not words:
        return None
    syllables = sum(map(_counter(root(language)), words))
    return (
        formula.base
        - formula.per_sentence * len(words) / sentence_count
        - formula.per_word * syllables / len(words)
    )


@cache
def _counter(language: str) -> Callable[[str], int]:
    """Return a function that counts the syllables of a word, and caches the results."""
    # A syllable may be a single letter, though hyphenation would not split one off.
    hyphenation = pyphen.Pyphen(lang=_PATTERNS[language], left=1, right=1)
    return lru_cache(maxsize=100_000)(lambda word: len(hyphenation.positions(word.lower())) + 1)
