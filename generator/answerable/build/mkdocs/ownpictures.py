"""The pictures next to hand-written pages: published without what their files tell besides.

A file keeps its address and its format, because styles and themes may name it, too. Pages show the
same widths of it as of the pictures in scenarios. A drawing stays a drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.structure.files import InclusionLevel
from selectolax.lexbor import LexborHTMLParser

from answerable import site
from answerable.build.publish.pages import target_of
from answerable.diagnostics import Diagnostic, Location, Severity, short
from answerable.source.media import pictures
from answerable.source.media.unusable import UnusableError, not_opened

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from answerable.model.picture import Original

_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SITE = "https://site.invalid/"  # stands for the site's root


def own_pictures(files: Iterable[File], folder: str) -> tuple[dict[File, bytes], list[Diagnostic]]:
    """The pictures among the files of a site that are in its `docs_dir`, with what is published of
    each. AN122 for those that can't be published.
    """
    made: dict[File, bytes] = {}
    found: list[Diagnostic] = []
    for file in files:
        if not _is_picture(file, folder):
            continue
        path = Path(file.abs_src_path or "")
        try:
            made[file] = pictures.cleaned(path)
        except (UnusableError, OSError) as error:
            told = not_opened(error) if isinstance(error, OSError) else error
            where = Location(short(path).as_posix())
            found.append(Diagnostic("AN122", Severity.ERROR, told.message, where, told.hint))
    return made, found


def _is_picture(file: File, folder: str) -> bool:
    return (
        file.src_dir == folder
        and Path(file.src_uri).suffix.lower() in pictures.ENDINGS
        and file.inclusion is not InclusionLevel.EXCLUDED
    )


class OwnPictures:
    """The pictures that a build publishes in several widths."""

    def __init__(self, made: dict[File, bytes]) -> None:
        """Replaces what these files contain."""
        self._originals: dict[str, Original] = {}
        for file, content in made.items():
            path = Path(file.abs_src_path or "")
            if path.suffix.lower() != pictures.DRAWING:
                self._originals[unquote(file.url)] = pictures.original(path)
            file.content_bytes = content

    def files(self) -> dict[str, site.Recipe[bytes]]:
        """The files of all widths: by their path, what makes them."""
        return {
            path: recipe
            for one in self._originals.values()
            for path, recipe in site.picture_files(one, clear=True).items()
        }

    def shown(self, html: str, page: str, to_file: Callable[[str], str]) -> str:
        """The HTML of the page at this address, with all widths of its pictures. The first of them
        is loaded with the page, the others when they are about to be seen.
        """
        seen: list[str] = []

        def replaced(image: re.Match[str]) -> str:
            node = LexborHTMLParser(image[0]).css_first("img")
            written = dict(node.attributes) if node else {}
            address = target_of(_SITE + page, written.get("src") or "")
            picture = address and self._originals.get(unquote(address.path[1:]))
            if not picture or "srcset" in written:
                return image[0]
            made = site.clear_image(picture, to_file=to_file)
            if written.keys() & {"width", "height", "style"}:
                del made["width"], made["height"]
            later = {"loading": "lazy", "decoding": "async"} if seen else {}
            seen.append(image[0])
            attributes = later | written | made
            return str(Markup("<img{}>").format(_written(attributes)))

        return _IMAGE.sub(replaced, html)


def _written(attributes: dict[str, str | None]) -> Markup:
    parts = (Markup(' {}="{}"').format(name, value or "") for name, value in attributes.items())
    return Markup().join(parts)
