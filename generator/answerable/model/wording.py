"""Compare texts regardless of case, punctuation and spacing; shorten texts for messages."""

from __future__ import annotations

import re
import unicodedata

_BLANK = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What `\\s` means in JavaScript (ECMA-262, 22.2.2.9)."""

_UNCOUNTED = re.compile(rf'^[{_BLANK}"]+|[{_BLANK}".,;:!?]+\Z')
_ALIKE = (
    (re.compile("[‘’‚‛′`´]"), "'"),
    (re.compile("[“”„‟«»″]"), '"'),
    (re.compile("[‐‑‒–—−]"), "-"),
    (re.compile(f"[{_BLANK}]+"), " "),
)


def words(text: str) -> list[str]:
    """Return the words of a text in order, case-folded; punctuation and markup don't count."""
    return re.findall(r"\w+", text.casefold())


def in_brief(text: str, most: int) -> str:
    """Shorten a text for a message to whole words, at most `most` characters."""
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


def spelling(term: str) -> str:
    """Return a key that is equal for terms that differ only by case, spaces, hyphens or
    underscores.
    """
    return re.sub(r"[\s_-]+", "", term.casefold())


def as_answer(text: str) -> str:
    """Return the part of an answer to a gap that counts, like `normal` in
    frontend/src/items/fill/fill.js.

    Capitals, spaces, kinds of quotation marks and dashes, and punctuation at the end don't count.
    If a text has nothing else, nothing is left of it.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    for kinds, one in _ALIKE:
        text = kinds.sub(one, text)
    return _UNCOUNTED.sub("", text)
