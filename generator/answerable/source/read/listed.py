"""Split a text into entries where a list is expected, as its author seems to have meant it."""

from __future__ import annotations

import re

from answerable.diagnostics import Edit
from answerable.source.read import foreign
from answerable.source.read.positions import Keys, Source, Typed
from answerable.source.read.quoting import scalar
from answerable.source.read.slips import SHORT


def list_hint(field: str, given: str) -> str:
    """Show the author's own words as a list, split at dashes without a space, or at commas."""
    parts = _entries(given)
    entries = [part.strip() for part in parts if part.strip()] or ["first", "second"]
    if sum(map(len, entries)) > 4 * SHORT or len(entries) > 6:
        entries = ["first", "second"]
    rows = [f"    - {scalar(entry)}" for entry in entries]
    return "\n".join(
        ["write each entry on a line of its own, after a hyphen and a space:", f"  {field}:", *rows]
    )


def _entries(given: str) -> list[str]:
    """Split a text into the parts in which its author seems to have listed something."""
    if given.startswith("-"):
        return re.split(r"(?:^|\s)-\s*(?=\S)", given)
    if re.match(rf"{foreign.BULLET}\s", given):
        return re.split(rf"(?:^|\s){foreign.BULLET}\s+", given)
    if given.rstrip().endswith((".", "!", "?", "…")) and "\n" not in given:
        return [given]
    return re.split("[;；\n]" if re.search("[;；\n]", given) else "[,،、]", given)


def in_lines(source: Source, keys: Keys) -> str | None:
    """Return a text below its field's name with its lines as typed; None for any other text."""
    typed = source.typed.get(keys)
    if typed is None or typed.style or typed.flow or source.keys[keys].line == typed.line:
        return None
    return "\n".join(map(str.strip, source.lines[typed.line - 1 : typed.end_line]))


def as_list(source: Source, keys: Keys) -> tuple[Edit, ...]:
    """Return edits that turn the signs at the starts of lines into hyphens, where a list is
    expected.
    """
    typed, start = source.typed.get(keys), source.values.get(keys)
    if typed is None and start is not None:
        typed = Typed("", False, start.line, start.column, start.line, start.end_column)
    if typed is None or typed.style or typed.flow or source.keys[keys].line == typed.line:
        return ()
    slips = [
        foreign.entry(number, source.lines[number])
        for number in range(typed.line - 1, typed.end_line)
    ]
    return tuple(
        Edit(source.path, slip.line + 1, slip.column + 1, slip.line + 1, slip.end + 1, "- ")
        for slip in slips
        if slip and slip.end and None not in slips
    )
