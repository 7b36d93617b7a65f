"""The pages of a course in the studio, in the order of their links."""

from __future__ import annotations

from typing import NamedTuple

from answerable.i18n import N_


class Tab(NamedTuple):
    """One of these pages: the end of its address below the course's, and its name."""

    path: str
    name: str


TABS = (
    Tab("", N_("Scenarios")),
    Tab("settings", N_("Settings")),
    Tab("bring", N_("Bring in")),
    Tab("translate", N_("Translations")),
    Tab("print", N_("Print")),
    Tab("publish", N_("Publish")),
    Tab("history", N_("History")),
)
