"""The values that the site is made of: a page, its outline, its address, and files next to it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from answerable.site.recipe import Recipe
from answerable.site.search import Findable
from answerable.site.sitemap import PageKind


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a page's outline. `id` is the anchor, `level` 1 to 6."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page, ready to be put into a theme.

    `src_uri` is the path that the page would have as a Markdown file, such as `scenarios/x.md`;
    engines derive its address from it. `findable` is what search may know of it, with nothing that
    gives an answer away; None if search doesn't find it, like a page that is `unlisted`, which is
    only for people who know its address, or of a kind that isn't `listed`. `source` is the file to
    edit, relative to the course folder. `below` is the `src_uri` of the parent page. The HTML is
    rendered when it is needed: that of all pages would take much memory.
    """

    kind: PageKind
    src_uri: str
    title: str
    description: str
    recipe: Recipe[Markup] = field(compare=False)
    findable: Recipe[Findable] | None = field(compare=False)
    outline: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()
    source: str | None = None
    below: str | None = None
    unlisted: bool = False

    @property
    def html(self) -> Markup:
        return self.recipe.make()

    @property
    def found(self) -> Findable | None:
        return self.findable.make() if self.findable else None

    @property
    def listed(self) -> bool:
        return self.kind.listed and not self.unlisted

    @property
    def in_navigation(self) -> bool:
        return self.kind.in_navigation and self.below is None

    @property
    def metadata(self) -> dict[str, object]:
        """Title and description as HTML text: themes insert them without escaping.

        `robots` is for search engines, `search` for the search of other engines, `hide` for the
        theme's frame.
        """
        texts: dict[str, object] = {
            "title": str(escape(self.title)),
            "description": str(escape(self.description)),
        }
        if not self.listed:
            texts |= {"robots": "noindex", "search": {"exclude": True}}
        if not self.kind.contents:
            texts["hide"] = ["toc"]
        return texts


@dataclass(frozen=True, slots=True)
class Download:
    """A file offered on a page. `path` is relative to the site's root; `size` is in bytes."""

    label: str
    path: str
    size: int
    kind: str = "PDF"


MANY_CARDS = 300
"""A course with more scenarios than this has cards on its site only if they were asked for."""


@dataclass(frozen=True, slots=True)
class DeckFiles:
    """The files of a deck of cards. `title` is that of its module, empty for cards of them all."""

    title: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class CardFiles:
    """The printable cards that come with the site, and a picture of one card.

    There are no `decks` if nobody asked for the cards of very many scenarios.
    """

    decks: tuple[DeckFiles, ...]
    picture: str
    picture_alt: str
    picture_width: int
    picture_height: int
    kit: KitFiles | None = None


@dataclass(frozen=True, slots=True)
class KitEntry:
    """One file of the workshop kit, as its page lists it."""

    name: str
    title: str
    copies: int


@dataclass(frozen=True, slots=True)
class KitFiles:
    """The workshop kits that come with the site, their files, and a picture of the first page."""

    people: int
    minutes: int
    downloads: tuple[Download, ...]
    files: tuple[KitEntry, ...]
    picture: str
    picture_width: int
    picture_height: int


def site_path(src_uri: str, *, directory_urls: bool) -> str:
    """Where the page `src_uri` is published, relative to the site's root.

    Follows MkDocs' `use_directory_urls`: `a/b.md` becomes `a/b/` or `a/b.html`.
    """
    stem = src_uri.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if not directory_urls:
        return f"{stem}.html"
    return (f"{folder}/" if folder else "") if name == "index" else f"{stem}/"


def file_path(path: str) -> str:
    """The file in which a server finds what it shows at this path: `a/` is `a/index.html`."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def relative_url(target: str, page: str) -> str:
    """The relative address of `target` on `page`; both are paths from the site's root."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    for ours, theirs in zip(here, there[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
