"""The learner's own pages: what is due for review, and progress.

They are the same for every learner and contain no personal data: the browser fills them in from the
records on the device. Without JavaScript they are lists of links.
"""

from __future__ import annotations

import json

from answerable.model.labels import label_of
from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.sitemap import CATALOGUE, OWN_SCENARIO, PROGRESS, REVIEW


def review_page(site: Site) -> Page:
    """The page that asks what is due for review."""
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
    """The page “My progress”."""
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
            Heading("plans", site.gettext("My plans")),
            Heading("words", site.gettext("Your own words")),
            Heading("offline", site.gettext("Without a connection")),
            Heading("copy", site.gettext("Keep a copy, or delete")),
        ),
    )


_PARTS = {
    "title": "title",
    "situation": "situation",
    "given": "not_accountable",
    "effect": "why",
    "better": "accountable",
    "why": "why",
    "solutions": "solutions",
    "lesson": "lesson",
}
"""The fields of a scenario by the names that the form has for them."""


def own_scenario_page(site: Site) -> Page:
    """The form for a learner's own scenario, which becomes a file that the import reads."""
    language = site.course.language
    labels = {name: label_of(field, language) for name, field in _PARTS.items()}
    return site.make(
        OWN_SCENARIO,
        description=site.gettext("Write down a situation of your own, as a file for your trainer."),
        words=site.gettext("Own case, hand in, trainer"),
        below=CATALOGUE.uri(),
        labels=json.dumps(labels, ensure_ascii=False),
    )
