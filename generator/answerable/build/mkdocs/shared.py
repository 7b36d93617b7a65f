"""What several pages share: asset files for all locales, and the theme's frame around a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup
from mkdocs.structure.pages import Page as MkDocsPage

from answerable.build.mkdocs.readypage import ReadyPage

if TYPE_CHECKING:
    import jinja2

    from answerable.site import Heading

SHARED = ("assets/answerable", "assets/stylesheets/")
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


def each_anew(name: str, render: Callable[[], str] | None = None, **block: Any) -> str:
    """The function `shared` for templates of a page with its own frame: always renders."""
    return (render or block["caller"])()


def tight(page: str) -> str:
    """A page without the space between lines of its frame, which is half of what the theme writes,
    and without what its drawings needn't say within a page. Its text stays as it is.
    """
    before, article, rest = page.partition("<article")
    text, end, after = rest.rpartition("</article>")
    if not end:
        return page
    opened, closing, inner = text.partition(">")
    return "".join([_tight(before), article, opened, closing, inner.strip(), end, _tight(after)])


def _tight(html: str) -> str:
    html = html.replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return _LINES.sub(lambda found: found[1] or ("\n" if found[3] else ""), html)


_LINES = re.compile(
    r"(<(script|style|pre|textarea)\b.*?</\2>)"
    r"|(?<=>)(?<!</a>)(?<!</b>)(?<!</i>)(?<!</em>)(?<!</span>)(?<!</strong>)\s*\n\s*(?=<)"
    r"|(\s*\n\s*)",
    re.DOTALL | re.IGNORECASE,
)
"""What is left alone; space between lines that separates no words; other space between lines."""


def _once(parts: dict[str, str], name: str, render: Any = None, **block: Any) -> str:
    """The function `shared` for templates of similar pages: renders a part the first time only."""
    if name not in parts:
        parts[name] = each_anew(name, render, **block)
    return parts[name]


class Frames:
    """Parts of the theme that are rendered once for all pages that differ only in their content.

    Frames take half of a build's time. They depend on the active section, on the outline if it is
    shown, and on the depth of the address.
    """

    def __init__(self) -> None:
        self._parts: defaultdict[_Frame, dict[str, str]] = defaultdict(dict)

    def around(self, page: ReadyPage) -> Callable[..., str]:
        """The function `shared` for templates of this page."""
        ready = page.ready
        parent = page.parent.url if isinstance(page.parent, MkDocsPage) else None
        frame = parent, ready.outline, ready.kind.contents, page.url.count("/")
        return partial(_once, self._parts[frame])


_Frame = tuple[str | None, tuple["Heading", ...], bool, int]
