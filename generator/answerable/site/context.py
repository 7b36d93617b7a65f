"""What all pages share: the course, the addresses, and rendering templates as page content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain, count
from urllib.parse import urljoin

from markupsafe import Markup

from answerable.i18n import Terminology, Translator
from answerable.items.pool import Pool
from answerable.model import Course, Scenario
from answerable.site.locales import locale_of
from answerable.site.media import figure, player
from answerable.site.page import CardFiles, Heading, Page, relative_url, site_path
from answerable.site.recipe import Recipe, key_of
from answerable.site.search import Findable
from answerable.site.sitemap import MODULE, QUIZ, SCENARIO, TOPIC, PageKind
from answerable.site.templates import environment, slug
from answerable.site.tracked import tracked

DESCRIPTION_LENGTH = 155
"""How many characters of a page's description search engines show."""

PORTION = 100
"""How many scenarios a page or a file of a large course lists."""

PORTIONS = "course/"
"""The folder of the files that list the scenarios of a large course, below a locale's root."""

_BLANK_LINES = re.compile(r"\n\s*\n")  # a Markdown engine would end a block of HTML there


@dataclass(frozen=True)
class Site:
    """What all pages share: the course, its words, and the addresses.

    `directory_urls` is MkDocs' `use_directory_urls`, `base_url` the address of the site. With
    `on_platform`, the site is part of a package for a learning platform, and reports results to it.
    Without `assessed`, no page leads to the assessment and its certificate. Without `searched`,
    there is no page for search. Without `cards`, the site explains how to make them. `above` leads
    from its root to that of the site in the original language. `portion` is how many scenarios a
    page or a file lists at once.
    """

    course: Course
    directory_urls: bool = True
    base_url: str | None = None
    on_platform: bool = False
    assessed: bool = True
    searched: bool = True
    cards: CardFiles | None = None
    above: str = ""
    portion: int = field(default_factory=lambda: PORTION)

    def is_long(self, scenarios: Sequence[object]) -> bool:
        """Whether there are more scenarios than a page lists at once."""
        return len(scenarios) > 3 * self.portion

    @cached_property
    def is_large(self) -> bool:
        """Whether the course has more scenarios than a page lists at once."""
        return self.is_long(self.course.scenarios)

    @cached_property
    def original(self) -> Site:
        """The same site with the course in its original language."""
        return replace(self, course=self.course.original)

    @cached_property
    def around(self) -> Site:
        """The same site without anything that depends on its scenarios: what their pages are made
        from, besides the scenarios themselves.
        """
        return replace(self, course=_emptied(self.course), cards=None)

    @cached_property
    def key(self) -> str:
        """A key for all that the site says."""
        rest = replace(self, course=Course(id="x", title="", language=""))
        return key_of(self.course.model_dump_json(), repr(rest))

    def gettext(self, text: str, **gaps: object) -> str:
        """A text of the interface in the course's language; `%(course)s` is the course's title."""
        return self._words.gettext(text) % (gaps | {"course": self.course.title})

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A text that depends on a number, which fills `%(count)s`; `%(course)s` is the title."""
        words = self._words.ngettext(one, many, count)
        return words % {"count": count, "course": self.course.title}

    @property
    def _words(self) -> Translator:
        return self.course.words

    def untranslated(self, body: Markup, note: str) -> Markup:
        """A part of a page in the original language, with a note that says so."""
        template = environment(self.course.language, self.course.terminology).get_template(
            "untranslated.html.jinja"
        )
        language = self.course.original.language
        return Markup(template.render(body=body, note=note, language=language))  # noqa: S704

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """For each scenario, by its id, a key for all that is known of it."""
        scenarios = self.course.scenarios + self.course.unlisted
        return {one.id: key_of(one.model_dump_json()) for one in scenarios}

    @cached_property
    def pool(self) -> Pool:
        """All items with a score."""
        return Pool(self.course)

    @cached_property
    def keys_with_items(self) -> Mapping[str, str]:
        """For each scenario, by its id, a key for it and its items in the pool."""
        return dict(self.keys) | {
            name: key_of(*(what + self.keys[one.id] for what, one in self.pool.made_from(name)))
            for name in self.pool
        }

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """The ids of the scenarios that only have their page."""
        return frozenset(scenario.id for scenario in self.course.unlisted)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many scenarios each module has, by its id."""
        return {module.id: len(module.scenarios) for module in self.course.modules}

    @cached_property
    def hues(self) -> Mapping[str, str]:
        """The CSS class that gives each module its colour, by the module's id."""
        count = len(self.course.brand.colours.hues)
        return {one.id: f"an-hue-{one.place % count}" for one in self.course.modules}

    def tracked(self, scenarios: Iterable[Scenario]) -> str:
        """How a page names these scenarios to the script: see `tracked.tracked`."""
        return " ".join(tracked(one, self.pool.get(one.id, ())) for one in scenarios)

    @cached_property
    def tagged(self) -> Mapping[str, Sequence[Scenario]]:
        """The scenarios of each topic."""
        found: dict[str, list[Scenario]] = {}
        for scenario in self.course.scenarios:
            for tag in dict.fromkeys(scenario.tags):
                found.setdefault(tag, []).append(scenario)
        return dict(sorted(found.items(), key=lambda entry: entry[0].casefold()))

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """What addresses name each topic by: its slug, numbered if another has the same."""
        slugs: dict[str, str] = {}
        taken: set[str] = set()
        for tag in self.tagged:
            base = slug(tag)
            numbered = (f"{base}-{number}" for number in count(2))
            slugs[tag] = next(one for one in chain([base], numbered) if one not in taken)
            taken.add(slugs[tag])
        return slugs

    def path(self, src_uri: str) -> str:
        return site_path(src_uri, directory_urls=self.directory_urls)

    def address(self, src_uri: str) -> str:
        """Where a page is published; without a `base_url`, from the root of the site."""
        return urljoin(self.base_url or "", self.path(src_uri))

    def to_shared(self, path: str, page: str) -> str:
        """The address on a page of a file that all languages share."""
        return self.above + relative_url(path, page)

    def make(
        self,
        kind: PageKind,
        of: str = "",
        *,
        title: str = "",
        description: str,
        words: str = "",
        found: Findable | None = None,
        outline: tuple[Heading, ...] = (),
        below: str | None = None,
        shows: Iterable[Scenario] | None = None,
        near: object = None,
        **values: object,
    ) -> Page:
        """Make a page of this kind; `of` is the module's id if each module has such a page.

        `words` are what search finds the page by besides its title, unless `found` gives all that
        it may know; `values` go to the template. A page that `shows` some scenarios gets to know no
        others, and is made again only if these change, or what is `near`: all else in its values,
        in a form that can be compared.
        """
        uri = kind.uri(of)
        title = title or self.gettext(kind.title)
        known = found or self._found_by(kind, title, words)
        if shows is None:
            html = self.page(kind.template, uri, terms=None, **values)
            recipe = Recipe(lambda: html)
        else:
            recipe = self.listing(kind.template, uri, shows, near, **values)
        return Page(
            kind=kind,
            src_uri=uri,
            title=title,
            description=shorten(description),
            recipe=recipe,
            findable=Recipe(lambda: known) if known else None,
            outline=outline,
            source=kind.source,
            below=below,
        )

    def listing(
        self,
        template: str,
        src_uri: str,
        shows: Iterable[Scenario],
        near: object = None,
        **values: object,
    ) -> Recipe[Markup]:
        """What renders a template that gets to know no other scenarios: see `make`."""
        shows = tuple(shows)
        unlisted = [one.id for one in shows if one.id in self.unlisted]
        shared = {"large": self.is_large, "sizes": self.sizes, "unlisted": unlisted}
        key = key_of(
            self.around.key,
            template,
            src_uri,
            repr((shared, near)),
            *(self.keys_with_items[one.id] for one in shows),
        )
        values |= shared | {"tracked": self.tracked}
        return Recipe(partial(self.around.page, template, src_uri, terms=None, **values), key)

    def _found_by(self, kind: PageKind, title: str, words: str) -> Findable | None:
        return (
            Findable(title, keywords=(words,) if words else ())
            if kind.listed and kind.of != "part"
            else None
        )

    def page(
        self, template: str, src_uri: str, *, terms: Terminology | None = None, **values: object
    ) -> Markup:
        """Render a template as the content of the page at `src_uri`.

        `terms` are the words for its topic, if they aren't the course's.
        """
        here = self.path(src_uri)
        to_shared = partial(self.to_shared, page=here)
        html = (
            environment(self.course.language, terms or self.course.terminology)
            .get_template(template)
            .render(
                {
                    "course": self.course,
                    "to_page": lambda uri: relative_url(self.path(uri), here),
                    "to_file": partial(relative_url, page=here),
                    "to_original": lambda uri: relative_url(
                        self.path(uri), locale_of(self.course).folder + here
                    ),
                    "to_shared": to_shared,
                    "show": partial(figure, to_file=to_shared),
                    "play": partial(
                        player,
                        to_file=to_shared,
                        said=self.gettext("What is said"),
                        happens=self.gettext("What happens in the film"),
                        unreachable=self.gettext(
                            "This can’t be played now. Without a connection, you can read it here."
                        ),
                    ),
                    "module_uri": MODULE.uri,
                    "scenario_uri": SCENARIO.uri,
                    "quiz_uri": QUIZ.uri,
                    "tracked": self.tracked,
                    "large": self.is_large,
                    "sizes": self.sizes,
                    "unlisted": self.unlisted,
                    "portions": PORTIONS,
                    "searched": self.searched,
                    "topic_uri": TOPIC.uri,
                    "hues": self.hues,
                    "on_platform": self.on_platform,
                    "assessed": self.assessed,
                },
                **values,
            )
        )
        # The template has escaped it.
        return Markup(_BLANK_LINES.sub("\n", html).strip())  # noqa: S704


def _emptied(course: Course) -> Course:
    """A course without its scenarios."""
    modules = tuple(
        one.model_copy(update={"scenarios": (), "unlisted": ()}) for one in course.modules
    )
    original = course.translation_of and _emptied(course.translation_of)
    return course.model_copy(update={"modules": modules, "translation_of": original})


def shorten(text: str, most: int = DESCRIPTION_LENGTH) -> str:
    """Cut a text after a whole word, to at most `most` characters: by default, a description's."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
