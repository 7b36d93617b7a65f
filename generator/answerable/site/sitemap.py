"""Every kind of page that a site has, in one table that everything else reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from answerable.i18n import N_


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page.

    `address` is the path of its Markdown file, if it had one; `{id}` in it is the id of what it is
    `of`. There is one page per module, one per scenario, or one for all scenarios if there are any;
    pages of the kind “part” exist only in courses where a list is long.
    `title` is in English, and empty if each page has its own. `below` is the parent page, for pages
    outside the navigation. A page that isn't `listed` is only for people who know its address.
    Without `contents`, the theme shows no table of contents next to it. `source` is the file to
    edit. Browsers keep a page that is `kept` with the first page in its language, for use without a
    connection. A build makes a page `on_demand` only if the author asks for it.
    """

    address: str
    template: str
    title: str = ""
    of: Literal["", "module", "scenario", "scenarios", "part"] = ""
    below: PageKind | None = None
    listed: bool = True
    contents: bool = True
    source: str | None = None
    kept: bool = False
    on_demand: bool = False

    def uri(self, of: str = "") -> str:
        """The `src_uri` of the page, for the module or scenario with the id `of`."""
        return self.address.format(id=of)

    @property
    def in_one_language(self) -> bool:
        """Whether other languages have no page at the same address: a topic's is translated."""
        return self.on_demand or self is TOPIC

    @property
    def in_partial_languages(self) -> bool:
        """Whether partial translations have all these pages: some of their modules have no quiz,
        and their lists are shorter.
        """
        return self not in (QUIZ, CATALOGUE_PART, MODULE_PART)

    @property
    def in_navigation(self) -> bool:
        return self.listed and self.below is None


COURSE_FILE = "course.yml"

CATALOGUE = PageKind("scenarios/index.md", "catalogue.html.jinja", N_("All scenarios"), kept=True)
CATALOGUE_PART = PageKind(
    "catalogue/{id}.md", "catalogue-part.html.jinja", of="part", below=CATALOGUE
)
MODULES = PageKind("modules/index.md", "all-modules.html.jinja", N_("Modules"), of="part")
MODULE = PageKind("modules/{id}.md", "module.html.jinja", of="module", source=COURSE_FILE)
MODULE_PART = PageKind(
    "module-pages/{id}.md", "module-part.html.jinja", of="part", below=MODULE, contents=False
)
# Not under its module, so that moving a scenario keeps its address.
SCENARIO = PageKind("scenarios/{id}.md", "scenario.html.jinja", of="scenario", below=MODULE)
REVIEW = PageKind("review.md", "review.html.jinja", N_("Review"), kept=True)
PROGRESS = PageKind(  # the browser decides which lists it shows
    "progress.md", "progress.html.jinja", N_("My progress"), contents=False, kept=True
)
OWN_SCENARIO = PageKind(
    "own-scenario.md",
    "own-scenario.html.jinja",
    N_("Write your own scenario"),
    below=CATALOGUE,
    contents=False,
)
SELF_CHECK = PageKind(
    "self-check.md", "self-check.html.jinja", N_("Self-check"), below=PROGRESS, contents=False
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
ASSESSMENT_SHEET = PageKind(  # for browsers without JavaScript: no other has to load it
    "assessment-sheet.md",
    "assessment-sheet.html.jinja",
    N_("Assessment: worksheet"),
    below=ASSESSMENT,
    listed=False,
    contents=False,
)
CERTIFICATE = PageKind(
    "certificate.md", "certificate.html.jinja", N_("Certificate"), below=ASSESSMENT
)
TAGS = PageKind(  # it has its own table of contents
    "tags.md", "tags.html.jinja", N_("Topics"), contents=False
)
TOPIC = PageKind("topics/{id}.md", "topic.html.jinja", of="part", below=TAGS, contents=False)
SEARCH = PageKind(  # there is none if mkdocs.yml has no search
    "search.md",
    "search.html.jinja",
    N_("Search"),
    below=CATALOGUE,
    listed=False,
    contents=False,
    kept=True,
)
NEWS = PageKind("whats-new.md", "news.html.jinja", N_("What’s new"))
CARDS = PageKind("cards.md", "cards.html.jinja", N_("Cards"))
WORKSHOP = PageKind("workshop.md", "workshop.html.jinja", N_("Workshop"))
WORKSHOP_GUIDE = PageKind(
    "workshop-guide.md", "workshop-guide.html.jinja", of="scenarios", listed=False
)
AUTHOR = PageKind(  # in English, like everything that authors read
    "author.md", "author.html.jinja", "Author’s page", listed=False, on_demand=True
)

PAGES = (
    CATALOGUE,
    CATALOGUE_PART,
    MODULES,
    MODULE,
    MODULE_PART,
    SCENARIO,
    REVIEW,
    PROGRESS,
    OWN_SCENARIO,
    SELF_CHECK,
    QUIZ,
    ASSESSMENT,
    ASSESSMENT_SHEET,
    CERTIFICATE,
    TAGS,
    TOPIC,
    SEARCH,
    NEWS,
    CARDS,
    WORKSHOP,
    WORKSHOP_GUIDE,
    AUTHOR,
)
"""All kinds, in the order of a site's pages."""


def page_uris(modules: Iterable[str], scenarios: Iterable[str]) -> frozenset[str]:
    """The `src_uri` of all pages that every build makes, for modules and scenarios with these ids.

    A module without scenarios counts too, although it makes a course incomplete. Further pages of
    long lists are left out: nobody should link to them by hand.
    """
    modules, scenarios = tuple(modules), tuple(scenarios)
    ids: dict[str, tuple[str, ...]] = {
        "part": (),
        "": ("",),
        "module": modules,
        "scenario": scenarios,
        "scenarios": scenarios[:1],
    }
    return frozenset(kind.uri(one) for kind in PAGES if not kind.on_demand for one in ids[kind.of])
