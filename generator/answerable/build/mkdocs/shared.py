"""How the theme's pages get smaller: assets that all locales share, and no needless space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup

if TYPE_CHECKING:
    import jinja2

SHARED = ("assets/answerable", "assets/brand", "assets/stylesheets/")
"""How the paths of assets begin that all locales load from the site's root. Visitors then don't
download them again for a second language, and the script finds the same root and progress."""


def share_assets(env: jinja2.Environment, folder: str) -> None:
    """Let templates of the locale in this folder load shared assets from the folder above."""
    url, script_tag = env.filters["url"], env.filters["script_tag"]

    def above(address: str, value: str) -> str:
        if not value.startswith(SHARED):
            return address
        if address.startswith("/"):  # on the 404 page
            return address.removesuffix(value).removesuffix(folder) + value
        return f"../{address}"

    @pass_context
    def shared_url(context: Any, value: str) -> str:
        return above(str(url(context, value)), str(value))

    @pass_context
    def shared_script_tag(context: Any, script: Any) -> Markup:
        tag, address = str(script_tag(context, script)), url(context, str(script))
        tag = tag.replace(f'src="{address}"', f'src="{above(str(address), str(script))}"')
        return Markup(tag)  # noqa: S704  # MkDocs has escaped it

    env.filters |= {"url": shared_url, "script_tag": shared_script_tag}


def tight(page: str) -> str:
    """A page without the space between lines of its frame, which is half of what the theme writes,
    and without what its drawings needn't say within a page. Its text stays as it is.
    """
    before, article, rest = page.partition("<article")
    text, end, after = rest.rpartition("</article>")
    if not end:
        return page
    opened, closing, inner = text.partition(">")
    return "".join(
        [tight_frame(before), article, opened, closing, inner.strip(), end, tight_frame(after)]
    )


def tight_frame(html: str) -> str:
    """The same for a part of a frame."""
    html = html.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return _LINES.sub(lambda found: found[1] or ("\n" if found[3] else ""), html)


_LINES = re.compile(
    r"(<(script|style|pre|textarea)\b.*?</\2>)"
    r"|(?<=>)(?<!</a>)(?<!</b>)(?<!</i>)(?<!</em>)(?<!</span>)(?<!</strong>)\s*\n\s*(?=<)"
    r"|(\s*\n\s*)",
    re.DOTALL | re.IGNORECASE,
)
"""What is left alone; space between lines that separates no words; other space between lines."""
