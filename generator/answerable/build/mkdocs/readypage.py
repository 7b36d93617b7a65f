"""A generated page as a page of MkDocs."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from answerable import site
from answerable.source.storage.kept import kept

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def remembered(page: site.Page) -> site.Page:
    """The same page, whose HTML is kept if it has a key: MkDocs builds it each time."""
    recipe = page.recipe
    if not recipe.key:
        return page
    key = recipe.key.encode()

    def make() -> Markup:
        html = kept("pages", [key], lambda: str(recipe.make()).encode()).decode()
        return Markup(html)  # noqa: S704  # as it was

    return replace(page, recipe=site.Recipe(make, recipe.key))


class ReadyPage(MkDocsPage):
    """A page whose HTML is finished: MkDocs doesn't run Markdown on it."""

    def __init__(self, page: site.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.ready = remembered(page)

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = dict(self.ready.metadata)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""  # `as_shown` has it: a copy in each page would take much memory
        self.toc = _outline(self.ready)
        self.present_anchor_ids = {heading.id for heading in self.ready.outline} | {"top"}

    def as_shown(self) -> MkDocsPage:
        """The page for templates, with all its content."""
        shown = copy.copy(self)
        shown.content = str(self.ready.html)
        return shown


class FramedFile(File):
    """The file of a page that is put into its group's frame, and not built by MkDocs.

    Hand-written pages can link to it like to any other.
    """

    def __init__(self, page: site.Page, config: MkDocsConfig) -> None:
        path = site.site_path(page.src_uri, directory_urls=config.use_directory_urls)
        super().__init__(
            page.src_uri,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=site.file_path(path),
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "answerable"
        self.ready = page

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write nothing: there is nothing to copy."""


def ready_page_of(file: File) -> site.Page | None:
    """The generated page that a file is of, if any."""
    if isinstance(file, FramedFile):
        return file.ready
    return file.page.ready if isinstance(file.page, ReadyPage) else None


def _outline(page: site.Page) -> TableOfContents:
    top = AnchorLink(title=str(escape(page.title)), id="top", level=1)
    for heading in page.outline:
        top.children.append(
            AnchorLink(title=str(escape(heading.title)), id=heading.id, level=heading.level)
        )
    return TableOfContents([top])
