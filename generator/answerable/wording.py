"""When two texts say the same: compared without case, punctuation and spacing."""

from __future__ import annotations

import re


def words(text: str) -> list[str]:
    """The words of a text in order, case-folded; punctuation and markup signs do not count."""
    return re.findall(r"\w+", text.casefold())


def spelling(term: str) -> str:
    """A term as one that differs only by case, spaces, hyphens or underscores has it too."""
    return re.sub(r"[\s_-]+", "", term.casefold())
