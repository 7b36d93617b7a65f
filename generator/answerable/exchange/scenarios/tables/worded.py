"""Puts the columns of a table into the words of a course that has labels of its own.

Its own names of fields (`own_names_of`) are what an import reads such titles by; the usual titles
are read in any course.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answerable.exchange.scenarios.tables.cellvalues import to_row
from answerable.exchange.scenarios.tables.columns import Column
from answerable.i18n import interface_language
from answerable.i18n.terminology import DEFAULT, gaps
from answerable.model import Course

_FIELDS = {
    "accountable": ("verdicts", "right"),
    "not accountable": ("verdicts", "wrong"),
    "lesson": ("lesson", "lesson"),
    "excuse": ("excuse", "excuse"),
    "customer": ("person", "person"),
    "agent": ("actor", "actor"),
}
"""The parts of titles that labels name, each with the label and the gap that it fills."""


def worded(among: Sequence[Column], course: Course) -> tuple[Column, ...]:
    """The columns as they are titled and explained in a course.

    With labels of its own, the examples are those of its first scenario, and explanations that are
    about accountability are left out.
    """
    named = _named(course)
    if not named:
        return tuple(among)
    taken = {column.title.casefold() for column in among}
    first = course.scenarios[:1]
    examples = [
        *(text for one in first for text in to_row(one, one.module_id, one.id, among)),
        *[""] * (len(among) * (1 - len(first))),
    ]
    about = {
        "A reply that owns the issue.": "The best reply.",
        "A reply that passes the buck.": "A poor reply.",
    }

    def title_of(column: Column) -> str:
        parts = [named.get(part.casefold(), part) for part in column.title.split(": ")]
        title = ": ".join(parts)
        title = title[:1].upper() + title[1:]
        return column.title if title.casefold() in taken else title

    def explained(text: str) -> str:
        text = about.get(text, text)
        for usual, own in named.items():
            for before in ("the ", "The ", "poor: "):
                text = text.replace(before + usual, before + own)
        return text

    return tuple(
        replace(
            column,
            title=title_of(column),
            description=explained(column.description),
            example=example,
        )
        for column, example in zip(among, examples, strict=True)
    )


def _named(course: Course) -> Mapping[str, str]:
    """The parts of titles that the course's own labels name, with its words for them."""
    terms = course.terminology
    words = gaps(terms, interface_language(course.language))
    found = {
        part: words[gap]
        for part, (role, gap) in _FIELDS.items()
        if getattr(terms, role) != getattr(DEFAULT, role)
    }
    # Two columns can't have the same title.
    times = Counter(word.casefold() for word in found.values())
    return {part: word for part, word in found.items() if times[word.casefold()] == 1}
