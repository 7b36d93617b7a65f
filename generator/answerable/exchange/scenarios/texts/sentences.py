"""Splits the text of solutions into sentences, and finds those that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP = re.compile(r"[.!?؟。…][\"”’»)]*(?P<gap>\s+)")

_SHORTENED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|no|nr|st|e\.g|i\.e|etc|a\.m|p\.m|approx|vs|z\.b|d\.h|bzw|ca|usw|"
    r"p\.ex|sr|sra|m|mme|art)|(?<!\w)\w)\.$",
    re.IGNORECASE,
)

VERBS = word_set(
    "accept add address admit advise agree allow answer apologise apologize appoint arrange "
    "ask assign assure attach avoid be begin block book borrow bring build buy call cancel "
    "carry change charge check choose clean clear close collect come compare complete confirm "
    "connect contact continue cover create credit cut deal decide deliver describe direct "
    "discuss do don't double drive drop email escalate escort examine exchange explain extend "
    "fetch file fill find finish fix follow forward get give go greet grant hand handle help "
    "hire hold identify inform insist inspect install invite involve issue keep lead leave "
    "lend let listen log look lower mail make mark measure meet mend mention move name never "
    "note notify offer open order organise organize pack pay phone pick place plan point post "
    "prepare present press print promise propose provide pull push put raise reach read "
    "rearrange reassign rebook record refer refund reimburse reject release remember remind "
    "remove rent repair repeat replace reply report request reschedule reserve reset resolve "
    "respond restart return review ring route run save say schedule search see sell send "
    "serve set settle share ship show sign sit sort speak split start stay step stop store "
    "submit suggest supply support swap switch take talk tell test text thank throw track "
    "train transfer translate treat try turn update upgrade use verify visit wait waive walk "
    "warn wash watch write always please"
)

_OBJECTS = word_set(
    "the a an your his her their our my this that these those him them it us me yourself each "
    "every both another one any sie"
)

_NO_VERBS = word_set(
    "it he she i we they you there here this that these those the a an his her their our my "
    "its then so also and but because since although though while both all some most many "
    "each every everyone everybody nobody nothing someone one none if when unless as at in on "
    "by for from to of with without after before afterwards later once until even only not no "
    "yes who what which where how why whether or nor either neither thus hence therefore "
    "however"
)

_POLITE = re.compile(
    r"\w+en sie\b|\w+ez\b"
    r"|\w+(?:ar|er|ir|re|arle|erle|irle)\s+(?:a|al|la|le|les|el|los|las|un|une|una)\b",
    re.IGNORECASE,
)

SUBJECTS = word_set("you we i he she they it then please kindly just simply at first")
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
OPENING, CLOSING = "(“„«[", ")”»]"


def sentences_in(text: str) -> Iterator[str]:
    depths = depths_of(text)
    start = 0
    for match in _STOP.finditer(text):
        following = text[match.end() : match.end() + 1]
        if (
            depths[match.start("gap")]
            or following.islower()
            or _SHORTENED.search(text, max(start, match.start() - 8), match.start() + 1)
        ):
            continue
        yield text[start : match.start("gap")]
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def depths_of(text: str) -> list[int]:
    """For each place, how many quotes and brackets it is in; unclosed ones don't count."""
    change = [0] * (len(text) + 1)
    waiting: list[int] = []
    straight: int | None = None
    for place, sign in enumerate(text):
        if sign == '"':
            if straight is None:
                straight = place
            else:
                change[straight] += 1
                change[place] -= 1
                straight = None
        elif sign in OPENING:
            waiting.append(place)
        elif sign in CLOSING and waiting:
            change[waiting.pop()] += 1
            change[place] -= 1
    depths, now = [], 0
    for step in change:
        now += step
        depths.append(now)
    return depths


def is_order(text: str) -> bool:
    """Whether a text seems to begin with an imperative, judged by its first words."""
    words = [word.lower().replace("’", "'") for word in WORDS.findall(text[:80])]
    if not words or words[0] in _NO_VERBS:
        return False
    if words[0] in VERBS or (words[0] == "do" and len(words) > 1):
        return True
    follows = len(words) > 1 and words[1] in _OBJECTS
    ordinary = not words[0].endswith(("s", "ed", "ing", "ly")) or words[0].endswith("ss")
    return (follows and ordinary) or _POLITE.match(text) is not None
