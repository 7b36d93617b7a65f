"""Changes to course.yml that add, move or remove a module."""

from __future__ import annotations

from pathlib import Path

from answerable.authoring.arrange.contents import Contents, NotPossibleError, free_id, name
from answerable.i18n import N_
from answerable.source.read.names import as_id, numbered_id
from answerable.source.read.positions import Value
from answerable.source.write.changes import FileChange


def module_moved(contents: Contents, module: str, step: int) -> list[FileChange]:
    """Move a module by some places; none if it is at the end already. Raises
    `NotPossibleError`.
    """
    entries = list(contents.entries)
    at = _place(contents, module)
    to = min(max(at + step, 0), len(entries) - 1)
    if to == at:
        return []
    entries.insert(to, entries.pop(at))
    return [contents.with_entries(entries)]


def module_added(
    contents: Contents, title: str, first: str, first_text: str
) -> tuple[Path, list[FileChange]]:
    """Add a module at the end, with a first scenario, as course.yml may not name an empty one.

    `first` is the scenario's title, `first_text` its file. Returns the file, and the changes.
    Raises `NotPossibleError`.
    """
    taken = {name(one) for one in contents.entries} | {
        one.name for one in contents.folder.iterdir()
    }
    folder = numbered_id(as_id(title), taken.__contains__)
    file = contents.folder / folder / f"{free_id(contents, first)}.yml"
    entries: list[dict[str, Value]] = [*contents.entries, {"folder": folder, "title": title}]
    return file, [contents.with_entries(entries), FileChange(file, None, first_text)]


def module_removed(contents: Contents, module: str) -> list[FileChange]:
    """Remove a module that has no scenarios. Raises `NotPossibleError`."""
    at = _place(contents, module)
    if contents.of_module(module):
        raise NotPossibleError(N_("The module still has scenarios. Move or remove them first."))
    return [contents.with_entries([*contents.entries[:at], *contents.entries[at + 1 :]])]


def _place(contents: Contents, module: str) -> int:
    for place, entry in enumerate(contents.entries):
        if name(entry) == module:
            return place
    raise NotPossibleError(N_("There is no such module."))
