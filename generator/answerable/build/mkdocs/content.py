"""Hand-written pages -> broken links and images without a description, before a site is built.

MkDocs renders the pages as in a build; links are checked against the names of files and pages. The
build finds the same problems in the finished site (see `build.publish.verify`); here they come with
file and line. Nothing that a project names is loaded, except preinstalled Markdown extensions.
"""

from __future__ import annotations

import pkgutil
import posixpath
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from selectolax.lexbor import LexborHTMLParser

from answerable import site
from answerable.build.mkdocs.engine import Records, mkdocs_log
from answerable.build.mkdocs.handwritten import choose_pages
from answerable.build.mkdocs.ownpictures import own_pictures
from answerable.build.mkdocs.programs import APPLY, NAME, TAGS, unknown_in_pages
from answerable.build.mkdocs.project import Project
from answerable.build.publish.pages import images_without_words, target_of
from answerable.build.publish.verify import image_without_words
from answerable.diagnostics import Diagnostic, Location, Severity, in_order, short
from answerable.diagnostics.failure import BuildFailed
from answerable.source.read.encoding import not_opened, split_lines
from answerable.source.read.pages import (
    MAX_SECONDS,
    MAX_TOGETHER,
    Patience,
    TooLongError,
    not_laid_out,
    read_page,
    time_limit,
    too_long,
    too_many,
)
from answerable.source.read.tagged import Tagged, config_problem

MAX_PAGES = 5_000
"""How many files `docs_dir` may contain."""

_SITE = "https://site.invalid/"  # stands for the site's root
_CORRECT = "Correct the link, or create what it points to."
_MADE_LATER = ("cards/", "workshop/", "search/", "assets/answerable", site.FEED, "sitemap.xml")
"""The paths of a build's files that aren't pages. Only the build can tell whether one exists."""


@dataclass(frozen=True)
class _Written:
    """A hand-written page in one locale: its file and lines, its address, and what was found in its
    HTML: headings, addresses, and images without a description.

    The HTML itself isn't kept: a parsed page takes a hundred times the memory of its text.
    """

    name: str
    lines: Sequence[str]
    src_uri: str
    address: str
    anchors: frozenset[str]
    leads_to: Sequence[str]
    without_words: Sequence[str]


@dataclass(frozen=True)
class _Targets:
    """What links may point to.

    `made` are the `src_uri` of generated pages, `addresses` the addresses of all pages and files,
    `anchors` the known headings by address, `later` how the addresses of other files begin.
    """

    made: frozenset[str]
    addresses: frozenset[str]
    anchors: Mapping[str, frozenset[str]]
    later: tuple[str, ...]


def check_pages(
    project: Project,
    languages: Sequence[str],
    modules: Iterable[str],
    scenarios: Iterable[str],
) -> tuple[Diagnostic, ...]:
    """AN414 and AN418 for the pages in the project's `docs_dir`, AN122 for its pictures; AN101,
    AN103 and AN427 for pages that can't be read.

    `languages` are those of the course, the original first; `modules` and `scenarios` are ids.
    Hooks, plugins and extensions that we don't know may change pages and links. None of them runs
    here: if there are any, nothing is checked, and AN425 says that only the build checks the pages.
    """
    if unknown := unknown_in_pages(project):
        return _unchecked(project, unknown)
    made = site.page_uris(modules, scenarios)
    try:
        with mkdocs_log(Records()):  # a build logs the same again
            pages, addresses, found = _read_pages(project, languages, made)
    except BuildFailed as given_up:
        return given_up.diagnostics
    folders = [locale.folder for locale in site.locales(languages)]
    targets = _Targets(
        made,
        addresses,
        {page.address: page.anchors for page in pages},
        tuple(folder + start for folder in folders for start in _MADE_LATER),
    )
    places = _Places()
    for page in pages:
        found += _wrong_links(page, targets, places)
        found += [
            image_without_words(address, places.of(page, address, image=True))
            for address in page.without_words
        ]
    return in_order(found)


def _unchecked(project: Project, unknown: Iterable[tuple[str, Location]]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            "AN425",
            Severity.NOTE,
            f"the pages in {project.docs_folder.as_posix()} aren't checked: only a build runs "
            f"{what}",
            where,
            "`answerable build` finds broken links in the finished site.",
        )
        for what, where in unknown
    )


def _read_pages(
    project: Project, languages: Sequence[str], made: Iterable[str]
) -> tuple[Sequence[_Written], frozenset[str], list[Diagnostic]]:
    """The pages of all locales, all addresses of the site, and why other pages can't be read.

    Raises `BuildFailed` with the findings so far if the rest would take too long.
    """
    config = _config(project)
    pages: list[_Written] = []
    addresses: set[str] = set()
    found: list[Diagnostic] = []
    patience = Patience()
    found += own_pictures(_files(project, config), config.docs_dir)[1]
    for locale in site.locales(languages):
        characters = 0
        files = _files(project, config)
        choose_pages(files, languages, locale.language)
        addresses |= {locale.folder + _url(config, uri) for uri in made}
        addresses |= {locale.folder + _url(config, file.src_uri) for file in files}
        for file in files.documentation_pages():
            read = _read(file, files, config, locale.folder, patience)
            if isinstance(read, Diagnostic):
                found.append(read)
                if read == too_long(read.location.path):  # other pages may take as long
                    raise BuildFailed(in_order(found))
                continue
            pages.append(read)
            characters += sum(map(len, read.lines))
            if characters > MAX_TOGETHER:
                raise BuildFailed(in_order([*found, too_many(project.docs_folder.as_posix())]))
    return pages, frozenset(addresses), found


def _files(project: Project, config: MkDocsConfig) -> Files:
    """The files in the project's `docs_dir`. Raises `BuildFailed` if there are too many."""
    try:
        with time_limit():
            files = get_files(config)
            set_exclusions(files, config)
    except TooLongError as error:
        message = "`exclude_docs`, `draft_docs` or `not_in_nav` takes too long to match"
        where = project.settings.where("exclude_docs")
        hint = "Use fewer `*`, or name fewer files."
        raise BuildFailed((config_problem(where, message, hint),)) from error
    if len(files) > MAX_PAGES:
        message = f"the site has {len(files):,} files, but only {MAX_PAGES:,} are allowed"
        where = Location(project.docs_folder.as_posix())
        raise BuildFailed((config_problem(where, message, "Split it into several courses."),))
    return files


def _config(project: Project) -> MkDocsConfig:
    """The settings for rendering pages, without any that would load the project's code.

    Raises `BuildFailed` for an option that an extension doesn't know.
    """
    values = project.settings.values
    config = MkDocsConfig(config_file_path=str(project.config_file))
    config.load_dict(
        {
            "site_name": values["site_name"],
            "docs_dir": str(project.docs_folder.absolute()),
            "use_directory_urls": project.directory_urls,
            "plugins": [],
            "markdown_extensions": _resolved(values.get("markdown_extensions") or []),
            **{name: values[name] for name in _FILES if values.get(name) is not None},
        }
    )
    errors, _ = config.validate()
    for name, error in errors:
        where = project.settings.where("markdown_extensions")
        message = " ".join(f"`{name}`: {error}".split())
        raise BuildFailed((config_problem(where, message),)) from error
    return config


_FILES = ("exclude_docs", "draft_docs", "not_in_nav")


def _resolved(value: Any) -> Any:
    """Options of extensions, with functions in place of the YAML tags that name them."""
    if isinstance(value, dict):
        return {key: _resolved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner) for inner in value]
    if not isinstance(value, Tagged) or value.tag not in TAGS:
        return None if isinstance(value, Tagged) else value
    function = pkgutil.resolve_name(value.tag.removeprefix(NAME).removeprefix(APPLY))
    options = value.value.get("kwds", {}) if isinstance(value.value, dict) else {}
    return function(**options) if value.tag.startswith(APPLY) else function


def _url(config: MkDocsConfig, src_uri: str) -> str:
    """The address of a file's page, or of the file, below the folder of its locale."""
    if not src_uri.endswith(".md"):
        return src_uri
    return site.site_path(src_uri, directory_urls=bool(config.use_directory_urls))


def _read(
    file: File, files: Files, config: MkDocsConfig, folder: str, patience: Patience
) -> _Written | Diagnostic:
    path = Path(file.abs_src_path or "")
    name = short(path).as_posix()
    try:
        text = read_page(path, name)
    except OSError as error:
        return not_opened(name, error)
    if isinstance(text, Diagnostic):
        return text
    page = Page(None, file, config)
    try:
        with patience.for_a_page():
            page.markdown, page.meta = get_data(text)
            page.render(config, files)
    except (TooLongError, RecursionError):
        return too_long(name)
    except ValueError as error:  # MkDocs parses every link as an address
        message = f"a link on the page isn't a valid address ({error})"
        return Diagnostic("AN414", Severity.ERROR, message, Location(name), _CORRECT)
    except Exception as error:  # an extension fails on the page's text
        return not_laid_out(name, error)
    html = LexborHTMLParser(page.content or "")
    return _Written(
        name,
        split_lines(text),
        file.src_uri,
        folder + _url(config, file.src_uri),
        frozenset(page.present_anchor_ids or ()) | {"top"},
        tuple(dict.fromkeys(_addresses(html))),
        tuple(images_without_words(html, "img")),
    )


def _addresses(html: LexborHTMLParser) -> Iterator[str]:
    for node in html.css("a[href], img[src]"):
        yield node.attributes.get("href") or node.attributes.get("src") or ""


def _wrong_links(page: _Written, targets: _Targets, places: _Places) -> Iterator[Diagnostic]:
    for address in page.leads_to:
        if says := _wrong(address, page, targets):
            where = places.of(page, address)
            written = where.excerpt[where.column - 1 : where.end_column - 1] or address
            message = f"the link to `{written}` {says}"
            yield Diagnostic("AN414", Severity.ERROR, message, where, _CORRECT)


def _wrong(address: str, page: _Written, targets: _Targets) -> str:
    """What is wrong with a link, in words; empty if its target exists."""
    target = target_of(_SITE + page.address, address)
    if target is None:
        return "isn't a valid address"
    if f"{target.scheme}://{target.netloc}/" != _SITE:
        return ""
    # MkDocs has replaced links to existing files by addresses. The build may make other files.
    file = posixpath.join(posixpath.dirname(page.src_uri), unquote(urlsplit(address).path))
    file = posixpath.normpath(file)
    if file in targets.made or (file.startswith(_MADE_LATER) and not file.endswith(".md")):
        return ""
    path = unquote(target.path).removeprefix("/").removesuffix("index.html")
    if path not in targets.addresses:
        return "" if path.startswith(targets.later) else "is broken"
    anchor = unquote(target.fragment)
    if anchor and anchor not in targets.anchors.get(path, {anchor}):
        return "points to a heading that doesn't exist there"
    return ""


class _Places:
    """Finds the places of addresses in pages. Gives up after a while: there may be very many."""

    def __init__(self) -> None:
        self._until = time.process_time() + MAX_SECONDS

    def of(self, page: _Written, address: str, *, image: bool = False) -> Location:
        """The place of an address on a page. MkDocs may have changed all but the address's end.

        For an image without a description, a place with empty brackets (`![](…)`) comes first.
        Without line and column if the address isn't found.
        """
        path, hash_sign, fragment = address.partition("#")
        name = posixpath.basename(path.partition("?")[0].rstrip("/"))
        end = hash_sign + fragment if fragment else name
        # Matches only at the start of a word: a data address with a whole image is one long word.
        written = rf"(?<![^\s()<>\[\]\"'])[^\s()<>\[\]\"']*{re.escape(end)}/?(?![\w./#-])"
        exact = rf"(?<![\w./#-]){re.escape(address)}(?![\w./#-])"
        for pattern in (*([rf"!\[\]\(<?(?P<at>{written})"] if image else []), exact, written):
            for number, line in enumerate(page.lines if end else (), 1):
                if time.process_time() > self._until:
                    return Location(page.name)
                if found := re.search(pattern, line):
                    start, stop = found.span("at" if "at" in found.groupdict() else 0)
                    return Location(page.name, number, start + 1, stop + 1, line)
        return Location(page.name)
