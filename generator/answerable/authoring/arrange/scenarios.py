"""Changes to the files of a course that move, copy, rename or remove one of its scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from answerable.authoring.arrange.contents import (
    Contents,
    Listed,
    NotPossibleError,
    free_id,
    name,
    taken,
    translations,
)
from answerable.i18n import N_
from answerable.model import ScenarioFile
from answerable.source.read.media import ENDINGS
from answerable.source.read.names import is_id
from answerable.source.read.positions import Value
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields

Status = Literal["draft", "live", "retired"]


def reordered(contents: Contents, one: Listed, step: int) -> list[FileChange]:
    """Move a scenario by some places within its module; none if it is at the end already."""
    ids = [other.id for other in contents.of_module(one.module)]
    at = ids.index(one.id)
    to = min(max(at + step, 0), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    return contents.with_order({one.module: ids}) if to != at else []


def moved(
    contents: Contents, one: Listed, module: str, before: str | None = None
) -> list[FileChange]:
    """Move a scenario before the one with that id in a module, or to the module's end. Into another
    module, its translations and its own pictures and recordings go along. Raises
    `NotPossibleError`.
    """
    if module not in {name(entry) for entry in contents.entries}:
        raise NotPossibleError(N_("There is no such module."))
    others = [other for other in contents.of_module(one.module) if other.id != one.id]
    ids = [other.id for other in contents.of_module(module) if other.id != one.id]
    ids.insert(ids.index(before) if before in ids else len(ids), one.id)
    if module == one.module:
        return contents.with_order({module: ids})
    return [
        *_in_module(one, contents.folder / module, others),
        *contents.with_order({one.module: [other.id for other in others], module: ids}),
    ]


def _in_module(one: Listed, target: Path, others: Sequence[Listed]) -> Iterator[FileChange]:
    """Move a scenario's files into another module's folder. What `others` use stays as well."""
    shared = {file for other in others for file in _media(other)}
    for file in (one.file, *translations(one.file).values(), *_media(one)):
        yield from _moved_file(file, target / file.name, keep=file in shared)


def copied(contents: Contents, one: Listed, title: str) -> list[FileChange]:
    """Copy a scenario under another title, as a draft after the original. Raises
    `NotPossibleError`.
    """
    new_id = free_id(contents, title)
    fields: dict[str, Value] = {"title": title, "status": "draft", "id": None, "aliases": None}
    text = _with_fields(one, fields)
    ids = [other.id for other in contents.of_module(one.module)]
    ids.insert(ids.index(one.id) + 1, new_id)
    file = one.file.with_name(f"{new_id}.yml")
    return [FileChange(file, None, text), *contents.with_order({one.module: ids})]


def renamed(contents: Contents, one: Listed, new_id: str) -> list[FileChange]:
    """Give a scenario another id. The present one becomes an alias, so that learners' answers and
    links to its page follow. Raises `NotPossibleError`.
    """
    if not is_id(new_id):
        raise NotPossibleError(
            N_("An id has lower-case letters, digits and single hyphens, such as lost-parcel.")
        )
    aliases = (one.source.value or {}).get("aliases")
    before = [alias for alias in aliases if alias != new_id] if isinstance(aliases, list) else []
    if new_id == one.id:
        return []
    if new_id in taken(contents) and not (isinstance(aliases, list) and new_id in aliases):
        raise NotPossibleError(N_("Another scenario has this id, or had it earlier."))
    text = _with_fields(one, {"id": None, "aliases": [*before, one.id]})
    changes = [
        FileChange(one.file, one.file.read_bytes(), None),
        FileChange(one.file.with_name(f"{new_id}.yml"), None, text),
    ]
    for language, file in translations(one.file).items():
        changes += _moved_file(file, file.with_name(f"{new_id}.{language}.yml"))
    ids = [new_id if other.id == one.id else other.id for other in contents.of_module(one.module)]
    return [*changes, *contents.with_order({one.module: ids})]


def removed(contents: Contents, one: Listed) -> list[FileChange]:
    """Remove a scenario and its translations; pictures stay."""
    files = [one.file, *translations(one.file).values()]
    ids = [other.id for other in contents.of_module(one.module) if other.id != one.id]
    return [
        *(FileChange(file, file.read_bytes(), None) for file in files),
        *contents.with_order({one.module: ids}),
    ]


def with_status(one: Listed, status: Status) -> list[FileChange]:
    """Make a scenario a draft, live or retired. Raises `NotPossibleError`."""
    before = one.file.read_bytes()
    text = _with_fields(one, {"status": None if status == "live" else status})
    return [] if text.encode() == before else [FileChange(one.file, before, text)]


def _with_fields(one: Listed, fields: Mapping[str, Value]) -> str:
    before = one.file.read_bytes().decode()
    if one.source.value is None:
        raise NotPossibleError(N_("The file can’t be read. Fix it first."))
    text = with_fields(one.source, before, fields, ScenarioFile)
    if text is None:
        raise NotPossibleError(N_("The file can’t be changed here. Change it as a text."))
    return text


def _moved_file(file: Path, target: Path, *, keep: bool = False) -> Iterator[FileChange]:
    content = file.read_bytes()
    if target.exists():
        if target.read_bytes() != content:
            raise NotPossibleError(N_("The other module has a file with the same name."))
    else:
        yield FileChange(target, None, content)
    if not keep:
        yield FileChange(file, content, None)


def _media(one: Listed) -> list[Path]:
    """The pictures, recordings and films next to a scenario's file that it names."""
    named = {text.split("|")[0].strip() for text in _texts(one.source.value)}
    named |= {part.strip() for text in _texts(one.source.value) for part in text.split("|")[1:2]}
    return [
        one.file.parent / text
        for text in sorted(named)
        if text.lower().endswith(ENDINGS) and "/" not in text and (one.file.parent / text).is_file()
    ]


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
