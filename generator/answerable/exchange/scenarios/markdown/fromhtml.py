"""Turns another program's HTML into Markdown, with the formatting that fields support.

Paragraphs, lists, quotations, code, links, line breaks, bold and italic stay. Other formatting is
lost, but no words. Time and depth are bounded for any text: tags are read one by one, and text that
is nested deeper than `_MOST_DEEP` only loses its formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from answerable.model import markup
from answerable.model.markup import Node

_PIECE = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<rest>[^<>]*+)>|<[!?][^<>]*+>|(?P<text>[^<]+|<)"
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_FILES = re.compile(
    r"<(?P<name>img|video|audio|iframe|object|embed|source)\b(?P<rest>[^<>]*+)>", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"""\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_START = re.compile(r"""\bstart\s*=\s*["']?(\d{1,9})""", re.IGNORECASE)
# Numbers with more digits than any character has; Python may refuse to read them.
_NO_ENTITY = re.compile(r"&(?=#\w{9})")
_SPACES = re.compile(r"[ \t\n\r\f]+")

_MOST_DEEP = 24
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "a": "link"}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_LISTS = frozenset({"ul", "ol"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = (
    frozenset(
        {"p", "div", "section", "article", "header", "footer", "figure", "figcaption", "main"}
    )
    | {"table", "thead", "tbody", "tfoot", "caption", "tr", "td", "th", "dl", "dt", "dd", "li"}
    | {"address", "center", "fieldset", "form", "blockquote", "pre", "hr"}
    | _LISTS
    | _HEADINGS
)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "meta", "link"})
_CLOSED_BY = {"p": _BLOCKS, "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"})}
_CLOSED_BY |= {"dd": _CLOSED_BY["dt"], "tr": frozenset({"tr"}), "td": frozenset({"td", "th", "tr"})}
_CLOSED_BY |= {"th": _CLOSED_BY["td"]}

_SIGNS = re.compile(r"[\\*_\[\]`&]|&lt;")
_MOST_SIGNS = 400
_LONGEST = 20_000
"""Texts with more special characters of Markdown, and texts longer than any field may be, aren't
tried in several ways: the parser is slow on thousands of such characters."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to write: what is escaped in a text, and whether bold and italic words are marked."""

    escaped: re.Pattern[str] | None
    emphasis: bool = True

    def text(self, words: str) -> str:
        return self.escaped.sub(r"\\\g<0>", words) if self.escaped else words


_EACH_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_WAYS = (
    _Way(None),
    _Way(re.compile(r"[\\*_\[\]<`&]|^[#>+=~-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")),
    _Way(_EACH_SIGN),
    _Way(_EACH_SIGN, emphasis=False),
)
"""From the plainest to the safest."""


@dataclass(slots=True)
class _Element:
    name: str
    rest: str = ""
    content: list[_Element | str] = field(default_factory=list)


def has_markup(text: str) -> bool:
    """Whether a text has HTML tags or entities."""
    return bool(re.search(r"<[a-zA-Z/!?][^<>]*+>|&(?:\w+|#\w+);", text))


def files_in(html: str) -> list[str]:
    """The addresses of pictures and other files in HTML; the kind, if there is no address."""
    found = []
    for tag in _FILES.finditer(html):
        address = _ADDRESS.search(tag["rest"])
        found.append(next(filter(None, address.groups()), "") if address else tag["name"].lower())
    return found


def markdown_of(html: str) -> str:
    """HTML as the plainest Markdown that shows the same."""
    return written(_blocks(_parsed(html).content))


def written(tree: list[Node]) -> str:
    """Block nodes as the plainest Markdown that shows them."""
    wanted = markup.html_of(tree)
    text = ""
    is_usual = len(wanted) <= _LONGEST and len(_SIGNS.findall(wanted)) <= _MOST_SIGNS
    ways = _WAYS if is_usual else _WAYS[-1:]
    for way in ways:
        text = "\n\n".join(map("\n".join, _written(tree, way)))
        if way is ways[-1] or markup.html(text) == wanted:
            break
    return text


def _parsed(html: str) -> _Element:
    root = _Element("")
    opened = [root]
    for piece in _PIECE.finditer(html):
        name = (piece["name"] or "").lower()
        if piece["text"]:
            opened[-1].content.append(piece["text"])
        elif not name:
            continue
        elif piece["end"]:
            names = [one.name for one in opened]
            if name in names:
                del opened[len(names) - 1 - names[::-1].index(name) :]
        else:
            while name in _CLOSED_BY.get(opened[-1].name, ()):
                opened.pop()
            element = _Element(name, piece["rest"])
            opened[-1].content.append(element)
            if name not in _VOID and len(opened) <= _MOST_DEEP:
                opened.append(element)
    return root


def _blocks(content: Iterable[_Element | str]) -> list[Node]:
    found: list[Node] = []
    run: list[_Element | str] = []

    def flush() -> None:
        if inline := _inline(run):
            found.append({"t": "p", "c": inline})
        run.clear()

    for one in content:
        if isinstance(one, str) or one.name not in _BLOCKS:
            run.append(one)
            continue
        flush()
        found += _block(one)
    flush()
    return found


def _block(element: _Element) -> list[Node]:
    match element.name:
        case "hr":
            return [{"t": "rule"}]
        case "pre":
            words = "".join(_texts(element)).strip("\r\n")
            return [{"t": "pre", "v": words}] if words.strip() else []
        case "blockquote":
            inside = _blocks(element.content)
            return [{"t": "quote", "c": inside}] if inside else []
        case "ul" | "ol":
            entries = [entry for one in element.content if (entry := _entry(one))]
            node: Node = {"t": element.name, "c": entries}
            if element.name == "ol":
                start = _START.search(element.rest)
                node["start"] = int(start[1]) if start else 1
            return [node] if entries else []
        case name if name in _HEADINGS:
            line = _inline(element.content)
            return [{"t": "p", "c": [{"t": "strong", "c": line}]}] if line else []
        case _:
            return _blocks(element.content)


def _entry(one: _Element | str) -> Node | None:
    """One entry of a list."""
    content = one.content if isinstance(one, _Element) and one.name == "li" else [one]
    blocks = _blocks(content)
    return {"t": "li", "c": blocks} if blocks else None


def _inline(content: Iterable[_Element | str], within: frozenset[str] = frozenset()) -> list[Node]:
    """Phrasing content without spaces at its ends and before line breaks."""
    nodes = list(_inline_nodes(content, within))
    return [] if not any(node["t"] != "br" for node in nodes) else _trimmed(nodes)


def _inline_nodes(content: Iterable[_Element | str], within: frozenset[str]) -> Iterator[Node]:
    for one in content:
        if isinstance(one, str):
            yield {"t": "text", "v": _words(one)}
        elif one.name == "br":
            yield {"t": "br"}
        elif one.name == "img":
            alt = _ALT.search(one.rest)
            yield {"t": "text", "v": _words(next(filter(None, alt.groups()), "")) if alt else ""}
        elif one.name in _CODE:
            if words := "".join(_texts(one)).replace("\n", " "):
                yield {"t": "code", "v": words}
        elif (kind := _INLINE.get(one.name)) and kind not in within:
            yield from _marked(kind, one, within)
        else:
            yield from _inline_nodes(one.content, within)


def _marked(kind: str, one: _Element, within: frozenset[str]) -> Iterator[Node]:
    """Bold or italic words, or a link; spaces at its ends are moved outside."""
    inside = list(_inline_nodes(one.content, within | {kind}))
    words = "".join(map(markup.inline_text, inside))
    href = _HREF.search(one.rest)
    address = (
        unescape(_NO_ENTITY.sub("&amp;", next(filter(None, href.groups()), ""))) if href else ""
    )
    if not words.strip() or (kind == "link" and not address.strip()):
        yield from inside
        return
    if words[0].isspace():
        yield {"t": "text", "v": " "}
    node: Node = {"t": kind, "c": _trimmed(inside)}
    if kind == "link":
        node["href"] = address.strip()
    yield node
    if words[-1].isspace():
        yield {"t": "text", "v": " "}


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Nodes with adjacent texts joined, and without spaces at the ends or around line breaks."""
    joined: list[Node] = []
    for is_text, group in groupby(nodes, lambda node: node["t"] == "text"):
        touching = list(group)
        if is_text:
            words = re.sub(" +", " ", "".join(node["v"] for node in touching))
            touching = [{"t": "text", "v": words}]
        joined += touching
    nodes, joined = joined, []
    for node in nodes:
        before = joined[-1] if joined else {"t": "br"}
        if node["t"] != "text":
            if node["t"] == "br" and before["t"] == "text":
                before["v"] = before["v"].rstrip(" ")
            joined.append(node)
        else:
            words = node["v"].lstrip(" ") if before["t"] == "br" else node["v"]
            if words:
                joined.append({"t": "text", "v": words})
    while joined and (joined[-1]["t"] == "br" or not markup.inline_text(joined[-1]).strip(" ")):
        joined.pop()
    while joined and (joined[0]["t"] == "br" or not markup.inline_text(joined[0]).strip(" ")):
        del joined[0]
    if joined and joined[-1]["t"] == "text":
        joined[-1]["v"] = joined[-1]["v"].rstrip(" ")
    return joined


def _words(text: str) -> str:
    """The words of a piece of text, on one line."""
    blanks = _SPACES.sub(" ", text).replace("&nbsp;", " ")
    return _SPACES.sub(" ", unescape(_NO_ENTITY.sub("&amp;", blanks)))


def _texts(element: _Element) -> Iterator[str]:
    for one in element.content:
        if isinstance(one, str):
            yield unescape(_NO_ENTITY.sub("&amp;", one)).replace("\r", "")
        elif one.name == "br":
            yield "\n"
        else:
            yield from _texts(one)


def _written(tree: Iterable[Node], way: _Way) -> Iterator[list[str]]:
    """The lines of each block."""
    for node in tree:
        match node["t"]:
            case "p":
                yield _line(node["c"], way).split("\n")
            case "rule":
                yield ["***"]
            case "pre":
                fence = "`" * max(3, _longest_run(node["v"]) + 1)
                yield [fence, *node["v"].split("\n"), fence]
            case "quote":
                lines = _apart(_written(node["c"], way))
                yield [f"> {line}".rstrip() for line in lines]
            case kind:
                yield _list(node, kind == "ol", way)


def _list(node: Node, numbered: bool, way: _Way) -> list[str]:
    loose = any(child["t"] not in ("ul", "ol") for entry in node["c"] for child in entry["c"][1:])
    lines: list[str] = []
    for number, entry in enumerate(node["c"], start=node.get("start", 1)):
        marker = f"{number}. " if numbered else "- "
        blocks = list(_written(entry["c"], way))
        inside = _apart(blocks) if loose else [line for block in blocks for line in block]
        if loose and lines:
            lines.append("")
        lines.append(marker + inside[0])
        lines += [(" " * len(marker) + line).rstrip() for line in inside[1:]]
    return lines


def _apart(blocks: Iterable[list[str]]) -> list[str]:
    """Blocks with a blank line between them."""
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines else block
    return lines


def _line(content: Iterable[Node], way: _Way) -> str:
    parts = []
    for node in content:
        match node["t"]:
            case "text":
                parts.append(way.text(node["v"]))
            case "br":
                parts.append("\\\n")
            case "code":
                fence = "`" * (_longest_run(node["v"]) + 1)
                space = " " if node["v"].startswith("`") or node["v"].endswith("`") else ""
                parts.append(f"{fence}{space}{node['v']}{space}{fence}")
            case kind:
                inside = _line(node["c"], way)
                if kind == "link":
                    address = re.sub(r"([<>\\])", r"\\\1", node["href"])
                    plain = re.fullmatch(r"[^\s()<>\\]+", address)
                    parts.append(f"[{inside}]({address if plain else f'<{address}>'})")
                else:
                    sign = {"strong": "**", "em": "*"}[kind] if way.emphasis else ""
                    parts.append(f"{sign}{inside}{sign}")
    return "".join(parts)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
