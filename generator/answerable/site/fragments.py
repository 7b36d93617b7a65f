"""Parts of the course in hand-written pages, where their Markdown has HTML comments as markers.

`<!-- answerable: start -->` becomes the panel to start or continue; `MARKERS` says what the others
become. `<!-- answerable: quote lost-parcel -->` has the lesson of a scenario, `quote` alone that of
the first one; `picture`, `audio` and `video lost-parcel` have what its situation shows and plays.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from answerable.model import Course, Scenario
from answerable.model.pagelinks import parts_of
from answerable.site.context import Site
from answerable.site.templates import spoken

MARKERS = {
    "start": "start",  # the panel to start or continue
    "modules": "modules",  # the list of modules
    "progress": "modules-done",  # how much of each module is done
    "cards": "cards-shown",  # a picture of the cards, which leads to them
    "quote": "quote",  # a lesson, in quotation marks
    "picture": "picture",  # the picture of a scenario's situation
    "audio": "audio",  # its recording
    "video": "video",  # its film
    "offline": "offline",  # the button that downloads the course, if there is a service worker
    "privacy": "privacy",  # who receives data about learners, which depends on where the course is
}
"""The template of each marker."""

_OF_A_SCENARIO = ("quote", "picture", "audio", "video")

_MARKER = re.compile(r"<!--\s*answerable:\s*([\w-]*)(?:\s+([\w-]+))?\s*-->")


def banner(course: Course) -> tuple[tuple[Markup, str], ...]:
    """The notice at the top of every page in parts, each with the page whose address follows, as in
    `parts_of`; empty without one.
    """
    if not course.banner:
        return ()
    parts = tuple(parts_of(course.banner))
    own = course.banner != course.original.banner or course is course.original
    before = Markup("<div{}>").format("" if own else spoken(course.original.language))
    return ((before, ""), *parts, (Markup("</div>"), ""))


def expand_markers(
    html: str, site: Site, src_uri: str, *, translated: bool = True
) -> tuple[str, tuple[str, ...]]:
    """Fill in the markers of one hand-written page's HTML.

    `translated` is False if the course is translated and the page isn't; a note then says so.
    Returns the new HTML, and the names in unknown markers, which are left as they are.
    """
    unknown = []

    def fill(found: re.Match[str]) -> str:
        name, of = found.groups()
        quoted = _scenario(site.course, of)
        missing = quoted is None or not _has(quoted, name)
        if name not in MARKERS or (missing and (of or name in _OF_A_SCENARIO)):
            unknown.append(f"{name} {of}" if of else name)
            return found[0]
        made = site.page(f"{MARKERS[name]}.html.jinja", src_uri, cards=site.cards, quoted=quoted)
        return str(
            made
            if translated
            else Markup("<div{}>{}</div>").format(spoken(site.course.language), made)
        )

    if not translated:
        note = site.gettext("This page hasn’t been translated yet. You see the original.")
        # Markup, because a Markdown engine has made the HTML.
        html = str(site.untranslated(Markup(html), note))  # noqa: S704
    return _MARKER.sub(fill, html), tuple(unknown)


def _has(scenario: Scenario, name: str) -> bool:
    media = {"picture": scenario.picture, "audio": scenario.audio, "video": scenario.video}
    return media.get(name, True) is not None


def _scenario(course: Course, name: str | None) -> Scenario | None:
    """The scenario of this name, which may not be translated; without a name, the first one."""
    named = (one for one in course.unlisted if one.id == name and one.status != "retired")
    return next((one for one in course.scenarios if name in (None, one.id)), next(named, None))
