"""Templates for self-contained HTML files, and a policy that allows only what is in the file."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from answerable.i18n import Terminology, direction, translator
from answerable.i18n.bidi import kept, runs_rightward
from answerable.i18n.terminology import DEFAULT
from answerable.model import markup


def environment(package: str, language: str, terms: Terminology = DEFAULT) -> Environment:
    """The autoescaping templates of a package, with the interface's own words in `language`, about
    the topic of `terms`.

    Scenario text reaches them as nodes, through the filter `html_of`, or `inline_html_of` within
    a line.
    """
    env = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    words = translator(language, terms)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda one: in_its_direction(words.gettext(one), language),
        lambda one, many, count: in_its_direction(words.ngettext(one, many, count), language),
        newstyle=True,
    )
    env.filters["html_of"] = markup.html_of
    env.filters["inline_html_of"] = markup.inline_html_of
    env.globals["direction_of"] = direction
    return env


def in_its_direction(words: str, language: str) -> str:
    """The interface's own words for a page in `language`. Words without a translation are English;
    on a right-to-left page they are isolated, so that the full stop stays at their end.
    """
    return kept(words) if direction(language) == "rtl" and runs_rightward(words) else words


@cache
def asset(package: str, name: str) -> str:
    """The text of a built script or style of a package."""
    return files(package).joinpath("assets", name).read_text(encoding="utf-8").strip()


def policy(styles: str, script: str | None = None) -> str:
    """The Content-Security-Policy of a file with these styles and this script, and with pictures
    and fonts in `data:` addresses. It allows no requests.
    """
    return "; ".join(
        (
            "default-src 'none'",
            *((f"script-src '{_hash(script)}'",) if script else ()),
            f"style-src '{_hash(styles)}'",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
