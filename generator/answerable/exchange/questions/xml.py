"""Makes XML for the formats that use it: elements, permanent ids, and the layout of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from html import escape
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from markupsafe import Markup

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def identifier(*names: str) -> str:
    """A permanent id made from permanent names, in characters that every platform accepts."""
    return "q" + hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def root(tag: str, namespace: str, schemas: str, **attributes: str) -> ET.Element:
    """The root element of a document; `schemas` are pairs of a namespace and an address."""
    spaces = {"xmlns": namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": schemas}
    return ET.Element(tag, spaces | attributes)


def add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new element at the end of another one."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def xhtml(html: Markup) -> ET.Element:
    """Our HTML as the content of a `div`.

    XML requires every tag to be closed. Lists with a `start` become paragraphs with their numbers,
    because strict XHTML, on which QTI is based, has no such lists.
    """
    # Authors' text is escaped, so an unescaped tag is one of ours.
    closed = str(html).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    content = ET.fromstring(f"<div>{closed}</div>")  # noqa: S314  # our own
    for numbered in list(content.iter("ol")):
        if start := numbered.attrib.pop("start", None):
            _say_numbers(numbered, int(start))
    return content


def _say_numbers(numbered: ET.Element, start: int) -> None:
    numbered.tag = "div"
    for number, entry in enumerate(numbered, start):
        entry.tag = "div"
        first = entry[0] if len(entry) and not entry.text and entry[0].tag == "p" else entry
        first.text = f"{number}. {first.text or ''}"


def document(element: ET.Element, whole: Collection[str] = ()) -> bytes:
    """An element as a file, with each element on its own line.

    Elements whose tag is in `whole` stay on one line with their content, where whitespace between
    elements matters. All other elements contain either elements or text.
    """
    return "\n".join(
        ('<?xml version="1.0" encoding="UTF-8"?>', *_lines(element, whole, ""), "")
    ).encode()


def _lines(element: ET.Element, whole: Collection[str], indent: str) -> Iterator[str]:
    if element.tag in whole:
        yield indent + ET.tostring(element, encoding="unicode")
        return
    given = "".join(f" {name}={quoteattr(value)}" for name, value in element.items())
    start, end = f"{indent}<{element.tag}{given}", f"</{element.tag}>"
    if len(element):
        yield f"{start}>"
        for child in element:
            yield from _lines(child, whole, f"{indent}  ")
        yield f"{indent}{end}"
    elif element.text is None:
        yield f"{start}/>"
    else:
        yield f"{start}>{_content(element.text)}{end}"


def _content(text: str) -> str:
    """Escaped text, but CDATA for HTML: if that is escaped, Moodle drops spaces between tags."""
    if "<" not in text and "&" not in text:
        return escape(text, quote=False)
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
