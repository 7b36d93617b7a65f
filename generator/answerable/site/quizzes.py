"""Pages that test learners: a quiz for each module, the assessment, and the certificate.

Each quiz page contains every question that may be drawn, so that it works as a worksheet without
JavaScript; the browser shows only the questions that it has drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from answerable.items.pool import PooledItem, spread
from answerable.model import Module
from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.sitemap import ASSESSMENT, CERTIFICATE, MODULE, QUIZ

MOST_ON_A_PAGE = 120
"""How many questions a page has at most. A larger pool is cut evenly (see `pool.spread`): a phone
has to load the page, and nobody is asked more than a hundred questions."""


def quiz_pages(site: Site) -> Iterator[Page]:
    """The quiz of each module that has questions."""
    for _, pooled in groupby(_pool(site), key=lambda one: one.module.id):
        items = tuple(pooled)
        yield _module_quiz(site, items[0].module, items)


def assessment_page(site: Site) -> Page:
    """The assessment: questions on the whole course, with a result."""
    return site.make(
        ASSESSMENT,
        description=site.gettext("Questions on all of “%(course)s”, with a result."),
        words=site.gettext("Questions on the whole course, pass mark"),
        outline=(Heading("questions", site.gettext("Questions")),),
        pool=spread(_pool(site), MOST_ON_A_PAGE),
    )


def certificate_page(site: Site) -> Page:
    """The certificate, which learners print after they have passed the assessment."""
    return site.make(
        CERTIFICATE,
        description=site.gettext("A certificate of “%(course)s” to print, once it is passed."),
        words=site.gettext("Completion, print"),
        below=ASSESSMENT.uri(),
    )


def _module_quiz(site: Site, module: Module, pool: Sequence[PooledItem]) -> Page:
    return site.make(
        QUIZ,
        module.id,
        title=site.gettext(QUIZ.title, module=module.title),
        description=site.gettext(
            "Questions on the scenarios of “%(module)s”, a new selection each time.",
            module=module.title,
        ),
        outline=(Heading("questions", site.gettext("Questions")),),
        below=MODULE.uri(module.id),
        module=module,
        pool=spread(pool, MOST_ON_A_PAGE),
    )


def _pool(site: Site) -> tuple[PooledItem, ...]:
    return tuple(chain.from_iterable(site.pool.values()))
