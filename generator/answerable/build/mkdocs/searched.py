"""Collects what search knows of each page that MkDocs builds, and makes the search's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from answerable.build.mkdocs.readypage import ready_page_of
from answerable.site import Recipe
from answerable.site.search import Findable, course_search, html_found
from answerable.source.storage.kept import hash_of, kept_value

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page as MkDocsPage

    from answerable.model import Course


_NAMES = ("material/search", "search")
_PROGRAMS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def has_search(config: MkDocsConfig) -> bool:
    """Whether mkdocs.yml names the plugin `search`, and doesn't switch it off."""
    named = [config.plugins[name] for name in _NAMES if name in config.plugins]
    return any(one.config.get("enabled", True) for one in named)


def replace_theirs(config: MkDocsConfig) -> None:
    """Take its work from the plugin `search`: what it would make, nobody reads."""
    theirs = [config.plugins[name] for name in _NAMES if name in config.plugins]
    events = config.plugins.events
    for name, handlers in events.items():
        # A hook is a function, and belongs to no plugin.
        events[name] = [one for one in handlers if getattr(one, "__self__", None) not in theirs]


def leave_out_theirs(files: Files) -> None:
    """Leave the theme's programs for searching out of the site."""
    for file in list(files):
        if file.src_uri.startswith(_PROGRAMS):
            files.remove(file)


class Searched:
    """What search knows of the hand-written pages in one language."""

    def __init__(self) -> None:
        self._pages: dict[str, Findable | None] = {}

    def add(self, page: MkDocsPage, language: str = "") -> None:
        """Add a page, unless it is left out of search; with its language if it isn't translated."""
        found = _hand_written(page)
        self._pages[page.url] = found and replace(found, language=language)

    def files(self, course: Course, files: Files) -> dict[str, Recipe[bytes]]:
        """The files of the search through these pages and all generated ones: by their path, what
        makes them.
        """
        urls = ((file, file.page.url if file.page else file.url) for file in files)
        found = ((url, self._found(file, url)) for file, url in urls)
        pages = [(url, one) for url, one in found if one]
        made = course_search(pages, course, _kept)
        return {path: Recipe(partial(bytes, one), hash_of(one)) for path, one in made.items()}

    def _found(self, file: File, url: str) -> Findable | Recipe[Findable] | None:
        ready = ready_page_of(file)
        return ready.findable if ready else self._pages.get(url)


def _kept(made_from: Iterable[bytes], make: Callable[[], Any]) -> Any:
    return kept_value("search", made_from, make)


def _hand_written(page: MkDocsPage) -> Findable | None:
    said = page.meta.get("search")
    said = said if isinstance(said, dict) else {}
    if said.get("exclude"):
        return None
    boost = said.get("boost")
    tags = page.meta.get("tags")
    return html_found(
        page.content or "",
        str(page.title or ""),
        keywords=[str(tag) for tag in tags] if isinstance(tags, list) else (),
        boost=float(boost) if isinstance(boost, int | float) else 1,
    )
