"""The questions as data: one small file per scenario, loaded by quizzes and the review."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from answerable.items.pool import Pool
from answerable.site.context import Site
from answerable.site.data import html_script
from answerable.site.recipe import Recipe, key_of

FOLDER = "questions/"
"""The folder of the files, below a locale's root."""


def question_files(site: Site) -> dict[str, Recipe[bytes]]:
    """The files of all scenarios that have a question with a score: by their path, what makes them.

    Links in the HTML are relative to the folder of the files: it is shown on several pages.
    """
    return {
        f"{FOLDER}{one.id}.js": Recipe(
            partial(_script, site.around, site.pool, one.id),
            key_of(site.around.key, site.keys_with_items[one.id]),
        )
        for one in site.course.scenarios
    }


def _script(site: Site, pool_of: Pool, name: str) -> bytes:
    """The file of a scenario; `site` is one without scenarios."""
    modules = {module.id: module for module in site.course.modules}
    pool = [replace(one, module=modules[one.module.id]) for one in pool_of[name]]
    html = str(site.page("questions.html.jinja", f"{FOLDER}index.md", pool=pool))
    return html_script(html, site.course.language)
