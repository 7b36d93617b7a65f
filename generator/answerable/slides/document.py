"""Slides -> one HTML file with everything in it: styles, script, fonts, and a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from answerable import identity, markup
from answerable.model import Course, Scenario
from answerable.slides.fonts import faces
from answerable.slides.outline import outline
from answerable.translations import direction, translator


def make_slides(course: Course, scenarios: Iterable[Scenario] | None = None) -> str:
    """The slides of a course as HTML text; the same course gives the same text.

    `scenarios` are those to show, in course order (default: all). The file requests nothing: its
    Content-Security-Policy allows the styles, the script and the pictures that are in it alone.
    """
    slides = outline(course, scenarios)
    template = environment(course.language).get_template("deck.html.jinja")
    script = _asset("slides.js")
    # The characters that are shown decide what the fonts must hold: so the text comes first.
    values = {
        "course": course,
        "slides": slides,
        "scenarios": tuple(dict.fromkeys(one.scenario for one in slides if one.scenario)),
        "places": {module.id: place for place, module in enumerate(course.modules)},
    }
    shown = environment(course.language).get_template("slides.html.jinja").render(values)
    styles = f"{faces(shown)}{_hues()}{_asset('slides.css')}"
    return template.render(
        values,
        # Made by an escaping template; and constants of this package, in elements whose content
        # browsers take as it is.
        body=Markup(shown),  # noqa: S704
        styles=Markup(styles),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(styles, script),
    )


def _policy(styles: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(styles)}'",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _hues() -> str:
    """One class a module colour."""
    return "".join(f".hue-{place}{{--hue:{hue}}}" for place, hue in enumerate(identity.HUES))


@cache
def _asset(name: str) -> str:
    return files("answerable.slides").joinpath("assets", name).read_text(encoding="utf-8").strip()


@cache
def environment(language: str) -> Environment:
    """Autoescaping templates with their own words in `language`.

    Scenario text reaches them as nodes, through the filter `html_of`.
    """
    env = Environment(
        loader=PackageLoader("answerable.slides", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_translations(translator(language), newstyle=True)  # type: ignore[attr-defined]
    env.filters["html_of"] = markup.html_of
    env.globals["direction_of"] = direction
    env.globals["pattern_of"] = identity.pattern
    env.globals["hue_count"] = len(identity.HUES)
    return env
