"""Links to pages of the site in the notice at the top of every page.

Other fields may have links to addresses only: they are printed, too, and shown by other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from markupsafe import Markup

from answerable.model import markup

_SITE = "https://page.invalid/"  # stands for the site's root
_LINK = re.compile(r"\]\(([\w-][\w./-]*\.md)(#[\w-]+)?\)")
_ADDRESS = re.compile(rf'{_SITE}([^"#]+)')


def pages_in(text: str) -> tuple[str, ...]:
    """The pages that a notice links to, as files among the pages: `imprint.md`."""
    return tuple(found[1] for found in _LINK.finditer(text))


def with_addresses(text: str) -> str:
    """A notice as other fields are: each link to a page leads to an address."""
    return _LINK.sub(lambda found: f"]({_SITE}{found[1]}{found[2] or ''})", text)


def parts_of(text: str) -> Iterator[tuple[Markup, str]]:
    """The HTML of a notice in parts, each with the page whose address follows; after the last one,
    with "".
    """
    parts = _ADDRESS.split(markup.html(with_addresses(text)))
    for html, page in zip_longest(parts[::2], parts[1::2], fillvalue=""):
        yield Markup(html), page  # noqa: S704  # parts of what was rendered safely
