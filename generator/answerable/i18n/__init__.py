"""Translate the interface's own words into the language of a course.

English is in the sources; each other language is a catalogue next to this file, such as `de.po`. It
is compiled when first needed, so no compiled file can be outdated. Words that a catalogue lacks
stay English.

In Python, use `translator(language).gettext("…")`; in a template, `_("…")` or `{% trans %}`. Gaps
that are filled during the build are written `%(name)s`, those that the browser fills `{name}`.
Gaps such as `%(the_person)s` are filled with the words of the course's topic: see `terminology`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from answerable.i18n.terminology import DEFAULT, Terminology, choose, filled, gaps

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"

__all__ = [
    "FOLDER",
    "N_",
    "SOURCE_LANGUAGE",
    "Terminology",
    "Translator",
    "calendar_words",
    "catalogue_languages",
    "direction",
    "interface_language",
    "language_name",
    "long_date",
    "number",
    "plural_forms",
    "translator",
]


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a text for translation where it is shown later."""
    return text


@cache
def catalogue_languages() -> tuple[str, ...]:
    """Tags of the languages that have a catalogue, in alphabetical order; English needs none."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


class Translator(NullTranslations):
    """The interface's words in one language, with the words of a course's topic in their gaps."""

    def __init__(self, catalogue: NullTranslations, terms: Terminology, language: str) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._terms = terms
        self._language = language
        self._gaps = gaps(terms, language)

    def gettext(self, message: str) -> str:
        """The translation of a text, with its gaps for labels filled."""
        return filled(self._catalogue.gettext(message), self._gaps)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a text that depends on a number, with its gaps for labels filled."""
        return filled(self._catalogue.ngettext(msgid1, msgid2, n), self._gaps)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels by name: the gaps that sentences have for them, such as `Person`, and two
        whole sentences, the `question` which reply is right, and the `instruction` to choose it.
        """
        terms = self._terms
        question = terms.question or self.gettext("Which reply %(is_right)s?")
        own = terms.instruction or choose(terms, self._language)
        instruction = own or self.gettext("Choose the best reply.")
        return {**self._gaps, "question": question, "instruction": instruction}


@lru_cache(maxsize=256)
def translator(language: str, terms: Terminology = DEFAULT) -> Translator:
    """Return the translations from English for a language tag such as `de` or `de-AT`.

    A tag without a catalogue gets the one of the tag without its last part; if there is none, the
    words stay English.
    """
    tag = interface_language(language)
    return Translator(_catalogue(tag), terms, tag)


def interface_language(language: str) -> str:
    """The language in which the interface speaks for a language tag: that of its catalogue."""
    known = (tag for tag in _less_and_less(language) if tag in catalogue_languages())
    return next(known, SOURCE_LANGUAGE)


@cache
def _catalogue(tag: str) -> NullTranslations:
    if tag == SOURCE_LANGUAGE:
        return NullTranslations()
    with (FOLDER / f"{tag}.po").open("rb") as file:
        catalogue = read_po(file, locale=tag)
    compiled = BytesIO()
    write_mo(compiled, catalogue)  # leaves out untranslated messages
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def plural_forms(language: str, one: str, many: str) -> Mapping[str, str]:
    """Return the texts for a number of things, by CLDR plural category: `one`, `few`, …, `other`.

    `one` and `many` are English; browsers choose by the same categories (`Intl.PluralRules`).
    """
    words = translator(language)
    # Without a catalogue, all of a language's categories would have the same English text.
    known = _locale(language if interface_language(language) != SOURCE_LANGUAGE else "en")
    samples: dict[str, int] = {}
    for count in (*range(201), 1_000_000):
        samples.setdefault(known.plural_form(count), count)
    return {category: words.ngettext(one, many, count) for category, count in samples.items()}


def direction(language: str) -> str:
    """Return the direction of a language's script, `ltr` or `rtl`, as in HTML."""
    return _locale(language).text_direction


def root(language: str) -> str:
    """A language code without its region: `en` for `en-GB`."""
    return language.partition("-")[0].lower()


def language_name(language: str) -> str:
    """Return a language's name for itself, such as `Deutsch`, or its tag if that isn't known."""
    name = _locale(language).get_display_name() if _known(language) else None
    return name[:1].upper() + name[1:] if name else language


def language_names(language: str) -> Mapping[str, str]:
    """The names of languages without regions in a language, by their tags."""
    return {
        tag: name
        for tag, name in _locale(language).languages.items()
        if len(tag) == 2 and _known(tag)
    }


def long_date(date: datetime.date, language: str) -> str:
    """Return a date in words, such as `31 March 2031`."""
    # CLDR treats plain `en` as American; the interface's English is British.
    return format_date(
        date, "long", locale=Locale("en", "GB") if language == "en" else _locale(language)
    )


def time_of_day(moment: datetime.datetime, language: str) -> str:
    """Return a time without seconds, such as `14:05`."""
    locale = Locale("en", "GB") if language == "en" else _locale(language)
    return format_time(moment, "short", locale=locale)


@cache
def calendar_words() -> frozenset[str]:
    """Return the names of months and days, short and long, in each language of the interface."""
    found: set[str] = set()
    for language in (SOURCE_LANGUAGE, *catalogue_languages()):
        known = _locale(language)
        for width in ("wide", "abbreviated"):
            found.update(known.months["format"][width].values())
            found.update(known.days["format"][width].values())
    return frozenset(found)


def number(value: float, language: str) -> str:
    """Format a number for a language, with at most one decimal."""
    return format_decimal(round(value, 1), locale=_locale(language))


def _less_and_less(language: str) -> Iterator[str]:
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


@cache
def _known(language: str) -> bool:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _locale(language: str) -> Locale:
    """Return the locale of a tag, or of the tag without its last parts; English by default."""
    tag = next((tag for tag in _less_and_less(language) if _known(tag)), SOURCE_LANGUAGE)
    return Locale.parse(tag, sep="-")
