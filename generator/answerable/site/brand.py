"""The styles by which a course's brand replaces ours on its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from answerable.model import Brand
from answerable.model.colours import OURS, Colours

BRAND = "assets/brand.css"

_CORNERS = {"soft": "0.3rem", "square": "0rem"}

_PLAINER = ("muted", "line")
"""What our styles replace for those who ask for more contrast."""


def brand_styles(brand: Brand) -> str:
    """The styles, to be loaded after ours; empty if nothing is different."""
    rules = [] if brand.colours == OURS else [*_schemes(brand.colours), *_hues(brand.colours)]
    if brand.shape != "round":
        rules.append(f":root{{--an-radius:{_CORNERS[brand.shape]}}}")
    return "\n".join(rules) and "\n".join([*rules, ""])


def _schemes(colours: Colours) -> Iterator[str]:
    for where, scheme in (
        (':root,[data-md-color-scheme="default"]', colours.light),
        ('[data-md-color-scheme="slate"]', colours.dark),
    ):
        plainer = {role: scheme[role] for role in _PLAINER}
        yield f"{where}{{{_declared({role: scheme[role] for role in scheme.keys() - plainer})}}}"
        yield f"@media not (prefers-contrast:more){{{where}{{{_declared(plainer)}}}}}"


def _declared(roles: Mapping[str, str]) -> str:
    named = sorted((role.replace("_", "-"), colour) for role, colour in roles.items())
    return ";".join(f"--an-{name}:{colour}" for name, colour in named)


def _hues(colours: Colours) -> Iterator[str]:
    for place, hue in enumerate(colours.hues):
        yield f".md-typeset.md-typeset .an-hue-{place}{{--an-hue:{hue}}}"
