"""A course in several languages: where each locale is on the site, and links between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.i18n import direction, language_name
from answerable.model import Course
from answerable.site.page import relative_url


@dataclass(frozen=True, slots=True)
class Locale:
    """The course in one language.

    `folder` is its path below the site's root: "" for the original, a folder such as `de/` for the
    others.
    """

    language: str
    folder: str


@dataclass(frozen=True, slots=True)
class PageInLanguage:
    """A page in one language, as links to it show it.

    `url` is relative to the linking page; `address` is absolute, or None if it isn't known.
    """

    language: str
    name: str
    direction: str
    url: str
    address: str | None
    current: bool


def locales(languages: Sequence[str]) -> tuple[Locale, ...]:
    """The locales of a course in these languages; the first language is the original."""
    original, *others = languages
    return (Locale(original, ""), *(Locale(other, f"{other}/") for other in others))


def locale_of(course: Course) -> Locale:
    """The locale of a course, which is in one language."""
    return next(one for one in locales(course.languages) if one.language == course.language)


def page_in_languages(
    all_locales: Sequence[Locale], here: Locale, page: str, root: str | None
) -> tuple[PageInLanguage, ...]:
    """The page at the path `page` in all locales, linked from the locale `here`.

    A page's path is the same in every locale. `root` is the absolute address of the original, None
    if it isn't known. Empty if there is only one locale.
    """
    if len(all_locales) < 2:
        return ()
    return tuple(
        PageInLanguage(
            one.language,
            language_name(one.language),
            direction(one.language),
            relative_url(one.folder + page, here.folder + page),
            f"{root}{one.folder}{page}" if root else None,
            one == here,
        )
        for one in all_locales
    )
