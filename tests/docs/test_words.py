"""Texts for people are in plain English: words that read as translated don't come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from answerable.i18n.extraction import extract
from tests.support.courses import ROOT

PACKAGE = ROOT / "generator" / "answerable"
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *PACKAGE.glob("checks/*.md")]

AVOIDED = {
    r"mend(s|ed|ing)?": "fix",
    r"reckon(s|ed|ing)?": "estimate, count",
    r"anew": "again",
    r"of which kind": "of what type",
    r"small letters": "lower-case letters",
    r"without a word": "silently",
    r"leads? out of": "points outside",
    r"(?<!there )is no (address|code|date|file|id|label|number|text|word)": "isn't a",
    r"take (it|that line|the line) out": "remove",
    r"in the place of": "in place of, instead of",
    r"stands? (in|on|at|before|behind|between|below|above)(?! (for|the))": "is",
    r"brings? programs": "contains programs",
}
"""What not to write, as patterns of whole words, and what to write instead."""

_PATTERN = re.compile(rf"\b(?:{'|'.join(AVOIDED)})\b", re.IGNORECASE)


def _found(place: str, text: str) -> Iterator[tuple[str, str]]:
    yield from ((place, found.group()) for found in _PATTERN.finditer(" ".join(text.split())))


def test_documents_and_the_interface_use_plain_words() -> None:
    found = [one for path in DOCUMENTS for one in _found(path.name, path.read_text("utf-8"))]
    for message in extract():
        found += _found("interface", " ".join(str(message.id).split()))
    assert found == []


def test_messages_and_docstrings_use_plain_words() -> None:
    found = [
        one
        for path in sorted(PACKAGE.rglob("*.py"))
        for place, text in _texts(path)
        for one in _found(place, text)
    ]
    assert found == []


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts in a module that are sentences: word lists have no punctuation."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if re.search(r"[.:,;`“]", node.value):
            yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.value
