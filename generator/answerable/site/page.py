"""The values that the site is made of: a page, its outline, its address, and files next to it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from markupsafe import Markup, escape

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

    `src_uri` is where the page would be as a Markdown file, such as `scenarios/x.md`; engines
    derive its address from that. `search` is HTML with all that a search index may hold, and
    nothing that gives an answer away. `source` is the file to edit, relative to the course folder.
    `below` is the `src_uri` of the page under which it is found. A page that is `retired` is for
    those who know its address, as all of some kinds are: no search finds it.
    """

    kind: PageKind
    src_uri: str
    title: str
    description: str
    html: Markup
    search: Markup
    outline: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()
    source: str | None = None
    below: str | None = None
    retired: bool = False

    @property
    def listed(self) -> bool:
        return self.kind.listed and not self.retired

    @property
    def metadata(self) -> dict[str, object]:
        """Title and description as HTML text: themes insert them without escaping.

        `robots` is for search engines, `search` for the theme's own search, `hide` for its frame.
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


@dataclass(frozen=True, slots=True)
class CardFiles:
    """The printable cards beside the site, and a picture of one card."""

    downloads: tuple[Download, ...]
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
    """The workshop kits beside the site, what is in them, and a picture of their first page."""

    people: int
    minutes: int
    downloads: tuple[Download, ...]
    files: tuple[KitEntry, ...]
    picture: str
    picture_width: int
    picture_height: int


def site_path(src_uri: str, *, directory_urls: bool) -> str:
    """Where the page of `src_uri` is published, relative to the site's root.

    The same rule as MkDocs' `use_directory_urls`: `a/b.md` is `a/b/` or `a/b.html`.
    """
    stem = src_uri.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if not directory_urls:
        return f"{stem}.html"
    return (f"{folder}/" if folder else "") if name == "index" else f"{stem}/"


def relative_url(target: str, page: str) -> str:
    """Address of `target` as written on `page`; both are paths from the site's root."""
    start = posixpath.dirname(page) or "."
    relative = posixpath.relpath(target or ".", start)
    is_folder = not target or target.endswith("/")
    return f"{relative}/" if is_folder else relative
