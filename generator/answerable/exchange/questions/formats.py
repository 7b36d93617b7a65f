"""Every format that questions are written in, in one table: the command and the manual read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answerable.exchange.questions.question import Pairs, Question, Sorting, Steps
from answerable.items.items import of_scenario
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course, Scenario

Times = Mapping[str, int]
"""When each question changed last, by its key, in seconds since 1970."""


class Limitation(NamedTuple):
    """What a format cannot say as the course does, and how much of a question that concerns."""

    text: str
    counted: Callable[[Question], int]


_HINTS = Limitation(
    "Left out, because the format has no place for hints", lambda one: len(one.hints)
)
_TAGS = Limitation("Left out, because the format has no place for tags", lambda one: len(one.tags))
_PLACES = Limitation(
    "Changed to the position of each step, because the format can't ask for an order",
    lambda one: isinstance(one.form, Steps),
)
_TICKS = Limitation(
    "Changed to boxes to tick, because the format can't give reasons for pairs",
    lambda one: isinstance(one.form, Sorting),
)
_ONE_BY_ONE = Limitation(
    "Split into a question for each pair or step, because the format has neither pairs nor order",
    lambda one: isinstance(one.form, Pairs | Sorting | Steps),
)
_GAP_BY_GAP = Limitation(
    "Split into a question for each gap, because the format allows one per question",
    lambda one: isinstance(one.form, Gaps) and len(one.form.gaps) > 1,
)
_WHOLE = Limitation(
    "Right or wrong as a whole, with the reason for one choice, because the format gives no "
    "partial credit for several choices",
    lambda one: isinstance(one.form, Choices) and one.form.several,
)
_LISTED = Limitation(
    "Compared letter by letter, because the format has no other way; gaps accept the usual dashes, "
    "quotation marks and punctuation at the end, but not everything that the site accepts",
    lambda one: isinstance(one.form, Gaps),
)

NO_FORM = "Left out, because the format has no equivalent"

STAYS: Mapping[str, Callable[[Scenario], int]] = {
    "Left out, because the format has no place for dialogues": lambda one: bool(one.dialogue),
    "Left out, because no program can mark free text": lambda one: sum(
        not item.gradable for item in of_scenario(one)
    ),
}
"""What no format holds, and how much of a scenario that concerns."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `readers` says what it is for.

    `endings` are those that a file of it may have; the first is added where there is none. `write`
    takes questions that fit; `unfit` says what does not. `dated` is given where it has
    to know when each question changed: what of a question counts.
    """

    endings: tuple[str, ...]
    readers: str
    write: Callable[[Course, Sequence[Question], Times], bytes]
    limitations: tuple[Limitation, ...] = ()
    fits: Callable[[Question], bool] = lambda _: True
    unfit: str = ""
    dated: Callable[[Course, Question], Sequence[str]] | None = None


# What makes a file is loaded when one is made: the help of every command reads the table.


def _moodle(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.moodle import moodle_xml

    return moodle_xml(course, questions)


def _gift(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.gift import gift

    return gift(course, questions)


def _fits_gift(question: Question) -> bool:
    from answerable.exchange.questions.gift import fits_gift

    return fits_gift(question)


def _cartridge(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.cartridge import cartridge

    return cartridge(course, questions)


def _qti(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.qti import qti

    return qti(course, questions)


def _anki_contents(course: Course, question: Question) -> Sequence[str]:
    from answerable.exchange.questions.anki import contents

    return contents(course, question)


def _anki(course: Course, questions: Sequence[Question], times: Times) -> bytes:
    from answerable.exchange.questions.anki import apkg

    return apkg(course, questions, times)


FORMATS: Mapping[str, Format] = {
    "moodle": Format((".xml",), "the question bank of Moodle", _moodle, (_PLACES, _LISTED)),
    "gift": Format(
        (".gift", ".txt"),
        "the many programs that read Moodle’s text format GIFT",
        _gift,
        (_PLACES, _TICKS, _LISTED, _HINTS),
        _fits_gift,
        "several gaps in a phrase, or an answer with an arrow (->)",
    ),
    "cartridge": Format(
        (".imscc",),
        "Canvas, Sakai and others that import a Common Cartridge 1.1 (with QTI 1.2)",
        _cartridge,
        (_ONE_BY_ONE, _GAP_BY_GAP, _WHOLE, _LISTED, _HINTS, _TAGS),
    ),
    "qti": Format(
        (".zip",),
        "Blackboard, Brightspace, OpenOlat, TAO and others that import QTI 2.1",
        _qti,
        (_LISTED, _HINTS, _TAGS),
    ),
    "anki": Format((".apkg",), "flashcards in Anki", _anki, (_HINTS,), dated=_anki_contents),
}
"""The formats by the name that the command has for them."""


def described() -> str:
    """The table in words, a paragraph a format, for the help of the command."""
    return "\n\n".join(
        f"`{name}` ({one.endings[0]}): {one.readers}." for name, one in FORMATS.items()
    )


def told(
    form: Format, scenarios: Sequence[Scenario], questions: Sequence[Question]
) -> Iterator[str]:
    """What a file of the format does not hold as the course does, a line each."""
    for one in questions:
        if not form.fits(one):
            yield f"{NO_FORM}: {one.name}"
    fit = list(filter(form.fits, questions))
    for text, counted in form.limitations:
        if count := sum(map(counted, fit)):
            yield f"{text}: {count}."
    for text, held in STAYS.items():
        if count := sum(map(held, scenarios)):
            yield f"{text}: {count}."
