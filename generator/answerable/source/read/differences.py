"""Compare a translation with its original: differences in structure, and what is untranslated."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from answerable.model import Course, CourseTranslation, Scenario, ScenarioFile
from answerable.model.media import Medium
from answerable.model.scalars import is_placeholder
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.source.read.positions import Keys

_NAMES = frozenset({"id", "type", "quality", "next", "ending"})
"""Fields whose texts are identifiers: they are the same in every language."""

_SEVERAL = 4
"""The number of words from which a text can hardly be the same in two languages."""

ANY_NUMBER = frozenset({"keywords", "accept"})
"""Lists that may be longer or shorter in a translation."""


def untouched(original: Scenario, translated: ScenarioFile) -> bool:
    """Whether every translatable text is still the same as in the original."""
    known = dict(original)
    others = SAME_IN_EVERY_LANGUAGE | {"changes", "sources"}
    return all(value == known[name] for name, value in translated if name not in others)


def unfinished(original: Scenario, translated: ScenarioFile) -> tuple[str, ...]:
    """The places of texts that are still the original's, word for word, if at least half of all
    texts are. Texts of a few words don't count, since they may well be the same.
    """
    known = dict(original)
    others = SAME_IN_EVERY_LANGUAGE | ANY_NUMBER | {"changes", "sources"}
    pairs = [
        pair
        for name, value in translated
        if name not in others
        for pair in _texts(known[name], value, name)
    ]
    same = [place for place, is_same in pairs if is_same]
    return tuple(same) if 2 * len(same) >= len(pairs) else ()


def _texts(original: object, translation: object, place: str) -> Iterator[tuple[str, bool]]:
    """Each text of several words: its place, such as `solutions.1.do`, and whether it's the same in
    the translation.
    """
    if isinstance(original, tuple) and isinstance(translation, tuple):
        for number, pair in enumerate(zip(original, translation, strict=False), start=1):
            yield from _texts(*pair, f"{place}.{number}")
    elif isinstance(original, BaseModel) and isinstance(translation, BaseModel):
        here, there = dict(original), dict(translation)
        for name, text in here.items():
            if name in there and name not in _NAMES:
                yield from _texts(text, there[name], f"{place}.{name}")
    elif isinstance(original, str) and len(original.split()) >= _SEVERAL:
        yield place, original == translation


def course_untouched(original: Course, own: CourseTranslation) -> bool:
    """The same for course.yml: title, description, objectives and summaries are the original's."""
    titles = {module.folder: module for module in own.modules}
    pairs = [(original.description, own.description), (original.objectives, own.objectives)]
    for module in original.modules:
        if other := titles.get(module.id):
            pairs.append((module.title, other.title))
            pairs.append((module.summary, other.summary))
            pairs.append((module.objectives, other.objectives))
    same = all(other is None or one == other for one, other in pairs)
    return is_placeholder(own.title) or (own.title == original.title and same)


def as_it_was_written(text: Any, original: Any) -> Any:
    """Return a text, or a list of texts, with the original's words wherever it is still “…”."""
    if isinstance(text, tuple) and isinstance(original, tuple):
        return tuple(itertools.starmap(as_it_was_written, zip(text, original, strict=False)))
    return original if isinstance(text, str) and is_placeholder(text) else text


def differences(original: object, translation: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield each place where a translation's structure differs from the original's, and what is
    wrong.
    """
    name = f"`{next(key for key in reversed(keys) if isinstance(key, str))}`"
    if isinstance(original, tuple) and isinstance(translation, tuple):
        if keys[-1] in ANY_NUMBER:
            return
        if len(original) != len(translation):
            entries = "entry" if len(translation) == 1 else "entries"
            count = f"{len(translation)} {entries}, but {len(original)} in the original"
            yield keys, f"{name} has {count}."
            return
        for place, pair in enumerate(zip(original, translation, strict=True)):
            yield from differences(*pair, (*keys, place))
    elif isinstance(original, Medium) and _is_other_file(original, translation):
        return
    elif isinstance(original, BaseModel) and type(original) is type(translation):
        here, there = dict(original), dict(translation)
        for inner in type(original).model_fields:
            yield from differences(here[inner], there[inner], (*keys, inner))
    elif original is None and translation is not None:
        yield keys, f"The original has no {name}."
    elif original is not None and translation is None:
        yield keys, f"{name} is in the original, but missing here."
    elif (keys[-1] in _NAMES or not isinstance(original, str)) and original != translation:
        yield keys, f"{name} is {_shown(translation)}, but {_shown(original)} in the original."


def _is_other_file(original: Medium, translation: object) -> bool:
    """Whether a translation has a file of its own, about which all may differ."""
    return isinstance(translation, Medium) and original.file != translation.file


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”" if isinstance(value, str | int) else "of a different kind"
