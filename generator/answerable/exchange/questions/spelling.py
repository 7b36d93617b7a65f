"""The spellings of an answer that a program has to know which compares letter by letter.

The site takes an answer whatever its capitals, blanks, kinds of quotation marks and dashes, and
marks at the end (`grade.js`). Elsewhere, what people type is listed: with the signs of a keyboard
and with those of print, and with or without the marks at the end.
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
    """All spellings of the accepted answers, these first, each one once in any capitals."""
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
    """Without those that are only another spelling of one before, as the site sees it."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(_normal(text), text)
    return list(first.values())


def _forms(text: str) -> Iterator[str]:
    """A text with each kind of quotation marks and of dashes."""
    keyboard = text.translate(_TO_KEYBOARD)
    printed = _QUOTED.sub("“\\1”", keyboard).replace("'", "’")
    for quoted, dash in product((text, keyboard, printed), (None, "-", "–", "—")):
        yield quoted if dash is None else _ANY_DASH.sub(dash, quoted)


def _normal(text: str) -> str:
    """A text as the site compares it (`normal` in `grade.js`)."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_TO_KEYBOARD)
    return " ".join(plain.split()).rstrip(_ENDS).lstrip(' "')
