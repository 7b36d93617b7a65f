"""The same course in several languages: where each of them is, and how pages lead across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.i18n import direction, language_name
from answerable.model import Course
from answerable.site.page import relative_url


@dataclass(frozen=True, slots=True)
class Locale:
    """The course in one language. `folder` is where it is below the site's root: the original
    there itself (""), others in a folder of their own, such as `de/`.
    """

    language: str
    folder: str


@dataclass(frozen=True, slots=True)
class PageInLanguage:
    """A page as a link in another language shows it.

    `url` is relative to the page at hand, `address` is whole, if that is known.
    """

    language: str
    name: str
    direction: str
    url: str
    address: str | None
    current: bool


def locales(languages: Sequence[str]) -> tuple[Locale, ...]:
    """The locales of a course in these languages, of which the first one is the original."""
    original, *others = languages
    return (Locale(original, ""), *(Locale(other, f"{other}/") for other in others))


def locale_of(course: Course) -> Locale:
    """The locale that a course is in its language."""
    return next(one for one in locales(course.languages) if one.language == course.language)


def page_in_languages(
    all_locales: Sequence[Locale], here: Locale, page: str, root: str | None
) -> tuple[PageInLanguage, ...]:
    """The page at the path `page` of one locale, in all of them: pages have the same paths.

    `root` is the address of the original. Nothing when there is one locale alone.
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
