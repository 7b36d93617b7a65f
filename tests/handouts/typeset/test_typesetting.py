"""The same is typeset once; anything else is typeset."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst

from answerable.handouts.sheets.make import make_sheet
from answerable.handouts.typeset import cut
from answerable.handouts.typeset.fonts import FALLBACK, fonts_in, regular
from answerable.model import Course
from answerable.source.storage import kept


@pytest.fixture(autouse=True)
def nothing_kept(forget: Callable[[], None]) -> None:
    forget()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Typst was started with."""
    templates: list[str] = []
    compiler: Callable[..., Any] = typst.Compiler

    def start(template: str, **options: Any) -> Any:
        templates.append(Path(template).name)
        return compiler(template, **options)

    monkeypatch.setattr(typst, "Compiler", start)
    return templates


def test_the_same_is_set_once(example: Course, started: list[str]) -> None:
    first = make_sheet("guide", example)
    assert started
    started.clear()
    assert make_sheet("guide", example) == first
    assert started == []


def test_another_text_is_set(example: Course, started: list[str]) -> None:
    first = make_sheet("guide", example)
    started.clear()
    assert make_sheet("guide", example.model_copy(update={"title": "Another one"})) != first
    assert started


def test_another_program_sets_anew(
    example: Course, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sheet("guide", example)
    started.clear()
    monkeypatch.setattr(kept, "program", lambda: "changed")
    make_sheet("guide", example)
    assert started


def test_a_font_of_the_course_is_known_by_its_content(tmp_path: Path) -> None:
    file, beside = tmp_path / "a.ttf", tmp_path / "below" / "b.OTF"
    shutil.copy(regular(FALLBACK / "noto-sans-mono"), file)
    first = list(fonts_in([tmp_path]))
    shutil.copy(regular(FALLBACK / "noto-sans"), file)
    second = list(fonts_in([tmp_path]))
    beside.parent.mkdir()
    shutil.copy(regular(FALLBACK / "noto-sans-mono"), beside)
    assert list(fonts_in([tmp_path])) == [*second, *first]
    assert first != second


def test_fonts_are_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    file = regular(FALLBACK / "noto-sans-hebrew")
    cut.woff.cache_clear()
    first = cut.woff(file, "אב")
    cut.woff.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(cut, "_cut", lambda *_: pytest.fail("cut again"))
        assert cut.woff(file, "אב") == first
    assert cut.woff(file, "אג") != first
