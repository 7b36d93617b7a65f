"""Predict how the cards of a course will come out, without a typesetter: it is fast, and nearly
always agrees with the printed cards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from answerable.handouts.cards.decks.common import NOWHERE, Published
from answerable.handouts.cards.decks.cover import cover_cards
from answerable.handouts.cards.decks.forms import coaching_cards
from answerable.handouts.cards.decks.role_play import role_play_cards
from answerable.handouts.cards.decks.scenarios import scenario_cards
from answerable.handouts.cards.decks.sorting import matching_cards, sorting_cards
from answerable.handouts.cards.estimate import Estimate
from answerable.handouts.cards.faces import Card, Face, field_of, length_of, longest_first, texts_of
from answerable.handouts.cards.fit import PICTURED, room_of
from answerable.handouts.cards.options import OFFERED, CardOptions, plan
from answerable.handouts.cards.style import Style
from answerable.handouts.typeset.characters import settable
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.handouts.typeset.outcome import Outcome
from answerable.handouts.typeset.papers import Paper
from answerable.handouts.typeset.texts import keys_of
from answerable.handouts.typeset.typesetting import Document
from answerable.model import Course, CourseFile, Module, Scenario, ScenarioFile
from answerable.model.scalars import Frozen

_SURE = 700
"""Characters that fit on any side, even with many line breaks; a front holds about 1,100."""

_LEAST = min(filter(None, PICTURED))
_AROUND = 5.0  # mm between a picture and the texts above and below it

_ENTRY = 45
"""The extra room that a line or a list entry takes, in characters of a long line."""

_WIDE, _FAR = re.compile("[\u1101-\ud7ff]"), re.compile("[\ud800-\U0010ffff]")

_SOMEWHERE = Published("https://training.example.com/course/")
"""Most courses are published, which leaves less room on their cards because of the QR code."""


def forecast(
    course: Course, paper: Paper, *, published: Published = NOWHERE, fonts: Fonts = SHIPPED_FONTS
) -> tuple[Outcome, ...]:
    """How each side of the scenario cards on a paper will probably come out.

    Heights are estimated. Words that are wider than their card are only found by typesetting.
    """
    style = plan(CardOptions(paper=paper)).style
    estimate = Estimate(style, fonts)

    def outcomes() -> Iterator[Outcome]:
        for card in scenario_cards(course, course.scenarios, published, style).cards:
            for face in card.faces:
                width, room = room_of(face, style)
                step, shorter, fits = estimate.step(face, room, width)
                scale = style.steps[step]
                yield Outcome(card.code, face.name, style.base * scale, scale, shorter, fits)

    return tuple(outcomes())


@dataclass(frozen=True, slots=True)
class Overfull:
    """A side of a card (`what`) whose texts won't fit, and the longest of these texts: its field,
    where it is, and how many characters it has.

    The texts need `percent` of the room in the smallest type. `shorter`: this is true even of the
    author's shorter texts.
    """

    what: str
    field: str
    keys: tuple[str | int, ...]
    characters: int
    percent: int
    shorter: bool


_DECKS = {
    "The %s of the card": scenario_cards,
    "A card for the role play": role_play_cards,
    "A card to sort": sorting_cards,
    "A card to match": matching_cards,
}


def overfull(file: ScenarioFile, language: str, fonts: Fonts) -> Iterator[Overfull]:
    """The sides of a scenario's cards, on the usual papers, whose texts won't fit.

    Heights are estimated, so a side that is only just too full may fit after all.
    """
    together, apart = _sides(file)
    long_alone = any(_extent(text) > _SURE for text in apart)
    if not long_alone and all(_extent(side) < _SURE for side in together):
        return
    # What a recording says gives way to a line about it.
    course = _course_of(file.model_copy(update={"audio": None, "video": None}), language)
    for what, make in _DECKS.items():
        if make is scenario_cards or long_alone:
            cards = make(course, course.scenarios, _SOMEWHERE, _styles()[0]).cards
            yield from _worst(what, _as_printed(cards, language, fonts), fonts)


def picture_fits(file: ScenarioFile, language: str, fonts: Fonts) -> bool:
    """Whether the front of a scenario's card has room for a picture, on the usual papers."""
    course = _course_of(file, language)
    for style in _styles():
        front = scenario_cards(course, course.scenarios, _SOMEWHERE, style).cards[0].faces[0]
        width, room = room_of(front, style)
        blocks = (front.yields and front.shorter) or front.blocks
        height = _estimate(style, fonts).height(blocks, width, style.steps[-1])
        if height + style.picture * _LEAST + _AROUND > room:
            return False
    return True


def _course_of(file: ScenarioFile, language: str) -> Course:
    """A course with this scenario, which has no files of pictures."""
    alone = Scenario.model_construct(
        **dict(file)
        | {"id": "it", "module_id": "it", "path": "it", "code": "A10"}
        | {"language": language, "media": ()}
    )
    module = Module(id="it", letter="A", title="Module", scenarios=(alone,))
    return Course(
        id="it",
        title="Course",
        language=language,
        modules=(module,),
        terminology=alone.terminology,  # the forms of a course's own words
    )


def _sides(file: ScenarioFile) -> tuple[list[object], list[object]]:
    """The texts that share a side of a scenario's card, and those that are nearly alone on one."""
    poor, good = file.not_accountable.reply, file.accountable.reply
    others = [reply.reply for reply in file.other_replies]
    brief = [value for _, value in file.role_play] if file.role_play else []
    return (
        [(file.title, file.situation), (poor, good, file.solutions, file.lesson), file.card],
        [file.situation, poor, good, file.lesson, file.summary, file.excuse, *others, *brief],
    )


def overfull_in_course(file: CourseFile, fonts: Fonts) -> Iterator[Overfull]:
    """The same for cards with texts of course.yml."""
    modules = tuple(
        Module(id=entry.folder, letter="A", title=entry.title) for entry in file.modules
    )
    course = Course(
        id="it",
        title=file.title,
        language=file.language,
        description=file.description,
        coaching=file.coaching,
        modules=modules or (Module(id="it", letter="A", title="Module"),),
    )
    style = _styles()[0]
    cover = _as_printed(cover_cards(course, style), file.language, fonts)
    yield from _worst("The %s of the cover card", cover, fonts)
    coaching = coaching_cards(course, (), NOWHERE, style)
    cards = _as_printed(coaching.cards, file.language, fonts)
    yield from _worst("The card for coaching", cards, fonts)


@cache
def _styles() -> tuple[Style, ...]:
    return tuple(plan(CardOptions(paper=paper)).style for paper in OFFERED)


def _as_printed(cards: tuple[Card, ...], language: str, fonts: Fonts) -> tuple[Card, ...]:
    """The cards with a code or a box for each character that no font has, which takes more room."""
    sides = (face.shorter or face.blocks for card in cards for face in card.faces)
    text = "".join(text.plain for side in sides for text in texts_of(side))
    return settable(cards, Document("", language, fonts=fonts)) if fonts.lacking(text) else cards


def _worst(what: str, cards: Sequence[Card], fonts: Fonts) -> Iterator[Overfull]:
    """The sides with too little room, each on the paper on which it has the least."""
    for face in (face for card in cards for face in card.faces):
        if _fits_on_all(face, fonts):
            continue
        fill = max(_fill(face, style, fonts) for style in _styles())
        written = longest_first(face.shorter or face.blocks)
        if fill > 1 and written:
            field = field_of(written[0])
            yield Overfull(
                what.replace("%s", face.name),
                field,
                keys_of(field),
                length_of(written[0]),
                math.ceil(100 * fill),
                face.shorter is not None,
            )


def _fits_on_all(face: Face, fonts: Fonts) -> bool:
    """Whether a side surely fits on each paper: its blocks even fit into the narrowest column that
    a paper has, and into the least height.
    """
    places = [room_of(face, style) for style in _styles()]
    narrowest, lowest = min(width for width, _ in places), min(room for _, room in places)
    style = _styles()[0]  # the papers differ only in the size of their cards
    height = _estimate(style, fonts).height(face.blocks, narrowest, style.steps[-1])
    return height <= lowest


def _fill(face: Face, style: Style, fonts: Fonts) -> float:
    """The share of its room that a side takes in the smallest type."""
    width, room = room_of(face, style)
    sides = filter(None, (face.blocks, face.shorter))
    estimate = _estimate(style, fonts)
    return min(estimate.height(side, width, style.steps[-1]) for side in sides) / room


@lru_cache(maxsize=4)
def _estimate(style: Style, fonts: Fonts) -> Estimate:
    return Estimate(style, fonts)


def _extent(value: object) -> int:
    """The most room that the texts of a value can take, in characters of long lines."""
    match value:
        case str():
            # Characters of other scripts are wider; one that no font has becomes a code.
            wide = len(_WIDE.findall(value)) + len("[U+1F600]") * len(_FAR.findall(value))
            return len(value) + wide + _ENTRY * value.count("\n")
        case Mapping():
            return sum(map(_extent, value.values()))
        case Frozen():
            return _extent(dict(value)) + _ENTRY
        case list() | tuple():
            return sum(_extent(inner) + _ENTRY for inner in value)
        case _:
            return 0
