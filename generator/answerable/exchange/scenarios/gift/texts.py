"""Turns the texts of GIFT questions into Markdown, and entries into choices and pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from answerable.exchange.scenarios.gift.syntax import GiftAnswer, formatted
from answerable.exchange.scenarios.markdown.fromhtml import has_markup, markdown_of
from answerable.exchange.scenarios.markdown.invisible import without_invisible_ends
from answerable.items.shapes import Choice, Match, Matching
from answerable.model import markup
from answerable.source.read.positions import Value

LONGEST = 20_000
"""More than any text of a scenario may have; longer texts aren't tried as Markdown."""

_MARKERS = re.compile(r"^\s*(?:\d+[.)]|[-*+])\s", re.MULTILINE)


class LeftOut(Exception):
    """Why a question can't be imported, as the second half of a sentence."""


def worth(answer: GiftAnswer) -> float:
    """What an answer earns, in percent."""
    return answer.weight if answer.weight is not None else 100.0 if answer.right else 0.0


def with_why(values: dict[str, Value], told: str, form: str) -> dict[str, Value]:
    """The values of an entry, with its reason if it has one."""
    return values | ({"why": why} if (why := plain(told, form)) else {})


def choice(text: str, told: str, form: str, *, right: bool) -> Choice:
    """A choice with its reason. Choices from a file have no id."""
    return Choice("", plain(text, form), right, plain(told, form) or None)


def matching(pairs: Iterable[tuple[str, str, str]]) -> Matching:
    """Pairs to match. Each has, as Markdown: what is asked, what it matches, and the reason."""
    numbered = [(str(number), *pair) for number, pair in enumerate(pairs)]
    return Matching(
        tuple(Match(number, asked, number, why) for number, asked, _, why in numbered),
        tuple(Choice(number, answer) for number, _, answer, _ in numbered),
    )


@lru_cache(maxsize=1000)
def plain(text: str, form: str) -> str:
    """A text of a question as Markdown. An answer may name a format of its own.

    Kept for a while, because all questions of a scenario repeat its situation and its lesson.
    """
    form, text = formatted(text, form)
    text = without_invisible_ends(text).strip()
    if form == "markdown":
        return text
    if form == "html" or (form == "moodle" and has_markup(text)):
        if form == "moodle" and not re.search(r"<(?:p|br|div|li)\b", text, re.IGNORECASE):
            text = text.replace("\n", "<br>")
        return markdown_of(text)
    if len(text) <= LONGEST and _says_all(text):
        return text
    return "\n".join(map(markup.literal, text.split("\n")))


def _says_all(text: str) -> bool:
    """Whether a plain text that is read as Markdown still shows all its words."""
    if not re.search(r"[\\<\[&`]|^\s{4}", text):
        return True
    shown, given = (re.findall(r"\w+", one) for one in (markup.plain(text), _MARKERS.sub("", text)))
    return shown == given
