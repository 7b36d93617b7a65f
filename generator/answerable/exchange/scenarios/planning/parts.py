"""Finds and reports the missing parts of an imported scenario, and summarises the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from answerable.diagnostics import Diagnostic, Severity
from answerable.exchange.scenarios.result import ImportedScenario
from answerable.exchange.scenarios.tables.columns import Column, columns
from answerable.model import ScenarioFile
from answerable.source.read.positions import Keys, Value
from answerable.source.write.emit import Presentation, to_lines
from answerable.source.write.tidy import arranged

_REASONS = (("not_accountable", "why"), ("accountable", "why"))
"""Parts that are optional but recommended."""

TO_DO = "# to do:"


def missing(draft: ImportedScenario) -> list[Column]:
    """The required parts that were not found, and missing reasons of replies."""
    values = draft.source.value or {}
    return [
        column
        for column in columns()
        if (column.required or (column.keys in _REASONS and _has(values, column.keys[:1])))
        and not _has(values, column.keys)
        and column.keys not in draft.unread
    ]


def about_missing(
    draft: ImportedScenario, parts: list[Column], *, allowed: bool | None
) -> Iterator[Diagnostic]:
    """AN504 for each required part that is missing, and AN505 for each reason.

    `allowed` is whether scenarios with gaps are written; then these are warnings. None means that
    no gap can be written in their place.
    """
    for part in parts:
        where = replace(draft.where, keys=part.keys)
        name = f"“{part.title}”"
        hint = draft.asks.format(part.title)
        if part.keys in _REASONS:
            message = f"{name} is missing: nothing says what the reply leads to."
            yield Diagnostic("AN505", Severity.WARNING, message, where, hint)
        elif allowed:
            message = f"{name} is missing. The file has a line `# to do` instead."
            yield Diagnostic("AN504", Severity.WARNING, message, where, hint)
        else:
            if allowed is not None:
                hint += "\nor import it with a gap to fill in: --incomplete"
            yield Diagnostic("AN504", Severity.ERROR, f"{name} is missing.", where, hint)


def to_text(values: dict[str, Value], gaps: list[Column], first_line: str) -> str:
    """The file of a new scenario, with a line `# to do` for each missing part."""
    ordered = arranged(values, ScenarioFile)
    before: dict[Keys, list[str]] = {}
    after: dict[Keys, list[str]] = {}
    foot: list[str] = []
    fields = list(ScenarioFile.model_fields)
    for gap in gaps:
        top = str(gap.keys[0])
        note = f"{TO_DO} {gap.keys[-1] if top in ordered else top}: {gap.description}"
        group = ordered.get(top)
        if gap.keys in _REASONS and _has(values, (top, "reply")):
            after.setdefault((top, "reply"), []).append(note)
        elif isinstance(group, dict):
            before.setdefault((top, next(iter(group))), []).append(note)
        else:
            later = (name for name in ordered if name in fields[fields.index(top) :])
            below = next(later, None)
            (foot if below is None else before.setdefault((below,), [])).append(note)
    lines = to_lines(ordered, Presentation(before=before, after=after))
    return "\n".join([*([first_line] if first_line else []), *lines, *foot]) + "\n"


def summary(values: dict[str, Value]) -> str:
    """What was found, in a few words: "2 replies (1 with why), 3 solutions, lesson, 2 more"."""
    replies = [values.get("not_accountable"), values.get("accountable")]
    others = values.get("other_replies")
    replies += others if isinstance(others, list) else []
    found = [reply for reply in replies if isinstance(reply, dict) and "reply" in reply]
    reasons = sum("why" in reply for reply in found)
    words = [_count(len(found), "reply", "replies")]
    if found and reasons < len(found):
        words[0] += f" ({reasons or 'none'} with why)"
    solutions = values.get("solutions")
    words.append(_count(len(solutions) if isinstance(solutions, list) else 0, "solution"))
    words += [name for name in ("situation", "lesson") if name in values]
    said = {"id", "title", "situation", "lesson", "solutions"}
    more = len(values.keys() - said - {"not_accountable", "accountable", "other_replies"})
    return ", ".join([*words, f"{more} more"] if more else words)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def _has(values: Value, keys: Keys) -> bool:
    for key in keys:
        if isinstance(values, dict) and key in values:
            values = values[str(key)]
        elif isinstance(values, list) and isinstance(key, int) and key < len(values):
            values = values[key]
        else:
            return False
    return values is not None
