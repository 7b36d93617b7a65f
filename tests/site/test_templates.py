"""Templates can be read side by side, and their changes line by line."""

from __future__ import annotations

from pathlib import Path

from tests.support.courses import ROOT

LIMIT = 120
PACKAGE = ROOT / "generator/answerable"
TEMPLATES = sorted({*PACKAGE.rglob("*.jinja"), *(PACKAGE / "site/theme").rglob("*.html")})


def test_no_line_of_a_template_is_long() -> None:
    assert [place for file in TEMPLATES for place in _long_lines(file)] == []


def _long_lines(file: Path) -> list[str]:
    lines = enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
    return [f"{file.relative_to(ROOT)}:{n}" for n, line in lines if len(line) > LIMIT]
