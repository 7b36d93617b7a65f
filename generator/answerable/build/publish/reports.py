"""Describes a course's questions for the reports of learning platforms.

SCORM platforms know a handful of question types and allow few characters for an answer. The page
around the course (`frontend/src/outputs/lms/responses.js`) reads these descriptions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from answerable.items.item import Item
from answerable.items.pool import PooledItem
from answerable.items.shapes import Buckets, Choice, Choices, Gaps, Matching, Ordering
from answerable.model import markup
from answerable.site.context import shorten

LONGEST_WORDS = 60
"""How many characters of a choice a report shows; SCORM 1.2 allows 255 for a whole answer."""

_SORTED = [("accountable", "accountable"), ("not-accountable", "not accountable")]


def script(pool: Mapping[str, Sequence[PooledItem]]) -> str:
    """The script that defines `answerableQuestions`: the questions by `scenario/item`."""
    questions = {
        f"{scenario}/{pooled.item.id}": _question(pooled.item)
        for scenario, items in pool.items()
        for pooled in items
    }
    text = json.dumps(questions, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.answerableQuestions = {text};\n"


def _question(item: Item) -> dict[str, Any]:
    """An item's type, weight (its maximum of points), question, entries, perhaps targets, and the
    right answer in the form of the learner's records.
    """
    match item.shape:
        case Choices(choices, several=True):
            ticked = sorted(choice.id for choice in choices if choice.right)
            return _as("choice", item, len(ticked), ticked, _named(choices))
        case Choices(choices):
            right = next(choice.id for choice in choices if choice.right)
            return _as("choice", item, 1, right, _named(choices))
        case Buckets(choices):
            places = {one.id: _SORTED[0 if one.right else 1][0] for one in choices}
            entries = _named(choices)
            return _as("matching", item, len(entries), places, entries, _SORTED)
        case Ordering(choices, in_order):
            steps = [step.id for step in in_order]
            return _as("sequencing", item, len(steps), steps, _named(choices))
        case Matching(matches, answers):
            belong = {match.id: match.answer_id for match in matches}
            entries = [(match.id, _words(match.asked)) for match in matches]
            return _as("matching", item, len(entries), belong, entries, _named(answers))
        case Gaps(_, gaps):
            texts = [gap.accept[0] for gap in gaps]
            return _as("fill-in", item, len(texts), texts, [])


def _as(
    kind: str,
    item: Item,
    weight: int,
    right: Any,
    entries: Sequence[tuple[str, str]],
    targets: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    question = {
        "type": kind,
        "weight": weight,
        "asks": _words(item.question),
        "entries": entries,
        "right": right,
    }
    return question | ({"targets": targets} if targets else {})


def _named(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    return [(choice.id, _words(choice.text)) for choice in choices]


def _words(text: str) -> str:
    """A Markdown text as plain text on one line, cut after a whole word."""
    return shorten(" ".join(markup.plain(text).split()), LONGEST_WORDS + 1)
