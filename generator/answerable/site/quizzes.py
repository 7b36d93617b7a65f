"""Pages that test learners: a quiz for each module, the assessment, and the certificate.

Each quiz page lists what may be drawn; the browser draws from that, and loads the questions from
their files. Without JavaScript, a page is a worksheet: a fixed selection as large as an attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from math import ceil

from answerable.items.pool import PooledItem, spread
from answerable.model import Module, Scenario
from answerable.site.context import Site
from answerable.site.data import html_script
from answerable.site.page import Page
from answerable.site.portions import hashed
from answerable.site.sitemap import ASSESSMENT, CERTIFICATE, MODULE, QUIZ

DECK = "_assessment"
"""The name of the assessment among the quizzes, which are named after their modules."""

_FOLDER = "pool/"
_Pool = Sequence[tuple[Scenario, Sequence[PooledItem]]]


def quiz_pages(site: Site) -> Iterator[Page]:
    """The quiz of each module that has questions."""
    asked = [one for one in site.course.modules if _pool(site, one.scenarios)]
    for module, following in zip_longest(asked, asked[1:]):
        yield _module_quiz(site, module, following)


def assessment_page(site: Site) -> Page:
    """The assessment: questions on the whole course, with a result."""
    pool = _pool(site, site.course.scenarios)
    return site.make(
        ASSESSMENT,
        description=site.gettext("Questions on all of “%(course)s”, with a result."),
        words=site.gettext("Questions on the whole course, pass mark"),
        pool=pool,
        portions_of_pool=_portions(site, pool),
        sheet=_sheet(pool, site.course.assessment.questions),
    )


def certificate_page(site: Site) -> Page:
    """The certificate, which learners print after they have passed the assessment."""
    return site.make(
        CERTIFICATE,
        description=site.gettext("A certificate of “%(course)s” to print, once it is passed."),
        words=site.gettext("Completion, print"),
        below=ASSESSMENT.uri(),
    )


def _module_quiz(site: Site, module: Module, following: Module | None) -> Page:
    pool = _pool(site, module.scenarios)
    return site.make(
        QUIZ,
        module.id,
        title=site.gettext(QUIZ.title, module=module.title),
        description=site.gettext(
            "Questions on the scenarios of “%(module)s”, a new selection each time.",
            module=module.title,
        ),
        below=MODULE.uri(module.id),
        module=module,
        following=following,
        pool=pool,
        portions_of_pool=_portions(site, pool),
        sheet=_sheet(pool, site.course.module_quiz.questions),
    )


def pool_files(site: Site) -> dict[str, bytes]:
    """What quizzes on very many scenarios draw from, in portions, by the path of their files.

    Which portion a scenario is in follows from its id, so each has scenarios of all modules. A
    browser loads two at random, and those with the questions of an attempt that was begun.
    """
    decks = {module.id: _pool(site, module.scenarios) for module in site.course.modules}
    decks[DECK] = _pool(site, site.course.scenarios)
    return {
        f"{_FOLDER}{deck}/{number}.js": _entries(site, deck, part)
        for deck, pool in decks.items()
        for number, part in enumerate(_in_portions(pool, _portions(site, pool)))
    }


def _in_portions(pool: _Pool, count: int) -> list[_Pool]:
    parts: list[list[tuple[Scenario, Sequence[PooledItem]]]] = [[] for _ in range(count)]
    for one in pool if parts else ():
        parts[hashed(one[0].id) % count].append(one)
    return list(parts)


def _entries(site: Site, deck: str, pool: _Pool) -> bytes:
    html = site.page("pool.html.jinja", f"{_FOLDER}{deck}/index.md", pool=pool)
    return html_script(str(html), site.course.language)


def _portions(site: Site, pool: _Pool) -> int:
    """How many files there are; 0 for a quiz whose page has them all."""
    return ceil(len(pool) / site.portion) if site.is_long(pool) else 0


def _pool(site: Site, scenarios: Iterable[Scenario]) -> _Pool:
    """What a quiz on these scenarios draws from."""
    return [(one, site.pool[one.id]) for one in scenarios if one.id in site.pool]


def _sheet(pool: _Pool, questions: int) -> tuple[PooledItem, ...]:
    """The questions of its worksheet."""
    return spread(chain.from_iterable(items for _, items in pool), questions)
