"""Word the findings about fields that don't fit the model: message, code, remedy."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TypeGuard

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from answerable.model.labels import FORM_PATTERN
from answerable.model.picture import MEDIA_PATH_PATTERN
from answerable.model.scalars import (
    CODE_PATTERN,
    COLOUR_PATTERN,
    FILE_PATH_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
)
from answerable.source.read.foreign import hidden_sign
from answerable.source.read.listed import list_hint
from answerable.source.read.modelpath import Place, choices_of, owners, short_form
from answerable.source.read.names import as_id, closest
from answerable.source.read.positions import Keys, Source
from answerable.source.read.quoting import quote, scalar
from answerable.source.read.slips import start_of

_EXAMPLE_WIDTH = 60

_SURE = 0.75
"""How similar a name must be for the right one to replace it."""

_HEADING = re.compile(r"#+\s+(?P<text>\S.*?)\s*")
PICTURE = re.compile(
    r"(image|img|picture|pic|photo|illustration|icon|logo|media|bild|foto|imagen|fotografia)"
    r"(s|er|es)?([_ -]?(url|file|path|src))?",
    re.IGNORECASE,
)
"""Other names for a picture."""

AUDIO = re.compile(
    r"(audio|sound|recording|voice|mp3|ton|sonido|son)s?([_ -]?(url|file|path|src))?",
    re.IGNORECASE,
)
"""Other names for a recording."""

VIDEO = re.compile(
    r"(video|film|movie|clip|mp4|pel[ií]cula)s?([_ -]?(url|file|path|src))?", re.IGNORECASE
)
"""Other names for a film."""


def field_meant(name: str, known: Sequence[str], *, near: float = 0.6) -> str | None:
    """Return the field that an author had in mind: a known synonym, or a similar name."""
    for meant, names in (("picture", PICTURE), ("audio", AUDIO), ("video", VIDEO)):
        if meant in known and names.fullmatch(name.strip()):
            return meant
    from answerable.model.fieldnames import (
        field_named,  # few files have unknown fields, and the import is slow
    )

    return field_named(name, known) or closest(name, known, near=near)


def sure_meaning(
    name: str, place: Place, group: dict[str, Any], model: type[BaseModel]
) -> str | None:
    """Return the field that can replace an unknown one; None if that isn't certain, or if the group
    already has it.
    """
    if _misplaced(name, place, model):
        return None
    meant = field_meant(name, place.siblings, near=_SURE)
    return None if meant in group else meant


def _misplaced(name: str, place: Place, model: type[BaseModel]) -> list[str]:
    """Return the groups that a field at the top level belongs to."""
    return owners(name, model) if len(place.keys) == 1 else []


def unknown_field(
    place: Place, group: dict[str, Any], model: type[BaseModel]
) -> tuple[str, str, str]:
    keys, known = place.keys, place.siblings
    field = str(keys[-1])
    meant = field_meant(field, known)
    if place.in_text and is_start_of_text(field, meant, group):
        whole = f"{field}: {group[field]}" if isinstance(group[field], str) else field
        shown = quote(whole) if len(whole) <= _EXAMPLE_WIDTH else '"…"'
        message = "A colon inside a text confuses YAML: it takes what comes before for a field."
        dash = "- " if _is_entry(keys[:-1]) else ""
        return "AN110", message, f"put the whole text in straight quotes:\n  {dash}{shown}"
    message = f"There is no field `{_cut(field)}`{_inside(keys[:-1])}."
    if (sign := hidden_sign(field)) and meant:
        message = f"The field's name contains an invisible character ({sign})."
        return "AN201", message, f"type it again: `{meant}`"
    if found := _misplaced(field, place, model):
        return "AN201", message, _belongs(field, found, group, model)
    if meant:
        return "AN201", message, f"did you mean `{meant}`?"
    if len(field.split()) > 1:
        hint = "if the line belongs to the text above it, indent it as far as that text"
        return "AN201", message, hint
    return "AN201", message, textwrap.fill("the fields are: " + ", ".join(known), 90)


def _belongs(
    field: str, owners: Sequence[str], group: dict[str, Any], model: type[BaseModel]
) -> str:
    """Say where a field at the top level belongs, and how to put it there."""
    bare = next((owner for owner in owners if isinstance(group.get(owner), str)), None)
    name = bare and short_form(model, bare)
    if bare is None or name is None:
        listed = _listed([f"`{owner}`" for owner in owners])
        return f"it belongs to {listed}: put two spaces before `{field}`"
    text = scalar(start_of(group[bare]))
    rows = (f"  {bare}:", f"    {name}: {text}", f"    {field}: …")
    return "\n".join([f"it belongs to `{bare}`; both texts then need a name:", *rows])


def group_of(source: Source, keys: Keys) -> dict[str, Any]:
    """Return the group of fields that a path leads to."""
    group: Any = source.value
    for key in keys:
        group = group[key]
    return dict(group)


def missing_field(keys: Keys, source: Source, info: FieldInfo | None) -> tuple[str, str, str]:
    name = f"`{keys[-1]}`"
    if keys in source.keys:
        return "AN202", f"The field {name} is empty.", write_like(keys, info)
    message = f"The field {name} is missing{_inside(keys[:-1])}."
    hint = "add it, for example:\n" + _example(str(keys[-1]), info)
    heading = _HEADING.fullmatch(source.lines[0]) if keys == ("title",) else None
    if heading and not heading["text"].startswith("yaml-language-server:"):
        hint = f"line 1 is a comment; if it is the title, write `title: {scalar(heading['text'])}`"
    return "AN202", message, hint


def wrong_shape(
    kind: str, keys: Keys, given: object, info: FieldInfo | None
) -> tuple[str, str, str]:
    name = field_name(keys)
    if given is None:
        return "AN205", f"{name} is empty.", "write a text after the hyphen, or delete the line"
    shapes = ((str, "a text"), (list, "a list"), (dict, "a group of fields"))
    found = next(words for shape, words in shapes if isinstance(given, shape))
    expected = {"string_type": "a text", "tuple_type": "a list"}.get(kind, "a group of fields")
    message = f"{name} must be {expected}, but this is {found}."
    if kind == "tuple_type" and isinstance(given, str):
        return "AN203", message, list_hint(str(keys[-1]), given)
    if kind == "string_type" and isinstance(given, dict) and len(given) == 1:
        ((before, after),) = given.items()
        whole = f"{before}: {after}" if isinstance(after, str) else str(before)
        shown = quote(whole) if len(whole) <= _EXAMPLE_WIDTH else '"…"'
        return "AN203", message, f"if it is one text with a colon, put it in quotes:\n  {shown}"
    if expected == "a group of fields" and _is_group_as_list(given):
        listed = ", ".join(f"`{name}`" for entry in given for name in entry)
        return "AN203", message, f"remove the hyphens, and start {listed} in the same column"
    return "AN203", message, write_like(keys, info)


def _is_group_as_list(given: object) -> TypeGuard[list[dict[str, Any]]]:
    """Whether a list contains the fields of one group, each name once."""
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        return False
    names = [name for entry in given for name in entry]
    return len(names) == len(set(names)) > 0


def no_such_type(name: str, given: dict[str, Any], place: Place) -> tuple[str, str, str]:
    allowed = _listed([f"`{tag}`" for tag in place.members])
    if given.get("type") is None:
        return "AN202", f"{name} has no `type`.", f"add `type: …` with one of {allowed}"
    message = f"{name} can't have the type {shown_value(given['type'])}."
    meant = closest(str(given["type"]), place.members)
    hint = f"did you mean `{meant}`? " if meant else ""
    return "AN204", message, f"{hint}allowed: {allowed}"


def not_a_choice(name: str, given: str, info: FieldInfo | None) -> tuple[str, str, str]:
    allowed = choices_of(info)
    meant = closest(given, allowed)
    hint = f"did you mean `{meant}`? " if meant else ""
    message = f"{name} can't be {shown_value(given)}."
    return "AN204", message, f"{hint}allowed: {_listed([f'`{choice}`' for choice in allowed])}"


def too_long(name: str, given: Any, context: dict[str, Any]) -> tuple[str, str, str]:
    limit = context["max_length"]
    unit = "characters" if isinstance(given, str) else "entries"
    message = f"{name} is too long: {len(given)} {unit}, but only {limit} are allowed."
    return "AN206", message, f"shorten it to {limit} {unit} or fewer"


def not_a_number(name: str, given: object, info: FieldInfo | None) -> tuple[str, str, str]:
    # The limits are next to the annotation, or inside it where the field may be left out.
    annotation: Any = Annotated[info.annotation, info] if info else None
    schema = TypeAdapter(annotation).json_schema()
    options = schema.get("anyOf", [schema])
    low, high = next((o["minimum"], o["maximum"]) for o in options if "maximum" in o)
    message = f"{name} must be a whole number from {low} to {high}, but is {shown_value(given)}."
    return "AN207", message, f"write only digits, such as `{first_example(info)}`"


def wrong_pattern(
    name: str, given: str, pattern: str, info: FieldInfo | None
) -> tuple[str, str, str]:
    if pattern == ID_PATTERN:
        message = f"{shown_value(given)} can't be an id."
        hint = "use lower-case letters a to z, digits and single hyphens"
        return "AN209", message, f"{hint}, such as `{as_id(given)}`"
    if pattern == CODE_PATTERN:
        message = f"{name} isn't a valid code: {shown_value(given)}."
        return "AN214", message, "write it as the check prints it, such as `AN005`"
    if pattern == FILE_PATH_PATTERN:
        message = f"{name} isn't a path inside the course folder: {shown_value(given)}."
        return (
            "AN217",
            message,
            "write the path with forward slashes, such as `fonts/a.ttf`",
        )
    if pattern == COLOUR_PATTERN:
        message = f"{name} isn't a colour: {shown_value(given)}."
        return "AN215", message, "write six digits from 0 to f, such as `8a1538`"
    if pattern == MEDIA_PATH_PATTERN:
        message = f"{name} isn't a path inside the course folder: {shown_value(given)}."
        hint = "name a file next to this one or in `media/`"
        return "AN217", message, f"{hint}, such as `{first_example(info)}`"
    if pattern == LANGUAGE_PATTERN:
        message = f"{name} isn't a valid language code: {shown_value(given)}."
        return "AN211", message, "write a code such as `en`, `de` or `pt-BR`"
    if pattern == FORM_PATTERN:
        message = f"{name} contains a sign that a word can't have: {shown_value(given)}."
        return "AN215", message, 'leave out line breaks, and the signs < > & % { } " and \\'
    message = f"{name} must be on one line, but has line breaks."
    return "AN210", message, "join the lines; `>-` after the colon does that for you, `|` doesn't"


def field_name(keys: Keys) -> str:
    if not _is_entry(keys):
        return f"`{keys[-1]}`"
    return f"Entry {int(keys[-1]) + 1} of `{keys[-2]}`"


def _inside(keys: Keys) -> str:
    if not keys:
        return ""
    name = field_name(keys)
    return f" in {name[0].lower()}{name[1:]}"


def _is_entry(keys: Keys) -> bool:
    return len(keys) > 1 and isinstance(keys[-1], int)


def is_start_of_text(field: str, meant: str | None, group: dict[str, Any]) -> bool:
    """Whether a field's name is more likely the words before the first colon of a text."""
    return meant is None and (len(field.split()) > 1 or len(group) == 1)


def shown_value(given: object) -> str:
    return "a list or group" if isinstance(given, list | dict) else f"“{_cut(str(given))}”"


def _cut(text: str) -> str:
    return text if len(text) <= _EXAMPLE_WIDTH else text[:_EXAMPLE_WIDTH].rstrip() + " …"


def _listed(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def first_example(info: FieldInfo | None) -> Any:
    return info.examples[0] if info and info.examples else "…"


def write_like(keys: Keys, info: FieldInfo | None) -> str:
    """Show a field's right form; for an entry of a list, the right form of the list."""
    field = next((key for key in reversed(keys) if isinstance(key, str)), "")
    return "write it like this:\n" + _example(field, info)


def _example(field: str, info: FieldInfo | None) -> str:
    return "\n".join(f"  {row}" for row in _rows(field, first_example(info)))


def _rows(field: str, value: Any) -> Iterator[str]:
    """Yield a value from the model's examples as lines of YAML."""
    if isinstance(value, dict):
        yield f"{field}:"
        for name, inner in value.items():
            yield from (f"  {row}" for row in _rows(name, inner))
    elif isinstance(value, list):
        yield f"{field}:"
        for entry in value:
            inner_rows = (
                [row for name, inner in entry.items() for row in _rows(name, inner)]
                if isinstance(entry, dict)
                else [str(entry)]
            )
            yield from (f"  {'  ' if place else '- '}{row}" for place, row in enumerate(inner_rows))
    else:
        yield f"{field}: {value}"
