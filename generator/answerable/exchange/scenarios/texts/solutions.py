"""Splits the solutions in an article into entries, each with its condition.

    Consider (i) asking the driver; or (ii) paying for it if he cannot be reached.
    Open the door yourself. If the key is missing, walk with the guest. Be sure to ask for it.

Words may be cut, and the case of a first letter may change, but no words are added. If it isn't
certain that a text lists several solutions, or that a clause is a condition, it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.exchange.scenarios.markdown.cells import ROMANS
from answerable.exchange.scenarios.markdown.introductions import FIRST_JOINER, LEAD_INS, is_lead_in
from answerable.exchange.scenarios.texts.alternatives import alternatives, counted_out
from answerable.exchange.scenarios.texts.conditions import (
    LAST_OF_SERIES,
    as_sentence,
    cased,
    conditioned,
    is_step,
    stop_of,
    without_joiners,
)
from answerable.exchange.scenarios.texts.sentences import (
    WORDS,
    depths_of,
    is_order,
    sentences_in,
    word_set,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or an entry of a list; `key` is whatever the caller identifies it by."""

    key: int
    text: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ParsedSolution:
    """One solution. `key` is its unit's; `when` is empty without a condition."""

    key: int
    do: str
    when: str = ""


_ROMAN = {sign: number for number, sign in enumerate(ROMANS, start=1)}

_MARKER = re.compile(
    r"(?:(?<=[\s;,:.])|^)(?:\((?P<sign>[ivx]{1,5}|\d{1,2}|[a-h])\)|(?P<bare>[ivx]{1,5}|\d{1,2}|[a-h])[).])"
    r"(?:\s+|(?<=\d\))(?=[^\W\d_]))",
    re.IGNORECASE,
)

_SEMICOLON = re.compile(r"[;؛]\s+")
_GERUNDS = re.compile(r"[,;]\s+(?:(?:or|and)\s+)?(?=[a-z]+ing\b)|\s+or\s+(?=[a-z]+ing\b)")
_NO_GERUND = word_set("something anything everything nothing morning evening during king")


def entries(units: Sequence[Unit]) -> tuple[list[ParsedSolution], list[tuple[int, str]]]:
    """The solutions in the units, in order, and unknown introductions with their keys.

    Known introductions, such as “Consider”, are dropped; others are returned so that they can be
    reported.
    """
    found: list[ParsedSolution] = []
    left: list[tuple[int, str]] = []
    expected = 1
    for place, unit in enumerate(units):
        text = " ".join(unit.text.split("\n")) if not unit.listed else unit.text
        following = units[place + 1] if place + 1 < len(units) else None
        if not unit.listed and following and _introduces(text, following):
            if not is_lead_in(text):
                left.append((unit.key, text))
            continue
        lead, parts, expected = _marked(text, expected)
        if parts and unit.listed and lead and not is_lead_in(lead):
            parts = []  # a list within an entry
        if parts:
            kept, unknown = _lead(lead)
            found += [ParsedSolution(unit.key, *conditioned(one)) for one in _prose(kept)]
            left += [(unit.key, unknown)] if unknown else []
            stop = stop_of(text)
            found += [
                ParsedSolution(unit.key, *conditioned(as_sentence(part, stop)))
                for part in parts
                if part
            ]
        elif unit.listed:
            found.append(ParsedSolution(unit.key, *conditioned(without_joiners(text))))
        else:
            found += [ParsedSolution(unit.key, *conditioned(one)) for one in _prose(text)]
    return [one for one in found if one.do], left


def _introduces(text: str, following: Unit) -> bool:
    """Whether a paragraph only introduces the list below it."""
    said = text.strip()
    return (following.listed or _starts_marked(following.text)) and (
        said.endswith((":", "：")) or is_lead_in(said)
    )


def _starts_marked(text: str) -> bool:
    return _MARKER.match(text) is not None


def _marked(text: str, expected: int) -> tuple[str, list[str], int]:
    """The text before the first (i), the text after each mark, and the number that comes next."""
    starts: list[re.Match[str]] = []
    first = expected
    for match in _MARKER.finditer(text):
        if expected in _numbers((match["sign"] or match["bare"]).lower()):
            if match["bare"] and not (match.start() == 0 or starts or _bare_list(text, match)):
                continue
            starts.append(match)
            expected += 1
    if not starts:
        lead, ordered = counted_out(text)
        return lead, [without_joiners(part) for part in ordered], first
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parts = [
        without_joiners(text[match.end() : end]) for match, end in zip(starts, ends, strict=True)
    ]
    return text[: starts[0].start()].strip(), parts, expected


def _bare_list(text: str, match: re.Match[str]) -> bool:
    """Whether “1.” or “a)” within a text begins a list: only if a second one follows."""
    number = next(iter(_numbers(match["bare"].lower())), 0)
    return any(
        number + 1 in _numbers((later["bare"] or "").lower())
        for later in _MARKER.finditer(text, match.end())
    )


def _numbers(sign: str) -> set[int]:
    """The numbers that a mark may mean: “i” is the Roman number 1, and the ninth letter."""
    found = {_ROMAN[sign]} if sign in _ROMAN else set()
    if sign.isdigit():
        found.add(int(sign))
    elif len(sign) == 1:
        found.add(ord(sign) - ord("a") + 1)
    return found


def _lead(text: str) -> tuple[str, str]:
    """The text before a list, split into sentences that are solutions, and an introduction.

    The introduction is empty if it is a known one.
    """
    sentences = list(sentences_in(text))
    last = sentences[-1] if sentences else ""
    if stop_of(last):
        return text, ""
    before = " ".join(sentences[:-1])
    return before, "" if is_lead_in(last) or not last.strip(" :;,-–") else last


def _prose(text: str) -> list[str]:
    """The solutions in a text without a list."""
    text = text.strip()
    if not text:
        return []
    if series := _series(text):
        return series
    found: list[str] = []
    for sentence in sentences_in(text):
        joined = FIRST_JOINER.match(sentence)
        bare = sentence[joined.end() :] if joined else sentence
        if either := alternatives(bare, is_order):
            found += [as_sentence(part, stop_of(bare)) for part in either]
        elif not found or is_step(bare):
            found.append(cased(bare, sentence) if found and joined else sentence)
        else:
            found[-1] += f" {sentence}"
    return found


def _series(text: str) -> list[str]:
    """The options in a sentence, listed after “Consider” or between semicolons with a last “or”."""
    if len(list(sentences_in(text))) > 1:
        return []
    lead = LEAD_INS.match(text)
    body = text[lead.end() :].strip() if lead else text
    parts = _parted(body, _SEMICOLON)
    if len(parts) > 1 and not LAST_OF_SERIES.match(parts[-1]):
        parts = []
    if len(parts) < 2 and lead:
        parts = [part for part in _parted(body, _GERUNDS) if part]
        words = [WORDS.match(part) for part in parts]
        if not all(w and w.group().endswith("ing") and w.group() not in _NO_GERUND for w in words):
            parts = []
    if len(parts) < 2:
        return []
    stop = stop_of(text)
    return [as_sentence(without_joiners(part), stop) for part in parts]


def _parted(text: str, sign: re.Pattern[str]) -> list[str]:
    """A text, split where a pattern matches outside quotes and brackets."""
    depths = depths_of(text)
    cuts = [match for match in sign.finditer(text) if not depths[match.start()]]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
