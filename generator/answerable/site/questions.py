"""The questions as data: one small file per scenario, loaded by quizzes and the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from answerable.i18n import direction
from answerable.i18n.bidi import isolated
from answerable.items.pool import PooledItem
from answerable.site.context import Site
from answerable.site.data import data_script

FOLDER = "questions/"
"""The folder of the files, below a locale's root."""


def question_files(site: Site) -> dict[str, Callable[[], bytes]]:
    """The files of all scenarios that have a question with a score: by their path, what makes them.

    Links in the HTML are relative to the folder of the files: it is shown on several pages.
    """
    return {
        f"{FOLDER}{scenario}.js": partial(_script, site, pooled)
        for scenario, pooled in site.pool.items()
    }


def _script(site: Site, pooled: Sequence[PooledItem]) -> bytes:
    html = str(site.page("questions.html.jinja", f"{FOLDER}index.md", pool=pooled))
    mirrored = direction(site.course.language) == "rtl"
    return data_script(isolated(html) if mirrored else html)
