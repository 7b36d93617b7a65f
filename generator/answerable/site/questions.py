"""What the review asks: one small file a scenario, loaded when one of its questions is due.

A page from file:// may read no file, but it may run a script next to it. So each file is a script,
which hands its HTML to the element that loads it.
"""

from __future__ import annotations

import json

from answerable.i18n import direction
from answerable.i18n.bidi import isolated
from answerable.site.context import Site
from answerable.site.sitemap import REVIEW

FOLDER = "questions/"
"""Where the files are, below the root of a locale."""


def question_files(site: Site) -> dict[str, bytes]:
    """The file of every scenario that has a question with a score, by its path.

    The HTML is on the page of the review, and its links count from there.
    """
    mirrored = direction(site.course.language) == "rtl"
    pages = {
        scenario: str(site.page("questions.html.jinja", REVIEW.uri(), pool=pooled))
        for scenario, pooled in site.pool.items()
    }
    return {
        f"{FOLDER}{scenario}.js": _script(isolated(html) if mirrored else html)
        for scenario, html in pages.items()
    }


def _script(html: str) -> bytes:
    detail = json.dumps(html, ensure_ascii=False)
    event = f'new CustomEvent("answerable:questions", {{ detail: {detail} }})'
    return f"document.currentScript.dispatchEvent({event});\n".encode()
