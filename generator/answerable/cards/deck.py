"""Course -> cards: which texts stand on which card, before any of it has a place on paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from answerable import identity, markup
from answerable.markup import Node
from answerable.model import Course, Module, Scenario

Side = Literal["front", "back"]
Role = Literal[
    "category", "setting", "title", "small_title", "situation", "reply", "solution", "lesson"
]
Nodes: TypeAlias = list[Node]

COURSE_FILE = "course.yml"

LABELS = {
    "ask": "What would you say?",
    "online": "Open online",
    "qr": "QR code: opens",
    "not_accountable": "Not accountable",
    "accountable": "Accountable",
    "solutions": "What can be done",
    "when": "When:",
    "lesson": "Lesson",
}

# Hyphens that many fonts lack, as the plain hyphen; the second one glued to both neighbours.
_HYPHENS = str.maketrans({"\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "\u2060-\u2060"})


@dataclass(frozen=True, slots=True)
class Category:
    """The module of a card, told by letter, name, colour and pattern at once."""

    letter: str
    name: str
    hue: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done, and the condition under which it applies."""

    do: Nodes
    when: Nodes | None


@dataclass(frozen=True, slots=True)
class Text:
    """One printed text: where its author wrote it (file, field) and where it stands."""

    side: Side
    path: str
    field: str
    role: Role
    nodes: Nodes


@dataclass(frozen=True, slots=True)
class Card:
    """One card. Texts with markup are block nodes of `markup`; `title` and `setting` are plain.

    `path` is the scenario's file, `number` its place in the deck of `total`. `setting` says where
    the conversation happens, such as "Phone · Billing", and may be empty.
    """

    id: str
    path: str
    code: str
    category: Category
    number: int
    total: int
    url: str | None
    title: str
    setting: str
    situation: Nodes
    not_accountable: Nodes
    accountable: Nodes
    solutions: tuple[Step, ...]
    lesson: Nodes


def deck(course: Course, base_url: str | None, *, directory_urls: bool = True) -> tuple[Card, ...]:
    """All cards in course order.

    `base_url` is the address of the published site; a card's `url` is its scenario's page there,
    named as MkDocs does with `use_directory_urls`.
    """
    ending = "/" if directory_urls else ".html"
    total = len(course.scenarios)
    cards: list[Card] = []
    for place, module in enumerate(course.modules):
        category = _category(module, place)
        for scenario in module.scenarios:
            url = base_url and f"{base_url.rstrip('/')}/scenarios/{scenario.id}{ending}"
            cards.append(_card(scenario, category, len(cards) + 1, total, url or None))
    return tuple(cards)


def texts(card: Card) -> Iterator[Text]:
    """Every text of the course that is printed on `card`, in reading order."""
    yield Text("front", COURSE_FILE, "title", "category", _line(card.category.name))
    if card.setting:
        yield Text("front", card.path, "channel` and `department", "setting", _line(card.setting))
    yield Text("front", card.path, "title", "title", _line(card.title))
    yield Text("front", card.path, "situation", "situation", card.situation)
    yield Text("back", card.path, "title", "small_title", _line(card.title))
    yield Text("back", card.path, "not_accountable", "reply", card.not_accountable)
    yield Text("back", card.path, "accountable", "reply", card.accountable)
    for number, step in enumerate(card.solutions, 1):
        yield Text("back", card.path, f"solutions` number {number} `do", "solution", step.do)
        if step.when:
            yield Text(
                "back", card.path, f"solutions` number {number} `when", "solution", step.when
            )
    yield Text("back", card.path, "lesson", "lesson", card.lesson)


def _line(text: str) -> Nodes:
    return [{"t": "p", "c": [{"t": "text", "v": text}]}]


def _category(module: Module, place: int) -> Category:
    return Category(
        letter=module.letter,
        name=_characters(module.title),
        hue=identity.hue(place),
        pattern=identity.pattern(place),
    )


def _card(scenario: Scenario, category: Category, number: int, total: int, url: str | None) -> Card:
    return Card(
        id=scenario.id,
        path=scenario.path,
        code=scenario.code,
        category=category,
        number=number,
        total=total,
        url=url,
        title=_characters(scenario.title),
        setting=_characters(" · ".join(filter(None, (scenario.channel, scenario.department)))),
        situation=_nodes(scenario.situation),
        not_accountable=_nodes(scenario.not_accountable.reply),
        accountable=_nodes(scenario.accountable.reply),
        solutions=tuple(
            Step(_nodes(solution.do), _nodes(solution.when) if solution.when else None)
            for solution in scenario.solutions
        ),
        lesson=_nodes(scenario.lesson),
    )


def _nodes(text: str) -> Nodes:
    return [_printable(node) for node in markup.nodes(text)]


def _printable(node: Node) -> Node:
    changed = dict(node)
    if "v" in node:
        changed["v"] = _characters(node["v"])
    if "c" in node:
        changed["c"] = [_printable(child) for child in node["c"]]
    return changed


def _characters(text: str) -> str:
    """The text in the spelling that fonts know best: accents composed, one kind of hyphen."""
    return unicodedata.normalize("NFC", text).translate(_HYPHENS)
