"""Which pages need the theme's own script, which takes a third of what a page costs in a browser.

Menu, outline, search, colours and printing work by our script. The theme's is for what an author
may use besides: the theme's further features, a theme folder or scripts of their own, other
plugins, and elements on hand-written pages that this script brings to life, such as tabs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_PLUGINS = frozenset({"answerable", "material/meta", "material/search", "material/tags", "search"})
"""Plugins whose pages work without the theme's script."""

_OURS = re.compile(r"content\.action\.|navigation\.(?!tracking)|search\.|toc\.")
"""How features of the theme begin that work by our script, or without one."""

_OF_PAGES = re.compile(r"content\.")
"""How other features begin that matter only on hand-written pages, such as copying code."""

_ELEMENTS = re.compile(
    r"""<script\b|\bclass=(?:"[^"]*|'[^']*|[^\s>]*)\b(?:annotate|mermaid|tabbed-set)\b|\bdata-md-""",
    re.IGNORECASE,
)
_TABLE = re.compile(r"<table\b(?![^>]*\bclass=)[^>]*>(?:(?!<table\b).)*?</table>", re.DOTALL)
_BOX = r'<div class="md-typeset__scrollwrap"><div class="md-typeset__table">\g<0></div></div>'
_SCRIPT = "assets/javascripts/bundle."
_SETTINGS = ("analytics", "consent", "version")
"""Names below `extra:` in mkdocs.yml of what works by the theme's script."""


def on_all_pages(config: MkDocsConfig) -> bool:
    """Whether mkdocs.yml uses something that may need the theme's script on any page."""
    return bool(
        config.extra_javascript
        or config.theme.custom_dir
        or set(config.plugins) - _PLUGINS
        or any(config.extra.get(name) for name in _SETTINGS)
        or any(not _OF_PAGES.match(one) for one in _features(config))
    )


def on_page(html: str, config: MkDocsConfig) -> bool:
    """Whether a hand-written page with this HTML needs the theme's script."""
    return any(map(_OF_PAGES.match, _features(config))) or _ELEMENTS.search(html) is not None


def leave_out(files: Files) -> None:
    """Don't publish the script, which no page loads."""
    for file in [one for one in files if one.src_uri.startswith(_SCRIPT)]:
        files.remove(file)


def with_boxes(html: str) -> str:
    """The HTML with a box around each table, in which it can scroll, as the theme's script adds."""
    return _TABLE.sub(_BOX, html)


def _features(config: MkDocsConfig) -> list[str]:
    """The features of the theme that need its script."""
    return [one for one in config.theme.get("features") or () if not _OURS.match(one)]
