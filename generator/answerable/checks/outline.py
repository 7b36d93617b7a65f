"""Summarise a scenario for the rules about courses: small enough to keep for ten thousand
scenarios.

An outline is made from the file alone and contains plain values, so that it can be kept as JSON
together with the file's own findings.
"""

from __future__ import annotations

import datetime
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from answerable.checks import vocabulary
from answerable.checks.parts import Guessable, asked, which_reply
from answerable.i18n import root
from answerable.items.partners import Teaching, teaching
from answerable.model import ScenarioFile, wording

LONGEST = "longest"
COURTESY = "courtesy"
NO_COURTESY = "no courtesy"
MARKS = "!?:;—…"

SKETCH = 32
"""How many numbers represent the words of a scenario. The error of a share is about 1 / √32."""

_SURE = 4
"""How many pieces of text two scenarios must have in common before they are compared."""

_EARLIER = 8
"""With how many earlier scenarios that share a piece of text one is compared at most."""


class Outline(NamedTuple):
    """A summary of one scenario.

    `cues` are what distinguishes the accountable reply from all others: `LONGEST`, `COURTESY`,
    `NO_COURTESY`, or one of `MARKS` that only it contains. `sketch` represents its words, and
    `asked` are its questions, with the texts to choose from. `labelled`: it has labels of its own.
    """

    id: str
    module_id: str
    tags: Sequence[str]
    department: str | None
    channel: str | None
    owner: str | None
    serves: Sequence[str]
    cues: Sequence[str]
    sketch: Sequence[int]
    asked: Sequence[Guessable]
    labelled: bool
    review_by: datetime.date | None
    teaching: Teaching


def outline(file: ScenarioFile, scenario_id: str, module_id: str, language: str) -> Outline:
    """Return the outline of a scenario file."""
    question = which_reply(file)
    return Outline(
        scenario_id,
        module_id,
        file.tags,
        file.department,
        file.channel,
        file.owner,
        file.serves,
        cues(file, language),
        _sketch(" ".join([file.situation, *question.right, *question.wrong, file.lesson])),
        tuple(asked(file)),
        file.labels is not None,
        file.review_by,
        teaching(file, scenario_id),
    )


def alike(outlines: Sequence[Outline], percent: int) -> Iterator[tuple[Outline, Outline, int]]:
    """Yield each scenario that shares at least `percent` % of its text with an earlier one, that
    scenario, and the percentage.

    All sketches have the same order. If two sketches of n pieces have k in common, they therefore
    have m in common among their first n - k + m ("prefix filtering"; Chaudhuri, Ganti and Kaushik
    2006), so very few need a full comparison.
    """
    firsts = [one.sketch[: _others(one, percent) + _SURE] for one in outlines]
    everywhere = Counter(chain.from_iterable(firsts))
    seen: defaultdict[int, list[Outline]] = defaultdict(list)
    for one, first in zip(outlines, firsts, strict=True):
        shared = [piece for piece in first if everywhere[piece] > 1]
        if len(shared) < len(first) - _others(one, percent):
            continue
        earlier = {other.id: other for piece in shared for other in seen[piece]}
        for piece in shared:
            seen[piece] = [*seen[piece], one][:_EARLIER]
        pieces = frozenset(one.sketch)
        share, other = max(
            ((_share(pieces, other), other) for other in earlier.values()),
            key=itemgetter(0),
            default=(0, one),
        )
        if share >= percent:
            yield one, other, share


def _others(one: Outline, percent: int) -> int:
    """How many pieces of text may differ if `percent` % are the same."""
    return len(one.sketch) * (100 - percent) // 100


def _share(pieces: frozenset[int], other: Outline) -> int:
    """Estimate what percentage of their text two scenarios have in common, one given by the pieces
    of its sketch.
    """
    common = len(pieces.intersection(other.sketch))
    return round(100 * common / min(len(pieces), len(other.sketch)))


def cues(file: ScenarioFile, language: str) -> list[str]:
    """Return what distinguishes the accountable reply from all others, as in `Outline`."""
    question = which_reply(file)
    (right,), wrong = question.right, question.wrong
    cues = [LONGEST] if len(right) > max(map(len, wrong)) else []
    words = vocabulary.COURTESY.get(root(language), ())
    kind = bool(vocabulary.found(right, words))
    kind_others = [bool(vocabulary.found(text, words)) for text in wrong]
    if kind and not any(kind_others):
        cues.append(COURTESY)
    if not kind and all(kind_others):
        cues.append(NO_COURTESY)
    return cues + [mark for mark in MARKS if mark in right and mark not in "".join(wrong)]


def _sketch(text: str) -> list[int]:
    """Return the smallest hashes of all runs of four words (a bottom-k sketch; Broder 1997).

    Two texts have about the same share of these numbers in common as of all their runs.
    """
    words = wording.words(text)
    fours = zip(words, words[1:], words[2:], words[3:], strict=False)
    runs = set(map(" ".join, fours)) or {" ".join(words)}
    return sorted({zlib.crc32(run.encode()) for run in runs})[:SKETCH]
