"""Golden pages: each folder in cases/site/ is a course, and `expected/` what its pages say.

`UPDATE_GOLDEN=1 pytest tests/site/test_pages_golden.py` writes the expectations anew; read the
difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from answerable.site import Page, Site, render_pages
from tests.support.courses import ROOT, load
from tests.support.pages import formatted

CASES = ROOT / "tests/cases/site"
COURSES = sorted(path.parent for path in CASES.glob("*/scenarios"))
UPDATE = "UPDATE_GOLDEN" in os.environ


def _wanted(page: Page) -> bool:
    """One page of each kind tells all; some say the same in every course."""
    return page.src_uri not in ("cards.md", "workshop.md")


def _report(page: Page) -> str:
    """Everything that a page hands to a theme and to a search index."""
    facts = [
        f"title: {page.title}",
        f"description: {page.description}",
        *(f"metadata {name}: {value}" for name, value in page.metadata.items()),
        *(f"outline: {'#' * entry.level} {entry.title} (#{entry.id})" for entry in page.outline),
        *(f"tag: {tag}" for tag in page.tags),
        f"source: {page.source}",
        f"in navigation: {page.kind.in_navigation}",
    ]
    found = (f"{part}: {text}" for part, text in (page.found.texts if page.found else ()) if text)
    html, search = formatted(page.html), "\n".join(found)
    return "\n".join(facts) + f"\n\n--- page ---\n{html}\n--- search ---\n{search}\n"


@pytest.mark.parametrize("case", COURSES, ids=lambda case: case.name)
def test_pages_are_as_expected(case: Path) -> None:
    folder = case / "expected"
    course = load(case / "scenarios")
    actual = {
        f"{page.src_uri.removesuffix('.md').replace('/', '.')}.txt": _report(page)
        for page in render_pages(Site(course))
        if _wanted(page)
    }
    if UPDATE:
        folder.mkdir(exist_ok=True)
        for name, text in actual.items():
            (folder / name).write_text(text, encoding="utf-8")
        for path in folder.iterdir():
            if path.name not in actual:
                path.unlink()
    expected = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert expected.keys() == actual.keys(), "an expectation is missing, or no page uses it"
    for name, text in actual.items():
        assert text == expected[name], name


def test_there_are_cases() -> None:
    assert {case.name for case in COURSES} == {path.name for path in CASES.iterdir()}
    assert len(COURSES) >= 3
