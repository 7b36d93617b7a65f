"""The catalogues: fresh, and of one mind with the sources about gaps and tags."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from itertools import combinations

import pytest
from babel.messages.catalog import Catalog, Message

from answerable.i18n import (
    catalogue_languages,
    direction,
    language_name,
    long_date,
    number,
    plural_forms,
    translator,
)
from answerable.i18n.extraction import extract, load
from answerable.i18n.terminology import is_label_gap
from answerable.site.templates import environment

GAPS = re.compile(r"%\(\w+\)s|%%|\{\w+\}|</?\w+[^>]*>")
LANGUAGES = catalogue_languages()


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return extract()


def _texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _gaps(text: str) -> Counter[str]:
    """Its gaps and tags, without gaps for labels: languages need them in different places."""
    return Counter(gap for gap in GAPS.findall(text) if not is_label_gap(gap[2:-2]))


def _messages(catalogue: Catalog) -> dict[object, Message]:
    return {(one.context, one.id): one for one in catalogue if one.id}


def test_the_languages_that_the_interface_speaks() -> None:
    assert LANGUAGES == ("ar", "de", "es", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_the_words_of_the_sources(language: str, sources: Catalog) -> None:
    """`make translations` brings them."""
    assert set(_messages(load(language))) == set(_messages(sources))


def test_each_catalogue_is_in_its_own_language() -> None:
    texts = {
        language: {
            one.id: " ".join(_texts(one.string)) for one in load(language) if one.id and one.string
        }
        for language in LANGUAGES
    }
    arabic = re.compile(r"[\u0600-\u06ff]")
    for language in LANGUAGES[1:]:
        assert [text for text in texts[language].values() if arabic.search(text)] == []
    for one, other in combinations(LANGUAGES, 2):
        same = [
            text
            for key, text in texts[one].items()
            if text == texts[other].get(key) and len(GAPS.sub("", text).split()) > 3
        ]
        assert same == [], (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_a_catalogue_waits_or_is_left_over(language: str) -> None:
    catalogue = load(language)
    assert not catalogue.obsolete
    assert not [one.id for one in catalogue if one.id and one.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: str) -> None:
    """Who adds words to the interface adds their translations, in the terms of each glossary."""
    messages = _messages(load(language)).values()
    assert not [one.id for one in messages if not all(_texts(one.string or ""))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_gaps_and_tags(language: str) -> None:
    for message in _messages(load(language)).values():
        one, *many = _texts(message.id)
        allowed = [_gaps(text) for text in (one, *many)]
        for text in _texts(message.string or ""):
            # A form for exactly one or two may say the number in words.
            gaps = _gaps(text)
            assert not text or gaps in allowed or (many and gaps <= allowed[-1]), text


def test_a_tag_falls_back_to_the_language_and_then_to_english() -> None:
    assert translator("de-AT") is not None
    assert type(translator("de-AT")) is type(translator("de"))
    assert translator("tlh").gettext("Never translated") == "Never translated"
    assert translator("en").ngettext("one", "many", 1) == "one"


def test_what_is_known_of_languages() -> None:
    assert (direction("ar"), direction("de"), direction("tlh")) == ("rtl", "ltr", "ltr")
    assert (language_name("de"), language_name("fr"), language_name("tlh")) == (
        "Deutsch",
        "Français",
        "tlh",
    )
    day = datetime.date(2031, 3, 1)
    assert long_date(day, "en") == "1 March 2031"
    assert long_date(day, "de-AT") == "1. März 2031"
    assert (number(2.04, "en"), number(2.5, "de")) == ("2", "2,5")


def test_plural_forms_follow_the_language() -> None:
    assert dict(plural_forms("en", "one", "{n}")) == {"other": "{n}", "one": "one"}
    assert set(plural_forms("ar", "one", "{n}")) == {"zero", "one", "two", "few", "many", "other"}
    # Polish has no catalogue: English in two forms, not in four.
    assert set(plural_forms("pl", "one", "{n}")) == {"one", "other"}


def test_gaps_of_a_translated_text_are_escaped() -> None:
    template = environment("en").from_string(
        '{% trans name=name %}<b>{{ name }}</b>{% endtrans %} {{ counted("due", "One", "{n} <") }}'
    )
    rendered = template.render(name="<i>")
    assert rendered == '<b>&lt;i&gt;</b> data-due-one="One" data-due="{n} &lt;"'
