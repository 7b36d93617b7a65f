"""The models of a course's files -> forms, so that a field that a model gets appears by itself."""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from answerable.model.picture import MEDIA_PATH_PATTERN
from answerable.model.scalars import Shorthand, TextKind

Kind = Literal[
    "line",
    "prose",
    "number",
    "date",
    "yes-no",
    "select",
    "colour",
    "file",
    "group",
    "list",
    "typed",
    "words",
]
"""What is entered: a line, several lines, a number, a date, yes or no, one of some values, a
colour, a file; a group of fields, a list of entries, a group of one of several types, or words by
name.
"""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    `help` and `example` are the model's. `most` is how many characters or entries it may have at
    most, for a number the highest. `default` is what holds if it is left out. `fields` are those of
    a group, `entry` is what a list has several of, and `types` are the groups of a typed one, by
    name. `shorthand` is the model of a group that may be written as a text.
    """

    name: str
    kind: Kind
    help: str = ""
    example: Any = None
    required: bool = False
    default: str | None = None
    least: int | None = None
    most: int | None = None
    options: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    entry: FormField | None = None
    types: Mapping[str, FormField] = field(default_factory=dict)
    shorthand: type[Shorthand] | None = None

    @property
    def heading(self) -> str:
        """The name of the field by which an entry of a list is known; "" if there is none."""
        told = [one for one in self.fields if one.kind in ("prose", "line") and one.name != "id"]
        needed = [one for one in told if one.required]
        return next((one.name for one in (*needed, *told)), "")

    @property
    def in_reading_order(self) -> tuple[FormField, ...]:
        """The fields of a group as a form has them: what may be left out as a whole after the
        others, and the id, which nobody has to think of, at the end.
        """
        return tuple(sorted(self.fields, key=_reading_order))

    @property
    def is_long(self) -> bool:
        """Whether an entry of it has several fields, so that only its heading is shown at first."""
        return self.kind in ("group", "typed")


def _reading_order(field: FormField) -> int:
    return 2 if field.name == "id" else 1 if field.kind == "group" and not field.required else 0


@cache
def form_of(model: type[BaseModel]) -> FormField:
    """The form for a model, as a group of its fields in their order."""
    shorthand = model if issubclass(model, Shorthand) else None
    fields = tuple(_field(name, info) for name, info in model.model_fields.items())
    return FormField("", "group", fields=fields, shorthand=shorthand)


def type_title(form: FormField) -> str:
    """What a group of one of several types is, in a few words: the help of its type."""
    return next(one.help for one in form.fields if one.name == "type")


def _field(name: str, info: FieldInfo) -> FormField:
    made = _of_type(info.annotation, info.metadata)
    default = info.default
    is_plain = isinstance(default, str | int)
    return replace(
        made,
        name=name,
        help=info.description or "",
        example=info.examples[0] if info.examples else None,
        required=info.is_required(),
        default=_as_text(default) if is_plain else None,
    )


def _of_type(annotation: Any, metadata: Sequence[Any]) -> FormField:
    """The field for a type, without its name and words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_type(inner[0], [*inner[1:], *metadata])
    if origin in (Union, types.UnionType):
        several = [one for one in inner if one is not types.NoneType]
        if len(several) == 1:
            return _of_type(several[0], metadata)
        return FormField("", "typed", types={_type_of(one): form_of(one) for one in several})
    if origin is tuple:
        least, most = _bounds(metadata)
        return FormField("", "list", entry=_of_type(inner[0], ()), least=least, most=most)
    if origin is dict:
        return FormField("", "words")
    if origin is Literal:
        return FormField("", "select", options=inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return form_of(annotation)
    if annotation is bool:
        return FormField("", "yes-no")
    if annotation is datetime.date:
        return FormField("", "date")
    if annotation is int:
        least, most = _bounds(metadata)
        return FormField("", "number", least=least, most=most)
    return FormField("", _text_kind(metadata), most=_longest(metadata))


def _type_of(model: type[BaseModel]) -> str:
    name: str = get_args(model.model_fields["type"].annotation)[0]
    return name


def _as_text(value: str | int | bool) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _text_kind(metadata: Sequence[Any]) -> Kind:
    constraints = (one for one in metadata if isinstance(one, StringConstraints))
    if any(one.pattern == MEDIA_PATH_PATTERN for one in constraints):
        return "file"
    kinds: dict[TextKind, Kind] = {TextKind.PROSE: "prose", TextKind.COLOUR: "colour"}
    return next((kinds.get(one, "line") for one in metadata if isinstance(one, TextKind)), "line")


def _longest(metadata: Sequence[Any]) -> int | None:
    found = (one.max_length for one in metadata if isinstance(one, StringConstraints))
    return next(found, None)


def _bounds(metadata: Sequence[Any]) -> tuple[int | None, int | None]:
    """The least and the highest number, or number of entries."""
    least = most = None
    for one in metadata:
        parts = [one, *getattr(one, "metadata", ())]
        for part in parts:
            if isinstance(part, annotated_types.Ge):
                least = int(str(part.ge))
            elif isinstance(part, annotated_types.Le):
                most = int(str(part.le))
            elif isinstance(part, annotated_types.MinLen):
                least = part.min_length
            elif isinstance(part, annotated_types.MaxLen):
                most = part.max_length
    return least, most
