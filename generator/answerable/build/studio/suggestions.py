"""What a course has already for fields in which the same words are meant to come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from answerable.authoring.arrange.contents import Contents
from answerable.source.read.positions import Value

_SPELLED_ALIKE = ("department", "channel", "tags", "owner", "excuse")
_MOST = 200

Suggestions = Mapping[str, Mapping[str, str]]
"""By field: what can be entered, and what it means, if that isn't the same."""


def suggestions(contents: Contents) -> Suggestions:
    """What a form of a scenario suggests: the words of other scenarios, the most usual first, and
    the ids of objectives with their texts.
    """
    found: dict[str, Mapping[str, str]] = {}
    for field in _SPELLED_ALIKE:
        words = Counter(
            word
            for one in contents.scenarios
            for word in _texts((one.source.value or {}).get(field))
        )
        found[field] = {word: "" for word, _ in words.most_common(_MOST)}
    course = (contents.course.value if contents.course else None) or {}
    groups = [course.get("objectives"), *(one.get("objectives") for one in contents.entries)]
    found["serves"] = {
        name: text
        for group in groups
        for one in (group if isinstance(group, list) else [])
        if isinstance(one, dict)
        and isinstance(name := one.get("id"), str)
        and isinstance(text := one.get("text"), str)
    }
    return found


def _texts(value: Value) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield one.strip()
