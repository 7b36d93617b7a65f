"""Pages that test learners: a quiz for each module, the assessment, and the certificate.

Each quiz page lists what may be drawn; the browser draws from that, and loads the questions from
their files. Without JavaScript, there is a worksheet: a fixed selection as large as an attempt. The
assessment's has a page of its own, because the other one's first load would be too large with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import Any

from answerable.items.pool import Pool, PooledItem, spread
from answerable.model import Module, Scenario
from answerable.site.brand import LOGO
from answerable.site.context import Site
from answerable.site.page import Page
from answerable.site.portions import hashed, listing_script
from answerable.site.recipe import Recipe
from answerable.site.sitemap import ASSESSMENT, ASSESSMENT_SHEET, CERTIFICATE, MODULE, QUIZ

DECK = "_assessment"
"""The name of the assessment among the quizzes, which are named after their modules."""

_FOLDER = "pool/"


def quiz_pages(site: Site) -> Iterator[Page]:
    """The quiz of each module that has questions."""
    asked = [one for one in site.course.modules if one.scenarios]
    for module, following in zip_longest(asked, asked[1:]):
        yield _module_quiz(site, module, following)


def assessment_page(site: Site) -> Page:
    """The assessment: questions on the whole course, with a result."""
    return site.make(
        ASSESSMENT,
        description=site.gettext("Questions on all of “%(course)s”, with a result."),
        words=site.gettext("Questions on the whole course, pass mark"),
        **_deck(site, site.course.scenarios, site.course.assessment.questions),
    )


def assessment_sheet(site: Site) -> Page:
    """A fixed selection of the assessment's questions, for browsers without JavaScript."""
    sheet = spread(site.pool, site.course.scenarios, site.course.assessment.questions)
    return site.make(
        ASSESSMENT_SHEET,
        description=site.gettext("Questions on all of “%(course)s”, with a result."),
        below=ASSESSMENT.uri(),
        shows={one.scenario.id: one.scenario for one in sheet}.values(),
        sheet=sheet,
    )


def certificate_page(site: Site) -> Page:
    """The certificate, which learners print after they have passed the assessment."""
    return site.make(
        CERTIFICATE,
        description=site.gettext("A certificate of “%(course)s” to print, once it is passed."),
        words=site.gettext("Completion, print"),
        below=ASSESSMENT.uri(),
        logo=LOGO,
    )


def _module_quiz(site: Site, module: Module, following: Module | None) -> Page:
    around = {one.id: one for one in site.around.course.modules}
    return site.make(
        QUIZ,
        module.id,
        title=site.gettext(QUIZ.title, module=module.title),
        description=site.gettext(
            "Questions on the scenarios of “%(module)s”, a new selection each time.",
            module=module.title,
        ),
        below=MODULE.uri(module.id),
        near=following and following.id,
        module=around[module.id],
        following=following and around[following.id],
        **_deck(site, module.scenarios, site.course.module_quiz.questions),
    )


@dataclass(frozen=True, slots=True)
class _Pool:
    """What a quiz on some scenarios draws from: each of them with its items."""

    pool: Pool
    scenarios: Sequence[Scenario]

    def __iter__(self) -> Iterator[tuple[Scenario, Sequence[PooledItem]]]:
        return ((one, self.pool[one.id]) for one in self.scenarios)


def _deck(site: Site, scenarios: Sequence[Scenario], questions: int) -> dict[str, Any]:
    """What the page of a quiz on these scenarios shows, and what it may draw, unless that is in
    files.
    """
    count = _portions(site, scenarios)
    sheet = spread(site.pool, scenarios, questions)
    shown = dict.fromkeys([one.scenario.id for one in sheet])
    return {
        "shows": [one for one in scenarios if one.id in shown] if count else scenarios,
        "pool": [] if count else _Pool(site.pool, scenarios),
        "portions_of_pool": count,
        "sheet": sheet,
    }


def pool_files(site: Site) -> dict[str, Recipe[bytes]]:
    """What quizzes on very many scenarios draw from, in portions, by the path of their files.

    Which portion a scenario is in follows from its id, so each has scenarios of all modules. A
    browser loads two at random (more if they have too few questions), and those with the questions
    of an attempt that was begun.
    """
    decks = {module.id: module.scenarios for module in site.course.modules}
    decks[DECK] = site.course.scenarios
    return {
        f"{_FOLDER}{deck}/{number}.js": listing_script(
            site,
            "pool.html.jinja",
            f"{_FOLDER}{deck}/index.md",
            part,
            pool=_Pool(site.pool, part),
        )
        for deck, scenarios in decks.items()
        for number, part in enumerate(_in_portions(scenarios, _portions(site, scenarios)))
    }


def _in_portions(scenarios: Sequence[Scenario], count: int) -> list[list[Scenario]]:
    parts: list[list[Scenario]] = [[] for _ in range(count)]
    for one in scenarios if parts else ():
        parts[hashed(one.id) % count].append(one)
    return parts


def _portions(site: Site, scenarios: Sequence[Scenario]) -> int:
    """How many files there are; 0 for a quiz whose page has them all."""
    return ceil(len(scenarios) / site.portion) if site.is_long(scenarios) else 0
