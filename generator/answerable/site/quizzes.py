"""Pages to be tested on: a quiz for each module, the assessment, and the certificate.

Each quiz page holds every question that may be drawn, so that it is a worksheet without
JavaScript; the browser shows only those that it has drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from answerable.items.pool import PooledItem, spread
from answerable.model import Module
from answerable.site.context import Site, quiz_uri, shorten
from answerable.site.page import Heading, Page

ASSESSMENT = "assessment.md"
CERTIFICATE = "certificate.md"

MOST_ON_A_PAGE = 120
"""How many questions a page holds. A longer pool is cut evenly (see `pool.spread`): a phone has to
load the page, and nobody is asked more than a hundred questions."""


def quiz_pages(site: Site) -> Iterator[Page]:
    """The quiz of each module that has a question, then the assessment and the certificate."""
    pool = tuple(chain.from_iterable(site.pool.values()))
    for _, pooled in groupby(pool, key=lambda one: one.module.id):
        items = tuple(pooled)
        yield _module_quiz(site, items[0].module, items)
    yield _assessment(site, pool)
    yield _certificate(site)


def _module_quiz(site: Site, module: Module, pool: Sequence[PooledItem]) -> Page:
    uri = quiz_uri(module.id)
    title = site.gettext("Quiz: %(module)s", module=module.title)
    return Page(
        src_uri=uri,
        title=title,
        description=shorten(
            site.gettext(
                "Questions on the scenarios of “%(module)s”, drawn anew each time.",
                module=module.title,
            )
        ),
        html=site.page(
            "module-quiz.html.jinja",
            uri,
            module=module,
            pool=spread(pool, MOST_ON_A_PAGE),
        ),
        search=site.searchable(title),
        outline=(Heading("questions", site.gettext("Questions")),),
        contents=False,
        source="course.yml",
        in_navigation=False,
    )


def _assessment(site: Site, pool: Sequence[PooledItem]) -> Page:
    return Page(
        src_uri=ASSESSMENT,
        title=site.gettext("Assessment"),
        description=shorten(site.gettext("Questions on all of “%(course)s”, with a result.")),
        html=site.page(
            "assessment.html.jinja",
            ASSESSMENT,
            pool=spread(pool, MOST_ON_A_PAGE),
        ),
        search=site.searchable(
            site.gettext("Assessment"),
            site.gettext("Questions on the whole course, pass mark"),
        ),
        outline=(Heading("questions", site.gettext("Questions")),),
        contents=False,
        source="course.yml",
    )


def _certificate(site: Site) -> Page:
    return Page(
        src_uri=CERTIFICATE,
        title=site.gettext("Certificate"),
        description=shorten(
            site.gettext("A certificate of “%(course)s” to print, once it is passed.")
        ),
        html=site.page("certificate.html.jinja", CERTIFICATE),
        search=site.searchable(site.gettext("Certificate"), site.gettext("Completion, print")),
        in_navigation=False,
    )
