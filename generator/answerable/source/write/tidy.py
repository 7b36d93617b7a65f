"""Lay out a file in the canonical way: fields in the model's order, comments where they belong.

A comment on a line of its own belongs to the field or entry below it; if it is indented further
than what follows, to the end of the block above. A comment after a value belongs to that value.
Comments at the top of a file stay there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from answerable.source.read.modelpath import place_of
from answerable.source.read.positions import Keys, Source, Value
from answerable.source.read.source import parse
from answerable.source.write.comments import Comment, Comments, comments_of
from answerable.source.write.emit import Presentation, to_lines


def tidy(source: Source, model: type[BaseModel]) -> str | None:
    """Return the text of a readable file in the canonical layout; None if it must stay as it is.

    It must stay if it repeats content with `&name` and `*name`, because that would be written out.
    The new text has the same values and the same comments as the old one.
    """
    if source.value is None:
        raise ValueError(f"{source.path} can't be read")
    noted = comments_of(source)
    if noted.shares:
        return None
    kept = Kept(source, noted)
    ordered = arranged(source.value, model)
    kept.begin_with(next(iter(ordered)))
    text = "\n".join([*kept.head, *to_lines(ordered, kept.layout), *kept.foot]) + "\n"
    again = parse(text, source.path)
    same = again.value == source.value and _comments(comments_of(again)) == _comments(noted)
    return text if same else None


def _comments(noted: Comments) -> list[str]:
    return sorted(comment.text for comment in noted.found if comment.text)


def arranged(
    value: Mapping[str, Value], model: type[BaseModel], location: Keys = ()
) -> dict[str, Value]:
    """Return the values with the fields of each group in the model's order, unknown ones last."""
    members = place_of(model, location).members if location else {}
    kind = value.get("type")
    if members and isinstance(kind, str) and kind in members:
        location = (*location, kind)
    return in_model_order(
        {key: _arranged(inner, model, (*location, key)) for key, inner in value.items()},
        place_of(model, (*location, "")).siblings,
    )


def _arranged(value: Value, model: type[BaseModel], location: Keys) -> Value:
    if isinstance(value, list):
        return [_arranged(entry, model, (*location, place)) for place, entry in enumerate(value)]
    return arranged(value, model, location) if isinstance(value, dict) else value


def in_model_order(group: Mapping[str, Value], fields: Sequence[str]) -> dict[str, Value]:
    """Return a group with its fields in the given order; other fields follow in their own order."""
    places = {name: place for place, name in enumerate(fields)}
    return dict(sorted(group.items(), key=lambda item: places.get(item[0], len(places))))


class Kept:
    """Assigns every comment and blank line of a file to a path of keys."""

    def __init__(self, source: Source, noted: Comments) -> None:
        self.head: list[str] = []
        self.foot: list[str] = []
        self._before: dict[Keys, list[str]] = defaultdict(list)
        self._beside: dict[Keys, str] = {}
        self._after: dict[Keys, list[str]] = defaultdict(list)
        self._starts = sorted(_starts(source))
        self._lines = [line for line, _, _ in self._starts]
        self._columns = {keys: column for _, column, keys in self._starts}
        for comment in noted.found:
            self._put(comment)
        for rows in (self.head, self.foot, *self._before.values(), *self._after.values()):
            _collapse(rows)
        while self.foot and not self.foot[-1]:
            self.foot.pop()
        while self.head and not self.head[0]:
            self.head.pop(0)
        styles = {
            keys: noted.styles.get((span.line, span.column), "")
            for keys, span in source.values.items()
        }
        self.layout = Presentation(self._before, self._beside, self._after, styles)

    def begin_with(self, field: str) -> None:
        """Drop a blank line at the top of the file, and a second one below its first comments."""
        rows = self.layout.before.get((field,), [])
        while rows and not rows[0] and not (self.head and self.head[-1]):
            rows.pop(0)

    def _put(self, comment: Comment) -> None:
        below = bisect_left(self._lines, comment.line + 1)
        if below == 0:
            self.head.append(comment.text)
            return
        _, _, last = self._starts[below - 1]
        if not comment.alone:
            if last in self._beside:
                self._before[last].append(comment.text)
            else:
                self._beside[last] = comment.text
            return
        limit, target = 0, self.foot
        if below < len(self._starts):
            _, limit, following = self._starts[below]
            target = self._before[following]
            if following[: len(last)] == last:
                limit = comment.column
        if comment.text and comment.column > max(limit, 1):
            owners = [last[:length] for length in range(1, len(last) + 1)]
            inside = [keys for keys in owners if self._columns[keys] <= comment.column]
            target = self._after[inside[-1]] if inside else target
        target.append(comment.text)


def _starts(source: Source) -> list[tuple[int, int, Keys]]:
    """The line and column where each field and each entry starts, an entry with its hyphen."""
    fields = [(span.line, span.column, keys) for keys, span in source.keys.items()]
    entries = [
        (span.line, max(span.column - 2, 1), keys)
        for keys, span in source.values.items()
        if keys and isinstance(keys[-1], int)
    ]
    return fields + entries


def _collapse(rows: list[str]) -> None:
    """Leave at most one blank line in a row."""
    rows[:] = [row for place, row in enumerate(rows) if row or not place or rows[place - 1]]
