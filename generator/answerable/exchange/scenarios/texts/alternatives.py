"""Splits solutions that are listed in words: “First, … Second, …”, and “Either … or …”."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_ORDINALS = (
    "firstly|first,|first of all,|erstens|premièrement|tout d’abord|primero|en primer lugar|أولا"
    "|أولاً",
    "secondly|second,|zweitens|deuxièmement|segundo|en segundo lugar|ثانيا|ثانياً",
    "thirdly|third,|drittens|troisièmement|tercero|en tercer lugar|ثالثا|ثالثاً",
    "fourthly|fourth,|viertens|quatrièmement|cuarto|en cuarto lugar|رابعا|رابعاً",
)
_LAST = "lastly|finally|last,|schließlich|zuletzt|enfin|por último|finalmente|أخيرا|أخيراً"
_AND = "and|und|et|y"
_MOST = 12


def _counting(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[.!?;:,؛،]\s))(?:(?:{_AND})\s+)?(?:{words})[,:،]?\s+(?=\S)", re.IGNORECASE
    )


_COUNTING = tuple(_counting(words) for words in _ORDINALS)
_LAST_COUNT = _counting(_LAST)

_EITHER = (
    (re.compile(r"either\s+", re.I), re.compile(r",?\s+or\s+", re.I)),
    (re.compile(r"entweder\s+", re.I), re.compile(r",?\s+oder\s+", re.I)),
    (re.compile(r"soit\s+", re.I), re.compile(r",?\s+soit\s+", re.I)),
    (re.compile(r"o bien\s+", re.I), re.compile(r",?\s+o bien\s+", re.I)),
)
_INFINITIVE = re.compile(r"(?:\w+ ){0,2}\w{2,}(?:er|ir|re|ar)(?:l[aeo]s?)?\b|.*\b\w+n[.!]?$")
"""French and Spanish infinitives at the beginning, German ones at the end."""


def counted_out(text: str) -> tuple[str, list[str]]:
    """The text before “First”, and the text after each such word; empty unless there are two."""
    starts: list[re.Match[str]] = []
    for pattern in _COUNTING:
        match = pattern.search(text, starts[-1].end() if starts else 0)
        if match is None:
            break
        starts.append(match)
    if len(starts) < 2:
        return text, []
    if last := _LAST_COUNT.search(text, starts[-1].end()):
        starts.append(last)
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parts = [text[one.end() : end].strip() for one, end in zip(starts, ends, strict=True)]
    return text[: starts[0].start()].strip(), parts


def alternatives(sentence: str, is_order: Callable[[str], bool]) -> Sequence[str]:
    """The options in “Either call the desk or write to them”, if each says what to do; otherwise
    none.

    `is_order` is whether a text begins with an instruction.
    """
    for either, sign in _EITHER:
        if opening := either.match(sentence):
            parts = sign.split(sentence[opening.end() :])
            are_ways = all(is_order(part) or _is_way(part, either) for part in parts)
            return parts if 1 < len(parts) < _MOST and are_ways else ()
    return ()


def _is_way(part: str, either: re.Pattern[str]) -> bool:
    return not either.match("either ") and _INFINITIVE.match(part) is not None
