"""Write a text as YAML, in quotes if it needs them."""

from __future__ import annotations

import re

_BARE = re.compile(r"[^\W\d_][\w &/+().'’-]*")


def scalar(text: str) -> str:
    """Return a short text as YAML, quoted unless it is safe anywhere, even in a bracketed list."""
    return text if _BARE.fullmatch(text) else quote(text)


def quote(text: str) -> str:
    """Quote a text with the kind of YAML quotes that changes it least."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
