"""Course -> pages of the training site: ready HTML, titles, outlines and what search may read."""

from answerable.site.context import scenario_uri
from answerable.site.fragments import MARKERS, expand_markers
from answerable.site.page import CardFiles, Download, Heading, Page, relative_url, site_path
from answerable.site.pages import render_pages

__all__ = [
    "MARKERS",
    "CardFiles",
    "Download",
    "Heading",
    "Page",
    "expand_markers",
    "relative_url",
    "render_pages",
    "scenario_uri",
    "site_path",
]
