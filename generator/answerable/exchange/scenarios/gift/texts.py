"""Texts of questions -> Markdown of a field; and what of them a field has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from answerable.exchange.scenarios.gift.syntax import GiftAnswer, formatted
from answerable.exchange.scenarios.markdown.fromhtml import has_markup, markdown_of
from answerable.exchange.scenarios.markdown.invisible import without_invisible_ends
from answerable.items.shapes import Choice, Match, Matching
from answerable.model import markup
from answerable.source.read.positions import Value

LONGEST = 20_000
"""No text of a scenario may be as long; what is longer is not looked at twice."""

_MARKERS = re.compile(r"^\s*(?:\d+[.)]|[-*+])\s", re.MULTILINE)


class LeftOut(Exception):
    """Why a question cannot be taken over, as the second half of a sentence."""


def worth(answer: GiftAnswer) -> float:
    """What an answer earns, in percent."""
    return answer.weight if answer.weight is not None else 100.0 if answer.right else 0.0


def with_why(values: dict[str, Value], told: str, form: str) -> dict[str, Value]:
    """An entry with its reason, if it has one."""
    return values | ({"why": why} if (why := plain(told, form)) else {})


def choice(text: str, told: str, form: str, *, right: bool) -> Choice:
    """Something to choose from, with its reason. What comes from a file has no id."""
    return Choice("", plain(text, form), right, plain(told, form) or None)


def matching(pairs: Iterable[tuple[str, str, str]]) -> Matching:
    """What is asked, what belongs to it, and the reason: each as Markdown."""
    numbered = [(str(number), *pair) for number, pair in enumerate(pairs)]
    return Matching(
        tuple(Match(number, asked, number, why) for number, asked, _, why in numbered),
        tuple(Choice(number, answer) for number, _, answer, _ in numbered),
    )


def plain(text: str, form: str) -> str:
    """A text of a question as Markdown. An answer may name a format of its own."""
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
    """Whether a plain text, read as Markdown, still shows all of its words."""
    if not re.search(r"[\\<\[&`]|^\s{4}", text):
        return True
    shown, given = (re.findall(r"\w+", one) for one in (markup.plain(text), _MARKERS.sub("", text)))
    return shown == given
