"""Print findings as SARIF 2.1.0, which code hosts and editors read.

Format: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". Columns count
Unicode code points, as `columnKind` says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from answerable.checks.documentation import Explanation, documentation
from answerable.diagnostics import Diagnostic, Edit, Location, Severity, visible

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render_sarif(diagnostics: Sequence[Diagnostic], version: str) -> str:
    """Return one SARIF log with one run, ASCII only, without a line break at its end.

    `version` is the program's. Each rule that occurs comes with its documentation.
    """
    known = documentation()
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {
        "name": "Answerable",
        "version": version,
        "rules": [_rule(known[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(explanation: Explanation) -> Mapping[str, Any]:
    return {
        "id": explanation.code,
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": explanation.text},
        "help": {"text": explanation.text},
        "defaultConfiguration": {"level": _LEVELS[explanation.severity]},
    }


def _result(diagnostic: Diagnostic, codes: Sequence[str]) -> Mapping[str, Any]:
    text = f"{diagnostic.message}\n{diagnostic.hint}" if diagnostic.hint else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(map(visible, text.split("\n")))},
        "locations": [{"physicalLocation": _place(diagnostic.location)}],
    }
    if diagnostic.fix:
        result["fixes"] = [{"artifactChanges": [_change(edit) for edit in diagnostic.fix]}]
    return result


def _place(where: Location) -> Mapping[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(where.path)}
    if where.line:
        place["region"] = {"startLine": where.line, "startColumn": max(where.column, 1)}
        if where.end_column > where.column:
            place["region"]["endColumn"] = where.end_column
    return place


def _change(edit: Edit) -> Mapping[str, Any]:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    return {"artifactLocation": _artifact(edit.path), "replacements": [replacement]}


def _artifact(path: str) -> Mapping[str, str]:
    return {"uri": quote(path, errors="surrogatepass")}
