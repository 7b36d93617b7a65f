"""Translates texts in mkdocs.yml, such as the navigation, into another language of the course."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from answerable.i18n import N_, translator
from answerable.model import markup

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from answerable import site
    from answerable.model import Course

_TOGGLES = (N_("Switch to dark colours"), N_("Switch to light colours"))
"""The labels of the theme's colour switch in mkdocs.yml, marked for translation."""


def localise(config: MkDocsConfig, course: Course, locale: site.Locale) -> frozenset[str]:
    """Change the settings for one locale, with the translations in the course's `terms`.

    Returns the texts that aren't translated yet.
    """
    if config.site_url:
        config.site_url += locale.folder
    words = translator(locale.language)
    waiting = set()

    # The theme inserts texts from mkdocs.yml as HTML, so a course's plain texts are escaped.
    def said(text: str) -> str:
        if term := course.terms.get(text):
            return escape(term)
        translated = words.gettext(text) if text else text
        if translated == text:
            waiting.add(text)
        return translated

    config.site_description = course.description and escape(markup.plain(course.description))
    config.copyright = config.copyright and said(config.copyright)
    config.nav = _in_words(config.nav, said)
    config.theme["palette"] = _in_words(config.theme.get("palette"), said, only=("name",))
    return frozenset(waiting)


def _in_words(value: Any, said: Callable[[str], str], only: tuple[str, ...] = ()) -> Any:
    """Translate the titles of a navigation; with `only`, the texts under these keys instead."""
    if isinstance(value, list):
        return [_in_words(entry, said, only) for entry in value]
    if isinstance(value, dict) and only:
        return {
            key: said(inner) if key in only else _in_words(inner, said, only)
            for key, inner in value.items()
        }
    if isinstance(value, dict):
        return {said(title): _in_words(inner, said) for title, inner in value.items()}
    return value
