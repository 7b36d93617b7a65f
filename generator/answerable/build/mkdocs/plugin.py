"""The MkDocs adapter: hands the pages of a `Course` to MkDocs. Everything else lives in the core.

In mkdocs.yml:

    plugins:
      - search
      - answerable:
          scenarios: scenarios   # the course folder, beside mkdocs.yml
          embedded_in: []        # sites that may show the course in a frame (see `project`)

The navigation names generated pages as if they were files in `docs_dir`; an entry `"{modules}"`
stands for one page a module. Scenario pages are never in the navigation.
"""

from __future__ import annotations

import datetime
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import pass_context
from markupsafe import Markup, escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from answerable import site
from answerable.authoring.translate.parts import untouched_page
from answerable.build.publish.place import MARK, MARK_TEXT, cleaned_by_mkdocs
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Severity, render_text, short
from answerable.i18n import direction, translator
from answerable.i18n.bidi import isolated
from answerable.site.templates import bytecode_cache
from answerable.source.read.folder import strange_files
from answerable.source.read.languages import language_of
from answerable.source.read.pages import read_page, time_limit, too_long

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from answerable.model import Course

log = get_plugin_logger("answerable")

MODULES = "{modules}"

_WORDS = "partials/languages"
"""Where a theme keeps its words, one file a language."""


class AnswerableConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs has it untyped
    """Options of the plugin in mkdocs.yml."""

    scenarios = config_options.Dir(exists=False, default="scenarios")
    embedded_in = config_options.ListOfItems(config_options.Type(str), default=[])


class ReadyPage(MkDocsPage):
    """A page whose content is made already: MkDocs must not run Markdown over it."""

    def __init__(self, page: site.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.ready = page

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = dict(self.ready.metadata)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = str(self.ready.html)
        self.toc = _outline(self.ready)
        self.present_anchor_ids = {heading.id for heading in self.ready.outline} | {"top"}


@dataclass(frozen=True)
class Given:
    """A checked course, to be built instead of one that is read, with more files and pages.

    It is built in all its languages, so that pages can lead across. `on_platform`: the site becomes
    part of a package for a learning platform.
    """

    course: Course
    files: Mapping[str, bytes] = field(default_factory=dict)
    cards: site.CardFiles | None = None
    pages: Sequence[site.Page] = ()
    on_platform: bool = False


IN_ORIGINAL = "titles_in_original"
"""Where `extra` holds the titles of the navigation that wait for their translation."""


class AnswerablePlugin(BasePlugin[AnswerableConfig]):  # type: ignore[no-untyped-call]
    """Reads the course once a build and adds its pages, assets and theme parts."""

    def __init__(self) -> None:
        self.given: Given | None = None
        self.course: Course | None = None
        self.untranslated: set[str] = set()
        self.titles_in_original: frozenset[str] = frozenset()
        self.serving = False
        self._time = ExitStack()
        self.frames: defaultdict[Hashable, dict[str, str]] = defaultdict(dict)

    @property
    def folder(self) -> Path:
        """The course folder, as short as messages can name it."""
        return short(Path(self.config.scenarios))

    def strange_files(self, config: MkDocsConfig) -> tuple[Diagnostic, ...]:
        """What may not be published, or would make MkDocs run without end."""
        project = Path(config.config_file_path or ".").parent
        return strange_files(short(Path(config.docs_dir)), project)

    @property
    def _loaded(self) -> Course:
        if self.course is None:
            raise PluginError("the course is read in `on_config`, which has not run")
        return self.course

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # Having this event also makes MkDocs keep the plugin, and so the last good course, from
        # one rebuild of `mkdocs serve` to the next; and from one project to another in a process
        # that builds several, hence the fresh start.
        self.serving = command == "serve"
        self.given = self.course = None

    @event_priority(100)  # the search asks the theme for its language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the course before MkDocs cleans anything; prepare theme, assets and navigation."""
        config.watch.append(self.config.scenarios)
        if self.given:
            self.course = self.given.course
        else:
            if strange := self.strange_files(config):
                raise PluginError(render_text(strange))
            if not self.serving and (problem := cleaned_by_mkdocs(Path(config.site_dir))):
                raise PluginError(problem)
            self.course = self._load()
        if config.nav is not None:
            modules = [f"modules/{module.id}.md" for module in self._loaded.modules]
            config.nav = _with_modules(config.nav, modules)
        # A theme folder of the author's own comes first, Material's templates after ours.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(site.THEME))
        language = self._loaded.language
        config.theme["language"] = _language_of_theme(config.theme.dirs, language)
        config.extra["said_by_course"] = {
            "language": language,
            "direction": direction(language),
            **_search_in(language),
        }
        config.extra_css.insert(0, "assets/answerable.css")
        config.extra_javascript.append("assets/answerable.js")
        self._site = site.Site(
            self._loaded,
            config.use_directory_urls,
            config.site_url or None,
            on_platform=self.given is not None and self.given.on_platform,
        )
        if site.has_feed(self._site):
            config.extra["feed"] = site.FEED
        return config

    def _load(self) -> Course:
        report = check_course(self.folder, datetime.date.today(), drafts=self.serving)
        broken = [d for d in report.diagnostics if d.severity is Severity.ERROR]
        if report.course is None:
            text = render_text(broken)
            if self.serving and self.course is not None:
                log.error("the last good pages stay up until this is fixed:\n%s", text)
                return self.course
            raise PluginError(text)
        for diagnostic in report.diagnostics:
            level = logging.WARNING if diagnostic.severity is Severity.WARNING else logging.INFO
            log.log(level, "%s", render_text([diagnostic]).rstrip())
        return report.course

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the assets; choose hand-written pages by language."""
        course = self._loaded
        self.untranslated = choose_pages(files, course.languages, course.language)
        # Without more, MkDocs builds by itself: the next build may replace what is marked.
        given = self.given or Given(course, {MARK: MARK_TEXT})
        for path, content in {**site.files_of(self._site), **given.files}.items():
            files.append(File.generated(config, path, content=content))
        for page in (*site.render_pages(self._site, given.cards), *given.pages):
            if files.get_file_from_path(page.src_uri) is not None:
                raise PluginError(
                    f"{page.src_uri} in {config.docs_dir} stands in the way of a generated page: "
                    "rename it."
                )
            files.append(self._file(page, config))
        return files

    def _file(self, page: site.Page, config: MkDocsConfig) -> File:
        inclusion = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.src_uri, content="", inclusion=inclusion)
        # “Edit this page” leads to the scenario's own file.
        source = page.source and Path(self.config.scenarios, page.source)
        file.edit_uri = source and Path(os.path.relpath(source, config.docs_dir)).as_posix()
        ReadyPage(page, file, config)
        return file

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Refuse hand-written pages that could not be laid out, and count the time of others."""
        self._time.close()
        if isinstance(page, ReadyPage) or page.file.abs_src_path is None:
            return
        text = read_page(Path(page.file.abs_src_path), page.file.src_uri)
        if isinstance(text, Diagnostic):
            raise PluginError(render_text([text]))
        slow = PluginError(render_text([too_long(page.file.src_uri)]))
        self._time.enter_context(time_limit(slow))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put pages that are not in the menu below those that are: it then shows where one is."""

        def put(uri: str, below: str) -> None:
            child, parent = files.get_file_from_path(uri), files.get_file_from_path(below)
            if child and child.page and parent and parent.page:
                # MkDocs knows sections alone as parents; it and themes ask for no more.
                child.page.parent = parent.page  # type: ignore[assignment]

        for scenario in (*self._loaded.scenarios, *self._loaded.retired):
            put(f"scenarios/{scenario.id}.md", f"modules/{scenario.module_id}.md")
        for module in self._loaded.modules:
            put(f"quiz/{module.id}.md", f"modules/{module.id}.md")
        put("certificate.md", "assessment.md")
        return nav

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill in the markers of hand-written pages."""
        self._time.close()
        if isinstance(page, ReadyPage):
            return html
        expanded, unknown = site.expand_markers(
            html,
            self._site,
            page.file.src_uri,
            translated=page.file.src_uri not in self.untranslated,
        )
        for name in unknown:
            log.warning(
                "%s: there is no marker “answerable: %s”. Known are: %s.",
                page.file.src_uri,
                name,
                ", ".join(site.MARKERS),
            )
        return expanded

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Let the theme's templates share what is the same on many pages (see theme/main.html)."""
        pages = (files.get_file_from_path(uri) for uri in self.untranslated)
        titles = {str(file.page.title) for file in pages if file and file.page}
        waiting = (titles - set(self._loaded.terms.values())).union(
            config.extra.get(IN_ORIGINAL, ())
        )
        self.titles_in_original = site.titles_in_original(self._loaded) | waiting
        env.bytecode_cache = bytecode_cache()
        words = translator(self._loaded.language)
        env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        env.globals["missing_in"] = self._missing_in()
        if self._edition.folder:
            share_assets(env, self._edition.folder)
        env.globals["shared"] = _each_anew
        self.frames = defaultdict(dict)
        return env

    @property
    def _editions(self) -> tuple[site.Edition, ...]:
        """All that are built, if it is more than one."""
        return site.editions(self.given.course.languages) if self.given else ()

    @property
    def _edition(self) -> site.Edition:
        """The one that is built."""
        language = self._loaded.language
        return next(
            (edition for edition in self._editions if edition.language == language),
            site.Edition(language, ""),
        )

    def _missing_in(self) -> list[dict[str, Any]]:
        """The languages in which the page for missing addresses speaks, this edition's first."""
        own = self._edition
        others = [one for one in self._editions if one != own and not own.folder]
        return [
            {
                "language": one.language,
                "direction": direction(one.language),
                "folder": one.folder if one != own else "",
                "gettext": translator(one.language).gettext,
            }
            for one in (own, *others)
        ]

    def _frame(self, page: ReadyPage) -> dict[str, str]:
        """Parts rendered already for pages that differ from this one in their content alone.

        Half of the time of a build goes into frames. They depend on the active section, on the
        outline if it is shown, and on how deep the address lies.
        """
        ready = page.ready
        return self.frames[id(page.parent), ready.outline, ready.contents, page.url.count("/")]

    # The search plugin reads `page.content` in its own handler of this event: it must see the
    # search text, and the template the page.

    @event_priority(100)
    def _before_search(
        self, /, context: Any, *, page: MkDocsPage, config: MkDocsConfig, **_: Any
    ) -> Any:
        edition = self._edition
        root = config.site_url and config.site_url.removesuffix(edition.folder)
        in_original_alone = page.file.src_uri == site.AUTHOR
        context["page_in_languages"] = site.page_in_languages(
            () if in_original_alone else self._editions, edition, page.url, root or None
        )
        if isinstance(page, ReadyPage):
            page.content = str(page.ready.search)
            page.meta["tags"] = [str(escape(tag)) for tag in page.ready.tags]
            if not page.ready.in_navigation:
                context["shared"] = partial(_once, self._frame(page))
        return context

    @event_priority(-100)
    def _after_search(self, /, context: Any, *, page: MkDocsPage, **_: Any) -> Any:
        if isinstance(page, ReadyPage):
            page.content = str(page.ready.html)
            del page.meta["tags"]
        context["course_script"] = site.needs_course_script(page.content or "")
        return context

    def on_post_page(self, output: str, /, **_: Any) -> str:
        """Say where titles wait for their translation; let numbers keep their direction where all
        else runs from right to left.
        """
        if self.titles_in_original and self._edition.folder:
            language = self._loaded.original.language
            output = site.with_languages(output, self.titles_in_original, language)
        return isolated(output) if direction(self._loaded.language) == "rtl" else output

    on_page_context = CombinedEvent(_before_search, _after_search)


SHARED = ("assets/answerable", "assets/stylesheets/", "assets/javascripts/bundle.")
"""What all editions of a course load from one place, the site's root: a second language then costs
a visitor nothing but its words, and the script finds the same root, and so the same progress."""


def share_assets(env: jinja2.Environment, folder: str) -> None:
    """Let the templates of the edition in this folder load what is shared from the folder above."""
    url, script_tag = env.filters["url"], env.filters["script_tag"]

    def above(address: str, value: str) -> str:
        if not value.startswith(SHARED):
            return address
        if address.startswith("/"):  # on the page for missing addresses
            return address.removesuffix(value).removesuffix(folder) + value
        return f"../{address}"

    @pass_context
    def shared_url(context: Any, value: str) -> str:
        return above(str(url(context, value)), str(value))

    @pass_context
    def shared_script_tag(context: Any, script: Any) -> Markup:
        tag, address = str(script_tag(context, script)), url(context, str(script))
        tag = tag.replace(f'src="{address}"', f'src="{above(str(address), str(script))}"')
        return Markup(tag)  # noqa: S704  # MkDocs has escaped it

    env.filters |= {"url": shared_url, "script_tag": shared_script_tag}


def _each_anew(name: str, render: Callable[[], str] | None = None, **block: Any) -> str:
    """What templates call as `shared` on a page with a frame of its own."""
    return (render or block["caller"])()


def _once(parts: dict[str, str], name: str, render: Any = None, **block: Any) -> str:
    """What templates call as `shared` on a page of many: render a part the first time only."""
    if name not in parts:
        parts[name] = _each_anew(name, render, **block)
    return parts[name]


def choose_pages(files: Files, languages: Sequence[str], language: str) -> set[str]:
    """Put `page.de.md` in the place of `page.md` in the German edition, and nowhere else.

    `languages` are those of the course, the original first. Returns the pages that are still in the
    original's words.
    """
    translations: dict[str, File] = {}
    for file in list(files.documentation_pages()):
        of_page = language_of(Path(file.src_uri))
        if of_page in languages:
            files.remove(file)
            original = file.src_uri.removesuffix(f".{of_page}.md") + ".md"
            if files.get_file_from_path(original) is None:
                log.warning("%s: there is no %s to translate.", file.src_uri, original)
            elif of_page == language:
                translations[original] = file
    untranslated: set[str] = set()
    for file in files.documentation_pages() if language != languages[0] else ():
        translation = translations.get(file.src_uri)
        if translation is None or _untouched(file, translation):
            untranslated.add(file.src_uri)
        else:
            file.abs_src_path = translation.abs_src_path
            file.edit_uri = translation.src_uri
    return untranslated


def _untouched(original: File, translation: File) -> bool:
    first, second = original.abs_src_path, translation.abs_src_path
    return first is not None and second is not None and untouched_page(Path(first), Path(second))


def _language_of_theme(folders: Iterable[str], language: str) -> str:
    """The language in which the theme has words: the wanted one, its like without a region, or
    English.
    """
    files = (file for folder in folders for file in Path(folder, _WORDS).glob("*.html"))
    known = {file.stem.lower(): file.stem for file in files}
    tag = language.lower()
    return known.get(tag) or known.get(tag.partition("-")[0], "en")


def _search_in(language: str) -> dict[str, str]:
    """A setting of the search: it knows Arabic, which the theme does not say."""
    return {"search.config.lang": "ar"} if language.partition("-")[0].lower() == "ar" else {}


def _with_modules(nav: Any, modules: list[str]) -> Any:
    """The navigation with `{modules}` replaced by the modules' pages."""
    if isinstance(nav, list):
        expanded: list[Any] = []
        for entry in nav:
            if entry == MODULES:
                expanded.extend(modules)
            else:
                expanded.append(_with_modules(entry, modules))
        return expanded
    if isinstance(nav, dict):
        return {
            title: list(modules) if entry == MODULES else _with_modules(entry, modules)
            for title, entry in nav.items()
        }
    return nav


def _outline(page: site.Page) -> TableOfContents:
    top = AnchorLink(title=str(escape(page.title)), id="top", level=1)
    for heading in page.outline:
        top.children.append(
            AnchorLink(title=str(escape(heading.title)), id=heading.id, level=heading.level)
        )
    return TableOfContents([top])
