"""Pages that are put into a frame are, to the byte, those that MkDocs would build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.build.mkdocs import frames
from answerable.build.packages import SITE
from answerable.build.site import build_course
from answerable.site import SCENARIO, Page, site_path
from tests.support.built import contents, run_mkdocs
from tests.support.courses import TODAY, write_project
from tests.support.languages import write_german_project

FRAMED = "have to be built one by one"


def built_by_mkdocs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let MkDocs build all pages."""
    monkeypatch.setattr(frames.Frames, "file_of", lambda *_: None)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_pages_in_a_frame_are_those_that_mkdocs_would_build(
    directory_urls: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Tabs and sections show where a page belongs, so modules stand in different ones here.
    features = ["navigation.tabs", "navigation.path", "toc.integrate", "content.action.edit"]
    config_file = write_project(
        tmp_path,
        use_directory_urls=directory_urls,
        theme={"name": "material", "font": False, "features": features},
        repo_url="https://code.example/inn",
        edit_uri="edit/main/content/",
        nav=[
            {"Home": "index.md"},
            {"Door": ["modules/at-the-door.md", "scenarios/index.md"]},
            {"Table": [{"Meals": ["modules/at-the-table.md", "tags.md"]}, "cards.md"]},
        ],
    )
    once = run_mkdocs(config_file, site_dir=str(tmp_path / "shared"))
    for scenario_id, tab in (("lost-key", "Door"), ("cold-soup", "Table")):
        path = site_path(SCENARIO.uri(scenario_id), directory_urls=directory_urls)
        file = once / path / "index.html" if directory_urls else once / path
        html = LexborHTMLParser(file.read_text("utf-8"))
        assert [n.text().strip() for n in html.css(".md-tabs__item--active")] == [tab]
    assert FRAMED not in caplog.text
    built_by_mkdocs(monkeypatch)
    anew = run_mkdocs(config_file, site_dir=str(tmp_path / "anew"))
    assert contents(once) == contents(anew)


@pytest.mark.usefixtures("quick_cards")
def test_the_same_in_each_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(name: str) -> dict[str, bytes]:
        config_file = write_german_project(tmp_path / name)
        return contents(build_course(config_file, SITE, today=TODAY, progress=lambda _: None)[0])

    once = build("shared")
    built_by_mkdocs(monkeypatch)
    assert once == build("anew")


def test_pages_that_turn_out_otherwise_are_built_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    config_file = write_project(tmp_path)
    expected = contents(run_mkdocs(config_file))

    usual = frames._with_marks

    def named_otherwise(page: Page) -> Page:
        return replace(usual(page), title="Something else")

    monkeypatch.setattr(frames, "_with_marks", named_otherwise)
    assert contents(run_mkdocs(config_file, strict=False)) == expected
    assert FRAMED in caplog.text


def test_nothing_is_framed_that_programs_of_the_project_may_change(tmp_path: Path) -> None:
    config_file = write_project(tmp_path, hooks=["hook.py"])
    (tmp_path / "hook.py").write_text(
        "def on_page_context(context, page, **_):\n    page.meta['title'] = page.file.src_uri\n"
    )
    site = run_mkdocs(config_file)
    for scenario in ("lost-key", "no-room"):
        page = LexborHTMLParser((site / f"scenarios/{scenario}/index.html").read_text("utf-8"))
        assert f"scenarios/{scenario}.md" in page.css_first("title").text()
