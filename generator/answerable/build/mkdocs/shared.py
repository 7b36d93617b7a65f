"""What several pages of a site share: files of all locales, and frames around their content."""

from __future__ import annotations

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

SHARED = ("assets/answerable", "assets/stylesheets/", "assets/javascripts/bundle.")
"""What all locales of a course load from one place, the site's root: a second language then costs
a visitor nothing but its words, and the script finds the same root, and so the same progress."""


def share_assets(env: jinja2.Environment, folder: str) -> None:
    """Let the templates of the locale in this folder load what is shared from the folder above."""
    url, script_tag = env.filters["url"], env.filters["script_tag"]

    def above(address: str, value: str) -> str:
        if not value.startswith(SHARED):
            return address
        if address.startswith("/"):  # on the page for missing addresses
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
    """What templates call as `shared` on a page with a frame of its own."""
    return (render or block["caller"])()


def _once(parts: dict[str, str], name: str, render: Any = None, **block: Any) -> str:
    """What templates call as `shared` on a page of many: render a part the first time only."""
    if name not in parts:
        parts[name] = each_anew(name, render, **block)
    return parts[name]


class Frames:
    """Parts of the theme that are rendered once for all pages which differ in their content alone.

    Half of the time of a build goes into frames. They depend on the active section, on the
    outline if it is shown, and on how deep the address is.
    """

    def __init__(self) -> None:
        self._parts: defaultdict[_Frame, dict[str, str]] = defaultdict(dict)

    def around(self, page: ReadyPage) -> Callable[..., str]:
        """What templates call as `shared` on a page of many."""
        ready = page.ready
        parent = page.parent.url if isinstance(page.parent, MkDocsPage) else None
        frame = parent, ready.outline, ready.kind.contents, page.url.count("/")
        return partial(_once, self._parts[frame])


_Frame = tuple[str | None, tuple["Heading", ...], bool, int]
