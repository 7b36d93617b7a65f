"""Makes a title from the first words of a text, where one is missing."""

from __future__ import annotations

import re

from answerable.model import markup

_WORDS = 8
_LENGTH = 80
_LOOKED_AT = 2_000
"""How much of a text is looked at, in characters."""


def first_words(text: str) -> str:
    """A title from the first sentence of a text in Markdown: at most eight words."""
    line = markup.plain(text.strip().partition("\n")[0][:_LOOKED_AT])
    sentence = re.split(r"(?<=[.!?:؟。])\s", line, maxsplit=1)[0].rstrip(".:。")
    some = sentence.split()
    title = " ".join(some[:_WORDS]).rstrip(",;")[:_LENGTH]
    return f"{title} …" if len(some) > _WORDS or len(title) == _LENGTH else title
