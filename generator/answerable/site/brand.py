"""What a course's brand adds to its pages: styles that replace ours, logo, icons, share picture.

All their paths begin alike, so that all languages load them from the root of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from answerable.handouts.typeset.brought import typeface_of
from answerable.model import Brand, Course
from answerable.model.colours import OURS, Colours
from answerable.model.picture import Original
from answerable.site.typeface import font_files, font_styles
from answerable.source.media.pictures import in_box, published

BRAND = "assets/brand.css"
LOGO = "assets/brand-logo.webp"
LOGO_DARK = "assets/brand-logo-dark.webp"
SHARE_PICTURE = "assets/brand-share.png"
ICONS = {side: f"assets/brand-icon-{side}.png" for side in (48, 180, 512)}
"""By their width and height in pixels: for tabs, for home screens, for large home screens."""

_SHARED = (1200, 630)
"""Pixels, as large as what shows link previews asks for (ogp.me gives no size)."""

_HIGH = 100
"""Pixels: four times as high as it is shown in the header."""

_CORNERS = {"soft": "0.3rem", "square": "0rem"}

_LOGO_ON_WHITE = (
    '[data-md-color-scheme="slate"] .md-logo img{background:#fff;border-radius:.2rem;padding:.2rem}'
)
"""For dark mode without a logo of its own: most logos are made for white ground."""

_PLAINER = ("muted", "line")
"""What our styles replace for those who ask for more contrast."""


def brand_files(course: Course) -> dict[str, bytes]:
    """All these files of a course, by their path from the site's root."""
    files = {}
    if styles := course_styles(course):
        files[BRAND] = styles.encode()
    if typeface := _typeface(course):
        files |= font_files(typeface)
    if course.logo:
        files[LOGO] = _logo(course.logo)
        files |= {path: in_box(course.logo, side, side) for side, path in ICONS.items()}
        files[SHARE_PICTURE] = in_box(course.logo, *_SHARED, course.brand.colours.light["surface"])
        if course.logo_dark:
            files[LOGO_DARK] = _logo(course.logo_dark)
    return files


def _logo(logo: Original) -> bytes:
    high_enough = (one for one in logo.widths if logo.height_at(one) >= _HIGH)
    return published(logo, next(high_enough, logo.widths[-1]), clear=True)


def _typeface(course: Course) -> Path | None:
    chosen = course.brand.typeface or course.typeface
    return typeface_of(course.brand, course.typeface) if chosen else None


def course_styles(course: Course) -> str:
    """The styles of a course, to be loaded after ours; empty if nothing is different."""
    typeface = _typeface(course)
    fonts = font_styles(typeface) if typeface else ()
    return brand_styles(course.brand) + "".join(f"{rule}\n" for rule in fonts)


def brand_styles(brand: Brand) -> str:
    """The same without its typeface."""
    rules = [] if brand.colours == OURS else [*_schemes(brand.colours), *_hues(brand.colours)]
    if brand.shape != "round":
        rules.append(f":root{{--an-radius:{_CORNERS[brand.shape]}}}")
    if brand.logo and not brand.logo_dark:
        rules.append(_LOGO_ON_WHITE)
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
    for place, (hue, on_dark) in enumerate(zip(colours.hues, colours.hues_on_dark, strict=True)):
        rule = f".md-typeset.md-typeset .an-hue-{place}"
        yield f"{rule}{{--an-hue:{hue}}}"
        if on_dark != hue:
            yield f'[data-md-color-scheme="slate"] {rule}{{--an-hue:{on_dark}}}'
