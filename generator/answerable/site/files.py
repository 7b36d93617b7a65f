"""The site's files besides pages and questions: scripts and their parts, styles, the feed."""

from __future__ import annotations

from pathlib import Path

from answerable.site.brand import BRAND, brand_styles
from answerable.site.context import Site
from answerable.site.news import FEED, atom, has_feed
from answerable.site.parts import PARTS, parts_file
from answerable.site.portions import portion_files
from answerable.site.quizzes import pool_files

ASSETS = Path(__file__).parent / "assets"
"""The folder of scripts and styles, with the licences of the code in them."""

THEME = Path(__file__).parent / "theme"
"""The templates that replace some of the theme's own."""


def files_of(site: Site) -> dict[str, bytes]:
    """All these files, by their path from the site's root."""
    assets = {f"assets/{file.name}": file.read_bytes() for file in sorted(ASSETS.iterdir())}
    feed = {FEED: atom(site)} if has_feed(site) else {}
    styles = brand_styles(site.course.brand)
    brand = {BRAND: styles.encode()} if styles else {}
    made = {PARTS: parts_file(site)} | portion_files(site) | pool_files(site)
    return assets | brand | made | feed
