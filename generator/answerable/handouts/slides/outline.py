"""Turn a course into slides as values: what is shown and in which order, not yet HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from answerable.handouts.slides import flow
from answerable.items.items import which_reply
from answerable.items.shapes import Choice
from answerable.model import Course, Module, Scenario, markup
from answerable.model.markup import Node
from answerable.model.media import Playable, transcript_title
from answerable.model.picture import Illustration, Original, Picture

SlideKind = Literal[
    "title",
    "module",
    "picture",
    "situation",
    "replies",
    "vote",
    "verdict",
    "solutions",
    "lesson",
    "debrief",
    "close",
]
Role = Literal["text", "reply", "why", "do", "when"]

ROOM = 12.0
"""Lines of the smallest type that fit below the band of a 16:9 slide (see `slides.css`)."""

NARROW = 60
"""Columns of a text with a number or a border beside it."""

HALF = 30
"""Columns of each reply, if two are side by side."""

_BOXES: dict[Role, float] = {"text": 0, "do": 0, "when": 0, "reply": 1, "why": 0.5}
"""Lines taken up by the border around a text and the space before it."""

BALLOT = 50
"""Columns of a row with a number on one side and a field for the count of hands on the other."""


@dataclass(frozen=True, slots=True)
class SlideText:
    """One text, as block nodes of `markup`, and its role."""

    role: Role
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class SlideEntry:
    """Texts that belong together: a reply and its why, or what can be done and when.

    `number` is its number on the slide. `continued`: it began on the previous slide.
    """

    parts: tuple[SlideText, ...]
    number: int | None = None
    choice: Choice | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. `id` names it in addresses; `page` and `pages` count the slides of one text.

    A slide may be nothing but a `picture`.
    """

    id: str
    kind: SlideKind
    entries: tuple[SlideEntry, ...] = ()
    module: Module | None = None
    scenario: Scenario | None = None
    page: int = 1
    pages: int = 1
    picture: Illustration | None = None


def outline(course: Course, scenarios: Iterable[Scenario] | None = None) -> tuple[Slide, ...]:
    """All slides in order. `scenarios` are those to show (default: all), in course order.

    Modules with no scenario to show are left out.
    """
    chosen = {one.id for one in (course.scenarios if scenarios is None else scenarios)}
    slides = [*_opening("title", "title", course.title, course.description)]
    for module in course.modules:
        shown = [scenario for scenario in module.scenarios if scenario.id in chosen]
        if not shown:
            continue
        texts = (module.summary, *module.objectives)
        opening = _opening(f"module-{module.letter.lower()}", "module", module.title, *texts)
        slides += [replace(slide, module=module) for slide in opening]
        for scenario in shown:
            slides += [
                replace(slide, module=module, scenario=scenario)
                for slide in _of_scenario(course, scenario)
            ]
    return (*slides, Slide("close", "close"))


def _opening(name: str, kind: SlideKind, title: str, *texts: str | None) -> Iterator[Slide]:
    """Slides with a large title, in type of twice the size."""
    headline = 2 * flow.lines([_line(title)], NARROW // 2)
    return _paged(name, kind, _texts(*texts), max(3, ROOM - headline - 1))


def _of_scenario(course: Course, scenario: Scenario) -> Iterator[Slide]:
    name = scenario.code.lower()
    headline = 1.5 * flow.lines([_line(scenario.title)], NARROW * 2 // 3)
    if shown := scenario.illustration(scenario.picture):
        yield Slide(f"{name}-picture", "picture", picture=shown)
    for one in scenario.played(scenario.audio, scenario.video):
        if one.poster:
            yield Slide(f"{name}-film", "picture", picture=_poster(one, one.poster))
    situation = [*_texts(scenario.situation), *_heard(scenario)]
    yield from _paged(f"{name}-situation", "situation", situation, max(3, ROOM - headline - 1))
    choices = list(enumerate(which_reply(scenario).choices, start=1))
    yield from _vote(name, choices)
    # First what was said, last what should have been said.
    for number, choice in sorted(choices, key=lambda one: one[1].right):
        entry = SlideEntry(_parts(("reply", choice.text), ("why", choice.why)), number, choice)
        yield from _paged(f"{name}-reply-{number}", "verdict", [entry])
    steps = [
        SlideEntry(_parts(("do", solution.do), ("when", solution.when)), number)
        for number, solution in enumerate(scenario.solutions, start=1)
    ]
    yield from _paged(f"{name}-solutions", "solutions", steps)
    yield from _paged(f"{name}-lesson", "lesson", _texts(scenario.lesson), 0.6 * ROOM)
    questions = [
        SlideEntry((SlideText("text", [_line(question)]),))
        for question in scenario.coaching or course.coaching[:1]
    ]
    yield from _paged(f"{name}-debrief", "debrief", questions, 0.6 * ROOM)


def _poster(film: Playable, poster: Original) -> Illustration:
    """A film's poster. What happens in the film is told with the situation."""
    medium = film.medium
    about = {"credit": medium.credit, "licence": medium.licence}
    return Illustration(Picture(file="poster", decorative=True, **about), poster)


def _heard(scenario: Scenario) -> Iterator[SlideEntry]:
    """What its recording and its film say in words, each after its label."""
    for medium in (scenario.audio, scenario.video):
        if medium and medium.transcript:
            label = transcript_title(medium, scenario.words)
            start = {"t": "p", "c": [{"t": "strong", "c": [{"t": "text", "v": f"{label}:"}]}]}
            yield SlideEntry((SlideText("text", [start, *markup.nodes(medium.transcript)]),))


def _vote(name: str, choices: Sequence[tuple[int, Choice]]) -> Iterator[Slide]:
    """One slide with all replies; if they don't fit, slides to read them, and a ballot."""
    whole = [SlideEntry(_parts(("reply", one.text)), number, one) for number, one in choices]
    if not _fit_together(whole):
        yield from _paged(f"{name}-replies", "replies", whole)
        length = BALLOT * (2 if len(choices) <= 4 else 1)
        whole = [
            SlideEntry((SlideText("reply", [_line(_beginning(one.text, length))]),), number, one)
            for number, one in choices
        ]
    yield Slide(f"{name}-vote", "vote", tuple(whole))


def _fit_together(entries: Sequence[SlideEntry]) -> bool:
    """Whether all replies fit on one slide: two side by side, more of them in rows."""
    if len(entries) == 2:
        return all(flow.lines(entry.parts[0].nodes, HALF) <= ROOM - 0.5 for entry in entries)
    return sum(map(_size, entries)) <= ROOM


def _beginning(text: str, length: int) -> str:
    """The beginning of a reply, in whole words."""
    lines = textwrap.wrap(markup.plain(text), length)
    return lines[0] if len(lines) == 1 else f"{lines[0].rstrip(',;:–- ')}\N{NO-BREAK SPACE}…"


def _texts(*texts: str | None) -> list[SlideEntry]:
    return [SlideEntry(_parts(("text", text))) for text in texts if text]


def _parts(*texts: tuple[Role, str | None]) -> tuple[SlideText, ...]:
    return tuple(SlideText(role, markup.nodes(text)) for role, text in texts if text)


def _line(text: str) -> Node:
    return {"t": "p", "c": [{"t": "text", "v": text}]}


def _paged(
    name: str, kind: SlideKind, entries: Sequence[SlideEntry], room: float = ROOM
) -> Iterator[Slide]:
    """The slides for the entries: as few as possible, about equally full."""
    pages = flow.balanced(list(_fitting(entries, room)), room, _filled)
    for page, shown in enumerate(pages, start=1):
        address = name if page == 1 else f"{name}-{page}"
        yield Slide(address, kind, tuple(shown), page=page, pages=len(pages))


def _filled(entries: Sequence[SlideEntry], room: float) -> list[list[SlideEntry]]:
    pages: list[list[SlideEntry]] = [[]]
    left = room
    for entry in entries:
        size = _size(entry)
        if pages[-1] and size > left:
            pages.append([])
            left = room
        pages[-1].append(entry)
        left -= size
    return pages


def _fitting(entries: Iterable[SlideEntry], room: float) -> Iterator[SlideEntry]:
    """The same entries; those that are longer than a slide are split."""
    for entry in entries:
        if _size(entry) <= room:
            yield entry
            continue
        pieces = [
            SlideText(part.role, nodes)
            for part in entry.parts
            for nodes in flow.portions(part.nodes, room - _BOXES[part.role], NARROW)
        ]
        for place, piece in enumerate(pieces):
            yield replace(entry, parts=(piece,), continued=place > 0)


def _size(entry: SlideEntry) -> float:
    columns = flow.COLUMNS if entry.number is None else NARROW
    return sum(_BOXES[part.role] + flow.lines(part.nodes, columns) for part in entry.parts)
