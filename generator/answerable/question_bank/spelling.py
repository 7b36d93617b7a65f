"""The spellings of an answer that a program has to know which compares letter by letter.

The site takes an answer whatever its capitals, blanks, kinds of quotation marks and dashes, and
marks at the end (`grade.js`). Elsewhere, what people type is listed: with the signs of a keyboard
and with those of print, and with or without the marks at the end.
"""

from __future__ import annotations

from collections.abc import Iterable

_ENDS = ' \t\n".,;:!?'
_TO_KEYBOARD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
_TO_PRINT = str.maketrans({"'": "’"})
_MARKS = ("", ".", "!")


def spellings(accepted: Iterable[str]) -> tuple[str, ...]:
    """All spellings of the accepted answers, these first, each one once in any capitals."""
    texts = [" ".join(text.split()) for text in accepted]
    found = dict.fromkeys(texts)
    for text in texts:
        keyboard = text.translate(_TO_KEYBOARD)
        for form in (text, keyboard, keyboard.translate(_TO_PRINT), keyboard.replace(" - ", " – ")):
            bare = form.rstrip(_ENDS).lstrip(' "') or form
            found |= dict.fromkeys(bare + mark for mark in _MARKS)
    folded = {text.lower(): text for text in reversed(found)}
    return tuple(text for text in found if folded[text.lower()] == text)
