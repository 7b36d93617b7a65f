"""Adds a new scenario: its id, its file, and its line in course.yml."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.authoring.scaffold import templates
from answerable.authoring.scaffold.new import OWNER, REVIEW_AFTER
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.source.read.load import COURSE_FILE, load_course
from answerable.source.read.names import as_id, closest, is_id, is_transliterated, numbered_id
from answerable.source.read.positions import Source
from answerable.source.write.changes import FileChange, write
from answerable.source.write.listing import listed


class Refused(ValueError):
    """The request can't be carried out; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new scenario's file, the changes that make it, and what its author should know."""

    file: Path
    changes: tuple[FileChange, ...]
    notes: tuple[Diagnostic, ...] = ()


def add_scenario(
    folder: Path,
    title: str,
    *,
    module: str | None,
    scenario_id: str | None,
    owner: str | None,
    today: datetime.date,
) -> Added:
    """Write the file of a new scenario, and add it to its module's list in course.yml, as
    `addition` says.
    """
    made = addition(folder, title, module=module, scenario_id=scenario_id, owner=owner, today=today)
    write(made.changes)
    return made


def addition(
    folder: Path,
    title: str,
    *,
    module: str | None,
    scenario_id: str | None,
    owner: str | None,
    today: datetime.date,
) -> Added:
    """What adds a scenario to a course: its file, and its line in its module's list.

    Without `module`, the course must have only one. The default id is made from the title; the
    default owner is the one of most other scenarios. Raises `Refused` if a value doesn't fit,
    `BuildFailed` if there is no course, course.yml is broken or a link points outside, and
    `OSError`.
    """
    report = load_course(folder)
    course = report.sources[COURSE_FILE]
    unusable = [d for d in report.diagnostics if d.code in ("AN301", "AN304")]  # links among them
    if unusable or (course.lines and course.value is None):
        raise BuildFailed(tuple(unusable) or course.diagnostics)
    others = {name: source for name, source in report.sources.items() if name != COURSE_FILE}
    chosen = _module(module, _modules(folder, course), _titles(course))
    new_id = _id(scenario_id, title, others)
    text = scenario_text(title, owner=owner or usual_owner(others.values()), today=today)
    file = folder / chosen / f"{new_id}.yml"
    if file.exists():
        raise Refused(f"{file.as_posix()} already exists: choose another name with --id")
    course_file = Path(course.path)
    written = course_file.read_bytes() if course.value else b""
    listing = listed(course, written.decode("utf-8"), chosen, [new_id])
    changes = [FileChange(file, None, text)]
    if listing.text is not None:
        changes.append(FileChange(course_file, written, listing.text))
    notes = (_unlisted(course, chosen, new_id),) if listing.by_hand else ()
    return Added(file, tuple(changes), notes)


def _titles(course: Source) -> dict[str, str]:
    """The folders of modules by their titles in course.yml, in lower case."""
    entries = (course.value or {}).get("modules")
    return {
        title.strip().casefold(): name
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict)
        and isinstance(title := entry.get("title"), str)
        and is_id(name := str(entry.get("folder", "")))
    }


def _modules(folder: Path, course: Source) -> list[str]:
    """The folders of modules: those named in course.yml, then any others."""
    entries = (course.value or {}).get("modules")
    named = [
        str(entry["folder"])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and is_id(str(entry.get("folder", "")))
    ]
    there = sorted(path.name for path in folder.iterdir() if path.is_dir() and is_id(path.name))
    return list(dict.fromkeys([*named, *there]))


def _module(given: str | None, known: list[str], titles: Mapping[str, str]) -> str:
    """The folder of a module, given its name or title."""
    listed = ", ".join(f"`{name}`" for name in known)
    if given is None:
        if len(known) == 1:
            return known[0]
        raise Refused(f"say which module it belongs to, with --module: {listed or 'a new name'}")
    if given in known:
        return given
    if (named := titles.get(given.strip().casefold())) is not None:
        return named
    if not is_id(given):
        raise Refused(f"`{given}` can't be a module name: write it like `{as_id(given)}`")
    if meant := closest(given, known):
        raise Refused(f"there is no module `{given}`. Did you mean `{meant}`?")
    if known:
        raise Refused(
            f"there is no module `{given}`; there are {listed}. To start a new one, first create "
            f"the folder `{given}`, and list it in course.yml."
        )
    return given


def _id(given: str | None, title: str, others: Mapping[str, Source]) -> str:
    if given is not None and not is_id(given):
        raise Refused(f"`{given}` can't be an id: write it like `{as_id(given)}`")
    new_id = given or as_id(title)
    if given is None and is_transliterated(title):
        new_id = numbered_id(new_id, others.__contains__)
    if new_id in others:
        raise Refused(
            f"the id `{new_id}` is taken by {others[new_id].path}: choose another one with --id"
        )
    return new_id


def usual_owner(sources: Iterable[Source]) -> str:
    """Who keeps most of these scenarios up to date."""
    owners = Counter(
        owner
        for source in sources
        if isinstance(owner := (source.value or {}).get("owner"), str) and owner
    )
    return owners.most_common(1)[0][0] if owners else OWNER


def _unlisted(course: Source, module: str, scenario_id: str) -> Diagnostic:
    return Diagnostic(
        "AN314",
        Severity.NOTE,
        f"You have to list the scenario `{scenario_id}` in course.yml by hand.",
        Location(course.path),
        f"add it to the module:\n  - folder: {module}\n    scenarios:\n      - {scenario_id}",
    )


def scenario_text(title: str, *, owner: str, today: datetime.date) -> str:
    """The file of a new scenario: every required field with a comment that explains it."""
    review_by = (today + REVIEW_AFTER).isoformat()
    values = {"title": title, "owner": owner, "review_by": review_by}
    return templates.render_course_file("scenario.yml", "scenario.yml", **values)
