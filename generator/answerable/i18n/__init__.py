"""The interface's own words in the language of a course.

English is in the sources; each other language is a catalogue next to this file, such as
`de.po`. It is read when it is first needed, so that nothing compiled can grow old. Whatever no
catalogue knows stays English.

In Python, `translator(language).gettext("…")`; in a template, `_("…")` or `{% trans %}`. Gaps that
are filled while building are written `%(name)s`, those that the browser fills `{name}`.
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
    """Mark a text that is translated where it is shown."""
    return text


@cache
def catalogue_languages() -> tuple[str, ...]:
    """Tags of the languages that have a catalogue, in alphabetical order; English needs none."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def translator(language: str) -> Translator:
    """What turns English words into those of a language tag such as `de` or `de-AT`.

    A tag without a catalogue of its own gets the one of the tag without its last part; without
    any, the words stay English.
    """
    tag = next((tag for tag in _less_and_less(language) if tag in catalogue_languages()), None)
    if tag is None:
        return Translator()
    with (FOLDER / f"{tag}.po").open("rb") as file:
        catalogue = read_po(file, locale=tag)
    compiled = BytesIO()
    write_mo(compiled, catalogue)  # leaves out what nobody has translated
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def plural_forms(language: str, one: str, many: str) -> Mapping[str, str]:
    """The texts that count something, by the plural category of CLDR: `one`, `few`, …, `other`.

    `one` and `many` are English; browsers choose by the same categories (`Intl.PluralRules`).
    """
    words = translator(language)
    # The categories of a language without a catalogue would all hold the same English.
    known = _locale(language) if isinstance(words, GNUTranslations) else Locale("en")
    samples: dict[str, int] = {}
    for count in (*range(201), 1_000_000):
        samples.setdefault(known.plural_form(count), count)
    return {category: words.ngettext(one, many, count) for category, count in samples.items()}


def direction(language: str) -> str:
    """How a language is written: `ltr` or `rtl`, as HTML names it."""
    return _locale(language).text_direction


def language_name(language: str) -> str:
    """What a language calls itself, such as `Deutsch`; its tag if nobody knows."""
    name = _locale(language).get_display_name() if _known(language) else None
    return name[:1].upper() + name[1:] if name else language


def long_date(date: datetime.date, language: str) -> str:
    """A day in words, such as `31 March 2031`."""
    # Plain `en` is American to CLDR; the interface's English is British.
    return format_date(
        date, "long", locale=Locale("en", "GB") if language == "en" else _locale(language)
    )


@cache
def calendar_words() -> frozenset[str]:
    """The names of months and weekdays, short and long, in each language of the interface."""
    found: set[str] = set()
    for language in (SOURCE_LANGUAGE, *catalogue_languages()):
        known = _locale(language)
        for width in ("wide", "abbreviated"):
            found.update(known.months["format"][width].values())
            found.update(known.days["format"][width].values())
    return frozenset(found)


def number(value: float, language: str) -> str:
    """A number as a language writes it, with one decimal at most."""
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
    """The locale of a tag, or of the tag without its last parts; English when none is known."""
    tag = next((tag for tag in _less_and_less(language) if _known(tag)), SOURCE_LANGUAGE)
    return Locale.parse(tag, sep="-")
