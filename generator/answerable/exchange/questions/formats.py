"""The table of all formats for questions, which the command and the manual read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from answerable.exchange.questions.question import Pairs, Question, Sorting, Steps
from answerable.items.items import of_scenario
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course, Scenario

Times = Mapping[str, int]
"""When each question last changed, by its key, in seconds since 1970."""


class Limitation(NamedTuple):
    """Something that a format changes or loses, and how often that happens in a question."""

    text: str
    counted: Callable[[Question], int]


_MOODLE, _OTHERS = 1, 20
"""The most megabytes of a recording or a film in a file for Moodle, in which it is a text, and in
files for others.
"""

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
_PLAYED = Limitation(
    "Changed to what is said, because the format has no place for sound and films",
    lambda one: len(one.all_played),
)
_CAPTIONS = Limitation(
    "Left out, because the format has no place for captions of a film and for the picture before "
    "it; what happens in it is below it in words",
    lambda one: sum(
        bool(playable.subtitles or playable.poster)
        for playable in one.all_played
        if playable.file.size <= _OTHERS * 1_000_000
    ),
)
_PICTURES = Limitation(
    "Changed to what it shows, because the format has no place for pictures",
    lambda one: len(one.all_pictures),
)


def _up_to(megabytes: int) -> Limitation:
    """Of recordings and films: what importing programs often refuse, or take very long for."""
    return Limitation(
        f"Changed to what is said, because the sound or film has more than {megabytes} MB",
        lambda one: sum(playable.file.size > megabytes * 1_000_000 for playable in one.all_played),
    )


NO_FORM = "Left out, because the format has no equivalent"

STAYS: Mapping[str, Callable[[Scenario], int]] = {
    "Left out, because the format has no place for dialogues": lambda one: bool(one.dialogue),
    "Left out, because no program can mark free text": lambda one: sum(
        not item.gradable for item in of_scenario(one)
    ),
}
"""What every format loses, and how often that happens in a scenario."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `readers` says what it is for.

    `endings` are the possible file extensions; the first is added to a name without any. `write`
    takes questions that fit; `unfit` says which don't. Formats that need to know when each question
    changed have `dated`, which returns the texts whose change counts.
    """

    endings: tuple[str, ...]
    readers: str
    write: Callable[[Course, Sequence[Question], Times], bytes]
    limitations: tuple[Limitation, ...] = ()
    fits: Callable[[Question], bool] = lambda _: True
    unfit: str = ""
    dated: Callable[[Course, Question], Sequence[str]] | None = None


# Writers are imported only when needed, because the help of every command reads this table.


def _fitting(questions: Sequence[Question], megabytes: int) -> Sequence[Question]:
    from answerable.exchange.questions.media import without_large

    return [without_large(one, megabytes * 1_000_000) for one in questions]


def _moodle(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.moodle import moodle_xml

    return moodle_xml(course, _fitting(questions, _MOODLE))


def _gift(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.gift import gift
    from answerable.exchange.questions.media import in_words

    return gift(course, list(map(in_words, questions)))


def _fits_gift(question: Question) -> bool:
    from answerable.exchange.questions.gift import fits_gift

    return fits_gift(question)


def _cartridge(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.cartridge import cartridge
    from answerable.exchange.questions.media import in_words

    return cartridge(course, list(map(in_words, questions)))


def _qti(course: Course, questions: Sequence[Question], _: Times) -> bytes:
    from answerable.exchange.questions.qti import qti

    return qti(course, _fitting(questions, _OTHERS))


def _anki_contents(course: Course, question: Question) -> Sequence[str]:
    from answerable.exchange.questions.anki import contents

    (fitting,) = _fitting([question], _OTHERS)
    return contents(course, fitting)


def _anki(course: Course, questions: Sequence[Question], times: Times) -> bytes:
    from answerable.exchange.questions.anki import apkg

    return apkg(course, _fitting(questions, _OTHERS), times)


FORMATS: Mapping[str, Format] = {
    "moodle": Format(
        (".xml",), "the question bank of Moodle", _moodle, (_PLACES, _LISTED, _up_to(_MOODLE))
    ),
    "gift": Format(
        (".gift", ".txt"),
        "the many programs that read Moodle’s text format GIFT",
        _gift,
        (_PLACES, _TICKS, _LISTED, _HINTS, _PICTURES, _PLAYED),
        _fits_gift,
        "several gaps in a phrase, or an answer with an arrow (->)",
    ),
    "cartridge": Format(
        (".imscc",),
        "Canvas, Sakai and others that import a Common Cartridge 1.1 (with QTI 1.2)",
        _cartridge,
        (_ONE_BY_ONE, _GAP_BY_GAP, _WHOLE, _LISTED, _HINTS, _TAGS, _PICTURES, _PLAYED),
    ),
    "qti": Format(
        (".zip",),
        "Blackboard, Brightspace, OpenOlat, TAO and others that import QTI 2.1",
        _qti,
        (_LISTED, _HINTS, _TAGS, _CAPTIONS, _up_to(_OTHERS)),
    ),
    "anki": Format(
        (".apkg",),
        "flashcards in Anki",
        _anki,
        (_HINTS, _CAPTIONS, _up_to(_OTHERS)),
        dated=_anki_contents,
    ),
}
"""The formats by their names in the command."""


def described() -> str:
    """The table in words, one paragraph per format, for the command's help."""
    return "\n\n".join(
        f"`{name}` ({one.endings[0]}): {one.readers}." for name, one in FORMATS.items()
    )


def told(
    form: Format, scenarios: Sequence[Scenario], questions: Sequence[Question]
) -> Iterator[str]:
    """What a file in the format changes or leaves out, one line each."""
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
