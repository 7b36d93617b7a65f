"""When two texts say the same, without case, punctuation and spacing; and a text in brief."""

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
    """The words of a text in order, case-folded; punctuation and markup signs do not count."""
    return re.findall(r"\w+", text.casefold())


def in_brief(text: str, most: int) -> str:
    """A text for a message: whole words, `most` characters at most."""
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


def spelling(term: str) -> str:
    """A term as one that differs only by case, spaces, hyphens or underscores has it too."""
    return re.sub(r"[\s_-]+", "", term.casefold())


def as_answer(text: str) -> str:
    """What counts of an answer to a gap, as `normal` in frontend/src/items/fill/fill.js has it.

    Capitals, spaces, kinds of quotation marks and dashes, and signs at the end do not count, so
    that nothing is left of a text of such signs alone.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    for kinds, one in _ALIKE:
        text = kinds.sub(one, text)
    return _UNCOUNTED.sub("", text)
