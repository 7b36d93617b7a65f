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
    model has it. Comments inside a changed field stay with what they explain, also where a list is
    in another order now, or else move above the field. Returns None if the fields can't be told
    apart line by line, as between brackets; then the author has to make the change.
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
        moved = dict(_moves(source.value.get(name), value, (name,), (name,)))
        rows = [] if value is None else to_lines({name: value}, _inside(layout, moved))
        if name in spans:
            edits.append((*spans[name], [*_orphans(layout, name, moved), *rows]))
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


def _inside(layout: Presentation, moved: Mapping[Keys, Keys]) -> Presentation:
    """The layout of a field without what is above it, which stays untouched.

    `moved` says where its parts are now. What separates entries stays between the same places.
    """
    above = {keys: rows for keys, rows in layout.before.items() if len(keys) > 1}
    apart = {keys for keys, rows in above.items() if isinstance(keys[-1], int) and rows[:1] == [""]}
    before = {moved[keys]: rows[keys in apart :] for keys, rows in above.items() if keys in moved}
    for keys in apart:
        before[keys] = ["", *before.get(keys, ())]
    return Presentation(
        before,
        {moved[keys]: note for keys, note in layout.beside.items() if keys in moved},
        {moved[keys]: rows for keys, rows in layout.after.items() if keys in moved},
        {moved[keys]: style for keys, style in layout.styles.items() if keys in moved},
    )


def _orphans(layout: Presentation, name: str, moved: Mapping[Keys, Keys]) -> list[str]:
    """Comments inside a field about something that no longer exists."""
    rows = [*layout.before.items(), *layout.after.items()]
    rows += [(keys, [comment]) for keys, comment in layout.beside.items()]
    inside = [
        comment
        for keys, comments in rows
        if keys[0] == name and keys not in moved and len(keys) > 1
        for comment in comments
        if comment
    ]
    return inside if moved else [*inside, *_own(layout, name)]


def _own(layout: Presentation, name: str) -> list[str]:
    """The comment beside a field's name."""
    return [layout.beside[name,]] if (name,) in layout.beside else []


def _moves(old: Value, new: Value, at: Keys, to: Keys) -> Iterator[tuple[Keys, Keys]]:
    """Where everything in an old value is in a new one, as far as it is there."""
    if new is None:
        return
    yield at, to
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            yield from _moves(value, new.get(key), (*at, key), (*to, key))
    if isinstance(old, list) and isinstance(new, list):
        for before, after in _pairs(old, new):
            yield from _moves(old[before], new[after], (*at, before), (*to, after))


_NAMES = ("folder", "id")
"""What entries are known by."""


def _pairs(old: Sequence[Value], new: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """The places of the same entries in two lists: equal ones, ones with the same name, and those
    that are left in their order.
    """
    left, open_ = list(range(len(old))), list(range(len(new)))
    for alike in (_is_equal, _is_namesake, _is_any):
        for after in list(open_):
            before = next((one for one in left if alike(old[one], new[after])), None)
            if before is not None:
                left.remove(before)
                open_.remove(after)
                yield before, after


def _is_equal(one: Value, other: Value) -> bool:
    return one == other


def _is_namesake(one: Value, other: Value) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    return any(name in one and one[name] == other.get(name) for name in _NAMES)


def _is_any(_one: Value, _other: Value) -> bool:
    return True
