"""SARIF: what a code host reads, checked with the models of an independent package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from sarif_pydantic import Sarif

from answerable.checks.check import check_course
from answerable.checks.sarif import render_sarif
from answerable.diagnostics import Diagnostic, Edit, Location, Severity
from tests.support.courses import ROOT, TODAY

CASES = ROOT / "tests/cases/diagnostics"
NAMES = ["ignore-wrong", "rule-other-spelling", "field-unknown", "yaml-wide-characters"]


def unknown(value: Any) -> Iterator[str]:
    """Fields that the models do not know, at any depth; properties of one's own are none here."""
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
        for name in type(value).model_fields:
            yield from unknown(getattr(value, name))
    elif isinstance(value, list):
        for inner in value:
            yield from unknown(inner)


@pytest.mark.parametrize("name", NAMES)
def test_findings_of_a_course(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    found = check_course(Path("scenarios"), TODAY).diagnostics
    text = render_sarif(found, "1.2.3")
    assert text.isascii()
    log = Sarif.model_validate_json(text)
    assert [field for field in unknown(log) if field != "columnKind"] == []
    (run,) = log.runs
    assert len(run.results) == len(found)
    rules = [rule["id"] for rule in json.loads(text)["runs"][0]["tool"]["driver"]["rules"]]
    for result, diagnostic in zip(json.loads(text)["runs"][0]["results"], found, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == diagnostic.code
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region")
        assert (region is None) == (diagnostic.location.line == 0)
        assert (CASES / name / place["artifactLocation"]["uri"]).exists()


def test_fixes_and_strange_names() -> None:
    where = Location("scenarios/a b/ü#.yml", 3, 4, 7, "abcdefghij")
    edit = Edit(where.path, 3, 4, 3, 7, "xyz")
    diagnostic = Diagnostic("AN008", Severity.WARNING, "Bad\x1b[0m.", where, "write it", (edit,))
    log = json.loads(render_sarif([diagnostic], "1"))
    (result,) = log["runs"][0]["results"]
    assert result["message"]["text"] == "Bad\u241b[0m.\nwrite it"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "scenarios/a%20b/%C3%BC%23.yml"
    assert place["region"] == {"startLine": 3, "startColumn": 4, "endColumn": 7}
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"] == {"text": "xyz"}
    assert replacement["deletedRegion"]["endLine"] == 3


def test_nothing_found() -> None:
    (run,) = json.loads(render_sarif([], "1"))["runs"]
    assert run["results"] == run["tool"]["driver"]["rules"] == []
