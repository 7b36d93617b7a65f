"""The learner's own pages: what is due for review, and progress.

They are the same for every learner and contain no personal data: the browser fills them in from the
records on the device. Without JavaScript they are lists of links.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from answerable.i18n import N_
from answerable.items.item import short_hash
from answerable.model.fieldnames import usual_name
from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.sitemap import CATALOGUE, OWN_SCENARIO, PROGRESS, REVIEW, SELF_CHECK


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


_NAMED = {
    "I took on the problem, whoever had caused it.": "owns",
    "I briefly acknowledged what %(the_person)s had gone through.": "acknowledges",
    "I named the next step, and who would take it.": "step",
    "I named a time, and what would happen if it could not be kept.": "time",
    "I spared %(the_person)s a call, a form or a second explanation.": "spares",
    "I helped without blaming or lecturing anybody.": "fair",
    "When I handed something on, I checked that it was done.": "handed-on",
    "I called back when I had said I would, even without news.": "calls-back",
}
"""Statements that have other ids in learners' records than the hash of their text."""

_SCALE = (N_("Never"), N_("Rarely"), N_("Sometimes"), N_("Often"), N_("Nearly always"))


def _statements(site: Site) -> Mapping[str, str]:
    """What the self-check asks about, by the ids that records have. A translation has those of its
    original.
    """
    texts, originals = (
        [entry.text for piece in one.document(SELF_CHECK_TEXT).pieces for entry in piece.entries]
        for one in (site.course, site.course.original)
    )
    names = [_NAMED.get(text) or short_hash(text) for text in originals]
    return {name: site.gettext(text) for name, text in zip(names, texts, strict=False)}


SELF_CHECK_TEXT = "self-check"
"""The name of the statements among the guide's texts."""


def _scale(site: Site) -> Sequence[str]:
    return [site.gettext(word) for word in _SCALE]


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
            Heading("self-check", site.gettext("Self-check")),
            Heading("words", site.gettext("Your own words")),
            Heading("offline", site.gettext("Without a connection")),
            Heading("copy", site.gettext("Keep a copy, or delete")),
        ),
        statements=_statements(site),
        scale=_scale(site),
    )


_PARTS = {
    "title": "title",
    "situation": "situation",
    "effect": "why",
    "why": "why",
    "solutions": "solutions",
    "lesson": "lesson",
}
"""Fields of a scenario by the names that the form has for them."""


def own_scenario_page(site: Site) -> Page:
    """The form for a learner's own scenario, which becomes a file that the import reads."""
    language = site.course.language
    labels = {name: usual_name(field, language) for name, field in _PARTS.items()}
    # Whatever a course calls its verdicts, the import knows these words.
    labels |= {"given": site.gettext("Poor reply"), "better": site.gettext("Good reply")}
    return site.make(
        OWN_SCENARIO,
        description=site.gettext("Write down a situation of your own, as a file for your trainer."),
        words=site.gettext("Own case, hand in, trainer"),
        below=CATALOGUE.uri(),
        labels=json.dumps(labels, ensure_ascii=False),
    )


def self_check_page(site: Site) -> Page:
    """The page on which learners say how they work, now and six weeks later."""
    return site.make(
        SELF_CHECK,
        description=site.gettext("How you work now, and what has moved six weeks later."),
        words=site.gettext("Self-assessment, habits, before and after"),
        below=PROGRESS.uri(),
        statements=_statements(site),
        scale=_scale(site),
    )
