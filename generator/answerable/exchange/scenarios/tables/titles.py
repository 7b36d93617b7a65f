"""Finds out which columns the titles of an imported table mean.

A title may be one of ours, a synonym (`labels.py`), or a misspelling of ours. A map explains other
titles: "Antwort" means "Accountable". A course keeps its map in `columns.txt`, one title per line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from answerable.exchange.scenarios.tables.cellvalues import every
from answerable.exchange.scenarios.tables.columns import MAX_NUMBER, Column, columns, numbered
from answerable.model.fieldnames import meaning, words_beside
from answerable.model.fieldnametable import MODULE, START
from answerable.model.wording import words
from answerable.source.read.positions import Keys

FILE = "columns.txt"
"""The name of a course's map, in its folder next to course.yml."""

_HEAD = r"""\ # What the columns of imported tables mean to `answerable import`. A column with
nothing after the equals sign is left out.
"""

_NEAR = 0.86
"""The similarity ratio at which a title counts as a misspelling of one of ours."""

_FEW = 9
"""Numbered columns are always known up to this number."""

_LONGEST = 200
"""How many characters of a title are looked at."""

_REPLIES = ("not_accountable", "accountable")

Map = Mapping[str, str]
"""Our titles by custom titles, in the form that `folded` returns; "" leaves a column out."""


@dataclass(slots=True)
class Titles:
    """What the titles of a table mean, by column index.

    `guessed` are titles that differ from ours, and `nearly` misspelt ones; `left_out` are left out
    by a map, `doubled` mean the same column as another title, and `strange` are unknown.
    """

    known: dict[int, Column] = field(default_factory=dict)
    guessed: list[int] = field(default_factory=list)
    nearly: list[int] = field(default_factory=list)
    mapped: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)


def understood(titles: Sequence[str], told: Map | None = None, *, near: bool = True) -> Titles:
    """What titles mean; `told` is a map that takes precedence.

    With `near`, a misspelt title counts as the nearest one of ours. Titles may differ from ours in
    capitals, punctuation and spaces, be a field's path such as `accountable.reply`, or have higher
    numbers.
    """
    found = Titles()
    titles = [title[:_LONGEST] for title in titles]
    ours = _ours(titles)
    open_places = [place for place, title in enumerate(titles) if title.strip()]
    told = told or {}
    for place in tuple(open_places):
        title = told.get(folded(titles[place]))
        if title == "":
            found.left_out.append(place)
        elif title is not None and (column := meant_by(title)):
            _take(found, place, column, found.mapped)
        else:
            continue
        open_places.remove(place)
    for place in tuple(open_places):
        if column := ours.get(tuple(_words(titles[place]))):
            _take(found, place, column)
            open_places.remove(place)
    for place in tuple(open_places):
        if column := _synonym(titles[place], found.known.get(place - 1)):
            _take(found, place, column, found.guessed)
            open_places.remove(place)
    for place in open_places:
        column = nearest(titles[place]) if near else None
        if column and column not in found.known.values():
            _take(found, place, column, found.nearly)
        else:
            found.strange.append(place)
    return found


def _take(found: Titles, place: int, column: Column, kind: list[int] | None = None) -> None:
    if column in found.known.values():
        found.doubled.append(place)
        return
    found.known[place] = column
    if kind is not None:
        kind.append(place)


def are_titles(cells: Sequence[str], told: Map | None = None) -> bool:
    """Whether a row has titles of columns: at least two, and one of them for a scenario's field."""
    found = understood(cells, told, near=False)
    known = {column.keys[0] for column in found.known.values()}
    return len(found.known) > 1 and bool(known & {"title", "situation", *_REPLIES})


def meant_by(title: str) -> Column | None:
    """The column that a title means: one of our titles, or a synonym."""
    return _ours([title]).get(tuple(_words(title))) or _synonym(title, None)


def nearest(title: str) -> Column | None:
    """The column whose title resembles this one and has the same numbers; None unless there is
    exactly one.
    """
    name = " ".join(_words(title))[:80]
    matcher = SequenceMatcher(b=name)
    near = []
    for ours, column in _by_numbers(_FEW).get(tuple(_numbers(name)), ()):
        matcher.set_seq1(ours)
        if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
            near.append(column)
    return near[0] if near and all(one == near[0] for one in near) else None


def folded(title: str) -> str:
    """A title as the key of a map: case-folded, without stars and extra spaces."""
    return " ".join(re.sub(r"[*\"]", " ", title).casefold().split())


def titles_of(named: Mapping[str, str]) -> dict[str, str]:
    """A map for the names that a course has for fields: `safe reply` for `Accountable`."""
    told: dict[str, str] = {}
    usual = {folded(column.title) for column in columns({})}
    for phrase, name in named.items():
        ours = name.replace("_", " ")
        for column in columns({}):
            before, found, after = column.title.casefold().rpartition(ours)
            title = folded(before + phrase + after)
            if found and not before.endswith("not ") and title not in usual:
                told[title] = column.title
        whole = ours.capitalize()
        for word in words_beside(name):
            told |= {folded(f"{phrase} {word}"): whole, folded(f"{word} {phrase}"): whole}
    return told


def read_map(text: str) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """A course's map, and its lines that are malformed or name no column, with their numbers."""
    told: dict[str, str] = {}
    bad = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pair := parsed(line):
            told[folded(pair[0])] = pair[1]
        else:
            bad.append((number, line))
    return told, bad


def parsed(line: str) -> tuple[str, str] | None:
    """The two titles of a line such as "Antwort = Accountable", ours in our spelling; otherwise
    None.
    """
    theirs, sign, ours = line.rpartition("=")
    if not sign or not theirs.strip():
        return None
    if not ours.strip():
        return theirs.strip(), ""
    column = meant_by(ours)
    return (theirs.strip(), column.title) if column else None


def with_titles(text: str, added: Map) -> str:
    """The text of a course's map with more titles, as people wrote them; its other lines stay."""
    again = {folded(title) for title in added}
    kept = [line for line in text.splitlines() if _title_of(line) not in again]
    lines = kept or _HEAD.splitlines()
    lines += [f"{title} = {ours}".rstrip() for title, ours in added.items()]
    return "\n".join(lines) + "\n"


def _title_of(line: str) -> str | None:
    """The title that a line of a map is about, folded."""
    pair = None if line.lstrip().startswith("#") else parsed(line)
    return folded(pair[0]) if pair else None


def _ours(titles: Sequence[str]) -> dict[tuple[str, ...], Column]:
    largest = max((number for title in titles for number in _numbers(title)), default=0)
    return _known(_FEW if largest <= _FEW else MAX_NUMBER)


@cache
def _known(largest: int) -> dict[tuple[str, ...], Column]:
    known: dict[tuple[str, ...], Column] = {}
    for column in columns(dict.fromkeys(numbered(), largest)):
        for name in _names(column):
            known[tuple(_words(name))] = column
        if column.splits:
            known.setdefault(tuple(_words(every(column).title)), every(column))
    return known


@cache
def _by_numbers(largest: int) -> dict[tuple[int, ...], list[tuple[str, Column]]]:
    """The known titles, by the numbers in them."""
    found: dict[tuple[int, ...], list[tuple[str, Column]]] = {}
    for known, column in _known(largest).items():
        title = " ".join(known)
        found.setdefault(tuple(_numbers(title)), []).append((title, column))
    return found


def _names(column: Column) -> Iterator[str]:
    path = [str(key + 1) if isinstance(key, int) else key for key in column.keys]
    yield column.title
    yield ".".join(path)
    yield from _OTHER_TITLES.get(column.keys, ())


_OTHER_TITLES: dict[Keys, tuple[str, ...]] = {
    ("not_accountable", "reply"): ("not accountable reply", "non accountable"),
    ("accountable", "reply"): ("accountable reply",),
    ("aliases",): ("earlier ids",),
    ("review_by",): ("review date",),
}


def _synonym(title: str, before: Column | None) -> Column | None:
    """The column with this synonym. A “Why” belongs to the reply in the column before."""
    number = re.search(r"(?<!\d)(\d{1,2})\s*$", title)
    phrase = title.replace("*", " ").strip().rstrip(":").strip()
    name = meaning(phrase)
    if name is None or name == START:
        return None
    if name == "why":
        first = before.keys[0] if before and before.keys[1:] == ("reply",) else None
        return _known(0).get((*_words(str(first)), "why")) if first in _REPLIES else None
    if name == "solutions" and number and 0 < int(number[1]) <= MAX_NUMBER:
        return _known(int(number[1])).get(("solution", str(int(number[1]))))
    return _known(0).get(tuple(_words("module" if name == MODULE else name)))


def _numbers(title: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", title)]


def _words(title: str) -> list[str]:
    parts = [word for part in words(title.replace("*", "")) for word in part.split("_")]
    return [str(int(word)) if word.isdigit() and word.isascii() else word for word in parts if word]
