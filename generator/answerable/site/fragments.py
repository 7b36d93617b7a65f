"""Parts of the course for hand-written pages: markers that are in Markdown as HTML comments.

`<!-- answerable: start -->` becomes the panel to start or continue,
`<!-- answerable: modules -->` the list of modules, `<!-- answerable: offline -->` the button that
loads the whole course, where the site has a service worker, and `<!-- answerable: privacy -->` who
is told what learners do, which depends on where the course runs.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from answerable.site.context import Site
from answerable.site.templates import spoken

MARKERS = ("start", "modules", "offline", "privacy")
_MARKER = re.compile(r"<!--\s*answerable:\s*([\w-]*)\s*-->")


def expand_markers(
    html: str, site: Site, src_uri: str, *, translated: bool = True
) -> tuple[str, tuple[str, ...]]:
    """Fill in the markers of one hand-written page's HTML.

    `translated` is False for a page of a translated course that is still as it was written; it then
    says so. Returns the new HTML and the names that are no marker, which stay where they are.
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
        # Markup: what a Markdown engine has made of the page.
        html = str(site.untranslated(Markup(html), note))  # noqa: S704
    return _MARKER.sub(fill, html), tuple(unknown)
