"""Words that no dictionary has: pyspellchecker's word lists, which come with the package."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from answerable.checks.vocabulary import root

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru"})

# Not beside signs that are in addresses and paths.
_WORD = re.compile(r"(?<![\w@/\\.])\w+(?:'\w+)*(?![\w@/\\]|\.\w)")
_COMPOUNDING = frozenset({"de", "nl"})
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST_PART = 3
_BRITISH = (  # endings and letters, and what the American word list has in their place
    (r"our", "or"),
    (r"is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1"),
    (r"ys(e|ed|es|ing)$", r"yz\1"),
    (r"tre(s?)$", r"ter\1"),
    (r"ll(ed|ing|er|ers|ation)$", r"l\1"),
    (r"l(ment|fil|fils)$", r"ll\1"),
    (r"ogue", "og"),
    (r"ae|oe", "e"),
    (r"mme(s?)$", r"m\1"),
    (r"ence(s?)$", r"ense\1"),
    (r"pyj", "paj"),
)


def are_right(words: Iterable[str], language: str, known: frozenset[str]) -> bool:
    """Whether all words are right. In a language without a dictionary they are.

    `known` holds lower-case words that are right as well. Words with digits and abbreviations in
    capitals are passed over.
    """
    tongue = root(language)
    return tongue not in LANGUAGES or not _wrong(words, tongue, known)


def unknown(text: str, language: str, known: frozenset[str]) -> Iterator[str]:
    """The words of a plain text that are not right, each once, as it is written.

    Addresses are passed over as well.
    """
    tongue = root(language)
    if tongue not in LANGUAGES:
        return
    words = _WORD.findall(text.replace("’", "'"))
    wrong = _wrong(words, tongue, known)
    named: set[str] = set()
    for word in words if wrong else ():
        if word in wrong and word.lower() not in named:
            named.add(word.lower())
            yield word


def _wrong(words: Iterable[str], language: str, known: frozenset[str]) -> set[str]:
    return {word for word in set(words) if not _is_right(word, language, known)}


@lru_cache(maxsize=200_000)
def _is_right(word: str, language: str, known: frozenset[str]) -> bool:
    lower = word.lower()
    return lower in known or _is_no_word(word) or _is_known(lower, language, known)


def _is_no_word(word: str) -> bool:
    """Numbers and what has some, and abbreviations in capitals."""
    return (word.isupper() and len(word) > 1) or re.search(r"[\d_]", word) is not None


@lru_cache(maxsize=10_000)
def suggestions(word: str, language: str) -> str:
    """Up to three words of the dictionary that differ by one letter, the most frequent first."""
    known = _frequencies(root(language))
    near = known.keys() & _speller(root(language)).edit_distance_1(word.lower())
    best = sorted(near, key=lambda one: (-known[one], one))[:3]
    return ", ".join(f"“{one}”" for one in best)


def _is_known(word: str, language: str, own: frozenset[str]) -> bool:
    words = _frequencies(language)
    if word in words or len(word) == 1:
        return True
    stem = word.partition("'")[0]
    if stem != word and (stem in own or _is_known(stem, language, own)):
        return True  # a daughter's, they'd, l'hôtel is checked by the word list itself
    if language == "fr" and word.partition("'")[2] in words:
        return True
    if language == "en" and any(
        american != word and american in words
        for american in (re.sub(pattern, instead, word) for pattern, instead in _BRITISH)
    ):
        return True
    return language in _COMPOUNDING and _is_compound(word, language, own)


def _is_compound(word: str, language: str, own: frozenset[str]) -> bool:
    """Whether a word is made of two known ones, perhaps with a link: Arbeit-s-tag."""
    words = _frequencies(language)
    return any(
        word[:place].endswith(link)
        and ((first := word[: place - len(link)]) in words or first in own)
        and (word[place:] in words or word[place:] in own)
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        for link in _LINKS
        if place - len(link) >= _SHORTEST_PART
    )


@lru_cache(maxsize=4)
def _frequencies(language: str) -> Mapping[str, int]:
    """The word list of a language: words in lower-case letters, and how often texts have them."""
    packed = resources.files("spellchecker") / "resources" / f"{language}.json.gz"
    frequencies: dict[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
    return frequencies


@lru_cache(maxsize=4)
def _speller(language: str) -> SpellChecker:
    """What makes words with one letter changed.

    All it needs of a language are the letters and the longest word, which are soon loaded.
    """
    from spellchecker import SpellChecker

    words = _frequencies(language)
    speller = SpellChecker(language=None)
    speller.word_frequency.load_words([*set().union(*words), max(words, key=len)])
    return speller
