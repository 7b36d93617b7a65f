"""Reads each page of a built site once, and keeps what checks and the policy need to know of it.

The pages themselves are not kept: those of a large course would take gigabytes of memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from sys import intern
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.build.publish.csp import InlineCode, inline_code
from answerable.site import file_path

_LOADED = {  # elements that a browser loads automatically, and attributes with the address
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "track": ("src",),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "base": ("href",),
    "form": ("action",),
}
_LINK_LOADED = frozenset(
    [
        "stylesheet",
        "icon",
        "preload",
        "prefetch",
        "modulepreload",
        "preconnect",
        "dns-prefetch",
        "manifest",
    ]
)
_LINKED = "a[href], link[href], img[src], script[src], audio[src], video[src]"
_CSS_URL = re.compile(r"""(?:url\(\s*|@import\s*)["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


class BuiltPage(NamedTuple):
    """What is known of a page; `path` is from the site's root, with forward slashes.

    `anchors` are what links can point to, `targets` where links, pictures, scripts and styles lead,
    as in `links_of`, `foreign` the addresses on other servers that the page loads, and
    `undescribed` the images in its text without a description. `quizzes` has the entries of each
    item on the page, by scenario and item, with the form controls that answer them, as in
    `Item.control`.
    """

    path: str
    anchors: tuple[str, ...]
    targets: tuple[str | None, ...]
    foreign: tuple[str, ...]
    undescribed: tuple[str, ...]
    quizzes: Mapping[tuple[str, str], frozenset[tuple[str, str]]]
    code: InlineCode


def read_pages(folder: Path) -> dict[str, BuiltPage]:
    """All pages in a folder, by their paths."""
    pages = (path for path in paths(folder) if path.endswith(".html"))
    return {path: read_page(path, text_of(folder / path)) for path in pages}


def read_page(path: str, text: str) -> BuiltPage:
    """What is known of a page with this HTML."""
    html = LexborHTMLParser(text)
    return BuiltPage(
        path,
        tuple(dict.fromkeys(map(intern, _anchors(html)))),
        tuple(dict.fromkeys(_links_of(path, html).values())),
        tuple(_foreign(html)),
        tuple(images_without_words(html, ".md-content img")),
        {
            (quiz.attributes.get("data-scenario") or "", quiz.attributes.get("data-item") or ""): (
                frozenset(_answerable(quiz))
            )
            for quiz in html.css("scenario-quiz")
        },
        inline_code(html, text),
    )


def links_of(path: str, text: str) -> Mapping[str, str | None]:
    """The addresses of a page's links, pictures, scripts and styles, each with where it leads: see
    `leads_to`.
    """
    return _links_of(path, LexborHTMLParser(text))


def _links_of(path: str, html: LexborHTMLParser) -> Mapping[str, str | None]:
    return {address: leads_to(path, address) for address in dict.fromkeys(_links(html))}


_SITE = "https://site.invalid/"  # for the site's root; urljoin needs a real scheme
_PLAIN = re.compile(r"(?![./?#])(?!.*/\.)[^:?]*", re.DOTALL)
"""An address that needs no joining with that of its page."""


def leads_to(path: str, address: str) -> str | None:
    """Where a link on the page at this path leads: a file's path from the site's root and an anchor
    in it, as in addresses: `scenarios/lost-key/index.html#quiz`.

    "" if it leads elsewhere, None if it isn't a valid address.
    """
    up = "../" * path.count("/")
    # The 404 page is served at any address, so its links start at the root.
    anywhere = path.rpartition("/")[2] == "404.html"
    if address.startswith(up) and _PLAIN.fullmatch(rest := address[len(up) :]):
        return _file_at(rest)
    if address.startswith("#") and not anywhere:
        return _file_at(quote(path) + address)
    if anywhere and address.startswith("/"):
        return ""  # starts with the path of site_url, which is not part of the folder
    target = target_of(_SITE if anywhere else _SITE + path, address)
    if target is None:
        return None
    if f"{target.scheme}://{target.netloc}/" != _SITE:
        return ""
    return _file_at(f"{target.path.lstrip('/')}#{target.fragment}")


def _file_at(address: str) -> str:
    path, _, anchor = address.partition("#")
    return intern(file_path(path) + (anchor and f"#{anchor}"))  # most are on every page


def target_of(page: str, address: str) -> SplitResult | None:
    """The absolute address of a link on a page; None if it isn't a valid address."""
    try:
        return urlsplit(urljoin(page, address))
    except ValueError:  # e.g. brackets that are not those of an IPv6 address
        return None


def paths(folder: Path) -> list[str]:
    """The paths of all files in a folder."""
    found: list[str] = []
    waiting = [(str(folder), "")] if folder.is_dir() else []
    for place, within in waiting:
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{within}{entry.name}/"))
                else:
                    found.append(within + entry.name)
    return sorted(found)


def text_of(file: Path) -> str:
    """The text of a page or style sheet. An author's own file may not be UTF-8: bytes that can't be
    decoded become U+FFFD.
    """
    return file.read_text(encoding="utf-8", errors="replace")


def foreign_in_styles(text: str) -> list[str]:
    """The addresses on other servers that styles load."""
    return _CSS_URL.findall(text)


def images_without_words(html: LexborHTMLParser, images: str) -> Iterator[str]:
    """The addresses of images without a description; `images` is a CSS selector."""
    for node in html.css(images):
        words = node.attributes.get("alt") or node.attributes.get("aria-label")
        if not words and node.attributes.get("role") not in ("presentation", "none"):
            yield node.attributes.get("src") or ""


def _anchors(html: LexborHTMLParser) -> Iterator[str]:
    for node in html.css("[id]"):
        yield node.attributes.get("id") or ""
    for node in html.css("a[name]"):
        yield node.attributes.get("name") or ""


def _links(html: LexborHTMLParser) -> Iterator[str]:
    for node in html.css(_LINKED):
        yield node.attributes.get("href") or node.attributes.get("src") or ""
    for node in html.css("video[poster]"):
        yield node.attributes.get("poster") or ""


def _foreign(html: LexborHTMLParser) -> Iterator[str]:
    for node in html.css(", ".join(_LOADED)):
        for attribute in _LOADED[node.tag or ""]:
            address = node.attributes.get(attribute) or ""
            if _is_foreign(address):
                yield address
    for node in html.css("link[href]"):
        address = node.attributes.get("href") or ""
        if _is_foreign(address) and _LINK_LOADED & set(
            (node.attributes.get("rel") or "").lower().split()
        ):
            yield address
    for node in html.css("style, [style]"):
        yield from foreign_in_styles(f"{node.text()} {node.attributes.get('style') or ''}")


def _is_foreign(address: str) -> bool:
    return any(
        part.strip().lower().startswith(("//", "http:", "https:")) for part in address.split(",")
    )


def _answerable(quiz: LexborNode) -> Iterator[tuple[str, str]]:
    for entry in quiz.css("form [data-entry]"):
        for control in entry.css("input, select, textarea"):
            kind = f'[type="{control.attributes.get("type")}"]' if control.tag == "input" else ""
            yield entry.attributes.get("data-entry") or "", f"{control.tag}{kind}"
