"""Adds new modules and scenarios to course.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from answerable.diagnostics import Diagnostic, Severity
from answerable.model import CourseFile, Module
from answerable.source.read.names import title_of
from answerable.source.read.positions import Source, Value
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields
from answerable.source.write.listing import listed


def into_course(
    source: Source,
    new: Sequence[tuple[str, str]],
    titles: Mapping[str, str],
    modules: Sequence[Module],
) -> tuple[FileChange | None, list[Diagnostic]]:
    """Add scenarios to course.yml if it lists them, or if a new module's title can't be made from
    its folder's name.

    `source` is the parsed file, `new` are the scenarios by folder and id, `titles` the titles of
    new modules by folder, and `modules` the existing ones.
    """
    entries = (source.value or {}).get("modules") or _unlisted(titles, modules)
    path = Path(source.path)
    if not isinstance(entries, list) or not new or not path.is_file():
        return None, []
    before = path.read_bytes()
    text = before.decode("utf-8")
    missed: list[str] = []
    listed_folders = {one.get("folder") for one in entries if isinstance(one, dict)}
    new_folders = {folder for folder, _ in new} - listed_folders
    added: list[Value] = [
        {
            "folder": folder,
            "title": title,
            "scenarios": [name for place, name in new if place == folder],
        }
        for folder, title in titles.items()
        if folder in new_folders
    ]
    if added:
        longer = with_fields(source, text, {"modules": [*entries, *added]}, CourseFile)
        text, missed = (longer, missed) if longer else (text, sorted(new_folders))
    for folder in dict.fromkeys(folder for folder, _ in new if folder not in new_folders):
        names = [name for place, name in new if place == folder]
        listing = listed(parse(text, source.path), text, folder, names)
        text = listing.text or text
        missed += names if listing.by_hand else []
    problems = []
    if missed:
        message = f"These couldn't be added to course.yml: {', '.join(missed)}."
        hint = "run `answerable fmt` on it first, or add them to the modules by hand"
        problems.append(Diagnostic("AN506", Severity.WARNING, message, source.whole(), hint))
    change = FileChange(path, before, text) if text.encode() != before else None
    return change, problems


def _unlisted(titles: Mapping[str, str], modules: Sequence[Module]) -> list[Value] | None:
    """The list of modules to add to a course.yml without one; None if none is needed."""
    if titles == {folder: title_of(folder) for folder in titles}:
        return None
    return [{"folder": one.id, "title": one.title} for one in modules]
