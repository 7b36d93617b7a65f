"""Pages that list scenarios: the catalogue, modules, topics. Long lists have several pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from answerable.model import Course, Module, Scenario, markup
from answerable.site.context import Site
from answerable.site.page import Heading, Page
from answerable.site.search import Findable, SearchText
from answerable.site.sitemap import (
    CATALOGUE,
    CATALOGUE_PART,
    MODULE,
    MODULE_PART,
    MODULES,
    TAGS,
    TOPIC,
)

MOST_IN_MENU = 8
"""A menu with more modules leads to a page of modules instead."""


@dataclass(frozen=True, slots=True)
class Portion:
    """One page of a list that has `total` of them, with what it lists. Numbers begin with 1."""

    number: int
    total: int
    scenarios: Sequence[Scenario]
    uri_of: Callable[[int], str]

    @property
    def is_first(self) -> bool:
        return self.number == 1


def _parts(
    site: Site, scenarios: Sequence[Scenario], uri_of: Callable[[int], str]
) -> Iterator[Portion]:
    """A list's pages; `uri_of` gives the `src_uri` of each, by its number."""
    size = site.portion if site.is_long(scenarios) else max(len(scenarios), 1)
    starts = range(0, max(len(scenarios), 1), size)
    for number, at in enumerate(starts, 1):
        yield Portion(number, len(starts), scenarios[at : at + size], uri_of)


def _catalogue_parts(site: Site) -> Iterator[Portion]:
    def uri_of(number: int) -> str:
        return CATALOGUE_PART.uri(str(number)) if number > 1 else CATALOGUE.uri()

    return _parts(site, site.course.scenarios, uri_of)


def catalogue_page(site: Site) -> Page:
    """The catalogue, or its first page."""
    course = site.course
    part = next(_catalogue_parts(site))
    filters = _filters(course)
    return site.make(
        CATALOGUE,
        description=site.ngettext(
            "The one scenario of “%(course)s”.",
            "All %(count)s scenarios of “%(course)s”.",
            len(course.scenarios),
        ),
        words=site.gettext("Catalogue, filters"),
        shows=part.scenarios,
        near=(part.number, filters),
        filters=filters,
        part=part,
        groups=_by_module(site, part.scenarios),
    )


def catalogue_parts(site: Site) -> Iterator[Page]:
    """The catalogue's other pages."""
    for part in _catalogue_parts(site):
        if not part.is_first:
            yield site.make(
                CATALOGUE_PART,
                str(part.number),
                title=_numbered(site, site.gettext(CATALOGUE.title), part),
                description=site.gettext("More scenarios of “%(course)s”."),
                below=CATALOGUE.uri(),
                shows=part.scenarios,
                near=part.number,
                part=part,
                groups=_by_module(site, part.scenarios),
            )


def _numbered(site: Site, title: str, part: Portion) -> str:
    return site.gettext("%(title)s, page %(number)s", title=title, number=part.number)


def _modules(site: Site) -> dict[str, Module]:
    """The modules by their ids, without scenarios."""
    return {module.id: module for module in site.around.course.modules}


def _by_module(
    site: Site, scenarios: Sequence[Scenario]
) -> list[tuple[Module, Sequence[Scenario]]]:
    modules = _modules(site)
    groups = groupby(scenarios, key=lambda one: one.module_id)
    return [(modules[module], list(group)) for module, group in groups]


def _filters(course: Course) -> dict[str, tuple[str, ...]]:
    """The values of each filter in the catalogue; filters with only one value are left out."""
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


def has_modules_page(modules: int) -> bool:
    """Whether a course with so many modules has a page of them, to which the menu leads."""
    return modules > MOST_IN_MENU


def modules_page(site: Site) -> Iterator[Page]:
    """The page of all modules, if there are too many for the menu."""
    if has_modules_page(len(site.course.modules)):
        yield site.make(MODULES, description=site.gettext("The modules of “%(course)s”."))


def module_pages(site: Site) -> Iterator[Page]:
    """The page of each module."""
    below = MODULES.uri() if has_modules_page(len(site.course.modules)) else None
    listed = site.course.listed_modules
    for module in site.course.modules:
        summary = module.summary or site.gettext("Scenarios on “%(module)s”.", module=module.title)
        texts = [markup.plain(text) for text in (summary, *module.objectives)]
        part = next(_module_parts(site, module))
        page = site.make(
            MODULE,
            module.id,
            title=module.title,
            description=markup.plain(summary),
            found=Findable(module.title, tuple(SearchText("text", one) for one in texts)),
            below=below,
            shows=part.scenarios,
            module=_modules(site)[module.id],
            part=part,
        )
        if module in listed:
            yield page
        else:
            yield replace(page, below=CATALOGUE.uri(), findable=None, unlisted=True)


def _module_parts(site: Site, module: Module) -> Iterator[Portion]:
    def uri_of(number: int) -> str:
        return MODULE_PART.uri(f"{module.id}.{number}") if number > 1 else MODULE.uri(module.id)

    return _parts(site, module.scenarios, uri_of)


def module_parts(site: Site) -> Iterator[Page]:
    """The other pages of modules with many scenarios."""
    for module in site.course.modules:
        for part in _module_parts(site, module):
            if not part.is_first:
                yield site.make(
                    MODULE_PART,
                    f"{module.id}.{part.number}",
                    title=_numbered(site, module.title, part),
                    description=site.gettext("Scenarios on “%(module)s”.", module=module.title),
                    below=MODULE.uri(module.id),
                    shows=part.scenarios,
                    near=part.number,
                    module=_modules(site)[module.id],
                    part=part,
                )


def tags_page(site: Site) -> Page:
    """The page of topics: with their scenarios, or with links to pages of their own."""
    topics = {} if site.is_large else site.topics
    return site.make(
        TAGS,
        description=site.gettext("Topics of “%(course)s” and their scenarios."),
        words=site.gettext("Tags"),
        outline=tuple(Heading(f"tag-{anchor}", tag) for tag, anchor in topics.items()),
        tags=site.tagged,
        topics=site.topics,
        modules={module.id: module for module in site.course.modules},
    )


def topic_pages(site: Site) -> Iterator[Page]:
    """The pages of each topic in a large course."""
    if not site.is_large:
        return
    for tag, scenarios in site.tagged.items():
        for part in _parts(site, scenarios, lambda number, tag=tag: topic_uri(site, tag, number)):  # type: ignore[misc]
            yield site.make(
                TOPIC,
                _topic(site, tag, part.number),
                title=tag if part.is_first else _numbered(site, tag, part),
                description=site.gettext("Scenarios on “%(module)s”.", module=tag),
                below=TAGS.uri(),
                shows=part.scenarios,
                near=(tag, part.number, part.total),
                tag=tag,
                part=part,
                modules=_modules(site),
            )


def topic_uri(site: Site, tag: str, number: int = 1) -> str:
    """The `src_uri` of a page of a topic."""
    return TOPIC.uri(_topic(site, tag, number))


def _topic(site: Site, tag: str, number: int) -> str:
    return f"{site.topics[tag]}.{number}" if number > 1 else site.topics[tag]
