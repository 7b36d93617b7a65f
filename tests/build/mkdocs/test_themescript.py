"""The theme's own script is loaded where something needs it, and only there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme
from selectolax.lexbor import LexborHTMLParser

from answerable.build.mkdocs.themescript import on_page, with_boxes
from tests.support.built import BuiltSite, html_files, run_mkdocs
from tests.support.courses import write_project
from tests.support.each import each

TABS = '<div class="tabbed-set tabbed-alternate" data-tabs="1:2"></div>'
PAGES = {
    "index.md": "# Home\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
    "tabs.md": f"# Tabs\n\n{TABS}\n",
}
INSTANT = {"name": "material", "font": False, "features": ["navigation.instant", "toc.follow"]}
WHOLE_SITE: dict[str, dict[str, Any]] = {
    "a script of the author's": {"extra_javascript": ["own.js"]},
    "a feature": {"theme": INSTANT | {"features": ["navigation.instant", "header.autohide"]}},
    "analytics": {"extra": {"version": {"provider": "mike"}}},
    "another plugin": {"plugins": ["search", "answerable", "offline"]},
}


def with_script(site: Path) -> set[str]:
    """The pages that load the theme's script."""
    return {path for path, html in html_files(site) if html.css("body > script[src*='/bundle.']")}


def swapped(site: Path) -> set[str]:
    """The pages that may be put into others."""
    return {path for path, html in html_files(site) if html.css("meta[name=answerable-pages]")}


def test_only_where_an_element_needs_it(tmp_path: Path) -> None:
    site = run_mkdocs(
        write_project(
            tmp_path,
            docs=PAGES,
            theme=INSTANT,
            markdown_extensions=["tables"],
            nav=["index.md", "tabs.md", "cards.md"],
        )
    )
    pages = {path for path, _ in html_files(site)}
    assert with_script(site) == {"tabs/index.html"}
    assert swapped(site) == pages - {"tabs/index.html"}
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    assert home.css(".md-typeset__scrollwrap > .md-typeset__table > table")


@pytest.mark.parametrize("settings", WHOLE_SITE.values(), ids=WHOLE_SITE)
def test_everywhere_if_the_site_needs_it(settings: dict[str, Any], tmp_path: Path) -> None:
    theme = {"theme": INSTANT, "markdown_extensions": ["tables"]}
    site = run_mkdocs(write_project(tmp_path, docs=PAGES, nav=["index.md"], **(theme | settings)))
    assert with_script(site) == {path for path, _ in html_files(site)}
    assert swapped(site) == set()
    home = LexborHTMLParser((site / "index.html").read_text("utf-8"))
    assert not home.css(".md-typeset__scrollwrap")  # the theme's script adds it


def test_features_of_hand_written_pages(tmp_path: Path) -> None:
    theme = INSTANT | {"features": ["content.code.copy", "content.action.edit"]}
    site = run_mkdocs(write_project(tmp_path, docs=PAGES, theme=theme, nav=["index.md", "tabs.md"]))
    assert with_script(site) == {"index.html", "tabs/index.html"}
    assert list(site.glob("assets/javascripts/bundle.*.js"))


def test_no_features_at_all(tmp_path: Path) -> None:
    theme = INSTANT | {"features": None}
    site = run_mkdocs(write_project(tmp_path, theme=theme))
    assert with_script(site) == set()


def test_it_is_not_published_if_no_page_loads_it(built: BuiltSite) -> None:
    assert with_script(built.folder) == set()
    assert not (built.folder / "assets/javascripts").exists()


NEEDS_IT = ("<div class='mermaid'>", "<div class=mermaid>", '<ol class="a annotate">', "<SCRIPT>")
DOES_NOT = ("<div class='mermaids'>", "<p>annotate</p>", '<p data-x="tabbed-set">', "<pre>")


def test_elements_that_need_it(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.theme = Theme(custom_dir=str(tmp_path))
    assert [html for html in NEEDS_IT if not on_page(html, config)] == []
    assert [html for html in DOES_NOT if on_page(html, config)] == []


BOX = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{}</div></div>'
PLAIN = "<table>\n<tr><td>1</td></tr></table>"


@each(
    "case",
    [
        (PLAIN, BOX.format(PLAIN)),
        (f"a{PLAIN}b{PLAIN}", f"a{BOX.format(PLAIN)}b{BOX.format(PLAIN)}"),
        ("<table class='own'><tr></tr></table>", "<table class='own'><tr></tr></table>"),
        (
            f"<table><tr><td>{PLAIN}</td></tr></table>",
            f"<table><tr><td>{BOX.format(PLAIN)}</td></tr></table>",
        ),
        ("<table>", "<table>"),
        ('<table id="a" border>\n</table>', BOX.format('<table id="a" border>\n</table>')),
    ],
)
def test_boxes(case: tuple[str, str]) -> None:
    html, expected = case
    assert with_boxes(html) == expected
