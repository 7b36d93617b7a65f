"""Pages for the learner's own side: what is due for review, and how far they have come.

Both hold what every learner may need and no word about any learner: the browser fills them from
what is kept on the device. Without JavaScript they are lists of links.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.site.context import Site, shorten
from answerable.site.page import Heading, Page
from answerable.site.questions import REVIEW

PROGRESS = "progress.md"


def learner_pages(site: Site) -> Iterator[Page]:
    """The review, then the progress."""
    yield _review(site)
    yield _progress(site)


def _review(site: Site) -> Page:
    return Page(
        src_uri=REVIEW,
        title=site.gettext("Review"),
        description=shorten(
            site.gettext("Questions of “%(course)s” that are worth another look today.")
        ),
        html=site.page("review.html.jinja", REVIEW),
        search=site.searchable(
            site.gettext("Review"), site.gettext("What is due today, spaced review")
        ),
        outline=(
            Heading("today", site.gettext("Today")),
            Heading("plan", site.gettext("Plan your reviews")),
        ),
    )


def _progress(site: Site) -> Page:
    return Page(
        src_uri=PROGRESS,
        title=site.gettext("My progress"),
        description=shorten(
            site.gettext("How far you have come in “%(course)s”, kept on this device.")
        ),
        html=site.page("progress.html.jinja", PROGRESS),
        search=site.searchable(
            site.gettext("My progress"),
            site.gettext("Done, missed, export, import, delete"),
        ),
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
        contents=False,  # which of its lists there are is decided in the browser
    )
