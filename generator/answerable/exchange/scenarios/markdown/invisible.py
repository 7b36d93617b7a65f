"""Removes characters without width, which other programs leave in texts."""

from __future__ import annotations

import re

_SIGNS = "\u200b\u2060\ufeff\u00ad"
INVISIBLE = re.compile(f"[{_SIGNS}]")
"""A zero-width space, a word joiner, a byte order mark, and a soft hyphen."""


def without_invisible_ends(text: str) -> str:
    """A text without them at the ends of its lines; between letters they may be intended."""
    if not INVISIBLE.search(text):
        return text
    return "\n".join(map(_without_ends, text.split("\n")))


def _without_ends(line: str) -> str:
    bare = line.strip(f"{_SIGNS} \t")
    before, _, behind = line.partition(bare) if bare else (line, "", "")
    return _visible(before) + bare + _visible(behind)


def _visible(blanks: str) -> str:
    return "" if INVISIBLE.search(blanks) else blanks
