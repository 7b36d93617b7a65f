"""Pages for the learner's own side: what is due for review, and how far they have come.

Both hold what every learner may need and no word about any learner: the browser fills them from
what is kept on the device. Without JavaScript they are lists of links.
"""

from __future__ import annotations

from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.sitemap import PROGRESS, REVIEW


def review_page(site: Site) -> Page:
    """What is due for review."""
    return site.make(
        REVIEW,
        description=site.gettext("Questions of “%(course)s” that are worth another look today."),
        words=site.gettext("What is due today, spaced review"),
        outline=(
            Heading("today", site.gettext("Today")),
            Heading("plan", site.gettext("Plan your reviews")),
        ),
    )


def progress_page(site: Site) -> Page:
    """How far learners have come."""
    return site.make(
        PROGRESS,
        description=site.gettext("How far you have come in “%(course)s”, kept on this device."),
        words=site.gettext("Done, missed, export, import, delete"),
        outline=(
            Heading("modules", site.gettext("Module by module")),
            Heading("due", site.gettext("To review today")),
            Heading("sure", site.gettext("Sure, but not right")),
            Heading("missed", site.gettext("Missed last time")),
            Heading("changed", site.gettext("Changed since you answered")),
            Heading("words", site.gettext("Your own words")),
            Heading("offline", site.gettext("Without a connection")),
            Heading("copy", site.gettext("Keep a copy, or delete")),
        ),
    )
