"""Lists the spellings of an answer, for programs that compare answers letter by letter.

The site ignores capitals, spaces, punctuation at the end, and the style of quotation marks and
dashes (`grade.js`). For other programs, the likely spellings are listed: with keyboard characters
and with typographic ones, with and without punctuation at the end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

_ENDS = ' \t\n".,;:!?'
_DASHES = "-‐‑‒–—−"
_TO_KEYBOARD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys(_DASHES, "-")
)
_ANY_DASH = re.compile(f"[{_DASHES}]")
_QUOTED = re.compile('"([^"]*)"')
_MARKS = ("", ".", "!")


def spellings(accepted: Iterable[str]) -> tuple[str, ...]:
    """All spellings of the accepted answers, without duplicates that differ only in case.

    The accepted answers come first.
    """
    texts = [" ".join(text.split()) for text in accepted]
    found = dict.fromkeys(texts)
    for text in texts:
        for form in _forms(text):
            whole = form.rstrip(_ENDS) or form
            bare = whole.lstrip(' "') or form
            found |= dict.fromkeys(start + mark for start in (whole, bare) for mark in _MARKS)
    folded = {text.lower(): text for text in reversed(found)}
    return tuple(text for text in found if folded[text.lower()] == text)


def apart(texts: Iterable[str]) -> list[str]:
    """The texts without those that the site would treat as a spelling of an earlier one."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(_normal(text), text)
    return list(first.values())


def _forms(text: str) -> Iterator[str]:
    """A text with each style of quotation marks and dashes."""
    keyboard = text.translate(_TO_KEYBOARD)
    printed = _QUOTED.sub("“\\1”", keyboard).replace("'", "’")
    for quoted, dash in product((text, keyboard, printed), (None, "-", "–", "—")):
        yield quoted if dash is None else _ANY_DASH.sub(dash, quoted)


def _normal(text: str) -> str:
    """A text as the site compares it (`normal` in `grade.js`)."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_TO_KEYBOARD)
    return " ".join(plain.split()).rstrip(_ENDS).lstrip(' "')
