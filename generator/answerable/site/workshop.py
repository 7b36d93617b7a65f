"""The facilitator's guide as a page. Learners see no link to it: it gives all answers away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from answerable.handouts.typeset import blocks
from answerable.handouts.typeset.texts import Text
from answerable.handouts.workshop.guide import guide
from answerable.handouts.workshop.plan import plan_workshop
from answerable.model.markup import Node, html_of
from answerable.site.context import Site, shorten
from answerable.site.page import Heading, Page
from answerable.site.recipe import Recipe
from answerable.site.sitemap import WORKSHOP_GUIDE


def guide_page(site: Site) -> Iterator[Page]:
    """The guide to a workshop of 90 minutes for 16 people; nothing for a course without scenarios.

    In a translation it covers the translated scenarios, like the kit's guide. Before any scenario
    is translated, it is the original's guide.
    """
    speaking = site if site.course.translated.scenarios else site.original
    course = speaking.course.translated
    if not course.scenarios:
        return
    sheet = guide(course, plan_workshop(course))
    shown = tuple(_without_pages(sheet.blocks))
    title = sheet.title.plain
    html = speaking.page(
        WORKSHOP_GUIDE.template,
        WORKSHOP_GUIDE.uri(),
        title=title,
        blocks=[(type(block).__name__, block) for block in shown],
        led=led,
    )
    if speaking is not site:
        note = site.gettext("This page hasn’t been translated yet. You see the original.")
        html = site.untranslated(html, note)
    yield Page(
        kind=WORKSHOP_GUIDE,
        src_uri=WORKSHOP_GUIDE.uri(),
        title=title,
        description=shorten(site.gettext("How to run a workshop with “%(course)s”.")),
        recipe=Recipe(lambda: html),
        findable=None,
        outline=tuple(
            Heading(block.id, block.text.plain)
            for block in shown
            if isinstance(block, blocks.SectionHead) and block.id
        ),
    )


def _without_pages(of: Iterable[blocks.Block]) -> Iterator[blocks.Block]:
    """The blocks without what only decides how they are spread over pages."""
    for block in of:
        if isinstance(block, blocks.Whole):
            yield from _without_pages(block.blocks)
        elif not isinstance(block, blocks.NewPage):
            yield block


def led(text: Text, label: Text | None = None) -> Markup:
    """A text as HTML, with a bold label at the start of its first line."""
    if label is None:
        return html_of(text.nodes)
    start: list[Node] = [
        {"t": "strong", "c": [{"t": "text", "v": label.plain}]},
        {"t": "text", "v": " "},
    ]
    first, *others = text.nodes
    if first["t"] == "p":
        return html_of([first | {"c": [*start, *first["c"]]}, *others])
    return html_of([{"t": "p", "c": start}, first, *others])
