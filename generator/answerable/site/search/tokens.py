"""Text -> the terms that search finds it by. `frontend/src/search/engine/tokens.js` does the same.

A term is the stem of a word, folded: without capitals, accents and signs. Words that are joined by
hyphens or apostrophes count as one word and by their parts. What is written without spaces, such as
Japanese, counts by its pairs of characters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from answerable.i18n import root
from answerable.site.search.stemming import stemmer_of

_RULES: dict[str, Any] = json.loads(
    files("answerable.site.search").joinpath("rules.json").read_text(encoding="utf-8")
)
_LETTER = rf"(?:[^\W_]|[{_RULES['marks']}])"
_WORD = re.compile(rf"{_LETTER}+(?:(?:['-]|(?<=[0-9])[.,:](?=[0-9])){_LETTER}+)*")
_UNSPACED = re.compile(rf"([{_RULES['unspaced']}]+)")
_JOINTS = re.compile(r"['.,:-]")
_CODE = re.compile(r"\d")
_IGNORED = re.compile(f"[{_RULES['ignored']}]")
_APOSTROPHES = re.compile(f"[{_RULES['apostrophes']}]")
_HYPHENS = re.compile(f"[{_RULES['hyphens']}]")
_LETTERS = str.maketrans(_RULES["letters"])
_MARKS = re.compile(f"[{_RULES['marks']}]")
_OTHER_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")


def compounds_in(language: str) -> tuple[list[str], list[str]] | None:
    """The letters by which a language joins words to one, and what never is the first of them."""
    rule = _RULES["compounds"].get(root(language))
    return rule and (rule["links"], rule["never"])


def normal(text: str) -> str:
    """A text in lower case, with one form of each character, apostrophe and hyphen."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text.replace("\u00ad", "")))
    text = unicodedata.normalize("NFKC", text).lower()
    return _IGNORED.sub("", text)


def words(text: str) -> list[str]:
    """The words of a text as they are written, in lower case: `wi-fi` is one."""
    return _WORD.findall(normal(text))


def folded(word: str) -> str:
    """A word without accents, hyphens and apostrophes, and with the digits 0 to 9."""
    if word.isascii():
        return _JOINTS.sub("", word)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word)).translate(_LETTERS)
    bare = _JOINTS.sub("", bare)
    bare = _OTHER_DIGITS.sub(lambda digit: str(ord(digit[0]) & 15), bare)
    return unicodedata.normalize("NFC", bare)


TermsOf = Callable[[str], frozenset[str]]
"""Gives the terms of a word, as `words` gives it."""


def terms_in(language: str) -> TermsOf:
    """What gives the terms of words in a language."""
    stem = stemmer_of(language)
    spellings = [
        (re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", by))
        for pattern, by in _RULES["spellings"].get(root(language), ())
    ]

    def respelled(word: str) -> str:
        for pattern, by in spellings:
            found = pattern.fullmatch(word)
            if found:
                return found.expand(by)
        return word

    @cache
    def terms(word: str) -> frozenset[str]:
        return frozenset(one for unit in _units(word) for one in of_unit(unit) if one)

    def of_unit(unit: str) -> Iterator[str]:
        if _UNSPACED.match(unit):
            plain = folded(unit)
            yield from (plain[at : at + 2] for at in range(len(plain)))
        elif _CODE.search(unit):
            yield folded(unit)
        else:
            spelled = respelled(unit)
            yield folded(stem(spelled))
            if not spelled.isascii():
                yield folded(stem(folded(spelled)))

    return terms


def forms(word: str, terms_of: TermsOf) -> tuple[tuple[str, frozenset[str]], ...]:
    """What may be typed of a word: it and its parts, folded, each with its terms."""
    units = (unit for unit in _units(word) if not _UNSPACED.match(unit))
    return tuple((folded(unit), terms_of(unit)) for unit in units)


def _units(word: str) -> Iterator[str]:
    """A word without its joints, and its parts; parts of other scripts on their own."""
    parts = _JOINTS.split(word)
    if len(parts) > 1:
        short = 2 if "'" in word else 1
        parts = ["".join(parts), *(part for part in parts if len(part) >= short)]
    for part in parts:
        yield from filter(None, _UNSPACED.split(part))
