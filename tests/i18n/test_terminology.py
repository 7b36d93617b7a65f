"""The words for a topic: each has all its forms, and sentences have no such word but in a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from answerable.i18n import SOURCE_LANGUAGE, Terminology, catalogue_languages, translator
from answerable.i18n.extraction import extract, load
from answerable.i18n.terminology import (
    FORMS,
    KINDS,
    OPTIONAL,
    OwnWords,
    Role,
    gaps,
    is_label_gap,
    known_words,
    missing_forms,
    table,
)
from tests.support.service import service_words

LANGUAGES = (SOURCE_LANGUAGE, *catalogue_languages())
ROLES: tuple[Role, ...] = tuple(KINDS)
GAP = re.compile(r"%\((\w+)\)s")

OF_A_TOPIC = {
    "en": r"customer|accountab|\bagents?\b|\bexcuses?\b|\blessons?\b",
    "de": r"kund(e|in|schaft)|verantwort|ausrede|merks[aä]tz",
    "fr": r"\bclient|prend en charge|\bexcuses?\b|leçon",
    "es": r"\bcliente|se hace cargo|\bexcusas?\b|\blecci[oó]n",
    "ar": r"عميل|عملاء|المسؤولية|عذر|أعذار|درس|دروس",
}
"""What only labels say, because other courses have other words for it."""


def about(role: Role, word: str, own: OwnWords = ()) -> Terminology:
    chosen: dict[str, Any] = {role: word, "own": own}
    return Terminology(**chosen)


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return extract()


def _texts(catalogue: Catalog, *, translated: bool) -> Iterator[str]:
    for message in catalogue:
        text = message.string if translated else message.id
        yield from (text,) if isinstance(text, str) else text or ()


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_every_form_in_every_language(kind: str, language: str) -> None:
    needed = len(FORMS[kind][language])
    for name, words in table()[kind].items():
        assert set(words) == set(LANGUAGES), name
        at_most = needed + (kind == "verdicts")
        assert needed <= len(words[language]) <= at_most, (name, words[language])
        assert all(form.strip() == form and form for form in words[language])


def test_no_sentence_names_a_topic(sources: Catalog) -> None:
    named = re.compile(OF_A_TOPIC["en"], re.IGNORECASE)
    assert [
        text for text in _texts(sources, translated=False) if named.search(GAP.sub("", text))
    ] == []


@pytest.mark.parametrize("language", catalogue_languages())
def test_no_translation_names_a_topic(language: str) -> None:
    named = re.compile(OF_A_TOPIC[language], re.IGNORECASE)
    texts = _texts(load(language), translated=True)
    assert [text for text in texts if named.search(GAP.sub("", text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_suits_a_course_on_service_only(language: str, sources: Catalog) -> None:
    catalogue = sources if language == SOURCE_LANGUAGE else load(language)
    texts = _texts(catalogue, translated=language != SOURCE_LANGUAGE)
    assert [one for text in texts for one in service_words(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_for_a_label_has_a_form(language: str, sources: Catalog) -> None:
    catalogue = sources if language == SOURCE_LANGUAGE else load(language)
    texts = _texts(catalogue, translated=language != SOURCE_LANGUAGE)
    used = {gap for text in texts for gap in GAP.findall(text) if is_label_gap(gap)}
    assert used
    for role in ROLES:
        for word in known_words(role):
            assert used <= gaps(about(role, word), language).keys()


@pytest.mark.parametrize("role", ["person", "lesson", "excuse"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_is_asked_for_that_no_sentence_needs(
    role: Role, language: str, sources: Catalog
) -> None:
    """Authors write all forms of words of their own, so each must be worth it."""
    catalogue = sources if language == SOURCE_LANGUAGE else load(language)
    texts = _texts(catalogue, translated=language != SOURCE_LANGUAGE)
    headings = {"Person", "Lesson", "Lessons", "Excuse"}
    used = {gap for text in texts for gap in GAP.findall(text)} | headings
    names = FORMS[KINDS[role]][language]
    for name in names:
        forms = dict.fromkeys(names, "x") | {name: "FORM"}
        marked = about(role, "x", (("x", tuple(forms.items())),))
        assert used & {gap for gap, form in gaps(marked, language).items() if "FORM" in form}, name


NOUNS_AND_PREPOSITIONS = {"أحدهما", "أنت", "إلى", "ارتياح", "أمام", "بعين", "ردّ", "سؤال", "طلب"}
NOUNS_AND_PREPOSITIONS |= {"على", "عند", "في", "مع", "نظر", "يد"}
LISTED = {"", "ثم", "الترتيب:", "%(groups)s):"}


def test_an_arabic_word_for_a_person_may_be_feminine() -> None:
    """A verb before or after it, or an adjective, would have to agree with it."""
    person = re.compile(r"(?:(\S+) )?و?%\((?:the_)?(?:person|actor)\)s", re.IGNORECASE)
    before = {word for text in _texts(load("ar"), translated=True) for word in person.findall(text)}
    assert before - LISTED <= NOUNS_AND_PREPOSITIONS


def test_gaps_are_filled_and_others_stay() -> None:
    words = translator("en", Terminology(person="guest", verdicts="safe"))
    assert words.gettext("%(The_person)s and %(other)s") == "The guest and %(other)s"
    assert words.labels["question"] == "Which reply is safe?"
    assert words.labels["instruction"] == "Choose the best reply."
    german = translator("de", Terminology(person="guest", verdicts="safe"))
    assert german.gettext("It is the best one for %(the_person)s.") == (
        "Das hilft dem Gast am meisten."
    )
    own = Terminology(question="Was tun?", instruction="Wählen Sie.")
    labels = translator("de", own).labels
    assert (labels["question"], labels["instruction"]) == ("Was tun?", "Wählen Sie.")


def test_a_region_speaks_as_its_language_does() -> None:
    assert translator("de-AT").labels["Person"] == "Kundin/Kunde"
    assert translator("pt-BR").labels["Person"] == "Customer"


def test_what_a_word_lacks() -> None:
    assert missing_forms("person", {"one": "Gast", "many": "Gäste"}, "de") == ("the", "dative")
    assert missing_forms("verdicts", {"right": "safe"}, "en") == ("wrong", "which")
    assert OPTIONAL not in missing_forms("verdicts", {}, "en")


def test_the_default_words_are_known() -> None:
    usual = Terminology()
    chosen = {field.name: getattr(usual, field.name) for field in fields(usual)}
    assert all(chosen[role] in known_words(role) for role in ROLES)
