"""Recognise lines that should stay separate although nothing marks them: dialogue, addresses, rows
of a table.

Prose wraps where the line is full, and joining its lines does no harm. This module finds lines that
the author meant to keep apart. If in doubt, a line counts as prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

LONG = 60
"""A line shorter than this ends where its author wanted, not because it was full."""


class LineShape(Enum):
    """What lines that should not be joined are, in words for a message."""

    LINES = "this group of lines"
    TABLE = "this table"


_NAME = r"[^\W\d_][\w.’'&-]*(?: [\w.’'&-]+){0,3}"
_STARS = r"(?:\*\*?|__?)?"
_SPEAKER = re.compile(
    rf"{_STARS}(?P<name>{_NAME})(?: ?\([^()]{{1,30}}\))?{_STARS} ?[:：]{_STARS}(?:\s+\S|(?<=：)\S)"
)
_TIME = re.compile(
    r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: ?[–-] ?\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?)?[:,]?\s+\S",
    re.IGNORECASE,
)
_ROW = re.compile(r"\|.*\S.*\||[^|`]*\S\s*\|[^|]*\S[^|]*(?:\|[^|]*)*")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_ENDS = re.compile(r"""[.!?…:;。！？؟][\"'”’»)\]*_]*$""")
_LEAD = (":", "：")
_SHORT = 40
_MOST = 500
"""A longer line is prose."""

_GREETING = re.compile(
    r"(?:dear|sehr geehrte[rs]?|liebe[rs]?|chère?s?|estimad[oa]s?|querid[oa]s?|السيد|عزيز).*[,،!]",
    re.IGNORECASE,
)
"""How letters begin, in each language of the interface."""


def kinds(part: Sequence[str]) -> list[LineShape | None]:
    """Return what each line of a paragraph is; None for prose. The lines have no margins."""
    found: list[LineShape | None] = [None] * len(part)
    if len(part) < 2:
        return found
    part = [line if len(line) <= _MOST else "" for line in part]
    for place in _table(part):
        found[place] = LineShape.TABLE
    for place in _talk(part) or (() if any(found) else _addresses(part)):
        found[place] = found[place] or LineShape.LINES
    return found


def _table(part: Sequence[str]) -> list[int]:
    """The rows of a table: below the first one is a line of hyphens, or bars surround them all."""
    rows = [
        place for place, line in enumerate(part) if _ROW.fullmatch(line) or _RULE.fullmatch(line)
    ]
    ruled = [place for place in rows if "|" in part[place] and _RULE.fullmatch(part[place])]
    framed = [place for place in rows if part[place].startswith("|")]
    return rows if ruled else (framed if len(framed) > 1 else [])


def _talk(part: Sequence[str]) -> list[int]:
    """The lines that begin with a speaker or a time."""
    found = []
    for place, line in enumerate(part):
        speaker = _SPEAKER.match(line)
        begins = (speaker and not speaker["name"][0].islower()) or _TIME.match(line)
        above = part[place - 1] if place else ""
        if begins and (len(above) < LONG or _ENDS.search(above)):
            found.append(place)
    return found if len(found) > 1 else []


def _addresses(part: Sequence[str]) -> list[int]:
    """Short lines below each other, each with its own beginning and end."""
    width = max(LONG, *map(len, part))
    found: list[int] = []
    run: list[int] = []
    for place, line in enumerate(part):
        begins = _begins(line)
        if run and not (begins and _is_early(part[run[-1]], line, width, 0.8)):
            found += _accepted(part, run)
            run = []
        if begins:
            run.append(place)
        if not _ends(line):
            found += _accepted(part, run)
            run = []
    found += _accepted(part, run)
    if 1 not in found and len(part[0]) <= _SHORT and _GREETING.fullmatch(part[0]):
        found.append(1)
    return found


def _first(text: str) -> str:
    """The first character of a text, after any brackets, quotation marks and plus signs."""
    return text.lstrip("+(\"'“„«‘")[:1]


def _begins(line: str) -> bool:
    first = _first(line)
    cased = first.isupper() or first.isdigit()
    return len(line) < LONG and (cased or (first.isalpha() and not first.islower()))


def _ends(line: str) -> bool:
    """Whether a line may end here on purpose, with another line following that belongs to it."""
    if _ENDS.search(line):
        return False
    last = (line.split() or [""])[-1]
    return line.endswith((",", "،")) or not _first(last).islower() or "@" in last or "www." in last


def _is_early(above: str, line: str, width: int, share: float) -> bool:
    """Whether a line ended although the first word of the next one would have fitted."""
    return len(above) + 1 + len(line.partition(" ")[0]) <= width * share


def _accepted(part: Sequence[str], run: Sequence[int]) -> Sequence[int]:
    """Return a run of lines if it is certain enough that its author meant them to be separate."""
    if len(run) < 2:
        return ()
    led = run[0] > 0 and part[run[0] - 1].endswith(_LEAD)
    alone = led or len(run) == len(part)
    lines = [part[place] for place in run]
    if len(run) == 2 and not led and _ENDS.search(lines[1]):
        return ()
    if not all(_first(line).isupper() or any(map(str.isdigit, line)) for line in lines):
        alone = alone and all(len(line) <= _SHORT for line in lines)
        return run if alone else ()
    numbered = any(sign.isdigit() or sign == "@" for line in lines for sign in line)
    return run if alone or (len(run) > 2 and numbered) else ()
