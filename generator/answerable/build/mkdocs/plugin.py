"""The MkDocs plugin: passes the pages of a `Course` to MkDocs.

In mkdocs.yml:

    plugins:
      - search
      - answerable:
          scenarios: scenarios   # the course folder, beside mkdocs.yml
          embedded_in: []        # sites that may show the course in a frame (see `project`)

The navigation names generated pages as if they were files in `docs_dir`; an entry `"{modules}"`
stands for the pages of all modules. Scenario pages are never in the navigation.
"""

from __future__ import annotations

import datetime
import logging
import os
import posixpath
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import write_file

from answerable import site
from answerable.build.mkdocs import themescript
from answerable.build.mkdocs.everypage import banner_parts, footer_links
from answerable.build.mkdocs.frames import Finish, Frames, addresses
from answerable.build.mkdocs.handwritten import choose_pages
from answerable.build.mkdocs.job import PREVIEW, Job, Medium
from answerable.build.mkdocs.localise import localise
from answerable.build.mkdocs.ownpictures import OwnPictures, own_pictures
from answerable.build.mkdocs.project import offers
from answerable.build.mkdocs.readypage import ReadyPage
from answerable.build.mkdocs.searched import Searched, has_search, leave_out_theirs, replace_theirs
from answerable.build.mkdocs.shared import share_assets, tight
from answerable.build.mkdocs.templates import prepare_templates
from answerable.build.publish import offline
from answerable.build.publish.place import MARK, MARK_TEXT, cleaned_by_mkdocs
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Severity, render_text, short
from answerable.i18n import direction, translator
from answerable.source.read.folder import strange_files
from answerable.source.read.pages import read_page, time_limit, too_long

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

    from answerable.model import Course

log = get_plugin_logger("answerable")

MODULES = "{modules}"

_WORDS = "partials/languages"
"""The folder of a theme's own texts, with one file per language."""


class AnswerableConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs is untyped here
    """Options of the plugin in mkdocs.yml."""

    scenarios = config_options.Dir(exists=False, default="scenarios")
    embedded_in = config_options.ListOfItems(config_options.Type(str), default=[])


class AnswerablePlugin(BasePlugin[AnswerableConfig]):  # type: ignore[no-untyped-call]
    """Reads the course once per build, and adds its pages, assets and theme parts."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self.course: Course | None = None
        self.untranslated: set[str] = set()
        self.with_theme_script: set[str] = set()
        self._replaced: set[str | None] = set()
        self.titles_in_original: frozenset[str] = frozenset()
        self.serving = False
        self.remaining: dict[str, site.Recipe[bytes]] = {}
        self.shared: dict[str, site.Recipe[bytes]] = {}
        self._time = ExitStack()

    @property
    def folder(self) -> Path:
        """The course folder, as the short path that messages show."""
        return short(Path(self.config.scenarios))

    def strange_files(self, config: MkDocsConfig) -> tuple[Diagnostic, ...]:
        """Problems with files that may not be published, or that would make MkDocs run forever."""
        project = Path(config.config_file_path or ".").parent
        return strange_files(short(Path(config.docs_dir)), project)

    @property
    def _loaded(self) -> Course:
        if self.course is None:
            raise PluginError("the course is read in `on_config`, which has not run")
        return self.course

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        # Because this event is handled, MkDocs keeps the plugin, and so the last good course,
        # between rebuilds of `mkdocs serve`. It also keeps it between projects that one process
        # builds, so everything is reset here.
        self.serving = command == "serve"
        self.job = self.course = None

    @event_priority(100)  # before search does anything
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the course before MkDocs cleans anything; prepare theme, assets and navigation."""
        config.watch.append(self.config.scenarios)
        replace_theirs(config)
        if self.job:
            self.course = self.job.course
        else:
            if strange := self.strange_files(config):
                raise PluginError(render_text(strange))
            if not self.serving and (problem := cleaned_by_mkdocs(Path(config.site_dir))):
                raise PluginError(problem)
            self.course = self._load()
        self.titles_in_original = (
            localise(config, self._loaded, self._locale) if self._locale.folder else frozenset()
        )
        if config.nav is not None:
            modules = [site.MODULE.uri(module.id) for module in self._loaded.listed_modules]
            if site.has_modules_page(len(self._loaded.modules)):
                modules = [site.MODULES.uri()]
            config.nav = _with_modules(config.nav, modules)
        # The author's own theme folder comes first, then our templates, then Material's.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(site.THEME))
        language = self._loaded.language
        prepare_templates(config.theme)
        config.theme["language"] = _language_of_theme(config.theme.dirs, language)
        config.extra["said_by_course"] = {
            "language": language,
            "direction": direction(language),
        }
        config.extra["to_original"] = "/.." if self._locale.folder else ""
        config.site_name = escape(self._loaded.name)
        replaced = {_THEMES_ICON, config.theme.get("logo"), config.theme.get("favicon")}
        if self._loaded.logo:
            config.theme["logo"], config.theme["favicon"] = site.LOGO, site.ICONS[48]
            config.extra["touch_icon"] = site.ICONS[180]
            config.extra["logo_dark"] = self._loaded.logo_dark and site.LOGO_DARK
            root = (config.site_url or "").removesuffix(self._locale.folder)
            config.extra["share_picture"] = root and root + site.SHARE_PICTURE
        self._replaced = replaced - {config.theme.get("logo"), config.theme["favicon"]}
        brand = [site.BRAND] if site.course_styles(self._loaded) else []
        config.extra_css[:0] = ["assets/answerable.css", *brand]
        config.extra["colours"] = self._loaded.brand.colours.light
        self._site = site.Site(
            self._loaded,
            config.use_directory_urls,
            config.site_url or None,
            on_platform=self._medium.on_platform,
            assessed=offers(config.nav, site.ASSESSMENT.uri()),
            searched=has_search(config),
            cards=self.job.cards if self.job else None,
            above="../" if self._locale.folder else "",
        )
        if self._site.searched:
            config.extra["search"] = {
                "course": self._loaded.id,
                "folder": self._locale.folder,
                "page": self._site.path(site.SEARCH.uri()),
                "catalogue": self._site.path(site.CATALOGUE.uri()),
            }
        if site.has_feed(self._site):
            config.extra["feed"] = site.FEED
        self._extra_files = files_for(self._medium, config, self._loaded)
        config.extra["theme_script"] = themescript.on_all_pages(config)
        self.with_theme_script = set()
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
        leave_out_theirs(files)
        _leave_out_unnamed(files, self._replaced)
        pictures, unusable = own_pictures(files, config.docs_dir)
        if unusable:
            raise PluginError(render_text(unusable))
        self._pictures = OwnPictures(pictures)
        self.untranslated = choose_pages(files, course.languages, course.language)
        # Without a job, MkDocs was run directly; the mark lets the next build replace the folder.
        job = self.job or Job(course, files={MARK: MARK_TEXT})
        contents = {**site.files_of(self._site), **job.files, **self._extra_files}
        for path, content in contents.items():
            files.append(File.generated(config, path, content=content))
        self._frames = Frames(config)
        for page in (*site.render_pages(self._site), *job.pages):
            if files.get_file_from_path(page.src_uri) is not None:
                raise PluginError(
                    f"{page.src_uri} in {config.docs_dir} has the name of a generated page: rename "
                    "it."
                )
            if framed := self._frames.file_of(page):
                files.append(framed)
            else:
                files.append(ReadyPage(page, self._file_of(page, config), config).file)
        return files

    def _file_of(self, page: site.Page, config: MkDocsConfig) -> File:
        inclusion = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.src_uri, content="", inclusion=inclusion)
        # “Edit this page” links to the scenario's own file.
        source = page.source and Path(self.config.scenarios, page.source)
        file.edit_uri = source and Path(os.path.relpath(source, config.docs_dir)).as_posix()
        return file

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Refuse hand-written pages that can't be rendered, and limit the time of the others."""
        self._time.close()
        if isinstance(page, ReadyPage) or page.file.abs_src_path is None:
            return
        text = read_page(Path(page.file.abs_src_path), page.file.src_uri)
        if isinstance(text, Diagnostic):
            raise PluginError(render_text([text]))
        slow = PluginError(render_text([too_long(page.file.src_uri)]))
        self._time.enter_context(time_limit(slow))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put pages outside the menu below pages in it, so that the menu shows where you are."""
        self._nav, self._files = nav, files
        for file in files:
            if isinstance(file.page, ReadyPage):
                self._put_below(file.page)
        return nav

    def _put_below(self, page: ReadyPage) -> None:
        parent = self._files.get_file_from_path(page.ready.below) if page.ready.below else None
        if parent and parent.page:
            # MkDocs declares that parents are sections, but this works with it and themes.
            page.parent = parent.page  # type: ignore[assignment]

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Fill in the markers of hand-written pages."""
        self._time.close()
        if isinstance(page, ReadyPage):
            return html
        if page.is_homepage and "<h1" not in html:
            html = f"<h1>{escape(self._loaded.title)}</h1>\n{html}"
        if page.meta.get("unlisted") in (True, "yes"):
            page.meta["robots"], page.meta["search"] = "noindex", {"exclude": True}
        if config.extra["theme_script"] or themescript.on_page(html, config):
            self.with_theme_script.add(page.file.src_uri)
        else:
            html = themescript.with_boxes(html)
        to_shared = partial(self._site.to_shared, page=page.url)
        expanded, unknown = site.expand_markers(
            self._pictures.shown(html, page.url, to_shared),
            self._site,
            page.file.src_uri,
            translated=page.file.src_uri not in self.untranslated,
        )
        for name in unknown:
            log.warning(
                "%s: there is no marker “answerable: %s”. The markers are: %s.",
                page.file.src_uri,
                name,
                ", ".join(site.MARKERS),
            )
        return expanded

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Give the theme's templates what they use.

        All pages are read by now, and no file is written yet.
        """
        if not (config.extra["theme_script"] or self.with_theme_script):
            themescript.leave_out(files)
        pages = (files.get_file_from_path(uri) for uri in self.untranslated)
        titles = {str(file.page.title) for file in pages if file and file.page}
        self.titles_in_original |= site.titles_in_original(self._loaded)
        self.titles_in_original |= titles - set(self._loaded.terms.values())
        words = self._loaded.words
        env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        env.globals["counted"] = partial(site.counted, self._loaded.language)
        env.globals["missing_in"] = self._missing_in()
        if self._locale.folder:
            share_assets(env, self._locale.folder)
        env.globals["banner"] = tuple(banner_parts(self._loaded, files))
        env.globals["footer_links"] = tuple(footer_links(self._loaded, files))
        parts = env.get_template("partials/parts.html").render(config=config)
        files.src_uris[site.PARTS].content_bytes = site.parts_file(self._site, parts)
        self._env = env
        marked = self.titles_in_original if self._locale.folder else ()
        self._finish = Finish(self._loaded, frozenset(marked))
        self._searched = Searched() if self._site.searched else None
        return env

    @property
    def _medium(self) -> Medium:
        return self.job.medium if self.job else PREVIEW

    @property
    def _locales(self) -> tuple[site.Locale, ...]:
        """All locales of the build; empty if MkDocs runs without a job."""
        return site.locales(self.job.course.languages) if self.job else ()

    @property
    def _locale(self) -> site.Locale:
        """The locale that this run builds."""
        return site.locale_of(self._loaded) if self.job else site.Locale(self._loaded.language, "")

    def _has(self, other: site.Locale, page: site.Page) -> bool:
        """Whether a locale has one of this locale's generated pages too."""
        course = self.job.locales.get(other) if self.job else None
        if course and course.partial and not page.kind.in_partial_languages:
            return other == self._locale
        return not page.kind.in_one_language

    def _missing_in(self) -> list[dict[str, Any]]:
        """The languages of the 404 page, this locale's first; the original's page has them all."""
        own = self._locale
        others = [one for one in self._locales if one != own and not own.folder]
        return [
            {
                "language": one.language,
                "direction": direction(one.language),
                "folder": one.folder if one != own else "",
                "gettext": translator(one.language).gettext,
            }
            for one in (own, *others)
        ]

    def on_page_context(
        self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, **_: Any
    ) -> Any:
        """Give templates the page as it is shown, and search what it may know of it."""
        locale = self._locale
        root = config.site_url and config.site_url.removesuffix(locale.folder)
        ready = page.ready if isinstance(page, ReadyPage) else None
        context["page_in_languages"] = site.page_in_languages(
            [one for one in self._locales if ready is None or self._has(one, ready)],
            locale,
            page.url,
            root or None,
        )
        if isinstance(page, ReadyPage):
            context["page"] = page.as_shown()
        elif self._searched:
            untranslated = page.file.src_uri in self.untranslated
            original = self._loaded.original.language
            self._searched.add(page, original if untranslated else "")
        context["theme_script"] = page.file.src_uri in self.with_theme_script
        context["course_script"] = site.needs_course_script(context["page"].content or "")
        return context

    def on_post_page(self, output: str, /, **_: Any) -> str:
        """Finish a page that the theme has rendered."""
        return self._finish(tight(output))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Say how the other files are made, now that all pages are known. If MkDocs was run
        directly, write them.
        """
        rendered = partial(self._rendered, config=config)
        self.remaining = self._frames.pages(self._files, rendered, self._finish)
        self.remaining |= site.data_files(self._site)
        if self._searched:
            self.remaining |= self._searched.files(self._loaded, self._files)
        self.shared = site.media_files(self._loaded) | self._pictures.files()
        if not self.job:
            for path, recipe in (self.remaining | self.shared).items():
                write_file(recipe.make(), str(Path(config.site_dir, path)))

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Give the site map the addresses of all pages, also those that MkDocs doesn't build."""
        context["addresses"] = partial(addresses, self._files, config)
        return context

    def _rendered(self, page: site.Page, config: MkDocsConfig) -> str:
        """A page in the theme, as MkDocs renders it."""
        shown = ReadyPage(page, self._file_of(page, config), config)
        shown.read_source(config)
        shown.render(config, self._files)
        self._put_below(shown)
        shown.active = True
        try:
            context = get_context(self._nav, self._files, config, shown)
            context = self.on_page_context(context, page=shown, config=config)
            return tight(self._env.get_template("main.html").render(context))
        finally:
            shown.active = False


def _leave_out_unnamed(files: Files, names: Collection[str | None]) -> None:
    """Leave files out of the site that the author's own pages, styles and scripts don't name."""
    texts = [file.content_bytes for file in files if file.src_uri.endswith(_NAMING)]
    for name in filter(None, names):
        file = files.get_file_from_path(name)
        if file and not any(posixpath.basename(name).encode() in text for text in texts):
            files.remove(file)


def files_for(medium: Medium, config: MkDocsConfig, course: Course) -> Mapping[str, bytes]:
    """Set up the theme for where the site is read. Returns extra files that it then loads."""
    files: dict[str, bytes] = {}
    if medium.installable:
        icons = {config.theme["favicon"]: "any"}
        if course.logo:
            icons = {path: f"{side}x{side}" for side, path in site.ICONS.items()}
        manifest = offline.manifest(course, icons)
        config.extra["service_worker"] = offline.WORKER
        config.theme.static_templates.add(offline.FALLBACK)
        files[offline.MANIFEST] = manifest.encode()
    features = config.theme.get("features") or []
    others = [one for one in features if not one.startswith(_INSTANT)]
    # Our own script swaps pages, for less: the theme's has each page work out its styles once more.
    # On a platform each page is loaded.
    config.extra["swaps_pages"] = others != features and not medium.on_platform
    config.theme["features"] = others
    return files


_NAMING = (".md", ".html", ".css", ".js")
"""The ends of files that may name others."""

_INSTANT = "navigation.instant"
_THEMES_ICON = "assets/images/favicon.png"


def _language_of_theme(folders: Iterable[str], language: str) -> str:
    """The language for the theme's own texts: `language`, the same without a region, or English,
    whichever the theme has first.
    """
    files = (file for folder in folders for file in Path(folder, _WORDS).glob("*.html"))
    known = {file.stem.lower(): file.stem for file in files}
    tag = language.lower()
    return known.get(tag) or known.get(tag.partition("-")[0], "en")


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
            title: _together(modules) if entry == MODULES else _with_modules(entry, modules)
            for title, entry in nav.items()
        }
    return nav


def _together(modules: list[str]) -> Any:
    """What a title for all modules stands for: a section of them, or the one page of them all."""
    return modules[0] if modules == [site.MODULES.uri()] else list(modules)
