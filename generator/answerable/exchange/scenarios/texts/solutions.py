"""The solutions of a scenario, as an article tells them -> entries, each with its condition.

    Consider (i) asking the driver; or (ii) paying for it if he cannot be reached.
    Open the door yourself. If the key is missing, walk with the guest. Be sure to ask for it.

Words are cut and get a capital or a small letter, but none is added. Where it is not sure that a
text lists several, or that a clause is a condition, it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.exchange.scenarios.markdown.cells import ROMANS
from answerable.exchange.scenarios.markdown.introductions import (
    FIRST_JOINER,
    JOINER,
    LAST_JOINER,
    LEAD_INS,
    is_lead_in,
)
from answerable.exchange.scenarios.texts.alternatives import alternatives, counted_out


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or an entry of a list; `key` is whatever the caller knows it by."""

    key: int
    text: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ParsedSolution:
    """One solution. `key` is that of its unit; `when` is empty without a condition."""

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
_LAST_OF_SERIES = re.compile(rf"{JOINER}\s", re.IGNORECASE)
_GERUNDS = re.compile(r"[,;]\s+(?:(?:or|and)\s+)?(?=[a-z]+ing\b)|\s+or\s+(?=[a-z]+ing\b)")
_NO_GERUND = _set("something anything everything nothing morning evening during king")

_STOP = re.compile(r"[.!?؟。…][\"”’»)]*(?P<gap>\s+)")
_SHORTENED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|no|nr|st|e\.g|i\.e|etc|a\.m|p\.m|approx|vs|z\.b|d\.h|bzw|ca|usw|"
    r"p\.ex|sr|sra|m|mme|art)|(?<!\w)\w)\.$",
    re.IGNORECASE,
)

_IF = r"if|when|si|cuando|lorsque|quand|إذا|لو|عندما"
_KEPT = r"unless|wenn|falls|außer wenn|es sei denn|à moins que|a menos que|إلا إذا"
"""What a condition cannot do without: its meaning, or the order of its words, depends on it."""
_LEADING = re.compile(rf"(?:(?P<drop>{_IF})|(?P<keep>{_KEPT})),?\s+", re.IGNORECASE)
_TRAILING = re.compile(rf"(?P<comma>,)?\s+(?:(?P<drop>{_IF})|(?P<keep>{_KEPT}))\s+", re.IGNORECASE)
_NO_CONDITION = re.compile(
    r"(?:possible|necessary|needed|required|so|not|any|anything|ever|only|you like|you will|"
    r"applicable|appropriate|available|at all|need be|in doubt|nötig|möglich|besoin|"
    r"possible|necesario|posible|and (?:only )?(?:if|when)|or (?:if|when))\b",
    re.IGNORECASE,
)
"""What follows “if” where no clause does."""

_NO_BEFORE = re.compile(
    r"\b(?:even|as|only|but|except|and|or|just|especially|particularly|exactly|not|what|than|even|"
    r"nur|auch|selbst|außer|ob|même|comme|sauf|incluso|como|aunque|salvo|حتى)$",
    re.IGNORECASE,
)
"""Words directly before “if” which make it no condition of its own."""

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
"""Where one of these is before “if” or “when”, the clause may be what is asked, or told."""

_VERBS = _set(
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
_OBJECTS = _set(
    "the a an your his her their our my this that these those him them it us me yourself each "
    "every both another one any sie"
)
_NO_VERBS = _set(
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
_SUBJECTS = _set("you we i he she they it then please kindly just simply at first")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING, _CLOSING = "(“„«[", ")”»]"


def entries(units: Sequence[Unit]) -> tuple[list[ParsedSolution], list[tuple[int, str]]]:
    """The solutions that units tell, in their order, and introductions, with their keys.

    Introductions that are known, such as “Consider”, are gone; others are returned as well, so that
    they can be named.
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
            found += [ParsedSolution(unit.key, *_conditioned(one)) for one in _prose(kept)]
            left += [(unit.key, unknown)] if unknown else []
            stop = _stop_of(text)
            found += [
                ParsedSolution(unit.key, *_conditioned(_as_sentence(part, stop)))
                for part in parts
                if part
            ]
        elif unit.listed:
            found.append(ParsedSolution(unit.key, *_conditioned(_without_joiners(text))))
        else:
            found += [ParsedSolution(unit.key, *_conditioned(one)) for one in _prose(text)]
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
    """What is before the first (i), what each of them marks, and the number that comes next."""
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
        return lead, [_without_joiners(part) for part in ordered], first
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parts = [
        _without_joiners(text[match.end() : end]) for match, end in zip(starts, ends, strict=True)
    ]
    return text[: starts[0].start()].strip(), parts, expected


def _bare_list(text: str, match: re.Match[str]) -> bool:
    """Whether “1.” or “a)” within a text begins a list: only where a second one follows."""
    number = next(iter(_numbers(match["bare"].lower())), 0)
    return any(
        number + 1 in _numbers((later["bare"] or "").lower())
        for later in _MARKER.finditer(text, match.end())
    )


def _numbers(sign: str) -> set[int]:
    """What a marker may count: “i” is the first Roman number and the ninth letter."""
    found = {_ROMAN[sign]} if sign in _ROMAN else set()
    if sign.isdigit():
        found.add(int(sign))
    elif len(sign) == 1:
        found.add(ord(sign) - ord("a") + 1)
    return found


def _lead(text: str) -> tuple[str, str]:
    """What stands before a list: sentences that are solutions themselves, and an introduction.

    The introduction is empty if it is a known one.
    """
    sentences = list(_sentences(text))
    last = sentences[-1] if sentences else ""
    if _stop_of(last):
        return text, ""
    before = " ".join(sentences[:-1])
    return before, "" if is_lead_in(last) or not last.strip(" :;,-–") else last


def _prose(text: str) -> list[str]:
    """The solutions that a text without any list tells."""
    text = text.strip()
    if not text:
        return []
    if series := _series(text):
        return series
    found: list[str] = []
    for sentence in _sentences(text):
        joined = FIRST_JOINER.match(sentence)
        bare = sentence[joined.end() :] if joined else sentence
        if either := alternatives(bare, _is_order):
            found += [_as_sentence(part, _stop_of(bare)) for part in either]
        elif not found or _is_step(bare):
            found.append(_cased(bare, sentence) if found and joined else sentence)
        else:
            found[-1] += f" {sentence}"
    return found


def _series(text: str) -> list[str]:
    """A sentence that lists ways after “Consider”, or between semicolons with a last “or”."""
    if len(list(_sentences(text))) > 1:
        return []
    lead = LEAD_INS.match(text)
    body = text[lead.end() :].strip() if lead else text
    parts = _parted(body, _SEMICOLON)
    if len(parts) > 1 and not _LAST_OF_SERIES.match(parts[-1]):
        parts = []
    if len(parts) < 2 and lead:
        parts = [part for part in _parted(body, _GERUNDS) if part]
        words = [_WORDS.match(part) for part in parts]
        if not all(w and w.group().endswith("ing") and w.group() not in _NO_GERUND for w in words):
            parts = []
    if len(parts) < 2:
        return []
    stop = _stop_of(text)
    return [_as_sentence(_without_joiners(part), stop) for part in parts]


def _parted(text: str, sign: re.Pattern[str]) -> list[str]:
    """A text, parted where a pattern matches outside of quotes and brackets."""
    depths = _depths(text)
    cuts = [match for match in sign.finditer(text) if not depths[match.start()]]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _sentences(text: str) -> Iterator[str]:
    depths = _depths(text)
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


def _depths(text: str) -> list[int]:
    """For each place, in how many quotes and brackets it is; unclosed ones do not count."""
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
        elif sign in _OPENING:
            waiting.append(place)
        elif sign in _CLOSING and waiting:
            change[waiting.pop()] += 1
            change[place] -= 1
    depths, now = [], 0
    for step in change:
        now += step
        depths.append(now)
    return depths


def _is_step(sentence: str) -> bool:
    """Whether a sentence tells what to do, and does not continue the one before it."""
    if _LEADING.match(sentence):
        return bool(_conditioned(sentence)[1])
    return _is_order(sentence)


def _is_order(text: str) -> bool:
    """Whether a text begins with a verb that orders, as far as its first words show."""
    words = [word.lower().replace("’", "'") for word in _WORDS.findall(text[:80])]
    if not words or words[0] in _NO_VERBS:
        return False
    if words[0] in _VERBS or (words[0] == "do" and len(words) > 1):
        return True
    follows = len(words) > 1 and words[1] in _OBJECTS
    ordinary = not words[0].endswith(("s", "ed", "ing", "ly")) or words[0].endswith("ss")
    return (follows and ordinary) or _POLITE.match(text) is not None


def _conditioned(text: str) -> tuple[str, str]:
    """What to do, and the condition under which; an empty condition if there is no clear one."""
    text = text.strip()
    stop = _stop_of(text)
    body = text[: len(text) - len(stop)] if stop else text
    if leading := _LEADING.match(body):
        return _leading(text, body, stop, leading)
    if len(list(_sentences(text))) == 1 and "\n" not in text:
        return _trailing(text, body, stop)
    return text, ""


def _leading(text: str, body: str, stop: str, clause: re.Match[str]) -> tuple[str, str]:
    """“If it rains, take a taxi.” At the first comma that something to do follows."""
    if _NO_CONDITION.match(body, clause.end()) or body[clause.end() :].startswith(","):
        return text, ""
    depths = _depths(body)
    commas = [match.start() for match in re.finditer(r"[,،]\s", body) if not depths[match.start()]]
    good = [comma for comma in commas if _may_follow(body[comma + 1 :].strip())]
    if not good and len(commas) == 1 and not _LAST_OF_SERIES.match(body[commas[0] + 1 :].strip()):
        good = commas
    if not good:
        return text, ""
    condition = body[clause.end() : good[0]]
    condition = f"{clause['keep']} {condition}" if clause["keep"] else condition
    rest = re.sub(r"^(?:then|dann|so|alors|entonces)\s+", "", body[good[0] + 1 :].strip())
    if len(_WORDS.findall(condition)) < 2 or not rest:
        return text, ""
    return _cased(rest, text) + stop, _cased(condition, text) + _full(stop)


def _may_follow(text: str) -> bool:
    words = [word.lower() for word in _WORDS.findall(text[:80])]
    return bool(words) and (words[0] in _SUBJECTS or _is_order(text))


def _trailing(text: str, body: str, stop: str) -> tuple[str, str]:
    """“Take a taxi if it rains.” Only where nothing comes after the clause, and nobody is asked."""
    depths = _depths(body)
    clauses = [match for match in _TRAILING.finditer(body) if not depths[match.start()]]
    if len(clauses) != 1:
        return text, ""
    (clause,) = clauses
    before, condition = body[: clause.start()], body[clause.end() :]
    words = [word.lower() for word in _WORDS.findall(condition)]
    joined = any(
        first in ("and", "or", "but", "then") and second in _VERBS | _SUBJECTS
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
    return before.rstrip(" ,") + stop, _cased(condition, text) + _full(stop)


def _full(stop: str) -> str:
    """How a condition ends whose sentence ended so: it is no question, and no cry."""
    return "." if stop.strip(')”»"’') in ("!", "?", "…", "؟") else stop


def _without_joiners(text: str) -> str:
    """An entry without “; or” at its end and “or” at its beginning."""
    bare = LAST_JOINER.sub("", text.strip()).strip()
    joined = FIRST_JOINER.match(bare)
    return _cased(bare[joined.end() :], bare) if joined else bare


def _as_sentence(text: str, stop: str) -> str:
    """A part of a sentence as one of its own: with a capital, and with the end of the whole."""
    text = text.strip()
    if not text:
        return ""
    return _cased(text, "A") + ("" if _stop_of(text) else stop)


def _stop_of(text: str) -> str:
    """The full stop, or whatever ends a sentence, at the end of a text; empty if nothing does."""
    ended = re.search(r"[.!?؟。…]+$", text.rstrip())
    return ended.group() if ended else ""


def _cased(text: str, like: str) -> str:
    """A text that begins with a capital if `like` does, and a small letter only as it is."""
    first = next((sign for sign in like if sign.isalpha()), "")
    place = next((at for at, sign in enumerate(text) if sign.isalnum()), None)
    if place is None or not first.isupper() or not text[place].islower():
        return text
    word = _WORDS.match(text, place)
    if word and any(sign.isupper() for sign in word.group()):
        return text  # A name with a capital of its own within it.
    return text[:place] + text[place].upper() + text[place + 1 :]
