"""Every kind of page that a site has, in one table: all else that lists pages reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from answerable.i18n import N_


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page.

    `address` is where it would be as a Markdown file; `{id}` there is the id of what it is `of`:
    one page a module, one a scenario, or one for all scenarios, if there are any. `title` is in
    English, and empty where each page has a title of its own. `below` is the page under which it is
    found, instead of in the navigation. A page that is not `listed` is for those who know its
    address. Without `contents`, the theme shows no table of contents next to it. `source` is the
    file to edit. What is `kept` is what browsers keep from the start, to be read without a
    connection. `on_demand`: a build has the page only if its author asks for it.
    """

    address: str
    template: str
    title: str = ""
    of: Literal["", "module", "scenario", "scenarios"] = ""
    below: PageKind | None = None
    listed: bool = True
    contents: bool = True
    source: str | None = None
    kept: bool = False
    on_demand: bool = False

    def uri(self, of: str = "") -> str:
        """Where the page of a module or scenario with the id `of` would be as a Markdown file."""
        return self.address.format(id=of)

    @property
    def in_navigation(self) -> bool:
        return self.listed and self.below is None


COURSE_FILE = "course.yml"

CATALOGUE = PageKind("scenarios/index.md", "catalogue.html.jinja", N_("All scenarios"), kept=True)
MODULE = PageKind("modules/{id}.md", "module.html.jinja", of="module", source=COURSE_FILE)
# Not under its module, so that moving a scenario keeps its address.
SCENARIO = PageKind("scenarios/{id}.md", "scenario.html.jinja", of="scenario", below=MODULE)
REVIEW = PageKind("review.md", "review.html.jinja", N_("Review"), kept=True)
PROGRESS = PageKind(  # which of its lists there are is decided in the browser
    "progress.md", "progress.html.jinja", N_("My progress"), contents=False, kept=True
)
QUIZ = PageKind(
    "quiz/{id}.md",
    "module-quiz.html.jinja",
    N_("Quiz: %(module)s"),
    of="module",
    below=MODULE,
    contents=False,
    source=COURSE_FILE,
)
ASSESSMENT = PageKind(
    "assessment.md",
    "assessment.html.jinja",
    N_("Assessment"),
    contents=False,
    source=COURSE_FILE,
)
CERTIFICATE = PageKind(
    "certificate.md", "certificate.html.jinja", N_("Certificate"), below=ASSESSMENT
)
TAGS = PageKind(  # it begins with a table of contents of its own
    "tags.md", "tags.html.jinja", N_("Topics"), contents=False
)
NEWS = PageKind("whats-new.md", "news.html.jinja", N_("What’s new"))
CARDS = PageKind("cards.md", "cards.html.jinja", N_("Cards"))
WORKSHOP = PageKind("workshop.md", "workshop.html.jinja", N_("Workshop"))
WORKSHOP_GUIDE = PageKind(
    "workshop-guide.md", "workshop-guide.html.jinja", of="scenarios", listed=False
)
AUTHOR = PageKind(  # in English, like all that authors read
    "author.md", "author.html.jinja", "Author’s page", listed=False, on_demand=True
)

PAGES = (
    CATALOGUE,
    MODULE,
    SCENARIO,
    REVIEW,
    PROGRESS,
    QUIZ,
    ASSESSMENT,
    CERTIFICATE,
    TAGS,
    NEWS,
    CARDS,
    WORKSHOP,
    WORKSHOP_GUIDE,
    AUTHOR,
)
"""All of them, in the order in which a site has them."""


def page_uris(modules: Iterable[str], scenarios: Iterable[str]) -> frozenset[str]:
    """The pages that a build makes unasked, by the ids of a course's modules and scenarios.

    A module without scenarios, which makes a course incomplete, counts like the others.
    """
    modules, scenarios = tuple(modules), tuple(scenarios)
    ids = {"": ("",), "module": modules, "scenario": scenarios, "scenarios": scenarios[:1]}
    return frozenset(kind.uri(one) for kind in PAGES if not kind.on_demand for one in ids[kind.of])
