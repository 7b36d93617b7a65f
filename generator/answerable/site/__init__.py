"""Course -> pages of the training site: ready HTML, titles, outlines and what search may read."""

from answerable.site.author import AUTHOR, author_page
from answerable.site.context import scenario_uri
from answerable.site.editions import Edition, editions, page_in_languages
from answerable.site.fragments import MARKERS, expand_markers
from answerable.site.news import FEED, atom, has_feed
from answerable.site.page import (
    CardFiles,
    Download,
    Heading,
    KitEntry,
    KitFiles,
    Page,
    relative_url,
    site_path,
)
from answerable.site.pages import page_uris, render_pages
from answerable.site.questions import question_files
from answerable.site.scripts import needs_course_script

__all__ = [
    "AUTHOR",
    "FEED",
    "MARKERS",
    "CardFiles",
    "Download",
    "Edition",
    "Heading",
    "KitEntry",
    "KitFiles",
    "Page",
    "atom",
    "author_page",
    "editions",
    "expand_markers",
    "has_feed",
    "needs_course_script",
    "page_in_languages",
    "page_uris",
    "question_files",
    "relative_url",
    "render_pages",
    "scenario_uri",
    "site_path",
]
