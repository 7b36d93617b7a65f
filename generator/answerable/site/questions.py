"""What the review asks: one small file a scenario, loaded when one of its questions is due.

A page from file:// may read no file, but it may run a script beside it. So each file is a script,
which hands its HTML to the element that loads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from answerable.model import Course
from answerable.site.context import SiteContext

REVIEW = "review.md"
FOLDER = "questions/"
"""Where the files lie, below the root of an edition."""


def question_files(course: Course, *, directory_urls: bool = True) -> Mapping[str, bytes]:
    """The file of every scenario that has a question with a score, by its path.

    `directory_urls` is MkDocs' `use_directory_urls`. The HTML stands on the page of the review, and
    its links count from there.
    """
    site = SiteContext(course, directory_urls)
    return {
        f"{FOLDER}{scenario}.js": _script(
            str(site.page("questions.html.jinja", REVIEW, pool=pooled))
        )
        for scenario, pooled in site.pool.items()
    }


def _script(html: str) -> bytes:
    detail = json.dumps(html, ensure_ascii=False)
    event = f'new CustomEvent("answerable:questions", {{ detail: {detail} }})'
    return f"document.currentScript.dispatchEvent({event});\n".encode()
