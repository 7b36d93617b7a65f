"""Signs without any width, which other programs leave in texts."""

from __future__ import annotations

import re

_SIGNS = "\u200b\u2060\ufeff\u00ad"
INVISIBLE = re.compile(f"[{_SIGNS}]")
"""A blank of no width, a word joiner, a byte order mark, and a hyphen that shows at line ends."""


def without_invisible_ends(text: str) -> str:
    """A text without such signs at the ends of its lines; between letters they may be meant."""
    if not INVISIBLE.search(text):
        return text
    return "\n".join(map(_without_ends, text.split("\n")))


def _without_ends(line: str) -> str:
    bare = line.strip(f"{_SIGNS} \t")
    before, _, behind = line.partition(bare) if bare else (line, "", "")
    return _visible(before) + bare + _visible(behind)


def _visible(blanks: str) -> str:
    return "" if INVISIBLE.search(blanks) else blanks
