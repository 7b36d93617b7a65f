"""Every format that questions are written in, in one table: the command and the manual read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answerable.model import Course
from answerable.question_bank.question import Gaps, Pairs, Question, Sorting, Steps

Times = Mapping[str, int]
"""When each question changed last, by its key, in seconds since 1970."""


class Remark(NamedTuple):
    """What a format cannot say as the course does: `text` tells it of a number of questions."""

    text: str
    counted: Callable[[Question], int]


_HINTS = Remark("Left out, as the format has no place for hints: {}.", lambda one: len(one.hints))
_PLACES = Remark(
    "Asked for the place of each step, as the format has no order: {}.",
    lambda one: isinstance(one.form, Steps),
)
_TICKS = Remark(
    "Asked with boxes to tick, as the format tells no reasons of pairs: {}.",
    lambda one: isinstance(one.form, Sorting),
)
_ONE_BY_ONE = Remark(
    "Asked as a question for each pair or step, as the format has neither pairs nor order: {}.",
    lambda one: isinstance(one.form, Pairs | Sorting | Steps),
)
_GAP_BY_GAP = Remark(
    "Asked as a question for each gap, as the format has one a question: {}.",
    lambda one: isinstance(one.form, Gaps) and len(one.form.gaps) > 1,
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `readers` says what it is for.

    `endings` are those that a file of it may have; the first is added where there is none. `write`
    takes questions that fit. `dated` is given where it has to know when each question changed: what
    of a question counts.
    """

    endings: tuple[str, ...]
    readers: str
    write: Callable[[Course, Sequence[Question], Times], bytes]
    remarks: tuple[Remark, ...] = ()
    fits: Callable[[Question], bool] = lambda _: True
    dated: Callable[[Course, Question], Sequence[str]] | None = None


# What makes a file is loaded when one is made: the help of every command reads the table.


def _moodle(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.question_bank.moodle import moodle_xml

    return moodle_xml(course, questions)


def _gift(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.question_bank.gift import gift

    return gift(course, questions)


def _fits_gift(question: Question) -> bool:
    from answerable.question_bank.gift import fits_gift

    return fits_gift(question)


def _cartridge(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.question_bank.cartridge import cartridge

    return cartridge(course, questions)


def _qti(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.question_bank.qti import qti

    return qti(course, questions)


def _anki_contents(course: Course, question: Question) -> Sequence[str]:
    from answerable.question_bank.anki import contents

    return contents(course, question)


def _anki(course: Course, questions: Sequence[Question], times: Times) -> bytes:
    from answerable.question_bank.anki import apkg

    return apkg(course, questions, times)


FORMATS: Mapping[str, Format] = {
    "moodle": Format((".xml",), "the question bank of Moodle", _moodle, (_PLACES,)),
    "gift": Format(
        (".gift", ".txt"),
        "the many programs that read Moodle’s text format GIFT",
        _gift,
        (_PLACES, _TICKS, _HINTS),
        _fits_gift,
    ),
    "cartridge": Format(
        (".imscc",),
        "Canvas, Sakai and others that import a Common Cartridge 1.1 (with QTI 1.2)",
        _cartridge,
        (_ONE_BY_ONE, _GAP_BY_GAP, _HINTS),
    ),
    "qti": Format(
        (".zip",),
        "Blackboard, Brightspace, OpenOlat, TAO and others that import QTI 2.1",
        _qti,
        (_HINTS,),
    ),
    "anki": Format((".apkg",), "flashcards in Anki", _anki, (_HINTS,), dated=_anki_contents),
}
"""The formats by the name that the command has for them."""


def described() -> str:
    """The table in words, a paragraph a format, for the help of the command."""
    return "\n\n".join(
        f"`{name}` ({one.endings[0]}): {one.readers}." for name, one in FORMATS.items()
    )
