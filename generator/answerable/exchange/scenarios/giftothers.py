"""Questions of others -> what a scenario, or an item of one, may have of them.

A question with one right answer is a scenario: the question is the situation, the right answer the
accountable reply, the wrong one that earns least the reply that is not; feedback is the reason of a
reply, and general feedback the lesson. Questions of other kinds are items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answerable.exchange.scenarios.giftsyntax import GiftAnswer, GiftQuestion
from answerable.exchange.scenarios.gifttext import LeftOut, plain, with_why, worth
from answerable.model import markup
from answerable.model.exercises import BLANK
from answerable.source.read.positions import Value

Notify = Callable[[str, str], None]
"""What takes a message and a hint about something that is not taken exactly."""

MOST_ANSWERS = 5
"""One right answer, and as many wrong ones as a scenario has room for."""

_MOST_CHOICES = 8
_TITLE_LENGTH = 60

_GAP = re.compile("_{3,}")
_HIDDEN_GAP = "\ue000"
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


def title_from(text: str) -> str:
    """A title from the first words: the first sentence, or as much of it as fits in a line."""
    words = markup.plain(text[: 20 * _TITLE_LENGTH])
    sentence = re.split(r"(?<=[.!?。！？])\s", words, maxsplit=1)[0].rstrip(".。")
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    return sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-")


def scenario(question: GiftQuestion, tell: Notify) -> dict[str, Value] | None:
    """A question with one right answer as a scenario; None if it is another kind."""
    answers = question.answers
    right = [one for one in answers if worth(one) >= 100]
    wrong = [one for one in answers if worth(one) < 100]
    if len(right) != 1 or not 1 <= len(wrong) < MOST_ANSWERS or question.head != ("",):
        return None
    if all(one.right for one in answers):
        return None  # texts to type, of which some earn less
    weighted = any(one.weight is not None for one in wrong)
    # The reply that is not accountable earns least; of several, it is the first.
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
        message = f"A reply is right, weak or poor: weights between are rounded ({shown})."
        hint = "`quality: weak` is what earned something; look whether it fits"
        tell(message, hint)


def _reply(answer: GiftAnswer, form: str) -> dict[str, Value]:
    return with_why({"reply": plain(answer.text, form)}, answer.told, form)


def item(
    question: GiftQuestion, title: str, truth: tuple[str, str], tell: Notify
) -> dict[str, Value]:
    """A question of another kind as an item, without its id. `truth` is how true and false are
    called in the language of the course.
    """
    answers, form = question.answers, question.form
    head = question.head or ("",)
    asked = _situation(question) or title
    if not answers and head[0].upper() in _TRUTH:
        choices = _true_or_false(head, form, truth)
        return {"type": "choice", "question": asked, "choices": choices}
    if not answers and head == ("",):
        raise LeftOut("it asks for an essay")
    if len(head) > 1 and not head[0]:
        return _fill(question, title, [GiftAnswer(True, None, *_number(question))])
    if head != ("",) or not answers:
        raise LeftOut("what is in its braces is no answer that GIFT has")
    if all(one.right and "->" in one.text for one in answers):
        return {"type": "match", "question": asked, "pairs": _pairs(answers, form)}
    if all(one.right for one in answers):
        return _fill(question, title, answers)
    return _choices(question, asked, tell)


def _true_or_false(head: Sequence[str], form: str, words: tuple[str, str]) -> list[Value]:
    """Feedback comes first for the wrong answer, then for the right one."""
    truth = _TRUTH[head[0].upper()]
    if len(head) > 3:
        raise LeftOut("it has more than two texts of feedback")
    if_wrong, if_right = (*head[1:], "", "")[:2]
    found: list[Value] = []
    for text, is_right in zip(words, (truth, not truth), strict=True):
        choice: dict[str, Value] = {"text": text}
        choice |= {"right": "yes"} if is_right else {}
        found.append(with_why(choice, if_right if is_right else if_wrong, form))
    return found


def _number(question: GiftQuestion) -> tuple[str, str]:
    """The one number that is right, and its feedback."""
    head, answers = question.head or (), question.answers
    if len(answers) > 1 or (answers and head[1]):
        raise LeftOut("it accepts several numbers")
    text = answers[0].text if answers else head[1]
    value, _, tolerance = text.partition(":")
    if ".." in text or tolerance.strip() not in ("", "0") or (answers and worth(answers[0]) < 100):
        raise LeftOut("it accepts a range of numbers, and a gap only certain ones")
    return value.strip(), answers[0].told if answers else "#".join(head[2:])


def _pairs(answers: Sequence[GiftAnswer], form: str) -> list[Value]:
    pairs: list[Value] = []
    for one in answers:
        excuse, _, lesson = one.text.partition("->")
        if not excuse.strip() or not lesson.strip():
            raise LeftOut("one of its pairs has no counterpart")
        pair: dict[str, Value] = {"excuse": plain(excuse, form), "lesson": plain(lesson, "plain")}
        pairs.append(with_why(pair, one.told, form))
    if not 2 <= len(pairs) <= _MOST_CHOICES:
        raise LeftOut(f"it has {len(pairs)} pairs, and an item from two to eight")
    return pairs


def _fill(question: GiftQuestion, title: str, answers: Sequence[GiftAnswer]) -> dict[str, Value]:
    """Texts to type: a gap in the last line of the question, or behind it."""
    if any(worth(one) < 100 for one in answers):
        raise LeftOut("some of the texts to type earn a part only")
    accept = list(dict.fromkeys(" ".join(one.text.split()) for one in answers))
    if not all(accept) or len(accept) > 12:
        raise LeftOut("a gap accepts from one to twelve texts")
    why = "\n\n".join(dict.fromkeys(filter(None, (plain(a.told, question.form) for a in answers))))
    asked = _situation(question)
    before, _, last = asked.rpartition("\n")
    gaps = len(_GAP.findall(asked))
    if gaps > 1:
        raise LeftOut("its question has several gaps, and its answers are for one")
    if gaps and _GAP.search(last):
        phrase = markup.plain(_GAP.sub(_HIDDEN_GAP, last)).replace(_HIDDEN_GAP, BLANK)
        asked = before.strip() or title or last.strip()
    else:
        phrase = BLANK
    blank: dict[str, Value] = {"accept": list(accept)}
    blank |= {"why": why} if why else {}
    return {"type": "fill", "question": asked or title, "phrase": phrase, "blanks": [blank]}


def _choices(question: GiftQuestion, asked: str, tell: Notify) -> dict[str, Value]:
    answers = question.answers
    if not 2 <= len(answers) <= _MOST_CHOICES:
        raise LeftOut(f"it has {len(answers)} answers, and an item from two to eight")
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
        message = "Several answers are right by themselves: the item asks to tick all of them."
        hint = "say so in its `question`, or take out all but one"
        tell(message, hint)
    choices: list[Value] = []
    for one in answers:
        choice: dict[str, Value] = {"text": plain(one.text, question.form)}
        choice |= {"right": "yes"} if one in right else {}
        choices.append(with_why(choice, one.told, question.form))
    kind = "choice" if len(right) == 1 else "multiple"
    return {"type": kind, "question": asked, "choices": choices}
