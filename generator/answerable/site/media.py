"""Pictures, recordings and films on pages: their HTML, and the files that it names."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

from markupsafe import Markup

from answerable.i18n import language_name
from answerable.model import Course, Scenario, markup
from answerable.model.media import Medium, Playable, media_in
from answerable.model.picture import Illustration, Original, Picture
from answerable.site.recipe import Recipe, key_of
from answerable.source.media import pictures, played

FOLDER = "assets/media/"
"""The folder of the files: all languages load them from the root of the site."""

_WIDEST, _HIGHEST = 960, 300
"""CSS pixels: a picture takes up no more of a page, so that the text next to it can be seen."""

_SIZES = "(min-width: 50rem) 40rem, 94vw"
"""How wide a page shows a picture, for browsers to choose one of its files by."""


def media_files(course: Course) -> dict[str, Recipe[bytes]]:
    """The files of all that a course shows and plays: by their path, what makes them."""
    return dict(
        chain.from_iterable(
            _files(scenario, medium)
            for scenario in (*course.scenarios, *course.unlisted)
            if scenario.media
            for _, medium in media_in(scenario)
        )
    )


def _files(scenario: Scenario, medium: Medium) -> Iterator[tuple[str, Recipe[bytes]]]:
    if isinstance(medium, Picture):
        if shown := scenario.illustration(medium):
            yield from picture_files(shown.original).items()
        return
    for playable in scenario.played(medium):
        file = playable.file
        yield FOLDER + file.name, Recipe(partial(played.published, file), file.content)
        if playable.poster:
            make = partial(pictures.filling, playable.poster, *playable.box)
            yield FOLDER + playable.poster_name, Recipe(make, playable.poster_name)


def picture_files(original: Original, *, clear: bool = False) -> dict[str, Recipe[bytes]]:
    """The files of a picture, with its clear parts or on white: by their path, what makes them."""
    return {
        FOLDER + original.name(width, clear=clear): Recipe(
            partial(pictures.published, original, width, clear=clear),
            key_of(original.content, str(width), str(clear)),
        )
        for width in original.widths
    }


def player(
    shown: Iterable[Playable],
    *,
    to_file: Callable[[str], str],
    said: str,
    happens: str,
    unreachable: str,
) -> Markup:
    """Recordings and films with the browser's own controls, and what they say; nothing without any.

    Nothing is loaded before somebody plays it. `said` and `happens` are what the transcripts of
    recordings and films are called, `unreachable` is shown if there is nothing to play.
    """
    return Markup().join(
        Markup(
            '<div class="an-player">{}<p class="an-note" hidden>{}</p>'
            '<details class="an-fold"><summary>{}</summary>{}{}</details></div>'
        ).format(
            _film(one, to_file) if one.is_film else _sound(one, to_file),
            unreachable,
            happens if one.is_film else said,
            markup.html(one.transcript),
            Markup("<p><small>{}</small></p>").format(one.medium.source)
            if one.medium.source
            else "",
        )
        for one in shown
    )


def _sound(one: Playable, to_file: Callable[[str], str]) -> Markup:
    address = to_file(FOLDER + one.file.name)
    return Markup('<audio controls preload="none" src="{}"></audio>').format(address)


def _film(one: Playable, to_file: Callable[[str], str]) -> Markup:
    width, height = one.box
    poster, track = Markup(), Markup()
    if one.poster:
        poster = Markup(' poster="{}"').format(to_file(FOLDER + one.poster_name))
    if one.subtitles:
        captions, language = one.subtitles
        # Within the page, because browsers read no captions from a file next to a page on a disk.
        content = base64.b64encode(captions.text.encode()).decode()
        track = Markup(
            '<track kind="captions" src="data:text/vtt;base64,{}" srclang="{}" label="{}" default>'
        ).format(content, language, language_name(language))
    return Markup(
        '<video controls preload="none" playsinline src="{}" width="{}" height="{}"{}>{}</video>'
    ).format(to_file(FOLDER + one.file.name), width, height, poster, track)


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
