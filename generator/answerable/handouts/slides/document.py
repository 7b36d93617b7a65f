"""Write slides as one HTML file that contains its styles, script and fonts."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from jinja2 import Environment
from markupsafe import Markup

from answerable.handouts.slides.outline import Slide, outline
from answerable.handouts.standalone.document import (
    asset,
    environment,
    in_its_direction,
    policy,
)
from answerable.handouts.standalone.fonts import font_faces, font_family
from answerable.handouts.standalone.look import own_look
from answerable.handouts.typeset.fonts import SHIPPED_FONTS, Fonts
from answerable.i18n import Translator, translator
from answerable.i18n.bidi import isolated_in
from answerable.model import Course, Scenario, identity
from answerable.model.colours import Colours
from answerable.model.picture import Original
from answerable.source.media.pictures import published

_PACKAGE = "answerable.handouts.slides"


def make_slides(
    course: Course, scenarios: Iterable[Scenario] | None = None, *, fonts: Fonts = SHIPPED_FONTS
) -> str:
    """The slides of a course as HTML text; the same course gives the same text.

    `scenarios` are those to show, in course order (default: all). The file loads nothing else: its
    Content-Security-Policy allows only the styles, script and pictures inside it.
    Raises `PrintError` for a damaged font.
    """
    slides = outline(course, scenarios)
    env = _environment(course)
    template = env.get_template("deck.html.jinja")
    script = asset(_PACKAGE, "slides.js")
    # The text comes first, because its characters decide what the fonts must contain.
    values = {
        "course": course,
        "slides": slides,
        "scenarios": tuple(dict.fromkeys(one.scenario for one in slides if one.scenario)),
        "hue_count": len(course.brand.colours.hues),
        "places": {module.id: module.place for module in course.modules},
    }
    shown = env.get_template("slides.html.jinja").render(values)
    shown = isolated_in(course.language, shown)
    family = f":root{{--fonts:{font_family(shown, fonts)}}}"
    colours = course.brand.colours
    styles = "".join(
        (
            font_faces(shown, fonts),
            family,
            _hues(colours),
            asset(_PACKAGE, "slides.css"),
            own_look(colours, course.brand.roundness),
        )
    )
    return template.render(
        values,
        # From an autoescaping template, or constants of this package in elements whose content
        # browsers take literally.
        body=Markup(shown),  # noqa: S704
        styles=Markup(styles),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=policy(styles, script),
    )


def _hues(colours: Colours) -> str:
    """One class per module colour."""
    return "".join(f".hue-{place}{{--hue:{hue}}}" for place, hue in enumerate(colours.hues))


def _data_of(picture: Original) -> str:
    """A picture for the whole screen, as a `data:` address."""
    content = published(picture, picture.widths[-1])
    return f"data:image/webp;base64,{base64.b64encode(content).decode()}"


def _environment(course: Course) -> Environment:
    env = environment(_PACKAGE, course.language, course.terminology)

    def words(slide: Slide) -> Translator:
        terms = course.terminology_of(slide.scenario) if slide.scenario else course.terminology
        return translator(course.language, terms)

    def label(slide: Slide, name: str) -> str:
        return in_its_direction(words(slide).labels[name], course.language)

    def about(slide: Slide, text: str, **gaps: object) -> Markup:
        said = in_its_direction(words(slide).gettext(text), course.language)
        return Markup(said) % gaps  # noqa: S704  # the interface's own words may contain HTML

    env.globals["label"] = label
    env.globals["about"] = about
    env.globals["pattern_of"] = identity.pattern
    env.globals["data_of"] = _data_of
    return env
