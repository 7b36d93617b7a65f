"""Where the words of a whole course are in a text, with their translations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermPassage:
    """A passage of a text; `translation` is empty unless it is a word of the whole course."""

    text: str
    translation: str = ""


def passages(text: str, terms: Mapping[str, str]) -> Iterator[TermPassage]:
    """A text in passages, which together are the text: words with a translation, as whole words in
    small or capital letters and the longest first, and what is between them.
    """
    known = {word.casefold(): translation for word, translation in terms.items() if translation}
    words = "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True) if one)
    end = 0
    for found in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) if words else ():
        translation = known.get(found[0].casefold())
        if translation is None:
            continue
        if found.start() > end:
            yield TermPassage(text[end : found.start()])
        yield TermPassage(found[0], translation)
        end = found.end()
    if end < len(text):
        yield TermPassage(text[end:])
