"""The site's files besides pages: scripts and their parts, styles, the feed, data."""

from __future__ import annotations

from pathlib import Path

from answerable.site.brand import brand_files
from answerable.site.context import Site
from answerable.site.news import FEED, atom, has_feed
from answerable.site.parts import PARTS, parts_file
from answerable.site.portions import portion_files
from answerable.site.questions import question_files
from answerable.site.quizzes import pool_files
from answerable.site.recipe import Recipe

ASSETS = Path(__file__).parent / "assets"
"""The folder of scripts and styles, with the licences of the code in them."""

THEME = Path(__file__).parent / "theme"
"""The templates that replace some of the theme's own."""


def files_of(site: Site) -> dict[str, bytes]:
    """Those that every page may need, by their path from the site's root."""
    assets = {f"assets/{file.name}": file.read_bytes() for file in sorted(ASSETS.iterdir())}
    feed = {FEED: atom(site)} if has_feed(site) else {}
    return assets | brand_files(site.course) | {PARTS: parts_file(site)} | feed


def data_files(site: Site) -> dict[str, Recipe[bytes]]:
    """Those with scenarios and questions as data: by their path, what makes them."""
    return question_files(site) | portion_files(site) | pool_files(site)
