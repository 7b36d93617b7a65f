"""Explain what each code means, for `answerable explain` and for the manual.

Rules are explained by their docstrings, with a bad and a good example. The other codes are
explained in `codes.md`, one section per code.

An example is YAML. It is merged into a scenario in which no rule finds anything. Lines such as `#
a.yml, b.yml` name the files that contain what follows; `course.yml` and `words.txt` have their
usual meaning.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from answerable.checks.rule import CourseRule, ScenarioRule
from answerable.checks.rules import COURSE_RULES, SCENARIO_RULES
from answerable.diagnostics import Severity

_HEADING = re.compile(r"^## (AN\d{3}) (note|warning|error): (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^(Bad|Good):\n((?:\n|[ ]{4}.*\n)+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The meaning of a code. `text` is Markdown; `bad` and `good` are YAML, or empty."""

    code: str
    severity: Severity
    title: str
    text: str
    bad: str = ""
    good: str = ""


@cache
def documentation() -> Mapping[str, Explanation]:
    """Return the explanations of all codes that can appear, sorted by code."""
    rules = (*map(_of_rule, COURSE_RULES), *map(_of_rule, SCENARIO_RULES))
    found = {one.code: one for one in (*rules, *_of_text(_codes()))}
    return dict(sorted(found.items()))


@cache
def severities() -> Mapping[str, Severity]:
    """Return the usual severity of each code."""
    return {code: explanation.severity for code, explanation in documentation().items()}


def as_text(explanation: Explanation) -> str:
    """Return an explanation for a terminal; it ends with a line break."""
    severity = explanation.severity.name.lower()
    parts = [f"{explanation.code} ({severity}): {explanation.title}", explanation.text]
    for name, example in (("Bad:", explanation.bad), ("Good:", explanation.good)):
        if example:
            parts.append(name + "\n\n" + re.sub(r"^(?=.)", "  ", example, flags=re.MULTILINE))
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _of_rule(rule: ScenarioRule | CourseRule) -> Explanation:
    title, _, text = inspect.getdoc(rule.find).partition("\n")  # type: ignore[union-attr]
    examples = {
        name: textwrap.dedent(example).strip() + "\n"
        for name, example in _EXAMPLE.findall(text + "\n")
    }
    return Explanation(
        rule.code,
        rule.severity,
        title,
        _EXAMPLE.sub("", text + "\n").strip(),
        examples.get("Bad", ""),
        examples.get("Good", ""),
    )


def _of_text(text: str) -> list[Explanation]:
    _, *parts = _HEADING.split(text)
    return [
        Explanation(code, Severity[severity.upper()], title, body.strip())
        for code, severity, title, body in zip(*[iter(parts)] * 4, strict=True)
    ]


def _codes() -> str:
    return resources.files(__package__).joinpath("codes.md").read_text("utf-8")
