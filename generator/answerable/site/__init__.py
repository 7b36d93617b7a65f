"""Course -> pages of the training site.

Takes a `Course`; returns finished HTML, titles, outlines, the text that search may index, and the
files that the browser loads. Pages are pure functions: they depend on their arguments alone, not on
the clock, paths or settings.
"""

from answerable.site.author import author_page
from answerable.site.brand import (
    BRAND,
    ICONS,
    LOGO,
    LOGO_DARK,
    SHARE_PICTURE,
    brand_styles,
    course_styles,
)
from answerable.site.context import Site
from answerable.site.files import ASSETS, THEME, data_files, files_of
from answerable.site.fragments import MARKERS, banner, expand_markers
from answerable.site.lists import has_modules_page
from answerable.site.locales import Locale, locale_of, locales, page_in_languages
from answerable.site.media import clear_image, media_files, picture_files
from answerable.site.news import FEED, has_feed
from answerable.site.page import (
    MANY_CARDS,
    CardFiles,
    DeckFiles,
    Download,
    Heading,
    KitEntry,
    KitFiles,
    Page,
    file_path,
    relative_url,
    site_path,
)
from answerable.site.pages import render_pages
from answerable.site.parts import PARTS, parts_file, parts_script
from answerable.site.recipe import Recipe, key_of
from answerable.site.scripts import needs_course_script
from answerable.site.sitemap import (
    ASSESSMENT,
    AUTHOR,
    CATALOGUE,
    MODULE,
    MODULES,
    PAGES,
    SCENARIO,
    SEARCH,
    PageKind,
    page_uris,
)
from answerable.site.templates import counted
from answerable.site.titles import titles_in_original, with_languages

__all__ = [
    "ASSESSMENT",
    "ASSETS",
    "AUTHOR",
    "BRAND",
    "CATALOGUE",
    "FEED",
    "ICONS",
    "LOGO",
    "LOGO_DARK",
    "MANY_CARDS",
    "MARKERS",
    "MODULE",
    "MODULES",
    "PAGES",
    "PARTS",
    "SCENARIO",
    "SEARCH",
    "SHARE_PICTURE",
    "THEME",
    "CardFiles",
    "DeckFiles",
    "Download",
    "Heading",
    "KitEntry",
    "KitFiles",
    "Locale",
    "Page",
    "PageKind",
    "Recipe",
    "Site",
    "author_page",
    "banner",
    "brand_styles",
    "clear_image",
    "counted",
    "course_styles",
    "data_files",
    "expand_markers",
    "file_path",
    "files_of",
    "has_feed",
    "has_modules_page",
    "key_of",
    "locale_of",
    "locales",
    "media_files",
    "needs_course_script",
    "page_in_languages",
    "page_uris",
    "parts_file",
    "parts_script",
    "picture_files",
    "relative_url",
    "render_pages",
    "site_path",
    "titles_in_original",
    "with_languages",
]
