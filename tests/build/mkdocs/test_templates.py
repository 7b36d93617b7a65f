"""The theme's files are those that MkDocs would find."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from answerable.build.mkdocs.templates import prepare_templates


def test_mkdocs_copies_the_same_files_of_a_theme(tmp_path: Path) -> None:
    for path in (
        "main.html",
        "style.css",
        "assets/a.js",
        "assets/deep/b.svg",
        "assets/.hidden.css",
        "assets/.deep/c.svg",
        ".icons/material/d.svg",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    usual, prepared = (_theme(tmp_path) for _ in range(2))
    prepare_templates(prepared)
    assert _copied(prepared) == _copied(usual) == ["assets/a.js", "assets/deep/b.svg", "style.css"]


def _theme(folder: Path) -> Theme:
    return Theme(custom_dir=str(folder))


def _copied(theme: Theme) -> list[str]:
    config = MkDocsConfig()
    config.load_dict({"theme": theme, "site_dir": "site", "use_directory_urls": True})
    config.theme = theme
    files = Files([])
    files.add_files_from_theme(theme.get_env(), config)
    return [file.src_uri for file in files]
