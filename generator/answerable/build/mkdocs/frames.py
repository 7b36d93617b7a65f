"""Pages that differ only in what they say, so that the theme is rendered once for all of them.

MkDocs builds the first of each group of such pages, as any other. Then the theme is rendered once
more, around marks instead of texts. Whatever stands between the marks is the group's frame, and
each of the others is put into it. The first page shows whether that gives what MkDocs would write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from markupsafe import Markup, escape
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import write_file

from answerable import site
from answerable.build.mkdocs.project import offers
from answerable.build.mkdocs.readypage import FramedFile, ready_page_of, remembered
from answerable.build.mkdocs.shared import tight_frame
from answerable.i18n.bidi import isolated_in

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from answerable.model import Course

log = get_plugin_logger("answerable")

_PLUGINS = frozenset({"answerable", "material/search", "search"})
_ID, _TITLE, _DESCRIPTION, _SOURCE, _CONTENT = (
    f"{start}an-mark-{name}-8c1f0d5e7b"
    for name, start in (
        ("id", ""),
        ("title", ""),
        ("description", ""),
        ("source", ""),
        ("content", "<h1>"),  # else the theme would add a heading
    )
)
_SCRIPTED = _CONTENT.replace("<h1>", "<h1><scenario-mark >")
"""Stands for content that needs the second script."""
_ENDING = ".yml"
_SOURCES = re.compile(r"[\w./-]+\.yml", re.ASCII)
"""Files whose path looks the same in an address."""
_MARK = re.compile(f"({'|'.join((_ID, _TITLE, _DESCRIPTION, _SOURCE, _CONTENT, _SCRIPTED))})")


class Finish:
    """What happens to a page that the theme has rendered.

    The language of `titles`, which aren't translated, is marked, and numbers keep their direction
    on pages written from right to left.
    """

    def __init__(self, course: Course, titles: frozenset[str]) -> None:
        self._titles = titles
        self._language, self._original = course.language, course.original.language
        self.key = site.key_of(self._language, self._original, *sorted(titles))

    def __call__(self, page: str) -> str:
        if self._titles:
            page = site.with_languages(page, self._titles, self._original)
        return isolated_in(self._language, page)


class Frames:
    """The frames of one run of MkDocs, and the pages that are put into them."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        # Nothing but our plugin and the theme may make one page differ from another.
        foreign = config.hooks or config.theme.custom_dir or set(config.plugins) - _PLUGINS
        self._shared = not foreign
        self._first: dict[Hashable, site.Page] = {}
        self._others: list[tuple[FramedFile, site.Page]] = []

    def file_of(self, page: site.Page) -> FramedFile | None:
        """The file of a page that MkDocs need not build; None if it has to."""
        group = self._group_of(page)
        if group is None:
            return None
        if group not in self._first:
            self._first[group] = remembered(page)
            return None
        file = FramedFile(page, self._config)
        self._others.append((file, self._first[group]))
        return file

    def _group_of(self, page: site.Page) -> Hashable | None:
        """What pages with the same frame have in common; None for a page that may be in the menu,
        and for one that no mark can stand for.
        """
        nav = self._config.nav
        in_menu = page.in_navigation or (nav and offers(nav, page.src_uri))
        marked = page.source is None or _SOURCES.fullmatch(page.source)
        if not self._shared or in_menu or not marked:
            return None
        return page.kind, page.below, page.outline, page.unlisted, page.source is None

    def pages(
        self,
        files: Files,
        rendered: Callable[[site.Page], str],
        finish: Finish,
    ) -> dict[str, site.Recipe[bytes]]:
        """The pages that MkDocs hasn't built: by their path, how they are made.

        `rendered` renders a page with the theme as long as MkDocs runs: what fits into no frame is
        written at once.
        """
        frames: dict[str, _Frame] = {}
        for first in {first.src_uri: first for _, first in self._others}.values():
            frame = _Frame(rendered(_with_marks(first)))
            built = files.get_file_from_path(first.src_uri)
            if built and Path(built.abs_dest_path).read_bytes() == _made(first, frame, finish):
                frames[first.src_uri] = frame
            else:
                log.warning("%s: pages like this one have to be built one by one.", first.src_uri)
        keys = {uri: site.key_of(frame.key, finish.key) for uri, frame in frames.items()}
        made: dict[str, site.Recipe[bytes]] = {}
        for file, first in self._others:
            if first.src_uri in frames:
                page, frame = file.ready, frames[first.src_uri]
                texts = page.recipe.key, page.title, page.description, page.source or ""
                key = page.recipe.key and site.key_of(keys[first.src_uri], file.dest_uri, *texts)
                made[file.dest_uri] = site.Recipe(partial(_made, page, frame, finish), key)
            else:
                write_file(_encoded(finish(rendered(file.ready))), file.abs_dest_path)
        return made


def _made(page: site.Page, frame: _Frame, finish: Finish) -> bytes:
    return _encoded(finish(frame.around(page)))


def _encoded(page: str) -> bytes:
    return page.encode(errors="xmlcharrefreplace")  # as MkDocs does


def addresses(files: Files, config: MkDocsConfig) -> Iterator[str]:
    """The addresses of all pages for search engines, if the site's own is known."""
    for file in files:
        page = file.page
        if ready := ready_page_of(file):
            listed = ready.listed
        elif page and file.inclusion.is_included():  # type: ignore[no-untyped-call]
            listed = not page.meta.get("robots")
        else:
            listed = False
        if listed and config.site_url:
            yield urljoin(config.site_url, file.url)


def _with_marks(page: site.Page) -> site.Page:
    """A page with marks instead of all that differs between the pages of a group."""
    content = _SCRIPTED if site.needs_course_script(page.html) else _CONTENT
    return replace(
        page,
        src_uri=page.kind.uri(_ID),
        title=_TITLE,
        description=_DESCRIPTION,
        recipe=site.Recipe(lambda: Markup(content)),  # noqa: S704
        source=page.source and _SOURCE + _ENDING,
    )


class _Frame:
    """What the theme writes around the pages of a group."""

    def __init__(self, marked: str) -> None:
        self.key = site.key_of(marked)
        self._pieces = _MARK.split(marked)
        self._scripted = _SCRIPTED in self._pieces

    def around(self, page: site.Page) -> str:
        """The page as MkDocs would build it."""
        html = str(page.html).strip()
        if "<h1" not in html or site.needs_course_script(html) != self._scripted:
            raise ValueError(f"the theme would add something to {page.src_uri}")
        before, _, after = page.kind.address.partition("{id}")
        values = {
            _ID: page.src_uri.removeprefix(before).removesuffix(after),
            _TITLE: tight_frame(str(escape(page.title))),
            _DESCRIPTION: tight_frame(str(escape(page.description))),
            _SOURCE: (page.source or "").removesuffix(_ENDING),
            _CONTENT: html,
            _SCRIPTED: html,
        }
        return "".join(values.get(piece, piece) for piece in self._pieces)
