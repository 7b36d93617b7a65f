"""Parts of the course in hand-written pages, where their Markdown has HTML comments as markers.

`<!-- answerable: start -->` becomes the panel to start or continue,
`<!-- answerable: modules -->` the list of modules, `<!-- answerable: offline -->` the button that
downloads the whole course (if the site has a service worker), and `<!-- answerable: privacy -->`
says who receives data about learners, which depends on where the course runs.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from answerable.model import Course, markup
from answerable.site.context import Site
from answerable.site.templates import spoken

MARKERS = ("start", "modules", "offline", "privacy")
_MARKER = re.compile(r"<!--\s*answerable:\s*([\w-]*)\s*-->")


def banner(course: Course) -> Markup:
    """The notice at the top of every page, as HTML; empty without one."""
    if not course.banner:
        return Markup()
    made = markup.html(course.banner)
    own = course.banner != course.original.banner or course is course.original
    return made if own else Markup("<div{}>{}</div>").format(spoken(course.original.language), made)


def expand_markers(
    html: str, site: Site, src_uri: str, *, translated: bool = True
) -> tuple[str, tuple[str, ...]]:
    """Fill in the markers of one hand-written page's HTML.

    `translated` is False if the course is translated and the page isn't; a note then says so.
    Returns the new HTML, and the names in unknown markers, which are left as they are.
    """
    unknown = []

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name not in MARKERS:
            unknown.append(name)
            return found[0]
        made = site.page(f"{name}.html.jinja", src_uri)
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
