"""Pages to be tested on: a quiz for each module, the assessment, and the certificate.

Each quiz page holds every question that may be drawn, so that it is a worksheet without
JavaScript; the browser shows only those that it has drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from answerable.learning.pool import PooledItem, spread
from answerable.model import Module
from answerable.site.context import SiteContext, quiz_uri, shorten
from answerable.site.page import Heading, Page

ASSESSMENT = "assessment.md"
CERTIFICATE = "certificate.md"

MOST_ON_A_PAGE = 120
"""How many questions a page holds. A longer pool is cut evenly (see `pool.spread`): a phone has to
load the page, and nobody is asked more than a hundred questions."""


def quiz_pages(site: SiteContext, pool: Sequence[PooledItem]) -> Iterator[Page]:
    """The quiz of each module that has a question, then the assessment and the certificate."""
    for _, pooled in groupby(pool, key=lambda one: one.module.id):
        items = tuple(pooled)
        yield _module_quiz(site, items[0].module, items)
    yield _assessment(site, pool)
    yield _certificate(site)


def _module_quiz(site: SiteContext, module: Module, pool: Sequence[PooledItem]) -> Page:
    uri = quiz_uri(module.id)
    title = f"Quiz: {module.title}"
    return Page(
        src_uri=uri,
        title=title,
        description=shorten(
            f"Questions on the scenarios of “{module.title}”, drawn anew each time."
        ),
        html=site.page(
            "module-quiz.html.jinja",
            uri,
            module=module,
            pool=spread(pool, MOST_ON_A_PAGE),
        ),
        search=Markup('<h1 id="top">{}</h1>').format(title),
        outline=(Heading("questions", "Questions"),),
        source="course.yml",
        in_navigation=False,
    )


def _assessment(site: SiteContext, pool: Sequence[PooledItem]) -> Page:
    return Page(
        src_uri=ASSESSMENT,
        title="Assessment",
        description=shorten(f"Questions on all of “{site.course.title}”, with a result."),
        html=site.page(
            "assessment.html.jinja",
            ASSESSMENT,
            pool=spread(pool, MOST_ON_A_PAGE),
        ),
        search=Markup(
            '<h1 id="top">Assessment</h1><p>Questions on the whole course, pass mark</p>'
        ),
        outline=(Heading("questions", "Questions"),),
        source="course.yml",
    )


def _certificate(site: SiteContext) -> Page:
    return Page(
        src_uri=CERTIFICATE,
        title="Certificate",
        description=shorten(f"A certificate of “{site.course.title}” to print, once it is passed."),
        html=site.page("certificate.html.jinja", CERTIFICATE),
        search=Markup('<h1 id="top">Certificate</h1><p>Completion, print</p>'),
        in_navigation=False,
    )
