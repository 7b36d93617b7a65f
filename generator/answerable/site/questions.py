"""The questions as data: one small file per scenario, loaded by quizzes and the review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from answerable.items.pool import PooledItem
from answerable.site.context import Site
from answerable.site.data import html_script
from answerable.site.recipe import Recipe, key_of

FOLDER = "questions/"
"""The folder of the files, below a locale's root."""


def question_files(site: Site) -> dict[str, Recipe[bytes]]:
    """The files of all scenarios that have a question with a score: by their path, what makes them.

    Links in the HTML are relative to the folder of the files: it is shown on several pages.
    """
    written = {one.id: one.model_dump_json() for one in site.course.scenarios}
    files = {}
    for scenario, pooled in site.pool.items():
        # An item is made from nothing but scenarios.
        made_from = [f"{one.item.id} {one.language} {one.needs_situation}" for one in pooled]
        made_from += [written[other.id] for one in pooled for other in (one.scenario, *one.others)]
        key = key_of(site.around.key, *made_from)
        files[f"{FOLDER}{scenario}.js"] = Recipe(partial(_script, site.around, pooled), key)
    return files


def _script(site: Site, pooled: Sequence[PooledItem]) -> bytes:
    """The file of a scenario; `site` is one without scenarios."""
    modules = {module.id: module for module in site.course.modules}
    pool = [replace(one, module=modules[one.module.id]) for one in pooled]
    html = str(site.page("questions.html.jinja", f"{FOLDER}index.md", pool=pool))
    return html_script(html, site.course.language)
