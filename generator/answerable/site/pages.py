"""Course -> all generated pages. Pure: no clock, no files, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count

from answerable.items.dialogues import dialogue_of
from answerable.items.items import of_scenario, which_reply
from answerable.items.shapes import Quality
from answerable.model import Course, Module, Scenario, markup
from answerable.site.context import Site, module_uri, quiz_uri, scenario_uri, shorten
from answerable.site.learner import PROGRESS, learner_pages
from answerable.site.news import NEWS, news_page
from answerable.site.page import CardFiles, Heading, Page
from answerable.site.questions import REVIEW
from answerable.site.quizzes import ASSESSMENT, CERTIFICATE, quiz_pages
from answerable.site.report import report_link
from answerable.site.templates import slug
from answerable.site.workshop import WORKSHOP_GUIDE, guide_page

CATALOGUE = "scenarios/index.md"
TAGS = "tags.md"
CARDS = "cards.md"
WORKSHOP = "workshop.md"

_COMPARED: tuple[Quality, ...] = ("poor", "accountable", "weak")
# The pair comes first, so that both stand side by side; other replies follow below.


def render_pages(site: Site, cards: CardFiles | None = None) -> tuple[Page, ...]:
    """All generated pages: modules, scenarios, the catalogue, tags and cards.

    Without `cards`, the cards page says how to make them.
    """
    return (
        _catalogue_page(site),
        *(_module_page(site, module) for module in site.course.modules),
        *_scenario_pages(site),
        *learner_pages(site),
        *quiz_pages(site),
        _tags_page(site),
        news_page(site),
        _cards_page(site, cards),
        _workshop_page(site, cards),
        *guide_page(site),
    )


def page_uris(modules: Iterable[str], scenarios: Iterable[str]) -> frozenset[str]:
    """Which pages `render_pages` makes of a course, by the ids of its modules and scenarios.

    A module without scenarios, which makes a course incomplete, counts like the others.
    """
    modules, scenarios = list(modules), list(scenarios)
    own = {CATALOGUE, TAGS, NEWS, CARDS, WORKSHOP, REVIEW, PROGRESS, ASSESSMENT, CERTIFICATE}
    own |= {WORKSHOP_GUIDE} if scenarios else set()
    return frozenset(
        own.union(map(module_uri, modules), map(quiz_uri, modules), map(scenario_uri, scenarios))
    )


def _scenario_pages(site: Site) -> Iterator[Page]:
    for module in site.course.modules:
        row = (None, *module.scenarios, None)
        for previous, scenario, following in zip(row, module.scenarios, row[2:], strict=False):
            yield _scenario_page(site, module, scenario, previous, following)
        for scenario in module.retired:
            yield _scenario_page(site, module, scenario, None, None)


def _scenario_page(
    site: Site,
    module: Module,
    scenario: Scenario,
    previous: Scenario | None,
    following: Scenario | None,
) -> Page:
    uri = scenario_uri(scenario.id)
    replies = which_reply(scenario).choices
    items = of_scenario(scenario)
    talk = dialogue_of(scenario)
    speaking, its_module = _in_its_language(site, scenario, module)
    html = speaking.page(
        "scenario.html.jinja",
        uri,
        scenario=scenario,
        module=its_module,
        items=items,
        talk=talk,
        compared=sorted(replies, key=lambda choice: _COMPARED.index(choice.quality)),
        previous=previous,
        following=following,
        report=report_link(site.course, scenario, site.address(uri)),
    )
    if speaking is not site:
        note = site.gettext("This scenario is not translated yet. You see it as it was written.")
        html = site.untranslated(html, note)
    return Page(
        src_uri=uri,
        title=scenario.title,
        description=shorten(scenario.summary or markup.plain(scenario.situation)),
        html=html,
        search=site.page("search-scenario.html.jinja", uri, scenario=scenario, module=module),
        outline=(
            Heading("situation", site.gettext("The situation")),
            Heading("your-reply", site.gettext("What would you say?")),
            Heading("quiz", site.gettext("Which reply is accountable?")),
            *([Heading("dialogue", site.gettext("Have the conversation"))] if talk else ()),
            Heading("compare", site.gettext("Side by side")),
            Heading("solutions", site.gettext("What can be done")),
            Heading("lesson", site.gettext("The lesson")),
            Heading("debrief", site.gettext("Talk it over")),
            *([Heading("practice", site.gettext("Practise it"))] if len(items) > 1 else ()),
        ),
        tags=scenario.tags,
        source=scenario.path,
        in_navigation=False,
        listed=scenario.status != "retired",
    )


def _in_its_language(site: Site, scenario: Scenario, module: Module) -> tuple[Site, Module]:
    """What a scenario's page is made with: without a translation, the course as it was written."""
    if scenario.language == site.course.language:
        return site, module
    modules = site.original.course.modules
    return site.original, next(one for one in modules if one.id == module.id)


def _module_page(site: Site, module: Module) -> Page:
    uri = module_uri(module.id)
    summary = module.summary or site.gettext("Scenarios on “%(module)s”.", module=module.title)
    return Page(
        src_uri=uri,
        title=module.title,
        description=shorten(markup.plain(summary)),
        html=site.page("module.html.jinja", uri, module=module),
        search=site.page("search-module.html.jinja", uri, module=module),
        source="course.yml",
    )


def _catalogue_page(site: Site) -> Page:
    course = site.course
    return Page(
        src_uri=CATALOGUE,
        title=site.gettext("All scenarios"),
        description=shorten(
            site.ngettext(
                "The one scenario of “%(course)s”.",
                "All %(count)s scenarios of “%(course)s”.",
                len(course.scenarios),
            )
        ),
        html=site.page("catalogue.html.jinja", CATALOGUE, filters=_filters(course)),
        search=site.searchable(site.gettext("All scenarios"), site.gettext("Catalogue, filters")),
    )


def _filters(course: Course) -> dict[str, tuple[str, ...]]:
    """The values that each filter of the catalogue offers; a filter with one value helps nobody."""
    scenarios = course.scenarios
    values: dict[str, set[str | None]] = {
        "department": {s.department for s in scenarios},
        "channel": {s.channel for s in scenarios},
        "customer": {s.customer for s in scenarios},
        "difficulty": {str(s.difficulty) for s in scenarios if s.difficulty},
        "tag": {tag for s in scenarios for tag in s.tags},
    }
    offered = {
        name: tuple(sorted((v for v in found if v), key=lambda v: (v.casefold(), v)))
        for name, found in values.items()
    }
    return {name: found for name, found in offered.items() if len(found) > 1}


def _tags_page(site: Site) -> Page:
    by_tag: dict[str, list[Scenario]] = {}
    for scenario in site.course.scenarios:
        for tag in dict.fromkeys(scenario.tags):
            by_tag.setdefault(tag, []).append(scenario)
    tags = dict(sorted(by_tag.items(), key=lambda entry: entry[0].casefold()))
    anchors = _unique_slugs(tags)
    return Page(
        src_uri=TAGS,
        title=site.gettext("Topics"),
        description=shorten(site.gettext("Topics of “%(course)s” and their scenarios.")),
        html=site.page(
            "tags.html.jinja",
            TAGS,
            tags=tags,
            anchors=anchors,
            modules={module.id: module for module in site.course.modules},
        ),
        search=site.searchable(site.gettext("Topics"), site.gettext("Tags")),
        outline=tuple(Heading(anchors[tag], tag) for tag in tags),
        contents=False,  # the page begins with one of its own
    )


def _unique_slugs(names: Iterable[str]) -> dict[str, str]:
    """An anchor for each name: two names that make the same slug are numbered."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        base = f"tag-{slug(name)}"
        numbered = (f"{base}-{number}" for number in count(2))
        slugs[name] = next(anchor for anchor in chain([base], numbered) if anchor not in taken)
        taken.add(slugs[name])
    return slugs


def _cards_page(site: Site, cards: CardFiles | None) -> Page:
    return Page(
        src_uri=CARDS,
        title=site.gettext("Cards"),
        description=shorten(site.gettext("Printable scenario cards of “%(course)s”.")),
        html=site.page("cards.html.jinja", CARDS, cards=cards),
        search=site.searchable(
            site.gettext("Cards"),
            site.gettext("Printable cards, PDF, workshop, A4, Letter"),
        ),
        outline=(
            Heading("download", site.gettext("Download")),
            Heading("print", site.gettext("How to print")),
            Heading("play", site.gettext("How to use them")),
        ),
    )


def _workshop_page(site: Site, cards: CardFiles | None) -> Page:
    kit = cards.kit if cards else None
    return Page(
        src_uri=WORKSHOP,
        title=site.gettext("Workshop"),
        description=shorten(site.gettext("Everything to run a workshop with “%(course)s”.")),
        html=site.page("workshop.html.jinja", WORKSHOP, kit=kit),
        search=site.searchable(
            site.gettext("Workshop"),
            site.gettext("Facilitator’s guide, slides, cards, worksheets, print, duplex"),
        ),
        outline=(
            Heading("download", site.gettext("Download")),
            *([Heading("contents", site.gettext("What is in it"))] if kit else ()),
            Heading("edge", site.gettext("Which edge?")),
        ),
    )
