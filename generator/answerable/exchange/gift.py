"""Moodle's GIFT -> scenarios and their items.

A question with one right answer is a scenario: the question is the situation, the right answer the
accountable reply, the first wrong one the reply that is not; feedback is the reason of a reply, and
general feedback the lesson. Questions of other kinds become an item of the scenario with the same
title, or of one of their own, whose other parts are missing then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable import markup
from answerable.diagnostics import Location
from answerable.exchange.found import MAX_SCENARIOS, Draft, Found
from answerable.exchange.fromhtml import has_markup, markdown_of
from answerable.exchange.giftsyntax import Answer, Question, formatted, questions
from answerable.reading.encoding import refused_character
from answerable.reading.names import is_id
from answerable.reading.positions import Keys, Source, Span, Value

MOST_ANSWERS = 5
"""One right answer, and as many wrong ones as a scenario has room for."""

_MOST_CHOICES = 8
_MOST_ITEMS = 12
_TITLE_LENGTH = 60

ASKS = "GIFT has no place for it, or it was left empty: “{}”"

_BY_HAND = "take it over by hand, for example as one of the `items` of a scenario"
_MARKERS = re.compile(r"^\s*(?:\d+[.)]|[-*+])\s", re.MULTILINE)
_GAP = re.compile("_{3,}")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class _LeftOut(Exception):
    """Why a question cannot be taken over, as the second half of a sentence."""


@dataclass(slots=True)
class _Reading:
    """One file while it is read: the drafts are made once all their items are known."""

    path: str
    lines: tuple[str, ...]
    found: Found
    scenarios: list[tuple[Question, dict[str, Value]]]
    titles: dict[str, int]

    def where(self, question: Question) -> Location:
        line = self.lines[question.line - 1]
        return Location(self.path, question.line, 1, len(line) + 1, line)


def read_gift(data: bytes, path: str) -> Found:
    """The questions of a file as scenarios and items; those that cannot be taken are named."""
    found = Found()
    lines = found.lines_of(data, path)
    if lines is None:
        return found
    reading = _Reading(path, lines, found, [], {})
    for question in questions(lines):
        _add(question, reading)
        if len(reading.scenarios) > MAX_SCENARIOS:
            break
    for question, values in reading.scenarios:
        where = reading.where(question)
        span = Span(question.line, 1, len(lines[question.line - 1]) + 1)
        spans: dict[Keys, Span] = {(name,): span for name in values}
        source = Source(path, lines, values, spans, spans)
        found.take(Draft(source, where, ASKS, question.category))
    if not found.drafts and not found.diagnostics:
        message = "No question was found in this file."
        hint = "it should hold questions such as ::Title:: Question {=right ~wrong}"
        found.error("AN520", message, Location(path), hint)
    return found


def _add(question: Question, reading: _Reading) -> None:
    where = reading.where(question)
    for text in _texts(question):
        if refused := refused_character(text):
            message = f"An invisible character (U+{ord(refused.group()):04X}) is in the question."
            reading.found.error("AN104", message, where, "delete it")
            return
    try:
        _take(question, reading)
    except _LeftOut as reason:
        message = f"This question is left out: {reason}."
        reading.found.leave_out("AN526", message, where, _BY_HAND)


def _texts(question: Question) -> list[str]:
    answers = [text for one in question.answers for text in (one.text, one.told)]
    head = question.head or ()
    return [question.title or "", question.stem, question.tail, question.general, *head, *answers]


def _take(question: Question, reading: _Reading) -> None:
    if question.is_open:
        raise _LeftOut("its brace { is not closed by a }")
    if question.head is None:
        raise _LeftOut("it has no answers in braces")
    if "{" in question.tail:
        raise _LeftOut("it has more than one pair of braces")
    if not any(_texts(question)[1:3]) and not question.title:
        raise _LeftOut("it has answers, but asks nothing")
    title = question.title or _title_from(_plain(question.stem or question.tail, question.form))
    values = _scenario(question, reading)
    if values is None:
        _attach(question, title, _item(question, title, reading), reading)
        return
    if not question.title:
        title = _unlike(title, reading.titles)
    reading.titles.setdefault(title, 1)
    reading.scenarios.append((question, _named(question, title) | values))


def _named(question: Question, title: str) -> dict[str, Value]:
    values: dict[str, Value] = {"title": title} if title else {}
    if tags := [value for kind, value in question.notes if kind == "tag"]:
        values["tags"] = list(tags)
    given = question.note("id")
    if given and is_id(given):
        values["id"] = given
    return values


def _title_from(text: str) -> str:
    """A title from the first words: the first sentence, or as much of it as fits in a line."""
    words = markup.plain(text)
    sentence = re.split(r"(?<=[.!?。！？])\s", words, maxsplit=1)[0].rstrip(".。")
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    return sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-")


def _unlike(title: str, others: dict[str, int]) -> str:
    """A title that was made, told apart from those that the file has already.

    `others` counts how often a title was wanted, so that no number is tried twice.
    """
    made = title
    while made in others:
        others[title] = others.get(title, 1) + 1
        made = f"{title} {others[title]}"
    return made


def _worth(answer: Answer) -> float:
    return answer.weight if answer.weight is not None else 100.0 if answer.right else 0.0


def _scenario(question: Question, reading: _Reading) -> dict[str, Value] | None:
    """A question with one right answer as a scenario; None if it is another kind."""
    answers = question.answers
    right = [one for one in answers if _worth(one) >= 100]
    wrong = [one for one in answers if _worth(one) < 100]
    if len(right) != 1 or not 1 <= len(wrong) < MOST_ANSWERS or question.head != ("",):
        return None
    if all(one.right for one in answers):
        return None  # texts to type, of which some earn less
    weighted = any(one.weight is not None for one in wrong)
    # The reply that is not accountable earns least; of several, it is the first.
    poor = min(wrong, key=_worth)
    others: list[Value] = []
    for one in wrong:
        if one is not poor:
            quality: dict[str, Value] = {"quality": "weak" if _worth(one) > 0 else "poor"}
            others.append(_reply(one, question.form) | (quality if weighted else {}))
    _tell_rounded(question, wrong, reading)
    values: dict[str, Value] = {}
    if situation := _situation(question):
        values["situation"] = situation
    values["not_accountable"] = _reply(poor, question.form)
    values["accountable"] = _reply(right[0], question.form)
    if others:
        values["other_replies"] = others
    if question.general:
        values["lesson"] = _plain(question.general, question.form)
    return values


def _situation(question: Question) -> str:
    stem, tail = (_plain(text, question.form) for text in (question.stem, question.tail))
    return f"{stem} ___ {tail}".strip() if tail else stem


def _tell_rounded(question: Question, wrong: Sequence[Answer], reading: _Reading) -> None:
    if weights := [one.weight for one in wrong if one.weight]:
        shown = ", ".join(f"{weight:g} %" for weight in weights)
        message = f"A reply is right, weak or poor: weights between are rounded ({shown})."
        hint = "`quality: weak` is what earned something; look whether it fits"
        reading.found.warn("AN526", message, reading.where(question), hint)


def _reply(answer: Answer, form: str) -> dict[str, Value]:
    return _with_why({"reply": _plain(answer.text, form)}, answer.told, form)


def _with_why(values: dict[str, Value], told: str, form: str) -> dict[str, Value]:
    return values | ({"why": why} if (why := _plain(told, form)) else {})


def _item(question: Question, title: str, reading: _Reading) -> dict[str, Value]:
    """A question of another kind as an item, without its id."""
    answers, form = question.answers, question.form
    head = question.head or ("",)
    asked = _situation(question) or title
    if not answers and head[0].upper() in _TRUTH:
        return {"type": "choice", "question": asked, "choices": _true_or_false(head, form)}
    if not answers and head == ("",):
        raise _LeftOut("it asks for an essay")
    if len(head) > 1 and not head[0]:
        return _fill(question, title, [Answer(True, None, *_number(question))])
    if head != ("",) or not answers:
        raise _LeftOut("what is in its braces is no answer that GIFT has")
    if all(one.right and "->" in one.text for one in answers):
        return {"type": "match", "question": asked, "pairs": _pairs(answers, form)}
    if all(one.right for one in answers):
        return _fill(question, title, answers)
    return _choices(question, asked, reading)


def _true_or_false(head: Sequence[str], form: str) -> list[Value]:
    """Feedback comes first for the wrong answer, then for the right one."""
    truth = _TRUTH[head[0].upper()]
    if len(head) > 3:
        raise _LeftOut("it has more than two texts of feedback")
    if_wrong, if_right = (*head[1:], "", "")[:2]
    found: list[Value] = []
    for text, is_right in (("True", truth), ("False", not truth)):
        choice: dict[str, Value] = {"text": text}
        choice |= {"right": "yes"} if is_right else {}
        found.append(_with_why(choice, if_right if is_right else if_wrong, form))
    return found


def _number(question: Question) -> tuple[str, str]:
    """The one number that is right, and its feedback."""
    head, answers = question.head or (), question.answers
    if len(answers) > 1 or (answers and head[1]):
        raise _LeftOut("it accepts several numbers")
    text = answers[0].text if answers else head[1]
    value, _, tolerance = text.partition(":")
    if ".." in text or tolerance.strip() not in ("", "0") or (answers and _worth(answers[0]) < 100):
        raise _LeftOut("it accepts a range of numbers, and a gap only certain ones")
    return value.strip(), answers[0].told if answers else "#".join(head[2:])


def _pairs(answers: Sequence[Answer], form: str) -> list[Value]:
    pairs: list[Value] = []
    for one in answers:
        excuse, _, lesson = one.text.partition("->")
        if not excuse.strip() or not lesson.strip():
            raise _LeftOut("one of its pairs has no counterpart")
        pair: dict[str, Value] = {"excuse": _plain(excuse, form), "lesson": _plain(lesson, "plain")}
        pairs.append(_with_why(pair, one.told, form))
    if not 2 <= len(pairs) <= _MOST_CHOICES:
        raise _LeftOut(f"it has {len(pairs)} pairs, and an item from two to eight")
    return pairs


def _fill(question: Question, title: str, answers: Sequence[Answer]) -> dict[str, Value]:
    """Texts to type: a gap in the last line of the question, or behind it."""
    if any(_worth(one) < 100 for one in answers):
        raise _LeftOut("some of the texts to type earn a part only")
    accept = list(dict.fromkeys(_plain(one.text, "plain") for one in answers))
    if not all(accept) or len(accept) > 12:
        raise _LeftOut("a gap accepts from one to twelve texts")
    why = "\n\n".join(dict.fromkeys(filter(None, (_plain(a.told, question.form) for a in answers))))
    asked = _situation(question)
    before, _, last = asked.rpartition("\n")
    gaps = len(_GAP.findall(asked))
    if gaps > 1:
        raise _LeftOut("its question has several gaps, and its answers are for one")
    if gaps and _GAP.search(last):
        phrase, asked = last.strip(), before.strip() or title or last.strip()
    else:
        phrase = "___"
    blank: dict[str, Value] = {"accept": list(accept)}
    blank |= {"why": why} if why else {}
    return {"type": "fill", "question": asked or title, "phrase": phrase, "blanks": [blank]}


def _choices(question: Question, asked: str, reading: _Reading) -> dict[str, Value]:
    answers = question.answers
    if not 2 <= len(answers) <= _MOST_CHOICES:
        raise _LeftOut(f"it has {len(answers)} answers, and an item from two to eight")
    whole = [one for one in answers if _worth(one) >= 100]
    right = whole or [one for one in answers if _worth(one) > 0]
    earned = sum(map(_worth, right))
    if not right:
        raise _LeftOut("none of its answers is right")
    if not whole and not 98 <= earned <= 102:
        raise _LeftOut(f"its right answers earn {earned:g} % together, not 100 %")
    if whole and len(whole) < sum(_worth(one) > 0 for one in answers):
        _tell_rounded(question, [one for one in answers if _worth(one) < 100], reading)
    if len(whole) > 1:
        message = "Several answers are right by themselves: the item asks to tick all of them."
        hint = "say so in its `question`, or take out all but one"
        reading.found.warn("AN526", message, reading.where(question), hint)
    choices: list[Value] = []
    for one in answers:
        choice: dict[str, Value] = {"text": _plain(one.text, question.form)}
        choice |= {"right": "yes"} if one in right else {}
        choices.append(_with_why(choice, one.told, question.form))
    kind = "choice" if len(right) == 1 else "multiple"
    return {"type": kind, "question": asked, "choices": choices}


def _attach(question: Question, title: str, item: dict[str, Value], reading: _Reading) -> None:
    """Put an item into the scenario above with its title, or into one of its own.

    General feedback is the lesson of a scenario of its own; elsewhere it has no place.
    """
    general = _plain(question.general, question.form)
    for _, values in reading.scenarios:
        items = values.setdefault("items", [])
        if values["title"] == title and isinstance(items, list) and len(items) < _MOST_ITEMS:
            items.append({"id": f"question-{len(items) + 1}", **item})
            if general and general != values.setdefault("lesson", general):
                message = "The general feedback is left out, as an item has no place for it."
                where = reading.where(question)
                reading.found.warn("AN526", message, where, f"it says: {general}")
            return
        if not items:
            del values["items"]
    if item["type"] == "choice" and len(question.answers) > MOST_ANSWERS:
        raise _LeftOut(f"it has {len(question.answers)} answers, and a scenario up to five replies")
    values = _named(question, title)
    values["items"] = [{"id": "question-1", **item}]
    if general:
        values["lesson"] = general
    reading.titles.setdefault(title, 1)
    reading.scenarios.append((question, values))


def _plain(text: str, form: str) -> str:
    """A text of a question as Markdown. An answer may name a format of its own."""
    form, text = formatted(text, form)
    text = text.strip()
    if form == "markdown":
        return text
    if form == "html" or (form == "moodle" and has_markup(text)):
        if form == "moodle" and not re.search(r"<(?:p|br|div|li)\b", text, re.IGNORECASE):
            text = text.replace("\n", "<br>")
        return markdown_of(text)
    return text if _says_all(text) else "\n".join(map(markup.literal, text.split("\n")))


def _says_all(text: str) -> bool:
    """Whether a plain text, read as Markdown, still shows all of its words."""
    if not re.search(r"[\\<\[&`]|^\s{4}", text):
        return True
    shown, given = (re.findall(r"\w+", one) for one in (markup.plain(text), _MARKERS.sub("", text)))
    return shown == given
