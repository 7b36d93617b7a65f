"""Pictures in what is printed: as blocks, and as the data that `base.typ` draws."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from answerable.handouts.typeset.blocks import Shown
from answerable.handouts.typeset.palette import Ink
from answerable.handouts.typeset.texts import line
from answerable.model import Course, Scenario
from answerable.model.picture import Illustration, Original, Picture
from answerable.source.media.pictures import for_paper, for_press, in_dots

_PIXELS: Mapping[Ink, int] = {"colour": 480, "bw": 480, "press": 960}
"""The width of a picture on paper, where it is 40 to 60 mm wide. A print shop has finer dots."""


def shown(scenario: Scenario, picture: Picture | None, height: float) -> tuple[Shown, ...]:
    """A block with one of a scenario's pictures, in a space of `height` mm; none without one."""
    found = scenario.illustration(picture)
    return (_block(found, height),) if found else ()


def emblem(course: Course, height: float) -> tuple[Shown, ...]:
    """A block with the logo of the course's owner, `height` mm high; none without one."""
    if not course.logo:
        return ()
    return (Shown(Illustration(Picture(file="logo", decorative=True), course.logo), height),)


def _block(picture: Illustration, height: float) -> Shown:
    source = picture.picture.source
    return Shown(picture, height, line(source) if source else None)


_MADE: Mapping[Ink, tuple[str, Callable[[Original, int], bytes]]] = {
    "colour": ("jpeg", for_paper),
    "press": ("jpeg", for_press),
    "bw": ("png", in_dots),
}
"""The format of pictures in each ink, and what makes them."""


def drawing(block: Shown, ink: Ink) -> dict[str, Any]:
    """What there is to draw."""
    original = block.picture.original
    width = original.nearest(_PIXELS[ink])
    kind, make = _MADE[ink]
    content = base64.b64encode(make(original, width)).decode()
    return {
        "picture": f"data:image/{kind};base64,{content}",
        "size": (width, original.height_at(width)),
        "alt": block.picture.alt,
    }
