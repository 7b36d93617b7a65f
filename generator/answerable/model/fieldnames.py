"""Recognise the names that people give to fields, in each language of the interface.

They are labels in texts, headings of columns in tables, and what authors write instead of a
field's own name.

A label is one of the phrases that name a part (“Solutions”), and may have words next to it that
don't change its meaning (“Possible solutions”, “Soluciones posibles”). Capitals, accents, hyphens
and articles don't matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TypeAlias

from answerable.i18n import calendar_words
from answerable.model.fieldnametable import (
    ARTICLES,
    BESIDE_TIMES,
    FIELD_NAMES,
    INDEFINITE,
    NUMBER_SIGNS,
    NUMBER_WORDS,
    ORDINALS,
    OTHER_NAMES,
    REPLY_HEADINGS,
    SAYING,
    SENTENCE_STARTS,
    SPEAKERS,
    START,
    TIMES,
)

_NUMERALS = re.compile(r"\d{1,3}|[ivx]{1,5}|[a-h]")
_WORD = re.compile(r"#|[^\W_]+(?:['’][^\W_]+)*")
_MOST_WORDS = 7


def plain(text: str) -> tuple[str, ...]:
    """Return the words of a phrase for comparison: in lower case, without accents or hyphens."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Mn"
    )
    found = (word.replace("’", "'") for word in _WORD.findall(bare.casefold()))
    return tuple(
        word[2:] if word.startswith("ال") and len(word) > 4 else word.replace("ß", "ss")
        for word in found
    )


_NUMBERS = frozenset(plain(NUMBER_WORDS))
_COUNTING = frozenset(plain(ORDINALS))
_SPEAKERS = frozenset(plain(one) for one in SPEAKERS.split(","))
_OF_REPLIES = frozenset(plain(one) for one in REPLY_HEADINGS.split(","))
_STARTS = frozenset(plain(" ".join(SENTENCE_STARTS)))


def _by_phrase() -> dict[tuple[str, ...], list[tuple[str, frozenset[str]]]]:
    known: dict[tuple[str, ...], list[tuple[str, frozenset[str]]]] = {}
    for name, languages in FIELD_NAMES.items():
        for names in languages.values():
            beside = frozenset(word for one in names.beside for word in plain(one))
            for phrase in names.phrases:
                known.setdefault(plain(phrase), []).append((name, beside))
    return known


_BY_PHRASE = _by_phrase()

OwnNames: TypeAlias = frozenset[tuple[tuple[str, ...], str]]
"""What a course itself calls fields: pairs of a phrase's words, as `plain` returns them, and the
field.
"""

NO_NAMES: OwnNames = frozenset()


def own_names(phrases: Mapping[str, str]) -> OwnNames:
    """Return a course's own names for fields, from phrases and the fields that they name."""
    return frozenset((plain(phrase), field) for phrase, field in phrases.items())


@cache
def words_beside(field: str) -> frozenset[str]:
    """Return the words that may be next to a name of a field, in all languages."""
    known = (beside for meant in _BY_PHRASE.values() for name, beside in meant if name == field)
    return frozenset().union(*known)


_LAST_WORDS = frozenset(phrase[-1] for phrase in _BY_PHRASE) | frozenset(
    word for meant in _BY_PHRASE.values() for _, beside in meant for word in beside
)


@lru_cache(maxsize=4096)
def meaning(phrase: str, own: OwnNames = NO_NAMES) -> str | None:
    """Return the field that a label names, `START` for the beginning of a scenario, or None."""
    words = plain(phrase)
    if not words or len(words) > _MOST_WORDS:
        return None
    if words[0] in ARTICLES and len(words) > 1 and not _named(words, own):
        words = words[1:]
    if words[0] in _COUNTING and _named(words[1:]) == START:
        return START
    number = _is_number(words[-1]) and len(words) > 1
    named = words[:-1] if number else words
    if number and len(named) > 1 and named[-1] in NUMBER_SIGNS:
        named = named[:-1]
    name = _named(named, own)
    if not number:
        return name
    if name in (START, "situation"):
        return START
    return name if name == "solutions" else _named(words, own)


def usual_name(field: str, language: str) -> str:
    """Return the usual label of a field in a language, such as `de-AT`; in English if the labels
    aren't known in that language.
    """
    names = FIELD_NAMES[field]
    phrase = names.get(language.partition("-")[0], names["en"]).phrases[0]
    return phrase[:1].upper() + phrase[1:]


def field_named(name: str, known: Iterable[str]) -> str | None:
    """Return the field among `known` that an author means by another name: `bad` is
    `not_accountable`.
    """
    fields = list(known)
    if name in fields:
        return name
    phrase = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)
    for spelled in (phrase, re.sub("(?<=[aouAOU])e", "", phrase)):  # Loesung: Lösung
        if (found := meaning(spelled)) in fields:
            return found
        words = plain(spelled)
        for field in fields:
            if words in _other_names(field):
                return field
    return None


@cache
def _other_names(field: str) -> frozenset[tuple[str, ...]]:
    return frozenset(plain(name) for name in OTHER_NAMES.get(field, "").split(",") if name)


def is_numbered(phrase: str) -> bool:
    """Whether a label has a number, such as “Example 1” and “First example”."""
    words = plain(phrase)
    return bool(words) and (_is_number(words[-1]) or not _COUNTING.isdisjoint(words[:2]))


def names_replies(phrase: str) -> bool:
    """Whether a phrase is a heading for both replies, such as “Responses”."""
    return plain(phrase) in _OF_REPLIES


def may_end_label(word: str, own: OwnNames = NO_NAMES) -> bool:
    """Whether a word is the last word of some label: a cheap test before a full one."""
    (*_, last) = plain(word) or ("",)
    return (
        last in _LAST_WORDS or _is_number(last) or any(phrase[-1:] == (last,) for phrase, _ in own)
    )


def is_speaker(phrase: str) -> bool:
    """Whether a phrase says who speaks: “Guest”, “The manager”, “Mr Brown”, “A”."""
    words = plain(phrase)
    words = words[1:] if len(words) > 1 and words[0] in ARTICLES else words
    titled = len(words) > 1 and words[0] in {"mr", "mrs", "ms", "dr", "herr", "frau", "mme", "sr"}
    return words in _SPEAKERS or titled or (len(words) == 1 and len(words[0]) == 1)


def is_time(phrase: str) -> bool:
    """Whether a phrase says when something happens: “1 May”, “Monday morning”, “Day 2”, “9 am”."""
    words = [word for word in plain(phrase) if word not in ARTICLES]
    named = times()
    return any(word in named for word in words) and all(
        word in named or word in BESIDE_TIMES or _is_number(word) or word.isdigit()
        for word in words
    )


@cache
def times() -> frozenset[str]:
    """Return the words for times, with the names of months and days in each language."""
    named = [*TIMES.split(","), *calendar_words()]
    return frozenset(word for name in named for word in plain(name))


def begins_sentence(phrase: str) -> bool:
    """Whether a phrase begins as sentences do and labels don't (“She waits”, “But then”), or ends
    as they do (“The guest asks”).
    """
    words = plain(phrase)
    if not words or words[0] in _STARTS or words[-1] in SAYING:
        return True
    return words[0] in INDEFINITE and len(words) > 2


def _is_number(word: str) -> bool:
    return word in _NUMBERS or _NUMERALS.fullmatch(word) is not None


def _named(words: tuple[str, ...], own: OwnNames = NO_NAMES) -> str | None:
    known = dict(own)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            others = words[:start] + words[start + length :]
            phrase = words[start : start + length]
            theirs = known.get(phrase)
            if theirs and words_beside(theirs).issuperset(others):
                return theirs
            for name, beside in _BY_PHRASE.get(phrase, ()):
                if beside.issuperset(others):
                    return name
    return None
