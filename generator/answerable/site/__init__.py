"""Course -> pages of the training site.

In comes a `Course`; out come ready HTML, titles, outlines, what search may read, and the files that
the browser loads. Pages are pure functions: no clock, no path, no settings but those handed in.
"""

from answerable.site.author import AUTHOR, author_page
from answerable.site.context import Site, scenario_uri
from answerable.site.editions import Edition, edition_of, editions, page_in_languages
from answerable.site.files import ASSETS, THEME, files_of
from answerable.site.fragments import MARKERS, expand_markers
from answerable.site.news import FEED, has_feed
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
from answerable.site.quizzes import ASSESSMENT
from answerable.site.scripts import needs_course_script
from answerable.site.titles import titles_in_original, with_languages

__all__ = [
    "ASSESSMENT",
    "ASSETS",
    "AUTHOR",
    "FEED",
    "MARKERS",
    "THEME",
    "CardFiles",
    "Download",
    "Edition",
    "Heading",
    "KitEntry",
    "KitFiles",
    "Page",
    "Site",
    "author_page",
    "edition_of",
    "editions",
    "expand_markers",
    "files_of",
    "has_feed",
    "needs_course_script",
    "page_in_languages",
    "page_uris",
    "relative_url",
    "render_pages",
    "scenario_uri",
    "site_path",
    "titles_in_original",
    "with_languages",
]
