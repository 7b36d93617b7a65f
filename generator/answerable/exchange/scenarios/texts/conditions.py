"""Separates the condition of a solution from the instruction before or after it."""

from __future__ import annotations

import re
from itertools import pairwise

from answerable.exchange.scenarios.markdown.introductions import FIRST_JOINER, JOINER, LAST_JOINER
from answerable.exchange.scenarios.texts.sentences import (
    SUBJECTS,
    VERBS,
    WORDS,
    depths_of,
    is_order,
    sentences_in,
)

LAST_OF_SERIES = re.compile(rf"{JOINER}\s", re.IGNORECASE)
_IF = r"if|when|si|cuando|lorsque|quand|إذا|لو|عندما"

_KEPT = r"unless|wenn|falls|außer wenn|es sei denn|à moins que|a menos que|إلا إذا"
"""Words that stay in a condition, because its meaning or word order depends on them."""

_LEADING = re.compile(rf"(?:(?P<drop>{_IF})|(?P<keep>{_KEPT})),?\s+", re.IGNORECASE)
_TRAILING = re.compile(rf"(?P<comma>,)?\s+(?:(?P<drop>{_IF})|(?P<keep>{_KEPT}))\s+", re.IGNORECASE)

_NO_CONDITION = re.compile(
    r"(?:possible|necessary|needed|required|so|not|any|anything|ever|only|you like|you will|"
    r"applicable|appropriate|available|at all|need be|in doubt|nötig|möglich|besoin|"
    r"possible|necesario|posible|and (?:only )?(?:if|when)|or (?:if|when))\b",
    re.IGNORECASE,
)
"""Words after “if” that don't begin a clause."""

_NO_BEFORE = re.compile(
    r"\b(?:even|as|only|but|except|and|or|just|especially|particularly|exactly|not|what|than|even|"
    r"nur|auch|selbst|außer|ob|même|comme|sauf|incluso|como|aunque|salvo|حتى)$",
    re.IGNORECASE,
)
"""Words directly before “if” that make it part of another phrase."""

_ASKING = re.compile(
    r"\b(?:ask|asks|asked|asking|see|seeing|check|checking|know|knows|knowing|wonder|wondering|"
    r"tell|telling|say|saying|find out|finding out|learn|decide|deciding|determine|verify|doubt|"
    r"test|testing|look|looking|enquire|inquire|enquiring|inquiring|confirm|confirming|understand|"
    r"explain|remember|note|agree|sure|certain|care|mind|matter|time|day|moment|times|days|date|"
    r"question|regardless|depends|depending|"
    r"fragen|fragen sie|prüfen|wissen|demander|demandez|vérifier|vérifiez|savoir|"
    r"preguntar|pregunte|saber|ver|comprobar|compruebe|اسأل|تحقق|اعرف)\b",
    re.IGNORECASE,
)
"""After one of these words, a clause with “if” or “when” may depend on it, as in “ask if …”."""


def is_step(sentence: str) -> bool:
    """Whether a sentence says what to do and doesn't continue the one before it."""
    if _LEADING.match(sentence):
        return bool(conditioned(sentence)[1])
    return is_order(sentence)


def conditioned(text: str) -> tuple[str, str]:
    """What to do, and the condition under which; an empty condition if there is no clear one."""
    text = text.strip()
    stop = stop_of(text)
    body = text[: len(text) - len(stop)] if stop else text
    if leading := _LEADING.match(body):
        return _leading(text, body, stop, leading)
    if len(list(sentences_in(text))) == 1 and "\n" not in text:
        return _trailing(text, body, stop)
    return text, ""


def _leading(text: str, body: str, stop: str, clause: re.Match[str]) -> tuple[str, str]:
    """Split “If it rains, take a taxi.” at the first comma that is followed by an instruction."""
    if _NO_CONDITION.match(body, clause.end()) or body[clause.end() :].startswith(","):
        return text, ""
    depths = depths_of(body)
    commas = [match.start() for match in re.finditer(r"[,،]\s", body) if not depths[match.start()]]
    good = [comma for comma in commas if _may_follow(body[comma + 1 :].strip())]
    if not good and len(commas) == 1 and not LAST_OF_SERIES.match(body[commas[0] + 1 :].strip()):
        good = commas
    if not good:
        return text, ""
    condition = body[clause.end() : good[0]]
    condition = f"{clause['keep']} {condition}" if clause["keep"] else condition
    rest = re.sub(r"^(?:then|dann|so|alors|entonces)\s+", "", body[good[0] + 1 :].strip())
    if len(WORDS.findall(condition)) < 2 or not rest:
        return text, ""
    return cased(rest, text) + stop, cased(condition, text) + _full(stop)


def _may_follow(text: str) -> bool:
    words = [word.lower() for word in WORDS.findall(text[:80])]
    return bool(words) and (words[0] in SUBJECTS or is_order(text))


def _trailing(text: str, body: str, stop: str) -> tuple[str, str]:
    """Split “Take a taxi if it rains.”, unless more follows or it is a case of `_ASKING`."""
    depths = depths_of(body)
    clauses = [match for match in _TRAILING.finditer(body) if not depths[match.start()]]
    if len(clauses) != 1:
        return text, ""
    (clause,) = clauses
    before, condition = body[: clause.start()], body[clause.end() :]
    words = [word.lower() for word in WORDS.findall(condition)]
    joined = any(
        first in ("and", "or", "but", "then") and second in VERBS | SUBJECTS
        for first, second in pairwise(words)
    )
    asked = not clause["comma"] and not clause["keep"] and _ASKING.search(before)
    if (
        len(words) < 2
        or joined
        or asked
        or re.search(r"[,;:،]\s", condition)
        or _NO_BEFORE.search(before)
        or _NO_CONDITION.match(condition)
    ):
        return text, ""
    condition = f"{clause['keep']} {condition}" if clause["keep"] else condition
    return before.rstrip(" ,") + stop, cased(condition, text) + _full(stop)


def _full(stop: str) -> str:
    """The stop for a condition: `stop`, or a full stop if that is a question mark or the like."""
    return "." if stop.strip(')”»"’') in ("!", "?", "…", "؟") else stop


def without_joiners(text: str) -> str:
    """An entry without “; or” at its end and “or” at its beginning."""
    bare = LAST_JOINER.sub("", text.strip()).strip()
    joined = FIRST_JOINER.match(bare)
    return cased(bare[joined.end() :], bare) if joined else bare


def as_sentence(text: str, stop: str) -> str:
    """A part of a sentence as a sentence: with a capital, and with `stop` if it has none."""
    text = text.strip()
    if not text:
        return ""
    return cased(text, "A") + ("" if stop_of(text) else stop)


def stop_of(text: str) -> str:
    """The full stop, or other mark that ends a sentence, at the end of a text; else empty."""
    ended = re.search(r"[.!?؟。…]+$", text.rstrip())
    return ended.group() if ended else ""


def cased(text: str, like: str) -> str:
    """A text with a capital first letter if `like` has one; otherwise unchanged."""
    first = next((sign for sign in like if sign.isalpha()), "")
    place = next((at for at, sign in enumerate(text) if sign.isalnum()), None)
    if place is None or not first.isupper() or not text[place].islower():
        return text
    word = WORDS.match(text, place)
    if word and any(sign.isupper() for sign in word.group()):
        return text  # A name with a capital inside.
    return text[:place] + text[place].upper() + text[place + 1 :]
