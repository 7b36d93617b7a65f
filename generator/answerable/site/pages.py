"""Course -> all generated pages. Pure: no clock, no files, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from answerable.i18n import translator
from answerable.items.dialogues import dialogue_of
from answerable.items.items import of_scenario, which_reply
from answerable.items.shapes import Quality
from answerable.model import Module, Scenario, markup
from answerable.site.context import Site, shorten
from answerable.site.learner import (
    own_scenario_page,
    progress_page,
    review_page,
    self_check_page,
)
from answerable.site.lists import (
    catalogue_page,
    catalogue_parts,
    module_pages,
    module_parts,
    modules_page,
    tags_page,
    topic_pages,
)
from answerable.site.news import news_page
from answerable.site.page import MANY_CARDS, Heading, Page
from answerable.site.quizzes import (
    assessment_page,
    assessment_sheet,
    certificate_page,
    quiz_pages,
)
from answerable.site.recipe import Recipe, key_of
from answerable.site.report import report_link
from answerable.site.search import Findable, scenario_found
from answerable.site.sitemap import (
    ASSESSMENT,
    ASSESSMENT_SHEET,
    CARDS,
    CATALOGUE,
    CATALOGUE_PART,
    CERTIFICATE,
    MODULE,
    MODULE_PART,
    MODULES,
    NEWS,
    OWN_SCENARIO,
    PAGES,
    PROGRESS,
    QUIZ,
    REVIEW,
    SCENARIO,
    SEARCH,
    SELF_CHECK,
    TAGS,
    TOPIC,
    WORKSHOP,
    WORKSHOP_GUIDE,
    PageKind,
)
from answerable.site.workshop import guide_page

_COMPARED: tuple[Quality, ...] = ("poor", "accountable", "weak")
# The first two are shown side by side; other replies follow below.


def render_pages(site: Site) -> tuple[Page, ...]:
    """All pages that every build makes, in the order of `PAGES`."""
    kinds = (kind for kind in PAGES if not kind.on_demand)
    return tuple(page for kind in kinds for page in _made(kind, site))


def _made(kind: PageKind, site: Site) -> Iterable[Page]:
    made = _MAKERS[kind](site)
    return (made,) if isinstance(made, Page) else made


def _scenario_pages(site: Site) -> Iterator[Page]:
    for module in site.course.modules:
        named = [_Named(one.id, one.title, one.language) for one in module.scenarios]
        row = (None, *named, None)
        for previous, scenario, following in zip(row, module.scenarios, row[2:], strict=False):
            yield _scenario_page(site, module, scenario, previous, following)
        for scenario in module.unlisted:
            yield _scenario_page(site, module, scenario, None, None, unlisted=True)


class _Named(NamedTuple):
    """What the page of another scenario says of one."""

    id: str
    title: str
    language: str


def _scenario_page(
    site: Site,
    module: Module,
    scenario: Scenario,
    previous: _Named | None,
    following: _Named | None,
    *,
    unlisted: bool = False,
) -> Page:
    topics = {tag: site.topics[tag] for tag in scenario.tags} if site.is_large else {}
    words = translator(site.course.language, site.course.terminology_of(scenario))
    around, near = site.around, repr((module.id, previous, following, topics, unlisted))
    key = key_of(around.key, site.keys[scenario.id])
    found = partial(_found, around, module.id, scenario)
    return Page(
        kind=SCENARIO,
        src_uri=SCENARIO.uri(scenario.id),
        title=scenario.title,
        description=shorten(scenario.summary or markup.plain(scenario.situation)),
        recipe=Recipe(
            partial(
                _scenario_html, around, module.id, scenario, previous, following, topics, unlisted
            ),
            key_of(key, near),
        ),
        findable=None if unlisted else Recipe(found, key_of(key, "found")),
        outline=(
            Heading("situation", site.gettext("The situation")),
            Heading("your-reply", site.gettext("What would you say?")),
            Heading("quiz", words.labels["question"]),
            Heading("compare", site.gettext("Side by side")),
            Heading("solutions", site.gettext("What can be done")),
            Heading("lesson", words.labels["The_lesson"]),
            Heading("debrief", site.gettext("Talk it over")),
            *(
                [Heading("dialogue", site.gettext("Have the conversation"))]
                if scenario.dialogue
                else ()
            ),
            *([Heading("practice", site.gettext("Practise it"))] if scenario.items else ()),
        ),
        tags=scenario.tags,
        source=scenario.path,
        below=MODULE.uri(scenario.module_id),
        unlisted=unlisted,
    )


def _scenario_html(
    site: Site,
    module_id: str,
    scenario: Scenario,
    previous: _Named | None,
    following: _Named | None,
    topics: Mapping[str, str],
    unlisted: bool,
) -> Markup:
    """The content of a page; `site` is one without scenarios.

    `topics` are the ids of those that have pages of their own.
    """
    uri = SCENARIO.uri(scenario.id)
    replies = which_reply(scenario).choices
    items = of_scenario(scenario)
    talk = dialogue_of(scenario)
    # A page that isn't translated yet is the original's.
    speaking = site if scenario.language == site.course.language else site.original
    html = speaking.page(
        SCENARIO.template,
        uri,
        terms=scenario.terminology,
        topics=topics,
        scenario=scenario,
        module=next(one for one in speaking.course.modules if one.id == module_id),
        items=items,
        talk=talk,
        compared=sorted(replies, key=lambda choice: _COMPARED.index(choice.quality)),
        previous=previous,
        following=following,
        unlisted=unlisted,
        report=report_link(site.course, scenario, site.address(uri)),
    )
    if speaking is site:
        return html
    note = site.gettext("This scenario hasn’t been translated yet. You see the original.")
    return site.untranslated(html, note)


def _found(site: Site, module_id: str, scenario: Scenario) -> Findable:
    """What search knows of a scenario; `site` is one without scenarios."""
    module = next(one for one in site.course.modules if one.id == module_id)
    internal = [site.gettext("Internal")] if scenario.customer == "internal" else []
    untranslated = scenario.language != site.course.language
    return scenario_found(scenario, module, internal, scenario.language if untranslated else "")


def _search_page(site: Site) -> Iterator[Page]:
    if site.searched:
        text = site.gettext("Search the scenarios and pages of “%(course)s”.")
        yield site.make(SEARCH, description=text, below=CATALOGUE.uri())


def _cards_page(site: Site) -> Page:
    return site.make(
        CARDS,
        description=site.gettext("Printable scenario cards of “%(course)s”."),
        words=site.gettext("Printable cards, PDF, workshop, A4, Letter"),
        outline=(
            Heading("download", site.gettext("Download")),
            Heading("print", site.gettext("How to print")),
            Heading("play", site.gettext("How to use them")),
        ),
        cards=site.cards,
        many=MANY_CARDS if len(site.course.translated.scenarios) > MANY_CARDS else None,
    )


def _workshop_page(site: Site) -> Page:
    kit = site.cards.kit if site.cards else None
    return site.make(
        WORKSHOP,
        description=site.gettext("Everything to run a workshop with “%(course)s”."),
        words=site.gettext("Facilitator’s guide, slides, cards, worksheets, print, duplex"),
        outline=(
            Heading("download", site.gettext("Download")),
            *([Heading("contents", site.gettext("What is in it"))] if kit else ()),
            Heading("edge", site.gettext("Which edge?")),
        ),
        kit=kit,
    )


_MAKERS: Mapping[PageKind, Callable[[Site], Page | Iterable[Page]]] = {
    CATALOGUE: catalogue_page,
    CATALOGUE_PART: catalogue_parts,
    MODULES: modules_page,
    MODULE: module_pages,
    MODULE_PART: module_parts,
    SCENARIO: _scenario_pages,
    REVIEW: review_page,
    PROGRESS: progress_page,
    OWN_SCENARIO: own_scenario_page,
    SELF_CHECK: self_check_page,
    QUIZ: quiz_pages,
    ASSESSMENT: assessment_page,
    ASSESSMENT_SHEET: assessment_sheet,
    CERTIFICATE: certificate_page,
    TAGS: tags_page,
    TOPIC: topic_pages,
    SEARCH: _search_page,
    NEWS: news_page,
    CARDS: _cards_page,
    WORKSHOP: _workshop_page,
    WORKSHOP_GUIDE: guide_page,
}
