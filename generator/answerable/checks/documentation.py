"""What each code means: for `answerable explain`, and for the manual.

Rules are explained by their docstrings, with an example that is bad and one that is good. The other
codes are explained in `codes.md`, one section a code.

An example is YAML. It is laid over a scenario that no rule objects to. Lines such as
`# a.yml, b.yml` name the files that hold what follows; `course.yml` and `words.txt` have their
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
    """What a code means. `text` is Markdown; `bad` and `good` are YAML, empty without examples."""

    code: str
    severity: Severity
    title: str
    text: str
    bad: str = ""
    good: str = ""


@cache
def documentation() -> Mapping[str, Explanation]:
    """The explanations of all codes that can appear, in the order of the codes."""
    rules = (*map(_of_rule, COURSE_RULES), *map(_of_rule, SCENARIO_RULES))
    found = {one.code: one for one in (*rules, *_of_text(_codes()))}
    return dict(sorted(found.items()))


@cache
def severities() -> Mapping[str, Severity]:
    """The usual severity of each code."""
    return {code: explanation.severity for code, explanation in documentation().items()}


def as_text(explanation: Explanation) -> str:
    """An explanation for a terminal; ends with a line break."""
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
