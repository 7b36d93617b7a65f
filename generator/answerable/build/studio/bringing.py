"""What is understood of a file whose scenarios are being brought into a course.

The file is read and planned by what `answerable import` calls, with what was corrected in place of
what was read. Nothing is written before a scenario is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from answerable.build.studio.bundles import Bundle, Decision
from answerable.build.studio.places import field_of
from answerable.build.studio.subjects import SCENARIO
from answerable.build.studio.values import in_full
from answerable.diagnostics import Diagnostic, Severity
from answerable.exchange.scenarios.course import language_of, own_names_of
from answerable.exchange.scenarios.files import read_bytes
from answerable.exchange.scenarios.planning.outcome import ImportPlan, PlannedScenario
from answerable.exchange.scenarios.planning.parts import to_text
from answerable.exchange.scenarios.planning.plan import plan_import
from answerable.exchange.scenarios.planning.remembered import Remembered
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult
from answerable.source.read.load import open_folder
from answerable.source.read.positions import Keys
from answerable.source.read.source import parse

BroughtState: TypeAlias = Literal[
    "ready", "changing", "unclear", "faulty", "known", "left", "taken"
]
"""What can be done with a scenario: it can be taken, or would change one that the course has; some
of it couldn't be read, or it can't be taken as it is; the course has it; or it was left or taken.
"""

_OF_COMMANDS = re.compile(r"--\w|`answerable ")

DONE: Sequence[BroughtState] = ("known", "left", "taken")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line, paragraph or cell of the file, what it is called there, and what is said about it."""

    name: str
    text: str
    found: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class BroughtScenario:
    """A scenario of the file. `read` is what was read, and `draft` the same with what was
    corrected. `passage` is where it comes from, and `found` what is wrong with it as it would be
    taken, with the path of keys of the field that it is about.
    """

    place: str
    read: ImportedScenario
    draft: ImportedScenario
    decision: Decision
    passage: tuple[SourceLine, ...]
    state: BroughtState
    planned: PlannedScenario | None = None
    found: tuple[tuple[Keys, Diagnostic], ...] = ()

    @property
    def title(self) -> str:
        """Its title, or else its first words; "" if it has neither."""
        values = self.draft.source.value or {}
        named = (values.get(name) for name in ("title", "situation"))
        return next((one for one in named if isinstance(one, str) and one), "")

    @property
    def is_form(self) -> bool:
        """Whether it can be corrected in a form: it isn't about some fields of another one."""
        return self.state in ("ready", "unclear", "faulty") and not self.is_change

    @property
    def is_change(self) -> bool:
        """Whether it is a later version of a scenario that the course has."""
        given = "id" in (self.draft.source.value or {})
        is_later = self.draft.origin is not None or (self.draft.cells is not None and given)
        is_there = self.planned is not None and "/" in self.planned.place
        return is_later and is_there and not self._is_new

    @property
    def _is_new(self) -> bool:
        return self.planned is not None and any(
            one.before is None and isinstance(one.after, str) for one in self.planned.changes
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """What is understood of a file. `found` is about the file, or about words in no scenario;
    `unread` are titles of columns that nobody has explained, and `named` the modules that the file
    names.
    """

    scenarios: tuple[BroughtScenario, ...]
    found: tuple[Diagnostic, ...]
    unread: tuple[str, ...]
    named: tuple[str, ...]

    def at(self, place: str) -> BroughtScenario | None:
        """The scenario at a place of the file; None if there is none."""
        return next((one for one in self.scenarios if one.place == place), None)


def read_for(folder: Path, name: str, content: bytes) -> ImportResult:
    """The scenarios of a file for the course in a folder. Never raises for the file's content."""
    told = Remembered.of(folder).titles
    return read_bytes(content, name, told, language_of(folder), own_names_of(folder))


def understood(folder: Path, bundle: Bundle) -> Understood:
    """What is understood of a file for the course in a folder. Raises `BuildFailed` if the course
    itself is broken.
    """
    found = read_for(folder, bundle.name, bundle.content)
    passages, others = _passages(found)
    brought = [
        BroughtScenario(
            place,
            read,
            _corrected(read, bundle.decision(place)),
            bundle.decision(place),
            passage,
            _decided(folder, bundle.decision(place)),
        )
        for (place, read), passage in zip(_placed(found.drafts), passages, strict=True)
    ]
    open_ones = [one for one in brought if one.state not in DONE]
    plan = planned(folder, bundle, open_ones)
    by_place = {
        one.place: _judged(one, entry, plan)
        for one, entry in zip(open_ones, plan.entries, strict=True)
    }
    named = dict.fromkeys(one.module for one in found.drafts if one.module)
    return Understood(
        tuple(by_place.get(one.place, one) for one in brought),
        tuple(map(for_people, others)),
        tuple(dict.fromkeys(found.unread)),
        tuple(named),
    )


def planned(folder: Path, bundle: Bundle, scenarios: Iterable[BroughtScenario]) -> ImportPlan:
    """What taking these scenarios would do to the course. Raises `BuildFailed`."""
    drafts = [one.draft for one in scenarios]
    return plan_import(
        [ImportResult(drafts)], folder, module=bundle.module or None, incomplete=False
    )


def modules_of(folder: Path) -> Mapping[str, str]:
    """The titles of a course's modules by their folders."""
    opened = open_folder(folder)
    titles = {one.folder: one.title for one in opened.settings.modules}
    return titles | {name: name for name in opened.files.modules if name not in titles}


def for_people(finding: Diagnostic) -> Diagnostic:
    """A finding without what its hint says about the command line."""
    lines = [line for line in finding.hint.splitlines() if not _OF_COMMANDS.search(line)]
    return replace(finding, hint="\n".join(lines).strip())


def _placed(drafts: Iterable[ImportedScenario]) -> Iterator[tuple[str, ImportedScenario]]:
    """Scenarios with what tells them apart as long as their file stays the same."""
    again: Counter[int] = Counter()
    for one in drafts:
        line = one.where.line
        yield f"{line}.{again[line]}" if again[line] else f"{line}", one
        again[line] += 1


def _corrected(read: ImportedScenario, decision: Decision) -> ImportedScenario:
    """A scenario with what was corrected. What is wrong with it then has places in the text of its
    own file. Hints where to write what is missing are left out: the form has a field for it.
    """
    draft = replace(read, unread=frozenset(), asks="", module=decision.module or read.module)
    if not decision.fields:
        return draft
    whole = {**(read.source.value or {}), **decision.fields}
    full = in_full(SCENARIO, {name: one for name, one in whole.items() if one is not None})
    values = full if isinstance(full, dict) else {}
    source = parse(to_text(values, [], ""), read.where.path)
    return replace(draft, source=replace(source, value=values))


def _decided(folder: Path, decision: Decision) -> BroughtState:
    if decision.taken and (folder / decision.taken).is_file():
        return "taken"
    return "left" if decision.is_left else "ready"


def _judged(one: BroughtScenario, entry: PlannedScenario, plan: ImportPlan) -> BroughtScenario:
    """A scenario with what the plan says about it, alone and in the course."""
    own = {change.path.as_posix() for change in entry.changes}
    about = (*entry.diagnostics, *(d for d in plan.diagnostics if d.location.path in own))
    found = tuple((_keys(d, one.draft), for_people(d)) for d in dict.fromkeys(about))
    unread = any(d.severity is Severity.ERROR for line in one.passage for d in line.found)
    state: BroughtState = "ready"
    if any(d.severity is Severity.ERROR for d in about):
        state = "faulty"
    elif entry.state == "same":
        state = "known"
    elif unread and not one.decision.fields:
        state = "unclear"
    elif entry.state == "changed":
        state = "changing"
    return replace(one, state=state, planned=entry, found=found)


def _keys(finding: Diagnostic, draft: ImportedScenario) -> Keys:
    """The path of keys of the field that a finding is about."""
    where = finding.location
    is_whole = not where.keys and replace(where, keys=()) == draft.where
    return () if is_whole else field_of(finding, draft.source)


def _passages(
    found: ImportResult,
) -> tuple[list[tuple[SourceLine, ...]], list[Diagnostic]]:
    """The lines or cells that each scenario comes from, with what is said about them; and what is
    said about none of these.
    """
    left = list(found.diagnostics)
    ends = [one.where.line for one in found.drafts[1:]]
    passages = []
    for place, draft in enumerate(found.drafts):
        end = ends[place] if place < len(ends) else len(draft.source.lines) + 1
        names = _cells(draft) if draft.source.places and draft.cells is not None else None
        first = draft.where.line
        within = [d for d in left if first <= d.location.line < max(end, first + 1)]
        if draft.cells is not None:
            within = [d for d in within if d.location.line == first]
        left = [d for d in left if d not in within]
        lines = names if names is not None else list(_lines(draft, first, end))
        passages.append(tuple(_with_findings(lines, within)))
    return passages, left


def _cells(draft: ImportedScenario) -> list[SourceLine]:
    """The cells of a row that aren't empty."""
    line = draft.source.lines[draft.where.line - 1]
    own = sorted(one for one in draft.source.places if one.line == draft.where.line)
    return [
        SourceLine(draft.source.places[one], line[one.column - 1 : one.end_column - 1])
        for one in own
    ]


def _lines(draft: ImportedScenario, first: int, end: int) -> Iterator[SourceLine]:
    for number in range(first, max(end, first + 1)):
        text = draft.source.lines[number - 1] if number <= len(draft.source.lines) else ""
        if text.strip():
            yield SourceLine(str(number), text)


def _with_findings(
    lines: Sequence[SourceLine], found: Iterable[Diagnostic]
) -> Iterator[SourceLine]:
    """Lines with the findings about them; the first line has those about none of them."""
    about: dict[str, list[Diagnostic]] = {line.name: [] for line in lines}
    first = lines[0].name if lines else ""
    for one in found:
        names = (one.location.place, str(one.location.line), first)
        name = next((name for name in names if name in about), first)
        about.setdefault(name, []).append(for_people(one))
    for line in lines:
        yield replace(line, found=tuple(about[line.name]))
    if not lines and about.get(""):
        yield SourceLine("", "", tuple(about[""]))
