"""Translate the interface's own words into the language of a course.

English is in the sources; each other language is a catalogue next to this file, such as `de.po`. It
is compiled when first needed, so no compiled file can be outdated. Words that a catalogue lacks
stay English.

In Python, use `translator(language).gettext("…")`; in a template, `_("…")` or `{% trans %}`. Gaps
that are filled during the build are written `%(name)s`, those that the browser fills `{name}`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from gettext import GNUTranslations
from gettext import NullTranslations as Translator
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"

__all__ = [
    "FOLDER",
    "N_",
    "SOURCE_LANGUAGE",
    "Translator",
    "calendar_words",
    "catalogue_languages",
    "direction",
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


@cache
def translator(language: str) -> Translator:
    """Return the translations from English for a language tag such as `de` or `de-AT`.

    A tag without a catalogue gets the one of the tag without its last part; if there is none, the
    words stay English.
    """
    tag = next((tag for tag in _less_and_less(language) if tag in catalogue_languages()), None)
    if tag is None:
        return Translator()
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
    known = _locale(language) if isinstance(words, GNUTranslations) else Locale("en")
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


def long_date(date: datetime.date, language: str) -> str:
    """Return a date in words, such as `31 March 2031`."""
    # CLDR treats plain `en` as American; the interface's English is British.
    return format_date(
        date, "long", locale=Locale("en", "GB") if language == "en" else _locale(language)
    )


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
