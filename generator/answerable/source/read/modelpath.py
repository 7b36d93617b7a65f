"""Look up what the model has at a path of keys: its fields, their examples and allowed values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from answerable.model.scalars import Shorthand, TextKind
from answerable.source.read.positions import Keys, Value


class Place(NamedTuple):
    """What the model has at a path of keys.

    `keys` is the path in the file. `info` is the field at the path, or the field that contains the
    entry there. `siblings` are the fields that may be next to it, and `members` the possible types
    of an entry that can be one of several. `in_text` is whether a text may replace the group around
    it.
    """

    keys: Keys
    info: FieldInfo | None
    siblings: Sequence[str]
    members: Mapping[str, type[BaseModel]]
    in_text: bool


def place_of(model: type[BaseModel], location: Keys) -> Place:
    """Follow a location from pydantic, which includes the type of an entry as if it were a key."""
    info: FieldInfo | None = None
    inside: type[BaseModel] | None = model
    members: Mapping[str, type[BaseModel]] = {}
    siblings: Sequence[str] = ()
    keys: list[str | int] = []
    in_text = False
    for key in location:
        if isinstance(key, str) and key in members and isinstance(keys[-1], int):
            inside = members[key]
            continue
        keys.append(key)
        if isinstance(key, str):
            siblings = list(inside.model_fields) if inside else ()
            in_text = bool(info and _kind_in((info.annotation, *info.metadata)))
            info = inside.model_fields.get(key) if inside else None
            members = _members(info)
            inside = _model_in(info.annotation) if info else None
    return Place(tuple(keys), info, siblings, members, in_text)


def text_kind(model: type[BaseModel], value: Value, keys: Keys) -> TextKind | None:
    """Return what kind of text is at a path; None for a name, a number or a choice, and for a path
    that the model doesn't have. `value` is the value of the whole file.
    """
    location: list[str | int] = []
    members: Mapping[str, type[BaseModel]] = {}
    inner: Any = value
    for key in keys:
        tag = inner.get("type") if isinstance(inner, dict) else None
        if isinstance(tag, str) and tag in members and isinstance(location[-1], int):
            location.append(tag)
        location.append(key)
        members = place_of(model, tuple(location)).members
        inner = inner[key]
    info = place_of(model, tuple(location)).info
    if info is None:
        return None
    kind = _kind_in((info.annotation, *info.metadata))
    wants_list = isinstance(keys[-1], str) and get_origin(info.annotation) is tuple
    return TextKind.LINE if kind and wants_list else kind


def short_form(model: type[BaseModel], field: str) -> str | None:
    """Return the field that is meant when a text replaces a whole group; None if there is none."""
    group = _model_in(model.model_fields[field].annotation)
    return group.shorthand if group and issubclass(group, Shorthand) else None


def _kind_in(parts: Iterable[Any]) -> TextKind | None:
    """The kind of text in an annotation; for a group with a short form, that of its one text."""
    for part in parts:
        if isinstance(part, TextKind):
            return part
        if isinstance(part, type) and issubclass(part, Shorthand):
            field = part.model_fields[part.shorthand]
            return _kind_in((field.annotation, *field.metadata))
        if found := _kind_in((*get_args(part), *getattr(part, "__metadata__", ()))):
            return found
    return None


def _members(info: FieldInfo | None) -> Mapping[str, type[BaseModel]]:
    """The types of an entry by their names in the file, if entries can have several types."""
    found = list(_models_in(info.annotation)) if info else []
    if len(found) < 2:
        return {}
    return {choices_of(one.model_fields["type"])[0]: one for one in found}


def owners(field: str, model: type[BaseModel]) -> list[str]:
    """Return the fields of the model that contain groups with a field of this name."""
    groups = {name: _model_in(info.annotation) for name, info in model.model_fields.items()}
    return [name for name, group in groups.items() if group and field in group.model_fields]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    return next(_models_in(annotation), None)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def choices_of(info: FieldInfo | None) -> tuple[str, ...]:
    """The values that a field allows, if it allows only certain texts."""
    annotation = info.annotation if info else None
    options = [annotation, *get_args(annotation)]
    return next((get_args(one) for one in options if get_origin(one) is Literal), ())
