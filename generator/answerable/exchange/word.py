"""Word documents (DOCX) -> the lines of a text, in the form of articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import docx
from docx.table import _Cell

from answerable.diagnostics import Location
from answerable.exchange.article import from_lines
from answerable.exchange.found import Found
from answerable.exchange.package import refused

MAX_TAGS = 1_000_000
"""Of a whole document: a hundred scenarios have some ten thousand."""

MAX_LINES = 20_000

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(data: bytes, path: str) -> Found:
    """The scenarios of a document. Lines are counted as its paragraphs, empty ones as well."""
    found = Found()
    if problem := refused(data, path, tags=MAX_TAGS):
        found.diagnostics.append(problem)
        return found
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        styles: dict[str | None, str] = {}
        every = (line for block in document.iter_inner_content() for line in _lines(block, styles))
        lines = list(islice(every, MAX_LINES + 1))
    except Exception as error:  # the library raises whatever its parts raise
        hint = "open it in your word processor and save it again as .docx"
        message = f"The document cannot be read ({type(error).__name__})."
        found.error("AN510", message, Location(path), hint)
        return found
    if len(lines) > MAX_LINES:
        message = f"The document has more than {MAX_LINES:,} paragraphs."
        found.error("AN510", message, Location(path), "split it into several files")
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


def _lines(block: Any, styles: dict[str | None, str]) -> Iterator[str]:
    """A paragraph as a line, a table as a line for each paragraph in its cells.

    `styles` keeps the names of styles by their ids: the library searches all for each paragraph.
    """
    if hasattr(block, "rows"):
        # Not `row.cells`, which has a joined cell as often as the file says that it is wide.
        for row in block.rows:
            for cell in row._tr.tc_lst:
                for inner in _Cell(cell, block).iter_inner_content():
                    yield from _lines(inner, styles)
        return
    text = block.text.replace("\t", " ").replace("\xa0", " ").strip()
    known = block._p.style
    if known not in styles:
        styles[known] = (block.style.name or "").lower() if block.style is not None else ""
    style = styles[known]
    numbered = block._p.pPr is not None and block._p.pPr.numPr is not None
    if text and style.startswith(("heading", "title")):
        text = f"# {text}"
    elif text and (numbered or style.startswith("list")):
        text = f"- {text}"
    yield " ".join(text.split("\n"))
