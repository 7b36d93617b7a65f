"""Turn a field's Markdown into nodes, HTML or plain text: the security boundary for scenario text.

A field is CommonMark. It is parsed once into a small closed set of nodes, and every output is made
only from these nodes, so a page, a card and an exported question show the same text. Raw HTML,
images and links to anything but `http`, `https`, `mailto` and `tel` don't become nodes: they stay
the text that the author typed (an image becomes its description).

Nodes are plain JSON values. Blocks: `p`, `heading`, `ul`, `ol`, `quote`, `pre`, `rule`, and `li`
inside lists. Inline: `text`, `strong`, `em`, `link`, `code`, `br`. Containers have their content in
`c`, leaves their text in `v`, and links their address in `href`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

Node: TypeAlias = dict[str, Any]

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_BLOCKS = {
    "paragraph": "p",
    "heading": "heading",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# One line without any CommonMark syntax: no character of its inline syntax anywhere, and
# no start of a block. `test_markup` compares it with the parser.
_PLAIN_LINE = re.compile(
    r"""(?:[^\W\d_]|[“„‘«"'(¿¡…])(?:[^\n\r\t\0*_`\[\]<&\\]*[^\s\0*_`\[\]<&\\])?"""
)
_BREAKS = re.compile(r"[\t\n\f\r]")
_INLINE = frozenset({"text", "strong", "em", "link", "code", "br"})
_MOST_CONTAINERS = 32
"""The maximum nesting of containers. The parser limits blocks (to 20), but `*` around `*` endlessly
would exhaust every function that walks the nodes; deeper text loses its emphasis, but not its
words.
"""
_TAGS = {
    "p": "p",
    "heading": "p",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "quote": "blockquote",
    "strong": "strong",
    "em": "em",
}


def _link_allowed(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in LINK_SCHEMES
    except ValueError:  # e.g. a broken IPv6 address: not a link
        return False


_HTML_IMAGE = re.compile(r"""<img\b[^>]*?(?:\bsrc\s*=\s*["']?([^"'\s>]+)|>|$)""", re.IGNORECASE)


class _Strict(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return _link_allowed(url)


class _Permissive(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


_LOSING_LEVEL = 18
"""From this nesting level on, the parser begins to drop text."""

_STRICT = _Strict("commonmark", {"html": False})
_PERMISSIVE = _Permissive("commonmark", {"html": True}).enable("strikethrough")


# Checks, pages and exports ask for the same texts many times, mostly one scenario after the other.
_remembered = lru_cache(maxsize=4096)


def nodes(text: str) -> list[Node]:
    """Parse one field into block nodes (see the module's docstring). Never raises."""
    if _PLAIN_LINE.fullmatch(text):  # Most fields match, and the parser takes thirty times as long.
        return [{"t": "p", "c": [{"t": "text", "v": text}]}]
    return _tree(_STRICT.parse(text))


def html(text: str) -> Markup:
    """Return the field as HTML blocks, safe to insert into a page."""
    return _rendered(text, False)


def html_of(tree: Iterable[Node]) -> Markup:
    """Return block nodes, perhaps only some of a field's, as HTML that is safe to insert."""
    # Every part of the joined string is a constant of this module or has been escaped.
    return Markup("".join(map(_html, tree)))  # noqa: S704


def inline_html(text: str) -> Markup:
    """Return the field as phrasing content only, for a label or a summary: blocks end in a line
    break.
    """
    return _rendered(text, True)


def inline_html_of(tree: Iterable[Node]) -> Markup:
    """Return block nodes as phrasing content only: see `inline_html`."""
    return Markup("<br>".join(_inline_lines(tree)))  # noqa: S704  # as in `html_of`


@_remembered
def plain(text: str) -> str:
    """Return the field as text on one line, without any markup."""
    return " ".join(" ".join(run for run, _ in paragraphs(nodes(text))).split())


def paragraphs(tree: Iterable[Node], depth: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the text of each paragraph, with the number of lists and quotations around it.

    Inline nodes are joined, so that `un*do*` is one word.
    """
    run = ""
    for node in tree:
        if node["t"] in _INLINE:
            run += inline_text(node)
            continue
        yield run, depth
        run = ""
        if "v" in node:
            yield node["v"], depth
        deeper = node["t"] in ("ul", "ol", "quote")
        yield from paragraphs(node.get("c", ()), depth + deeper)
    yield run, depth


def inline_text(node: Node) -> str:
    """Return the words of one inline node, with a line feed for a line break."""
    if node["t"] == "br":
        return "\n"
    return node["v"] if "v" in node else "".join(inline_text(child) for child in node["c"])


def literal(line: str) -> str:
    """Escape one line of plain text, so that a field shows it as it is.

    CommonMark: a backslash before any ASCII punctuation makes it plain.
    """
    return _PUNCTUATION.sub(r"\\\1", line)


@_remembered
def refused(text: str) -> tuple[str, ...]:
    """Describe what no output will show as such, in words for the field's author."""
    found = []
    for token in _walk(_PERMISSIVE.parse(text)):
        if token.type in ("html_inline", "html_block"):
            found.append(f"raw HTML `{token.content.strip().splitlines()[0]}`")
        elif token.type == "link_open" and not _link_allowed(str(token.attrGet("href"))):
            found.append(f"a link to `{token.attrGet('href')}`")
        elif token.type == "s_open":
            found.append("words struck through with `~~`")
        elif token.level == _LOSING_LEVEL and token.nesting == 1:
            found.append("lists or quotations nested this deeply")
    return tuple(found)


@_remembered
def unused_links(text: str) -> tuple[str, ...]:
    """Return the labels of lines such as `[1]: https://…` that no link of the field uses: nobody
    sees them.
    """
    env: dict[str, Any] = {}
    used = {token.attrGet("href") for token in _walk(_PERMISSIVE.parse(text, env))}
    defined = env.get("references", {}).items()
    return tuple(label.lower() for label, one in defined if one["href"] not in used)


@_remembered
def pictures(text: str) -> tuple[str, ...]:
    """Return the addresses of pictures in the field, as they were typed."""
    tokens = list(_walk(_PERMISSIVE.parse(text)))
    found = [str(token.attrGet("src")) for token in tokens if token.type == "image"]
    for token in tokens:
        if token.type in ("html_inline", "html_block"):
            found += (one[1] or "img" for one in _HTML_IMAGE.finditer(token.content))
    return tuple(found)


@_remembered
def _rendered(text: str, inline: bool) -> Markup:
    blocks = nodes(text)
    return inline_html_of(blocks) if inline else html_of(blocks)


def _walk(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or ())


def _tree(tokens: Iterable[Token]) -> list[Node]:
    root: list[Node] = []
    open_lists = [root]
    for token in tokens:
        here = open_lists[-1]
        name = token.type.removesuffix("_open")
        if token.nesting == 1:
            node: Node = {"t": _BLOCKS.get(name, name), "c": []}
            if name == "link":
                node["href"] = str(token.attrGet("href"))
            if name == "ordered_list":
                start = token.attrGet("start")
                node["start"] = 1 if start is None else int(start)
            if len(open_lists) > _MOST_CONTAINERS:
                open_lists.append(here)
                continue
            here.append(node)
            open_lists.append(node["c"])
        elif token.nesting == -1:
            open_lists.pop()
        elif token.type == "inline":
            here.extend(_tree(token.children or ()))
        else:
            here.append(_leaf(token))
    return root


def _leaf(token: Token) -> Node:
    match token.type:
        case "text":  # A line break written as an entity would end what it is in.
            return {"t": "text", "v": _BREAKS.sub(" ", token.content)}
        case "softbreak":
            return {"t": "text", "v": " "}
        case "hardbreak":
            return {"t": "br"}
        case "code_inline":
            return {"t": "code", "v": token.content}
        case "fence" | "code_block":
            return {"t": "pre", "v": token.content.rstrip("\n")}
        case "hr":
            return {"t": "rule"}
        case "image":  # the text inside the brackets; the file itself is never fetched
            return {"t": "text", "v": token.content}
        case _:
            raise AssertionError(f"CommonMark has no token {token.type!r}")


def _html(node: Node) -> str:
    match node["t"]:
        case "text":
            return escape(node["v"])
        case "br":
            return "<br>"
        case "rule":
            return "<hr>"
        case "code":
            return f"<code>{escape(node['v'])}</code>"
        case "pre":
            # Pages must not have blank lines: Markdown engines end an HTML block there.
            lines = escape(node["v"]).replace("\n", "&#10;")
            return f"<pre><code>{lines}</code></pre>"
    content = "".join(map(_html, node["c"]))
    match node["t"]:
        case "link":
            return f'<a href="{escape(node["href"])}">{content}</a>'
        case "heading":  # a field must not change the page's outline
            return f"<p><strong>{content}</strong></p>"
        case "ol" if node["start"] != 1:
            return f'<ol start="{node["start"]:d}">{content}</ol>'
        case kind:
            return f"<{_TAGS[kind]}>{content}</{_TAGS[kind]}>"


def _inline_lines(blocks: Iterable[Node]) -> Iterator[str]:
    for block in blocks:
        match block["t"]:
            case "p":
                yield "".join(map(_html, block["c"]))
            case "heading":
                yield f"<strong>{''.join(map(_html, block['c']))}</strong>"
            case "pre":
                yield _html({"t": "code", "v": block["v"]})
            case "ul" | "ol" | "quote":
                yield from _inline_lines(block["c"])
            case "li":
                for place, line in enumerate(_inline_lines(block["c"])):
                    yield f"– {line}" if place == 0 else line
            case "rule":
                continue
            case _:  # an inline node directly in a tight list item
                yield _html(block)
