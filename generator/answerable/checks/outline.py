"""What rules for the course need to know of one scenario: little enough to keep for ten thousand.

An outline is made from the file alone and holds plain values, so that it can be kept as JSON beside
the file's own findings.
"""

from __future__ import annotations

import datetime
import heapq
import zlib
from dataclasses import dataclass

from answerable import wording
from answerable.checks import vocabulary
from answerable.checks.parts import Question, which_reply
from answerable.model import ScenarioFile

LONGEST = "longest"
COURTESY = "courtesy"
NO_COURTESY = "no courtesy"
MARKS = "!?:;—…"

SKETCH = 32
"""How many numbers stand for the words of a scenario. The error of a share is about 1 / √32."""

_RUN = 4  # words that count as one piece of text


@dataclass(frozen=True, slots=True)
class Outline:
    """One scenario in short.

    `tells` is what tells the accountable reply from all others: `LONGEST`, `COURTESY`,
    `NO_COURTESY`, or one of `MARKS` that stands in it alone. `sketch` stands for its words.
    """

    id: str
    module_id: str
    first_id: str
    tags: tuple[str, ...]
    department: str | None
    channel: str | None
    excuse: str | None
    lesson: str
    owner: str | None
    review_by: datetime.date | None
    serves: tuple[str, ...]
    tells: tuple[str, ...]
    sketch: tuple[int, ...]


def outline(file: ScenarioFile, scenario_id: str, module_id: str, language: str) -> Outline:
    """The outline of a scenario file."""
    question = which_reply(file)
    return Outline(
        scenario_id,
        module_id,
        file.aliases[0] if file.aliases else scenario_id,
        file.tags,
        file.department,
        file.channel,
        file.excuse,
        file.lesson,
        file.owner,
        file.review_by,
        file.serves,
        tuple(_tells(question, language)),
        _sketch(" ".join([file.situation, *question.right, *question.wrong, file.lesson])),
    )


def alike(first: Outline, second: Outline) -> float:
    """The share of their pieces of text that two scenarios have in common, estimated."""
    return len(set(first.sketch) & set(second.sketch)) / (
        min(len(first.sketch), len(second.sketch)) or 1
    )


def _tells(question: Question, language: str) -> list[str]:
    (right,), wrong = question.right, question.wrong
    tells = [LONGEST] if len(right) > max(map(len, wrong)) else []
    words = vocabulary.COURTESY.get(vocabulary.root(language), ())
    kind = bool(vocabulary.found(right, words))
    kind_others = [bool(vocabulary.found(text, words)) for text in wrong]
    if kind and not any(kind_others):
        tells.append(COURTESY)
    if not kind and all(kind_others):
        tells.append(NO_COURTESY)
    return tells + [mark for mark in MARKS if mark in right and mark not in "".join(wrong)]


def _sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of all runs of four words (a bottom-k sketch; Broder 1997).

    Two texts have about the same share of these numbers in common as of all their runs.
    """
    words = wording.words(text)
    runs = {
        zlib.crc32(" ".join(words[start : start + _RUN]).encode())
        for start in range(max(1, len(words) - _RUN + 1))
    }
    return tuple(heapq.nsmallest(SKETCH, runs))
