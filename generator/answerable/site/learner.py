"""Pages for the learner's own side: what is due for review, and how far they have come.

Both hold what every learner may need and no word about any learner: the browser fills them from
what is kept on the device. Without JavaScript they are lists of links.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from answerable.model import Course
from answerable.site.context import SiteContext, shorten
from answerable.site.page import Heading, Page

PROGRESS = "progress.md"
REVIEW = "review.md"

MOST_IN_REVIEW = 500
"""How many scenarios bring their questions to the review page. A phone has to load it; of the
scenarios after these, the page holds links alone."""


def learner_pages(site: SiteContext) -> Iterator[Page]:
    """The review, then the progress."""
    yield _review(site)
    yield _progress(site)


def _review(site: SiteContext) -> Page:
    return Page(
        src_uri=REVIEW,
        title="Review",
        description=shorten(
            f"Questions of “{site.course.title}” that are worth another look today."
        ),
        html=site.page("review.html.jinja", REVIEW, asked=_asked(site.course)),
        search=Markup('<h1 id="top">Review</h1><p>What is due today, spaced review</p>'),
        outline=(Heading("today", "Today"), Heading("plan", "Plan your reviews")),
    )


def _asked(course: Course) -> frozenset[str]:
    """Ids of the scenarios whose questions stand on the review page."""
    return frozenset(scenario.id for scenario in course.scenarios[:MOST_IN_REVIEW])


def _progress(site: SiteContext) -> Page:
    return Page(
        src_uri=PROGRESS,
        title="My progress",
        description=shorten(
            f"How far you have come in “{site.course.title}”, kept on this device."
        ),
        html=site.page("progress.html.jinja", PROGRESS),
        search=Markup('<h1 id="top">My progress</h1><p>Done, missed, export, import, delete</p>'),
        outline=(
            Heading("modules", "Module by module"),
            Heading("due", "To review today"),
            Heading("sure", "Sure, and not right"),
            Heading("missed", "Missed last time"),
            Heading("changed", "Changed since you answered"),
            Heading("words", "Your own words"),
            Heading("copy", "Keep a copy, or delete"),
        ),
    )
