"""Describe a mistake in a YAML file in plain words, and show how the line should be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answerable.source.read.quoting import quote

SHORT = 60
"""How much of a line is shown in a message."""

_FIELD = re.compile(r"""^(?P<lead>\s*(?:-\s+)*)(?:(?P<name>[^\W\d][^:#"']*?):\s+)?(?P<text>.*)$""")
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "‚": "‘", "«": "»"}
_CURLY = frozenset("“”„‘’‚«»")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake, in plain words. `line` and `column` count from 0.

    `end` is the column after its last character, or None if it is one character long. `instead` is
    the replacement, if that is certain.
    """

    code: str
    message: str
    hint: str
    line: int
    column: int
    end: int | None = None
    instead: str | None = None


def quote_hint(line: str, *, unclosed: bool = False) -> str:
    """Show the line as it should be: in quotes, or as a folded text if it is long."""
    match = _FIELD.match(line)
    if not match or not match["text"].strip():
        return "put the whole text in quotes"
    lead = "- " if "-" in match["lead"] else ""
    head = lead + (f"{match['name']}: " if match["name"] else "")
    text = match["text"].strip()
    text = text[1:] if unclosed else _bare(text)
    if len(text) <= SHORT:
        hint = f"put the whole text in straight quotes:\n  {head}{quote(text)}"
    else:
        hint = (
            "put `>-` there instead and the text on the lines below, indented by two more spaces:"
            f"\n  {head}>-\n    {lead and '  '}{text[:SHORT].rstrip()} …"
        )
    if match["text"].strip()[0] in _CURLY:
        hint += "\nto YAML, curly quotes (“ ”) are just letters and protect nothing"
    return hint


def block_hint(line: str, below: str) -> str:
    """Show the line and the one below as they should be if each is to stay a line of its own."""
    name, _, text = line.strip().partition(":")
    shown = "".join(f"\n    {start_of(one)}" for one in (text, below))
    return (
        "put `|-` there instead and the whole text on the lines below, indented by two more spaces:"
        f"\n  {name}: |-{shown}"
    )


def _bare(text: str) -> str:
    """Drop quotes around the whole text, but not quotes that only start and end it."""
    closing = _QUOTES.get(text[0])
    inner = text[1:-1]
    if len(text) < 2 or text[-1] != closing:
        return text
    stray = inner.count(text[0])
    if inner[: inner.find(text[0])].endswith(" "):  # the quote inside opens another quotation
        return inner
    return inner if stray == 0 or (stray == 1 and closing == "'") else text


def start_of(text: str) -> str:
    return text.strip() if len(text.strip()) <= 30 else text.strip()[:30].rstrip() + " …"
