"""Turns GIFT that this program exported back into scenarios, even after a question bank.

A question is identified by its key, `course/scenario/item`. The HTML marks the situation, the task,
and the reason for each pair (`questions.gift`). Choices are sorted by their ids, which are computed
from the key, so the author's order can be restored. Questions that the program generates contain
nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import NamedTuple, TypeVar

from answerable.exchange.questions.spelling import apart
from answerable.exchange.scenarios.gift.syntax import GiftAnswer, GiftQuestion, formatted
from answerable.exchange.scenarios.gift.texts import (
    LeftOut,
    choice,
    matching,
    plain,
    with_why,
    worth,
)
from answerable.i18n import SOURCE_LANGUAGE, Terminology, catalogue_languages, translator
from answerable.i18n.terminology import known_words
from answerable.items import derived
from answerable.items.exercise import BLANK
from answerable.items.item import short_hash
from answerable.items.items import WHICH_REPLY
from answerable.items.shapes import Buckets, Choice, Choices, Gap, Gaps, Matching, Ordering
from answerable.items.types import fields_of
from answerable.model import markup
from answerable.source.read.names import is_id
from answerable.source.read.positions import Value

CARRIED = frozenset(
    {"title", "situation", "not_accountable", "accountable", "other_replies", "solutions"}
    | {"lesson", "tags", "items"}
)
"""The fields of a scenario that our GIFT contains, as far as questions can show them."""

_CODE = re.compile(r"^[A-Z]{1,3}\d{1,5} ")
_LETTER = re.compile(r"^[A-Z]{1,3}\. ")
_DIVISION = re.compile(r"\s*<div\b([^<>]*+)>")
_LANGUAGE = re.compile(r"""\blang=["']?([\w-]+)""")
_MEDIA = re.compile(
    r'<p class="picture">.*?</p>|<div class="played">.*?</div>|<em class="note">.*?</em><br ?/?>'
)
_TASK = re.compile(r'<p class="task">[^<]*</p>')
_PAIR = re.compile(r'<div class="pair-(\d{1,2})">')
_POOR = '<div class="poor">'
_HEADED = re.compile(r"\s*(?:<p\b[^<>]*+>\s*)?<strong>[^<]*+</strong>\s*(?:</p>)?\s*")
_ENTRY = re.compile(r"<li\b[^<>]*+>")
_WHEN = '<em class="when">'
_BREAK = re.compile(r"<br\s*/?>\s*\Z")
_GAP = re.compile("_{3,}")

T = TypeVar("T")


class Key(NamedTuple):
    """The permanent name of a question. `scenario` is the first id that the scenario had."""

    course: str
    scenario: str
    item: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every question of a scenario repeats; None for what is missing."""

    language: str | None
    situation: str | None
    solutions: list[Value] | None
    lesson: str | None


def key_of(question: GiftQuestion) -> Key | None:
    """The key of a question, if it looks like one of ours; otherwise None."""
    parts = (question.note("key") or question.note("id") or "").split("/")
    return Key(*parts) if len(parts) == 3 and all(map(is_id, parts)) else None


def is_marked(question: GiftQuestion, key: Key) -> bool:
    """Whether a question with such a key is certainly ours; then so is all of its scenario."""
    return _situation(question.stem)[1] is not None or is_made(key)


def is_made(key: Key) -> bool:
    """Whether the program generated a question from scenarios, so that it contains nothing new."""
    return key.item in derived.IDS


def frame(question: GiftQuestion) -> Frame:
    """What a question says about its scenario, besides its own item."""
    language, situation, _ = _situation(question.stem)
    shown = None if situation is None else plain(situation, question.form)
    form, general = formatted(_reasons(question)[1], question.form)
    head = _HEADED.match(general)
    if head is None or not general.startswith("<ol>", head.end()):
        return Frame(language, shown, None, None)
    inside, _, rest = general[head.end() + len("<ol>") :].partition("</ol>")
    solutions: list[Value] = [_solution(entry, form) for entry in _ENTRY.split(inside)[1:]]
    head = _HEADED.match(rest)
    lesson = plain(rest[head.end() :] if head else rest, form)
    return Frame(language, shown, solutions, lesson)


def named(question: GiftQuestion, key: Key, asks: Value) -> dict[str, Value]:
    """The title and the tags. `asks` is an item's question, which follows the title in the name."""
    name = question.title or ""
    if key.item != WHICH_REPLY:
        name, colon, _ = name.partition(f": {markup.plain(str(asks))}")
        name = name if colon else ""
    title = _CODE.sub("", name, count=1)
    values: dict[str, Value] = {"title": title} if title else {}
    if tags := [value for kind, value in question.notes if kind == "tag"]:
        values["tags"] = list(tags)
    return values


def module(question: GiftQuestion) -> str | None:
    """The module's title, taken from the category."""
    return question.category and _LETTER.sub("", question.category, count=1)


def replies(question: GiftQuestion, key: Key) -> dict[str, Value]:
    """The replies of a scenario, from the question that asks which one is accountable."""
    right = [one for one in question.answers if worth(one) >= 100]
    wrong = [one for one in question.answers if worth(one) < 100]
    if len(right) != 1 or not 1 <= len(wrong) <= 4 or question.head != ("",):
        raise LeftOut("a scenario has one accountable reply and one to four others")
    names = ["not-accountable", *(f"other-{number}" for number in range(1, len(wrong)))]
    poor, *others = _in_order(wrong, key, names)
    if others and not _is_poor(poor):
        # Somebody added or removed a reply.
        poor = next(filter(_is_poor, wrong), poor)
        others = [one for one in wrong if one is not poor]
    values: dict[str, Value] = {
        "not_accountable": _reply(poor, question.form),
        "accountable": _reply(right[0], question.form),
    }
    if others:
        values["other_replies"] = [
            _reply(one, question.form) | ({"quality": "poor"} if _is_poor(one) else {})
            for one in others
        ]
    return values


def item(question: GiftQuestion, key: Key) -> dict[str, Value]:
    """An item with its id."""
    answers = question.answers
    if question.head != ("",) or len(answers) < 1:
        raise LeftOut("its answers are of a different kind from those of the item")
    asks = plain(asked(question), question.form)
    if all(one.right and "->" in one.text for one in answers):
        fields = fields_of(asks, _pairs(question, key))
    elif all(one.right and one.weight in (None, 100) for one in answers):
        fields = fields_of(*_gap(question))
    else:
        fields = fields_of(asks, _choices(question, key))
    return {"id": key.item, **fields}


def odd_weights(question: GiftQuestion) -> list[float]:
    """The weights of answers, in percent, that our questions never have: in those, a right answer
    earns 100; several share that evenly, and each wrong one loses such a share.
    """
    answers = question.answers
    if any(one.right for one in answers):
        return [one.weight for one in answers if one.weight not in (None, 100 * one.right)]
    share = 100 / max(1, sum(worth(one) > 0 for one in answers))
    wrong = (-share, 0) if share == 100 else (-share,)
    return [
        worth(one)
        for one in answers
        if all(abs(worth(one) - due) > 1 for due in ((share,) if worth(one) > 0 else wrong))
    ]


def asked(question: GiftQuestion) -> str:
    """What a question asks besides its situation and its task, as it is in the file."""
    return _TASK.sub("", _situation(question.stem)[2])


def beside_task(question: GiftQuestion) -> str:
    """Text that somebody added to the question about replies, outside its situation and task."""
    text = plain(asked(question), question.form).strip()
    task = next((one for one in _tasks() if one in text), "")
    return text.replace(task, "", 1).strip()


@cache
def _tasks() -> frozenset[str]:
    """How questions ask to choose a reply, in every language and with every known verdict."""
    topics = [Terminology(verdicts=one) for one in known_words("verdicts")]
    languages = (SOURCE_LANGUAGE, *catalogue_languages())
    return frozenset(
        translator(language, topic).labels["instruction"]
        for language in languages
        for topic in topics
    )


def _situation(stem: str) -> tuple[str | None, str | None, str]:
    """A question's language and situation (None if it has none), and the text after them. What a
    picture shows and a recording says is no part of either.
    """
    stem = _MEDIA.sub("", stem)
    division = _DIVISION.match(stem)
    if division is None or 'class="situation"' not in division[1]:
        return None, None, stem
    language = _LANGUAGE.search(division[1])
    inside, _, rest = stem[division.end() :].partition("</div>")
    return language and language[1], inside, rest


def _reasons(question: GiftQuestion) -> tuple[dict[int, str], str]:
    """The reasons of pairs by their numbers, and the rest of the general feedback."""
    found: dict[int, str] = {}
    rest = []
    *pieces, last = question.general.split("</div>")
    for piece in pieces:
        start = _PAIR.search(piece)
        if start is None:
            rest.append(piece + "</div>")
        else:
            found[int(start[1])] = piece[start.end() :]
            rest.append(piece[: start.start()])
    return found, "".join([*rest, last])


def _solution(entry: str, form: str) -> dict[str, Value]:
    do, with_condition, when = entry.partition(_WHEN)
    values: dict[str, Value] = {"do": plain(_BREAK.sub("", do) if with_condition else do, form)}
    return values | ({"when": plain(when, form)} if with_condition else {})


def _in_order(entries: Sequence[T], key: Key, names: Iterable[str]) -> list[T]:
    """Entries in their author's order; in the file they are sorted by id."""
    ids = [short_hash(key.scenario, key.item, name) for name in names]
    places = {name: place for place, name in enumerate(sorted(ids))}
    return [entries[places[name]] for name in ids]


def _numbered(role: str, entries: Sequence[object]) -> Iterator[str]:
    return (f"{role}-{number}" for number in range(1, len(entries) + 1))


def _is_poor(answer: GiftAnswer) -> bool:
    return answer.told.lstrip().startswith(_POOR)


def _reply(answer: GiftAnswer, form: str) -> dict[str, Value]:
    return with_why({"reply": plain(_MEDIA.sub("", answer.text), form)}, answer.told, form)


def _choices(question: GiftQuestion, key: Key) -> Choices | Buckets:
    answers = question.answers
    several = not any(one.right for one in answers)
    right = [one for one in answers if worth(one) > 0]
    if not right or (len(right) > 1 and not several):
        raise LeftOut(f"{len(right) or 'none'} of its answers are right")
    sorting = several and bool(_TASK.search(question.stem))
    role = Buckets.ROLE if sorting else Choices.ROLE
    choices = tuple(
        choice(_MEDIA.sub("", one.text), one.told, question.form, right=worth(one) > 0)
        for one in _in_order(answers, key, _numbered(role, answers))
    )
    return Buckets(choices) if sorting else Choices(choices, several)


def _pairs(question: GiftQuestion, key: Key) -> Matching | Ordering:
    form, whys = question.form, _reasons(question)[0]
    pairs = []
    for number, one in enumerate(question.answers, start=1):
        left, _, right = one.text.partition("->")
        pairs.append((plain(left, form), right.strip(), plain(whys.get(number, ""), form)))
    if not _TASK.search(question.stem):
        in_order = _in_order(pairs, key, _numbered(Matching.ROLE, pairs))
        return matching((left, plain(right, "plain"), why) for left, right, why in in_order)
    places = sorted(int(right) if re.fullmatch(r"\d", right) else 0 for _, right, _ in pairs)
    if places != list(range(1, len(pairs) + 1)):
        raise LeftOut("its positions aren't 1, 2, 3 and so on, each used once")
    in_place = sorted(pairs, key=lambda pair: int(pair[1]))
    return Ordering((), tuple(Choice("", left, why=why) for left, _, why in in_place))


def _gap(question: GiftQuestion) -> tuple[str, Gaps]:
    """What is asked, and a phrase with one gap. A question bank may have put a gap of its own in
    place of the answers.
    """
    before, _, last = asked(question).rpartition("<p>")
    start = last.removesuffix("</p>")
    end = question.tail.removesuffix("</p>")
    phrase = unescape(start if last.endswith("</p>") else f"{start}{BLANK}{end}")
    if len(_GAP.findall(phrase)) != 1:
        raise LeftOut("its phrase doesn't have exactly one gap")
    (why, *others) = dict.fromkeys(plain(one.told, question.form) for one in question.answers)
    if others:
        raise LeftOut("its answers have different reasons, but a gap has only one")
    texts = apart(one.text.replace(r"\*", "*") for one in question.answers)
    return plain(before, question.form), Gaps(tuple(_GAP.split(phrase)), (Gap(tuple(texts), why),))
