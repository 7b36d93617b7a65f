"""Add scenarios to a module's list in course.yml, and leave the rest as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answerable.source.read.encoding import line_break_of, line_starts
from answerable.source.read.positions import Source
from answerable.source.read.source import parse


@dataclass(frozen=True, slots=True)
class CourseListing:
    """The outcome for course.yml. `text` is its new content, or None if nothing changes.

    `by_hand` is set if the list could not be extended: the author has to do it.
    """

    text: str | None = None
    by_hand: bool = False


def listed(source: Source, text: str, module: str, ids: Sequence[str]) -> CourseListing:
    """Add scenarios at the end of their module's list in course.yml; the rest stays as it is.

    `source` is the parsed `text`. A module without a list is ordered by file name, so nothing is
    added there.
    """
    entries = (source.value or {}).get("modules")
    modules = entries if isinstance(entries, list) else []
    for place, entry in enumerate(modules):
        if isinstance(entry, dict) and entry.get("folder") == module:
            scenarios = entry.get("scenarios")
            if not isinstance(scenarios, list) or not scenarios:
                return CourseListing()
            longer = _with_entries(source, text, ("modules", place, "scenarios"), ids)
            return _proven(source, longer, place, [*scenarios, *ids])
    return CourseListing(by_hand=bool(modules))


def _with_entries(
    source: Source, text: str, keys: tuple[str | int, ...], entries: Sequence[str]
) -> str:
    """Return the text with more entries at the end of a list, in the list's own style."""
    size = sum(1 for value in source.values if value[:-1] == keys)
    last = source.values[*keys, size - 1]
    line = source.lines[last.line - 1]
    before = line[: last.column - 1]
    starts = line_starts(text)
    if before.strip() != "-":  # between brackets
        at = starts[last.line - 1] + (last.end_column - 1 if last.end_column else len(line))
        return text[:at] + "".join(f", {entry}" for entry in entries) + text[at:]
    end = line_break_of(text)
    if last.line == len(starts):  # the file ends without a line break
        return text + "".join(f"{end}{before}{entry}" for entry in entries)
    at = starts[last.line]
    return text[:at] + "".join(f"{before}{entry}{end}" for entry in entries) + text[at:]


def _proven(source: Source, text: str, place: int, expected: list[Any]) -> CourseListing:
    """Accept a text only if it reads as the same course with the new entries."""
    value: Any = source.value
    modules = list(value["modules"])
    modules[place] = modules[place] | {"scenarios": expected}
    reads_right = parse(text, source.path).value == value | {"modules": modules}
    return CourseListing(text) if reads_right else CourseListing(by_hand=True)
