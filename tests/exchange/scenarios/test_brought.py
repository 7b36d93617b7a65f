"""Files that people bring, as they are: golden cases of what is understood and what is said.

A case is a folder in tests/cases/brought with one file, `brought` with its ending, and with the
scenarios and findings that are expected of it in expected.txt. `UPDATE_GOLDEN=1 pytest
tests/exchange/test_brought.py` writes the expectations anew; read the difference before you keep
it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from answerable.diagnostics import in_order, render_text
from answerable.exchange.scenarios.files import read_file
from answerable.exchange.scenarios.result import ImportedScenario
from answerable.source.write.emit import to_lines
from tests.support.courses import ROOT

CASES = ROOT / "tests/cases/brought"
NAMES = sorted(path.name for path in CASES.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_golden_case(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    [brought] = Path().glob("brought.*")
    found = read_file(brought)
    scenarios = "".join(_shown(draft) for draft in found.drafts)
    printed = scenarios + render_text(tuple(in_order(found.diagnostics)))
    expected = Path("expected.txt")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(printed, encoding="utf-8", newline="\n")
    assert expected.is_file(), "a file without an expectation: run with UPDATE_GOLDEN=1"
    assert printed == expected.read_text(encoding="utf-8")


def _shown(draft: ImportedScenario) -> str:
    module = f", module {draft.module}" if draft.module else ""
    head = f"# line {draft.where.line}{module}"
    return "\n".join([head, *to_lines(draft.source.value or {}), "", ""])
