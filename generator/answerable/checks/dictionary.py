"""Find words that aren't in the dictionary: pyspellchecker's word lists, which come with the
package.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from answerable.i18n import root

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru"})

# Not next to characters of addresses and paths.
_WORD = re.compile(r"(?<![\w@/\\.])\w+(?:'\w+)*(?![\w@/\\]|\.\w)")
_COMPOUNDING = frozenset({"de", "nl"})
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST_PART = 3
_BRITISH = (  # British endings and letters, and the American ones in the word list
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
    """Whether all words are correct. In a language without a dictionary, all words are.

    `known` contains additional correct words in lower case. Words with digits and abbreviations in
    capitals are skipped.
    """
    tongue = root(language)
    return tongue not in LANGUAGES or not _wrong(words, tongue, known)


def unknown(text: str, language: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the incorrect words of a plain text as they are written, each once.

    Addresses are skipped too.
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
    """Whether this is a number, contains a digit, or is an abbreviation in capitals."""
    return (word.isupper() and len(word) > 1) or re.search(r"[\d_]", word) is not None


@lru_cache(maxsize=10_000)
def suggestions(word: str, language: str) -> str:
    """Return up to three dictionary words that differ by one letter, the most frequent first."""
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
        return True  # daughter's, they'd; the word list itself has l'hôtel
    if language == "fr" and word.partition("'")[2] in words:
        return True
    if language == "en" and any(
        american != word and american in words
        for american in (re.sub(pattern, instead, word) for pattern, instead in _BRITISH)
    ):
        return True
    return language in _COMPOUNDING and _is_compound(word, language, own)


def _is_compound(word: str, language: str, own: frozenset[str]) -> bool:
    """Whether a word consists of two known ones, perhaps with a linking letter: Arbeit-s-tag."""
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
    """Return the word list of a language: words in lower case, and their frequencies in texts."""
    packed = resources.files("spellchecker") / "resources" / f"{language}.json.gz"
    frequencies: dict[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
    return frequencies


@lru_cache(maxsize=4)
def _speller(language: str) -> SpellChecker:
    """Return an object that changes words by one letter.

    It only needs a language's letters and its longest word, which load quickly.
    """
    from spellchecker import SpellChecker

    words = _frequencies(language)
    speller = SpellChecker(language=None)
    speller.word_frequency.load_words([*set().union(*words), max(words, key=len)])
    return speller
