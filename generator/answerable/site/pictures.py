"""Pictures on pages: their HTML, and the files that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from markupsafe import Markup

from answerable.model import Course, Scenario
from answerable.model.picture import Illustration, Original
from answerable.site.recipe import Recipe, key_of
from answerable.source.media.pictures import published

FOLDER = "assets/media/"
"""The folder of the files: all languages load them from the root of the site."""

_WIDEST, _HIGHEST = 960, 640
"""CSS pixels: a picture takes up no more of a page, so that the text next to it can be seen."""

_SIZES = "(min-width: 50rem) 40rem, 94vw"
"""How wide a page shows a picture, for browsers to choose one of its files by."""


def picture_files(course: Course) -> dict[str, Recipe[bytes]]:
    """The files of all pictures of a course: by their path, what makes them."""
    return {
        FOLDER + one.name(width): Recipe(
            partial(published, one, width), key_of(one.content, str(width))
        )
        for one in _originals((*course.scenarios, *course.retired))
        for width in one.widths
    }


def _originals(scenarios: Iterable[Scenario]) -> Iterable[Original]:
    found = (one for scenario in scenarios for _, one in scenario.pictures)
    return {one.content: one for one in found}.values()


def figure(
    shown: Illustration | None,
    form: str = "",
    *,
    to_file: Callable[[str], str],
) -> Markup:
    """A picture on a page, nothing without a picture.

    It is loaded when it is about to be seen; in the form `first`, with the page, whose first it is.
    In the form `inline`, it may be in a label. HTML that several pages show names only one file.
    """
    if shown is None:
        return Markup()
    original = shown.original
    files = {width: to_file(FOLDER + original.name(width)) for width in original.widths}
    width = min(original.width, _WIDEST, round(_HIGHEST * original.width / original.height))
    html = Markup('<img src="{}"{} width="{}" height="{}" alt="{}"{}{}>').format(
        files[original.nearest(_WIDEST)],
        _candidates(files) if form == "first" else "",
        max(1, width),
        original.height_at(max(1, width)),
        shown.alt,
        "" if shown.alt else Markup(' role="presentation"'),
        "" if form == "first" else Markup(' loading="lazy" decoding="async"'),
    )
    return _credited(html, shown, "small" if form == "inline" else "figcaption", form)


def _credited(html: Markup, shown: Illustration, tag: str, form: str) -> Markup:
    source = shown.picture.source
    credit = Markup("<{0}>{1}</{0}>").format(tag, source) if source else Markup()
    return (
        html + credit if form == "inline" else Markup("<figure>{}</figure>").format(html + credit)
    )


def _candidates(files: dict[int, str]) -> Markup:
    if len(files) == 1:
        return Markup()
    candidates = ", ".join(f"{address} {width}w" for width, address in files.items())
    return Markup(' srcset="{}" sizes="{}"').format(candidates, _SIZES)
