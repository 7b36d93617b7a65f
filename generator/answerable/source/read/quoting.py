"""A text as YAML, in quotes where it needs them."""

from __future__ import annotations

import re

_BARE = re.compile(r"[^\W\d_][\w &/+().'’-]*")


def scalar(text: str) -> str:
    """A short text as YAML: in quotes unless it needs none anywhere, in a list in brackets too."""
    return text if _BARE.fullmatch(text) else quote(text)


def quote(text: str) -> str:
    """Put a text in the kind of YAML quotes that needs the least change."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
