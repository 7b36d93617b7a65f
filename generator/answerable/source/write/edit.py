"""Change some fields of a file, and leave every other line as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from answerable.source.read.encoding import line_break_of
from answerable.source.read.positions import Keys, Source, Value
from answerable.source.read.source import parse
from answerable.source.write.comments import Comments, comments_of
from answerable.source.write.emit import Presentation, to_lines
from answerable.source.write.tidy import Kept, in_model_order


def with_fields(
    source: Source, text: str, fields: Mapping[str, Value], model: type[BaseModel]
) -> str | None:
    """Return a file's text with new values for some of its top-level fields.

    `source` is the parsed `text`. A field that is None is removed; a new one is inserted where the
    model has it. Comments inside a changed field stay with what they explain, or else move above
    the field. Returns None if the fields can't be told apart line by line, as between brackets;
    then the author has to make the change.
    """
    if source.value is None:
        raise ValueError(f"{source.path} can't be read")
    noted = comments_of(source)
    expected = _expected(source.value, fields)
    lines = list(source.lines)
    layout = Kept(source, noted).layout
    spans = _spans(source, noted)
    order = list(in_model_order(dict.fromkeys([*source.value, *fields]), list(model.model_fields)))
    edits: list[tuple[int, int, list[str]]] = []
    for name in order:
        if name not in fields:
            continue
        value = fields[name]
        rows = [] if value is None else to_lines({name: value}, _inside(layout, name))
        if name in spans:
            edits.append((*spans[name], [*_orphans(layout, name, value), *rows]))
        else:
            at = _place_for(name, order, spans, len(lines))
            edits.append((at, at, rows))
    # From the end of the file, so that the line numbers above stay valid.
    edits.sort(key=lambda edit: edit[:2])
    for first, last, rows in reversed(edits):
        lines[first:last] = rows
    break_ = line_break_of(text)
    changed = ("\ufeff" if text.startswith("\ufeff") else "") + break_.join(lines)
    if not changed.endswith(break_):
        changed += break_
    again = parse(changed, source.path)
    return changed if again.value == expected and not again.diagnostics else None


def _expected(old: Mapping[str, Value], fields: Mapping[str, Value]) -> dict[str, Value]:
    merged = {**old, **fields}
    gone = {name for name, value in fields.items() if value is None}
    return {name: value for name, value in merged.items() if name not in gone}


def _spans(source: Source, noted: Comments) -> dict[str, tuple[int, int]]:
    """The first line of each field, counted from 0, and the line after its last one."""
    tops = [(span.line - 1, str(keys[0])) for keys, span in source.keys.items() if len(keys) == 1]
    outside = {comment.line - 1 for comment in noted.found if comment.alone and comment.column == 1}
    tops.sort()
    ends = [line for line, _ in tops[1:]] + [len(source.lines)]
    spans = {}
    for (line, name), following in zip(tops, ends, strict=True):
        end = following
        while end - 1 > line and (end - 1 in outside or not source.lines[end - 1].strip()):
            end -= 1
        spans[name] = (line, end)
    return spans


def _place_for(
    name: str, order: Sequence[str], spans: Mapping[str, tuple[int, int]], end: int
) -> int:
    """The line to insert a new field at: after the field that comes before it in the model."""
    before = [spans[other][1] for other in order[: order.index(name)] if other in spans]
    if before:
        return before[-1]
    after = [spans[other][0] for other in order if other in spans]
    return min(after, default=end)


def _inside(layout: Presentation, name: str) -> Presentation:
    """The layout of a field without what is above it, which stays untouched."""
    before = {keys: rows for keys, rows in layout.before.items() if keys != (name,)}
    return Presentation(before, layout.beside, layout.after, layout.styles)


def _orphans(layout: Presentation, name: str, value: Value) -> list[str]:
    """Comments inside a field about something that no longer exists."""
    left = {(), *_places({} if value is None else {name: value})}
    rows = [*layout.before.items(), *layout.after.items()]
    rows += [(keys, [comment]) for keys, comment in layout.beside.items()]
    return [
        comment
        for keys, comments in rows
        if keys[0] == name and keys not in left and keys != (name,)
        for comment in comments
        if comment
    ] + ([layout.beside[name,]] if value is None and (name,) in layout.beside else [])


def _places(value: Value, keys: Keys = ()) -> Iterator[Keys]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*keys, key)
            yield from _places(inner, (*keys, key))
