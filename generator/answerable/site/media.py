"""Pictures and recordings on pages: their HTML, and the files that it names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup

from answerable.model import Course, markup
from answerable.model.picture import Illustration, Original
from answerable.model.sound import Playable, Recording
from answerable.site.recipe import Recipe, key_of
from answerable.source.media import pictures, sounds

FOLDER = "assets/media/"
"""The folder of the files: all languages load them from the root of the site."""

_WIDEST, _HIGHEST = 960, 300
"""CSS pixels: a picture takes up no more of a page, so that the text next to it can be seen."""

_SIZES = "(min-width: 50rem) 40rem, 94vw"
"""How wide a page shows a picture, for browsers to choose one of its files by."""


def media_files(course: Course) -> dict[str, Recipe[bytes]]:
    """The files of all pictures and recordings of a course: by their path, what makes them."""
    files: dict[str, Recipe[bytes]] = {}
    for scenario in (*course.scenarios, *course.retired):
        for _, one in scenario.media:
            if isinstance(one, Recording):
                files[FOLDER + one.name] = Recipe(partial(sounds.published, one), one.content)
            else:
                files |= picture_files(one)
    return files


def picture_files(original: Original, *, clear: bool = False) -> dict[str, Recipe[bytes]]:
    """The files of a picture, with its clear parts or on white: by their path, what makes them."""
    return {
        FOLDER + original.name(width, clear=clear): Recipe(
            partial(pictures.published, original, width, clear=clear),
            key_of(original.content, str(width), str(clear)),
        )
        for width in original.widths
    }


def player(shown: Playable | None, words: str, *, to_file: Callable[[str], str]) -> Markup:
    """A recording with the browser's own controls, and what is said in it; nothing without one.

    It is loaded when somebody plays it. `words` is what the transcript is called.
    """
    if shown is None:
        return Markup()
    sound = shown.sound
    return Markup(
        '<p><audio controls preload="none" src="{}"></audio></p>'
        '<details class="an-fold"><summary>{}</summary>{}{}</details>'
    ).format(
        to_file(FOLDER + shown.recording.name),
        words,
        markup.html(sound.transcript or ""),
        Markup("<p><small>{}</small></p>").format(sound.source) if sound.source else "",
    )


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


def clear_image(original: Original, *, to_file: Callable[[str], str]) -> dict[str, str]:
    """The attributes of an image on a page that show a picture with its clear parts."""
    files = {width: to_file(FOLDER + original.name(width, clear=True)) for width in original.widths}
    widest = original.widths[-1]
    shown = {
        "src": files[original.nearest(_WIDEST)],
        "width": str(widest),
        "height": str(original.height_at(widest)),
    }
    return shown | ({"srcset": _srcset(files), "sizes": _SIZES} if len(files) > 1 else {})


def _credited(html: Markup, shown: Illustration, tag: str, form: str) -> Markup:
    source = shown.picture.source
    credit = Markup("<{0}>{1}</{0}>").format(tag, source) if source else Markup()
    return (
        html + credit if form == "inline" else Markup("<figure>{}</figure>").format(html + credit)
    )


def _candidates(files: dict[int, str]) -> Markup:
    if len(files) == 1:
        return Markup()
    return Markup(' srcset="{}" sizes="{}"').format(_srcset(files), _SIZES)


def _srcset(files: dict[int, str]) -> str:
    return ", ".join(f"{address} {width}w" for width, address in files.items())
