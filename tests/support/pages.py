"""Read HTML the way a browser or a reader does."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parse(html: str) -> LexborHTMLParser:
    """Parse a page, or a fragment of one as its body."""
    return LexborHTMLParser(html)


def elements(html: str) -> Iterator[LexborNode]:
    """Every element of a fragment in order, without the surrounding html, head and body."""
    body = parse(f"<!doctype html><body>{html}").body
    assert body is not None
    for node in body.traverse():
        if node.is_element_node and node.tag != "body":
            yield node


def text_of(html: str) -> str:
    """The text of a fragment."""
    body = parse(f"<!doctype html><body>{html}").body
    assert body is not None
    return body.text()


def squeezed(text: str) -> str:
    """A text without any white space, to compare only its words."""
    return "".join(text.split())


def headings(html: str) -> list[tuple[int, str | None, str]]:
    """Level, id and text of every heading."""
    return [
        (int(node.tag[1]), node.attributes.get("id"), node.text().strip())
        for node in elements(html)
        if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    ]


_UNSEEN = {"class", "viewBox", "viewbox", "focusable"}


def formatted(html: str) -> str:
    """A fragment as an indented tree of elements, attributes and words.

    Classes and the drawings of icons are left out, because they affect only the appearance.
    """
    body = parse(f"<!doctype html><body>{html}").body
    assert body is not None
    return "".join(f"{line}\n" for node in body.iter(include_text=True) for line in _lines(node, 0))


def _lines(node: LexborNode, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if node.tag == "-text":
        words = " ".join((node.text_content or "").split())
        if words:
            yield f"{indent}| {words}"
    elif node.tag == "svg":
        yield f"{indent}<svg>"
    elif node.is_element_node:
        attributes = "".join(
            f' {name}="{value}"' if value else f" {name}"
            for name, value in node.attributes.items()
            if name not in _UNSEEN
        )
        yield f"{indent}<{node.tag}{attributes}>"
        if node.tag == "template":
            # Its content is a separate document, which the parser keeps outside the tree.
            inner = (node.html or "").partition(">")[2].rpartition("</template>")[0]
            yield from (f"{indent}  {line}" for line in formatted(inner).splitlines())
            return
        for child in node.iter(include_text=True):
            yield from _lines(child, depth + 1)
