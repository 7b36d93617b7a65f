"""Collects what search knows of each page that MkDocs builds, and writes the search's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from answerable.build.mkdocs.readypage import ReadyPage
from answerable.site.search import Findable, course_search, html_found

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

    from answerable.model import Course


def has_search(config: MkDocsConfig) -> bool:
    """Whether mkdocs.yml names the plugin `search`, and doesn't switch it off."""
    named = config.plugins.get("material/search") or config.plugins.get("search")
    return named is not None and named.config.get("enabled", True) is not False


class Searched:
    """The pages of a site in one language, in the order in which MkDocs builds them."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, Findable]] = []

    def add(self, page: MkDocsPage) -> None:
        """Add a page, unless it is left out of search."""
        found = page.ready.found if isinstance(page, ReadyPage) else _hand_written(page)
        if found is not None:
            self._pages.append((page.url, found))

    def write(self, folder: Path, course: Course) -> None:
        """Write the files of the search through these pages."""
        for path, content in course_search(self._pages, course).items():
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)


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
