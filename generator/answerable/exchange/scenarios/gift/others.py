"""Turns other people's GIFT questions into scenarios and items.

A question with one right answer becomes a scenario: the question is the situation, the right answer
the accountable reply, and the wrong answer that earns least the reply that isn't accountable.
Feedback becomes the reason for a reply, and general feedback the lesson. Other questions become
items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answerable.exchange.scenarios.gift.syntax import GiftAnswer, GiftQuestion
from answerable.exchange.scenarios.gift.texts import (
    LeftOut,
    choice,
    matching,
    plain,
    with_why,
    worth,
)
from answerable.items.exercise import BLANK
from answerable.items.shapes import Choice, Choices, Gap, Gaps, Matching, Shape
from answerable.model import markup
from answerable.source.read.positions import Value

Notify = Callable[[str, str], None]
"""Reports something that isn't imported exactly, with a message and a hint."""

MOST_ANSWERS = 5
"""The right answer, and as many wrong ones as a scenario has room for."""

_MOST_CHOICES = 8
_TITLE_LENGTH = 60

_GAP = re.compile("_{3,}")
_HIDDEN_GAP = "\ue000"
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def title_from(text: str) -> str:
    """A title made from a text: its first sentence, or as many words as fit."""
    words = markup.plain(text[: 20 * _TITLE_LENGTH])
    sentence = re.split(r"(?<=[.!?。！？])\s", words, maxsplit=1)[0].rstrip(".。")
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    return sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-")


def scenario(question: GiftQuestion, tell: Notify) -> dict[str, Value] | None:
    """A question with one right answer as a scenario; None for other types of questions."""
    answers = question.answers
    right = [one for one in answers if worth(one) >= 100]
    wrong = [one for one in answers if worth(one) < 100]
    if len(right) != 1 or not 1 <= len(wrong) < MOST_ANSWERS or question.head != ("",):
        return None
    if all(one.right for one in answers):
        return None  # a text to type; some accepted texts earn less
    weighted = any(one.weight is not None for one in wrong)
    # The reply that isn't accountable is the answer that earns least; the first of several.
    poor = min(wrong, key=worth)
    others: list[Value] = []
    for one in wrong:
        if one is not poor:
            quality: dict[str, Value] = {"quality": "weak" if worth(one) > 0 else "poor"}
            others.append(_reply(one, question.form) | (quality if weighted else {}))
    _tell_rounded(wrong, tell)
    values: dict[str, Value] = {}
    if situation := _situation(question):
        values["situation"] = situation
    values["not_accountable"] = _reply(poor, question.form)
    values["accountable"] = _reply(right[0], question.form)
    if others:
        values["other_replies"] = others
    if question.general:
        values["lesson"] = plain(question.general, question.form)
    return values


def _situation(question: GiftQuestion) -> str:
    gap = BLANK if question.tail.strip() else ""
    return plain(question.stem + gap + question.tail, question.form)


def _tell_rounded(wrong: Sequence[GiftAnswer], tell: Notify) -> None:
    if weights := [one.weight for one in wrong if one.weight]:
        shown = ", ".join(f"{weight:g} %" for weight in weights)
        message = f"A reply is right, weak or poor, so weights in between are rounded ({shown})."
        hint = "answers with partial credit become `quality: weak`; check whether that fits"
        tell(message, hint)


def _reply(answer: GiftAnswer, form: str) -> dict[str, Value]:
    return with_why({"reply": plain(answer.text, form)}, answer.told, form)


def item(
    question: GiftQuestion, title: str, truth: tuple[str, str], tell: Notify
) -> tuple[str, Shape]:
    """What a question asks that isn't a scenario, and its shape. `truth` are the words for true and
    false in the course's language. Raises `LeftOut`.
    """
    answers, form = question.answers, question.form
    head = question.head or ("",)
    asked = _situation(question) or title
    if not answers and head[0].upper() in _TRUTH:
        return asked, Choices(_true_or_false(head, form, truth))
    if not answers and head == ("",):
        raise LeftOut("it asks for an essay")
    if len(head) > 1 and not head[0]:
        return _gap(question, title, [GiftAnswer(True, None, *_number(question))])
    if head != ("",) or not answers:
        raise LeftOut("what is in its braces isn't a GIFT answer")
    if all(one.right and "->" in one.text for one in answers):
        return asked, _pairs(answers, form)
    if all(one.right for one in answers):
        return _gap(question, title, answers)
    return asked, _choices(question, tell)


def _true_or_false(head: Sequence[str], form: str, words: tuple[str, str]) -> tuple[Choice, ...]:
    """Feedback comes first for the wrong answer, then for the right one."""
    truth = _TRUTH[head[0].upper()]
    if len(head) > 3:
        raise LeftOut("it has more than two feedback texts")
    if_wrong, if_right = (*head[1:], "", "")[:2]
    return tuple(
        Choice("", text, is_right, plain(if_right if is_right else if_wrong, form) or None)
        for text, is_right in zip(words, (truth, not truth), strict=True)
    )


def _number(question: GiftQuestion) -> tuple[str, str]:
    """The only right number, and its feedback. Raises `LeftOut` for several numbers or a range."""
    head, answers = question.head or (), question.answers
    if len(answers) > 1 or (answers and head[1]):
        raise LeftOut("it accepts several numbers")
    text = answers[0].text if answers else head[1]
    value, _, tolerance = text.partition(":")
    if ".." in text or tolerance.strip() not in ("", "0") or (answers and worth(answers[0]) < 100):
        raise LeftOut("it accepts a range of numbers, but a gap accepts only certain ones")
    return value.strip(), answers[0].told if answers else "#".join(head[2:])


def _pairs(answers: Sequence[GiftAnswer], form: str) -> Matching:
    pairs = []
    for one in answers:
        excuse, _, lesson = one.text.partition("->")
        if not excuse.strip() or not lesson.strip():
            raise LeftOut("one of its pairs has no counterpart")
        pairs.append((plain(excuse, form), plain(lesson, "plain"), plain(one.told, form)))
    if not 2 <= len(pairs) <= _MOST_CHOICES:
        raise LeftOut(f"it has {len(pairs)} pairs, but an item has two to eight")
    return matching(pairs)


def _gap(question: GiftQuestion, title: str, answers: Sequence[GiftAnswer]) -> tuple[str, Gaps]:
    """What is asked, and a gap to type in: in the last line of the question, or after it."""
    if any(worth(one) < 100 for one in answers):
        raise LeftOut("some of the accepted texts earn only partial credit")
    accept = tuple(dict.fromkeys(" ".join(one.text.split()) for one in answers))
    if not all(accept) or len(accept) > 12:
        raise LeftOut("a gap accepts one to twelve texts")
    why = "\n\n".join(dict.fromkeys(filter(None, (plain(a.told, question.form) for a in answers))))
    asked = _situation(question)
    before, _, last = asked.rpartition("\n")
    gaps = len(_GAP.findall(asked))
    if gaps > 1:
        raise LeftOut("its question has several gaps, but its answers are for one")
    parts = ["", ""]
    if gaps and _GAP.search(last):
        parts = markup.plain(_GAP.sub(_HIDDEN_GAP, last)).split(_HIDDEN_GAP)
        asked = before.strip() or title or last.strip()
    return asked or title, Gaps(tuple(parts), (Gap(accept, why),))


def _choices(question: GiftQuestion, tell: Notify) -> Choices:
    answers = question.answers
    if not 2 <= len(answers) <= _MOST_CHOICES:
        raise LeftOut(f"it has {len(answers)} answers, but an item has two to eight")
    whole = [one for one in answers if worth(one) >= 100]
    right = whole or [one for one in answers if worth(one) > 0]
    earned = sum(map(worth, right))
    if not right:
        raise LeftOut("none of its answers is right")
    if not whole and not 98 <= earned <= 102:
        raise LeftOut(f"its right answers earn {earned:g} % together, not 100 %")
    if whole and len(whole) < sum(worth(one) > 0 for one in answers):
        _tell_rounded([one for one in answers if worth(one) < 100], tell)
    if len(whole) > 1:
        message = (
            "Several answers are right on their own, so the item asks learners to tick all of them."
        )
        hint = "say so in its `question`, or remove all but one"
        tell(message, hint)
    choices = (choice(one.text, one.told, question.form, right=one in right) for one in answers)
    return Choices(tuple(choices), several=len(right) > 1)
