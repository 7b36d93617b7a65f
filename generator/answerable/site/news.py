"""What is new in the course: a page for learners, and the same as an Atom feed.

Both list what authors wrote under `changes`, sorted by date. They use neither the clock nor version
control, so that the same files always give the same page.
"""

from __future__ import annotations

import datetime
import uuid
from typing import NamedTuple
from urllib.parse import urljoin
from xml.etree import ElementTree

from answerable.model import Change, Course, Scenario
from answerable.site.context import Site
from answerable.site.page import Page
from answerable.site.sitemap import NEWS, SCENARIO

FEED = "feed.xml"

MOST = 50
"""How many changes are listed at most."""

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class News(NamedTuple):
    """One change and its scenario; `original` is the change in the words of the original."""

    change: Change
    scenario: Scenario
    original: Change

    @property
    def language(self) -> str:
        """The change's language: a translated scenario may have changes that aren't translated."""
        untranslated = self.change == self.original
        return (self.scenario.original if untranslated else self.scenario).language


def news_of(course: Course) -> tuple[News, ...]:
    """The changes of a course, the newest first; changes of the same day are in course order."""
    everything = [
        News(change, scenario, original)
        for scenario in course.scenarios
        for change, original in zip(scenario.changes, scenario.original.changes, strict=True)
    ]
    newest_first = sorted(everything, key=lambda news: news.change.date, reverse=True)
    return tuple(newest_first[:MOST])


def news_page(site: Site) -> Page:
    """The page “What’s new”."""
    return site.make(
        NEWS,
        description=site.gettext("What has been added to “%(course)s” or changed in it."),
        news=news_of(site.course),
        modules={module.id: module for module in site.course.modules},
        feed=FEED if has_feed(site) else None,
    )


def has_feed(site: Site) -> bool:
    """Whether the site has a feed. That needs at least one change, and an address that others can
    open, which a package on a learning platform doesn't have.
    """
    return site.base_url is not None and not site.on_platform and bool(news_of(site.course))


def atom(site: Site) -> bytes:
    """The changes as an Atom feed (RFC 4287), for a site that has one (see `has_feed`).

    It contains titles and what authors wrote about changes, but never a scenario's text.
    """
    course = site.course
    news = news_of(course)
    root = ElementTree.Element("feed", {"xmlns": _ATOM, _XML_LANG: course.language})
    # Each language has its own feed; an entry has the same id in all of them.
    locale = () if course.translation_of is None else (course.language,)
    _text(root, "id", _urn(course.id, *locale))
    _text(root, "title", course.title)
    _text(root, "updated", _midnight(news[0].change.date))
    ElementTree.SubElement(root, "link", rel="self", href=urljoin(site.base_url or "", FEED))
    ElementTree.SubElement(root, "link", rel="alternate", href=site.address(NEWS.uri()))
    for name in course.authors or (course.title,):
        _text(ElementTree.SubElement(root, "author"), "name", name)
    for told in news:
        change, scenario, original = told
        entry = ElementTree.SubElement(root, "entry")
        # The scenario's first id survives renaming, and the original's text survives translation,
        # so that feed readers don't show an old change again.
        first = (scenario.first_id, original.date.isoformat(), original.text)
        _text(entry, "id", _urn(course.id, *first))
        title = _text(entry, "title", scenario.title)
        _text(entry, "updated", _midnight(change.date))
        page = site.address(SCENARIO.uri(scenario.id))
        ElementTree.SubElement(entry, "link", rel="alternate", href=page)
        summary = _text(entry, "summary", change.text)
        # Texts that aren't translated yet are marked with their language.
        for element, language in ((title, scenario.language), (summary, told.language)):
            if language != course.language:
                element.set(_XML_LANG, language)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def _urn(*names: str) -> str:
    """An identifier that depends only on the names, not on where the course is published."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "answerable:" + "\n".join(names)).urn


def _midnight(date: datetime.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"
