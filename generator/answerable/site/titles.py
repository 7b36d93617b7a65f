"""Marks untranslated titles around a page, such as those in the navigation, with their language.

The theme inserts them without one, so a screen reader would read them as words of the page's
language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set

from answerable.model import Course
from answerable.site.templates import spoken

_TITLE = re.compile(
    r"(<(?:span|div|a|label) class=\"(?:md-ellipsis|md-tabs__link|md-nav__title)\")"
    r"((?:[^>\"]|\"[^\"]*\")*>\s*(?:<span class=\"md-nav__icon md-icon\"></span>\s*)?)"
    r"([^<>]*[^<>\s])(?=\s*<)"
)
"""A title as Material writes it: the start of its tag, the rest with an icon, and the title."""


def titles_in_original(course: Course) -> frozenset[str]:
    """The titles in a translated course that are still those of the original."""
    scenarios = course.scenarios + course.unlisted
    titles = {one.title for one in scenarios if one.language != course.language}
    if not course.own_texts:
        titles |= {course.title, *(module.title for module in course.modules)}
    return frozenset(titles)


def with_languages(page: str, titles: Set[str], language: str) -> str:
    """A page's HTML, with `language` marked wherever one of these titles occurs."""
    attributes = spoken(language)

    def marked(found: re.Match[str]) -> str:
        start, rest, title = found.groups()
        is_original = html.unescape(title) in titles
        return f"{start}{attributes}{rest}{title}" if is_original else found[0]

    return _TITLE.sub(marked, page)
