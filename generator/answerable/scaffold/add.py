"""A new scenario: its id, its file, and its line in course.yml."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.failure import BuildFailed
from answerable.reading.encoding import line_break_of, line_starts
from answerable.reading.fields import as_id, closest, is_id
from answerable.reading.load import COURSE_FILE, load_course
from answerable.reading.positions import Source
from answerable.reading.source import parse
from answerable.scaffold import templates
from answerable.scaffold.new import OWNER, REVIEW_AFTER


class Refused(ValueError):
    """What was asked for cannot be done; the message says why, and what to ask for instead."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new scenario's file, and what its author still has to know."""

    file: Path
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
    """Write the file of a new scenario, and put it into the list of its module in course.yml.

    Without `module` there has to be one only; without `scenario_id` it is made from the title;
    without `owner` it is whoever keeps most of the others. Raises `Refused` where one of them does
    not fit, `BuildFailed` if there is no course or course.yml is broken, and `OSError`.
    """
    report = load_course(folder)
    course = report.sources[COURSE_FILE]
    unusable = [d for d in report.diagnostics if d.code == "AN301"]
    if unusable or (course.lines and course.value is None):
        raise BuildFailed(tuple(unusable) or course.diagnostics)
    others = {name: source for name, source in report.sources.items() if name != COURSE_FILE}
    chosen = _module(module, _modules(folder, course))
    new_id = _id(scenario_id, title, others)
    text = scenario_text(title, owner=owner or _usual_owner(others.values()), today=today)
    file = folder / chosen / f"{new_id}.yml"
    if file.exists():
        raise Refused(f"{file.as_posix()} is there already: choose another name with --id")
    course_file = Path(course.path)
    written = course_file.read_bytes().decode("utf-8") if course.value else ""
    listing = listed(course, written, chosen, new_id)
    _write_both(file, text, course_file, listing.text)
    return Added(file, (_unlisted(course, chosen, new_id),) if listing.by_hand else ())


def _modules(folder: Path, course: Source) -> list[str]:
    """The folders of modules: those that course.yml names, then others that are there."""
    entries = (course.value or {}).get("modules")
    named = [
        str(entry["folder"])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and is_id(str(entry.get("folder", "")))
    ]
    there = sorted(path.name for path in folder.iterdir() if path.is_dir() and is_id(path.name))
    return list(dict.fromkeys([*named, *there]))


def _module(given: str | None, known: list[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in known)
    if given is None:
        if len(known) == 1:
            return known[0]
        raise Refused(f"say which module it belongs to, with --module: {listed or 'a new name'}")
    if given in known:
        return given
    if not is_id(given):
        raise Refused(f"`{given}` cannot be a module: write it like `{as_id(given)}`")
    if meant := closest(given, known):
        raise Refused(f"there is no module `{given}`. Did you mean `{meant}`?")
    if known:
        raise Refused(
            f"there is no module `{given}`, but {listed}. To begin a new one, make the folder "
            f"`{given}` first, and list it in course.yml."
        )
    return given


def _id(given: str | None, title: str, others: Mapping[str, Source]) -> str:
    if given is not None and not is_id(given):
        raise Refused(f"`{given}` cannot be an id: write it like `{as_id(given)}`")
    new_id = given or as_id(title)
    if given is None and new_id == as_id(""):
        raise Refused("no file name can be made from this title: choose one with --id")
    if new_id in others:
        raise Refused(
            f"the id `{new_id}` is taken by {others[new_id].path}: choose another one with --id"
        )
    return new_id


def _usual_owner(sources: Iterable[Source]) -> str:
    owners = Counter(
        owner
        for source in sources
        if isinstance(owner := (source.value or {}).get("owner"), str) and owner
    )
    return owners.most_common(1)[0][0] if owners else OWNER


def _write_both(file: Path, text: str, course_file: Path, course_text: str | None) -> None:
    """Both files, or none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="") as stream:
        stream.write(text)
    if course_text is None:
        return
    beside = course_file.with_name(f".{course_file.name}.new")
    try:
        beside.write_bytes(course_text.encode())
        beside.replace(course_file)
    except OSError:
        beside.unlink(missing_ok=True)
        file.unlink()
        raise


def _unlisted(course: Source, module: str, scenario_id: str) -> Diagnostic:
    return Diagnostic(
        "AN314",
        Severity.NOTE,
        f"The scenario `{scenario_id}` has to be listed in course.yml by hand.",
        Location(course.path),
        f"add it to the module:\n  - folder: {module}\n    scenarios:\n      - {scenario_id}",
    )


def scenario_text(title: str, *, owner: str, today: datetime.date) -> str:
    """The file of a new scenario: every required field with a comment that says what goes there."""
    review_by = (today + REVIEW_AFTER).isoformat()
    return templates.render("scenario.yml", title=title, owner=owner, review_by=review_by)


@dataclass(frozen=True, slots=True)
class Listing:
    """What becomes of course.yml. `text` is its new content, or None where nothing changes.

    `by_hand` is set where the list could not be extended: the author has to do it.
    """

    text: str | None = None
    by_hand: bool = False


def listed(source: Source, text: str, module: str, scenario_id: str) -> Listing:
    """Put a scenario at the end of its module's list in course.yml; all else stays as it is.

    `source` is the parsed `text`. A module without a list takes its order from the file names, so
    nothing is added there.
    """
    entries = (source.value or {}).get("modules")
    modules = entries if isinstance(entries, list) else []
    for place, entry in enumerate(modules):
        if isinstance(entry, dict) and entry.get("folder") == module:
            scenarios = entry.get("scenarios")
            if not isinstance(scenarios, list) or not scenarios:
                return Listing()
            longer = _with_entry(source, text, ("modules", place, "scenarios"), scenario_id)
            return _proven(source, longer, place, [*scenarios, scenario_id])
    return Listing(by_hand=bool(modules))


def _with_entry(source: Source, text: str, keys: tuple[str | int, ...], entry: str) -> str:
    """The text with one more entry at the end of a list, in the way that list is written."""
    size = sum(1 for value in source.values if value[:-1] == keys)
    last = source.values[*keys, size - 1]
    line = source.lines[last.line - 1]
    before = line[: last.column - 1]
    starts = line_starts(text)
    if before.strip() != "-":  # between brackets
        at = starts[last.line - 1] + (last.end_column - 1 if last.end_column else len(line))
        return f"{text[:at]}, {entry}{text[at:]}"
    if last.line == len(starts):  # the file ends without a line break
        return f"{text}{line_break_of(text)}{before}{entry}"
    at = starts[last.line]
    return f"{text[:at]}{before}{entry}{line_break_of(text)}{text[at:]}"


def _proven(source: Source, text: str, place: int, expected: list[Any]) -> Listing:
    """Only a text that reads as the same course with one more entry is written."""
    value: Any = source.value
    modules = list(value["modules"])
    modules[place] = modules[place] | {"scenarios": expected}
    reads_right = parse(text, source.path).value == value | {"modules": modules}
    return Listing(text) if reads_right else Listing(by_hand=True)
