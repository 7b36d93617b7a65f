"""The words for a course's topic, which sentences of the interface insert: whom one speaks with,
who acts, what the two verdicts are called, …

A course's labels choose from the words in terminology.toml, or from words of its own. Sentences
have gaps such as `%(the_person)s`, and a translation may need other gaps than the English sentence:
`%(to_person)s` is a German dative. Which forms there are is decided here, in `FORMS` and `_GAPS`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["person", "actor", "lesson", "excuse", "verdicts"]
"""What a word stands for in sentences."""

KINDS: Mapping[Role, str] = {
    "person": "people",
    "actor": "people",
    "lesson": "lessons",
    "excuse": "excuses",
    "verdicts": "verdicts",
}
"""The kind of word that a role takes, by its name in terminology.toml."""

_PEOPLE = {
    "en": ("one", "many"),
    "de": ("one", "the", "dative"),
    "fr": ("one", "the"),
    "es": ("one", "the"),
    "ar": ("the",),
}
_THINGS = {
    "en": ("one", "many"),
    "de": ("one", "the", "many"),
    "fr": ("one", "the", "many"),
    "es": ("one", "the", "many"),
    "ar": ("the", "many"),
}
_VERDICTS = ("right", "wrong", "which")

FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "people": _PEOPLE,
    "lessons": _THINGS,
    "excuses": _THINGS,
    "verdicts": dict.fromkeys(_THINGS, _VERDICTS),
}
"""The forms that sentences need of each kind of word, by language."""

OPTIONAL = "choose"
"""A form that verdicts may have: the sentence that asks to choose a reply."""

_GAPS = {"one": "{}", "the": "the_{}", "dative": "to_{}", "many": "{}s"}
"""The gaps that the forms of a role fill, such as `%(the_person)s`."""

_VERDICT_GAPS = {"right": "right", "wrong": "wrong", "which": "is_right"}

OwnWords: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""A course's own words: pairs of a word and its forms, which are pairs of a name and a text."""


@dataclass(frozen=True, slots=True)
class Terminology:
    """The words that a course, a module or a scenario uses, each by its English name.

    `question` and `instruction` replace those made from the verdicts. `own` has the forms of words
    that aren't in terminology.toml, in the language of the texts.
    """

    person: str = "customer"
    actor: str = "agent"
    lesson: str = "lesson"
    excuse: str = "excuse"
    verdicts: str = "accountable"
    question: str | None = None
    instruction: str | None = None
    own: OwnWords = ()


DEFAULT = Terminology()


@cache
def table() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """The words of terminology.toml: the forms in each language, by kind and name."""
    text = (Path(__file__).parent / "terminology.toml").read_text("utf-8")
    return {
        kind: {
            name: {language: tuple(forms) for language, forms in languages.items()}
            for name, languages in words.items()
        }
        for kind, words in tomllib.loads(text).items()
    }


def known_words(role: Role) -> tuple[str, ...]:
    """The words that a role can have without further information."""
    return tuple(table()[KINDS[role]])


def forms_of(role: Role, word: str, language: str) -> Mapping[str, str]:
    """The forms of a known word in a language of the interface, each by its name."""
    kind = KINDS[role]
    names = (*FORMS[kind][language], OPTIONAL)
    return dict(zip(names, table()[kind][word][language], strict=False))


def missing_forms(role: Role, given: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The forms that a course's own word lacks in a language of the interface."""
    return tuple(name for name in FORMS[KINDS[role]][language] if name not in given)


@lru_cache(maxsize=256)
def gaps(terminology: Terminology, language: str) -> Mapping[str, str]:
    """What fills the gaps for labels in a language of the interface, by the gap's name.

    A name with a capital gives a text with a capital: `%(The_person)s` begins a sentence.
    """
    own = dict(terminology.own)
    found: dict[str, str] = {}
    for role in KINDS:
        word = getattr(terminology, role)
        forms = dict(own[word]) if word in own else forms_of(role, word, language)
        found |= _named(role, forms)
    capitals = {_capital(name): _capital(text) for name, text in found.items()}
    return found | capitals


def _named(role: Role, forms: Mapping[str, str]) -> Mapping[str, str]:
    if role == "verdicts":
        return {gap: forms[name] for name, gap in _VERDICT_GAPS.items()}
    # English articles don't change; in Arabic, a name with its article is a label, too.
    the = forms.get("the") or f"the {forms['one']}"
    complete = {"one": the, "the": the, **forms}
    return {gap.format(role): complete[name] for name, gap in _GAPS.items() if name in complete}


def choose(terminology: Terminology, language: str) -> str | None:
    """The sentence by which the verdicts ask to choose a reply, if they have one of their own."""
    word = terminology.verdicts
    own = dict(terminology.own)
    forms = dict(own[word]) if word in own else forms_of("verdicts", word, language)
    return forms.get(OPTIONAL)


_GAP = re.compile(r"%\((\w+)\)s")


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its gaps for labels filled; other gaps stay."""
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text) if "%(" in text else text


def is_label_gap(gap: str) -> bool:
    """Whether sentences have this gap for a label, in any language."""
    return gap[:1].lower() + gap[1:] in _ALL_GAPS


_ALL_GAPS = frozenset(_VERDICT_GAPS.values()) | {
    gap.format(role) for gap in _GAPS.values() for role in KINDS if role != "verdicts"
}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
