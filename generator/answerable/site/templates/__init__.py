"""The Jinja environment of the site's templates, which lie beside this file."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from answerable import markup
from answerable.learning.items import of_scenario
from answerable.site.icons import ICONS
from answerable.site.tracked import tracked


@cache
def environment() -> Environment:
    """Autoescaping templates with the filters `markdown`, `inline_markdown`, `plain`, `slug`,
    `filesize` (bytes).
    """
    env = Environment(
        loader=PackageLoader("answerable.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode_cache(),
    )
    env.globals["icons"] = ICONS
    env.filters["markdown"] = markup.html
    env.filters["inline_markdown"] = markup.inline_html
    env.filters["plain"] = markup.plain
    env.filters["slug"] = slug
    env.filters["filesize"] = filesize
    env.filters["tracked"] = tracked
    env.globals["items_of"] = of_scenario
    return env


@cache
def bytecode_cache() -> FileSystemBytecodeCache:
    """Compiled templates, kept in a private temporary folder: compiling them anew takes as long
    as building fifty pages.
    """
    return FileSystemBytecodeCache(pattern="answerable-%s.cache")


def slug(text: str) -> str:
    """Text as an anchor: lower-case letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "x"


def filesize(size: int) -> str:
    """Bytes in the unit that a person would use, such as `340 kB` (1 kB = 1,000 bytes)."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
