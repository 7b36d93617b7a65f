"""Word documents (DOCX) -> the lines of a text, in the form of articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx

from answerable.diagnostics import Location
from answerable.exchange.article import from_lines
from answerable.exchange.found import Found
from answerable.exchange.package import refused

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(data: bytes, path: str) -> Found:
    """The scenarios of a document. Lines are counted as its paragraphs, empty ones as well."""
    found = Found()
    if problem := refused(data, path):
        found.diagnostics.append(problem)
        return found
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
    except Exception as error:  # the library raises whatever its parts raise
        hint = "open it in your word processor and save it again as .docx"
        message = f"The document cannot be read ({type(error).__name__})."
        found.error("AN510", message, Location(path), hint)
        return found
    if _has(body, "ins", "del"):
        message = "The document holds tracked changes: which of its texts are meant?"
        hint = "in Word: Review, Accept, Accept all changes; then save it"
        found.error("AN524", message, Location(path), hint)
        return found
    found = from_lines(lines, path, are_paragraphs=True)
    if _has(body, "drawing", "pict", "object"):
        message = "Pictures and text boxes of the document are not taken."
        hint = "write what they tell into the situation"
        found.warn("AN525", message, Location(path), hint)
    return found


def _has(body: Any, *names: str) -> bool:
    """Whether the document has an element of one of these names."""
    return any(next(body.iter(f"{_NAMESPACE}{name}"), None) is not None for name in names)


def _lines(block: Any) -> Iterator[str]:
    """A paragraph as a line, a table as a line for each paragraph in its cells."""
    if hasattr(block, "rows"):
        seen: list[Any] = []  # cells that were joined come once for each
        for row in block.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    for inner in cell.iter_inner_content():
                        yield from _lines(inner)
        return
    text = block.text.replace("\t", " ").replace("\xa0", " ").strip()
    style = (block.style.name or "").lower() if block.style is not None else ""
    numbered = block._p.pPr is not None and block._p.pPr.numPr is not None
    if text and style.startswith(("heading", "title")):
        text = f"# {text}"
    elif text and (numbered or style.startswith("list")):
        text = f"- {text}"
    yield " ".join(text.split("\n"))
