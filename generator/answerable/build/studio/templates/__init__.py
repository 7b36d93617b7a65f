"""The pages of the studio, as Jinja templates next to this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from answerable.build.studio.forms import type_title
from answerable.build.studio.titles import adding_title, option_title, title_of
from answerable.build.studio.values import empty, is_filled
from answerable.i18n import (
    catalogue_languages,
    direction,
    interface_language,
    language_name,
    translator,
)
from answerable.model import markup
from answerable.site.compiled import bytecode_cache

LANGUAGE = "language"
"""The cookie with the language that the author chose."""


@cache
def environment(language: str) -> Environment:
    """The environment that gives templates their words in a language of the interface."""
    env = Environment(
        loader=PackageLoader("answerable.build.studio", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode_cache(),
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(translator(language), newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"language": language, "direction": direction(language)}
    languages = ("en", *catalogue_languages())
    env.globals |= {"languages": languages, "language_name": language_name}
    env.globals |= {"words": translator(language).gettext, "empty": empty}
    env.tests["filled"] = is_filled
    env.filters |= {"field_title": title_of, "inline_markdown": markup.inline_html}
    env.filters |= {"option_title": option_title, "adding_title": adding_title}
    env.filters |= {"type_title": type_title, "translated": translator(language).gettext}
    env.filters["markdown"] = markup.html
    return env


def language_of(request: Request) -> str:
    """The language in which to answer: the chosen one, else the browser's first that is known."""
    known = ("en", *catalogue_languages())
    chosen = request.cookies.get(LANGUAGE)
    if chosen in known:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.partition(";")[0].strip()
        spoken = interface_language(tag) if tag else ""
        if spoken in known and (spoken != "en" or tag.lower().startswith("en")):
            return spoken
    return "en"


def words_of(request: Request) -> Callable[[str], str]:
    """What translates words into the language in which to answer."""
    return translator(language_of(request)).gettext


def page(
    request: Request,
    name: str,
    status: int = 200,
    *,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page of the studio."""
    template = environment(language_of(request)).get_template(f"{name}.html.jinja")
    return HTMLResponse(template.render(request=request, **values), status, headers)
