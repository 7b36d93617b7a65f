"""Derive every colour of a course from one or two of its owner's, and keep them readable.

Lightness and chroma are those of our own colours, measured in OKLCH; hues are the brand's. Where a
contrast isn't reached, lightness gives way, in steps too small to be seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coloraide import Color

TEXT = 4.5
"""Contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""

CONTROL = 3.0
"""Contrast of a control's border with what is beside it (WCAG 2.2, 1.4.11)."""

_SEEN = 2.0
"""Contrast of a stripe with what is beside it. It says nothing that isn't in words, too."""

_STEP = 0.01

_OPPOSITE = 196.0
"""Degrees from our main colour to our accent."""

_APART = 135.0
"""Degrees from a module's hue to the next one's: eight modules go round the wheel, and neighbours
are never alike.
"""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of everything that is made from a course, each as `#rrggbb`.

    `light` and `dark` have the same roles, those of a page: each `…_soft` is the ground of a
    passage in that colour. `paper` has the roles of printed matter. `hues` are the modules': white
    text on each can be read.
    """

    light: Mapping[str, str]
    dark: Mapping[str, str]
    paper: Mapping[str, str]
    hues: Sequence[str]

    def hue(self, place: int) -> str:
        """The colour of a module by its position in the course, from 0."""
        return self.hues[place % len(self.hues)]

    @property
    def hues_on_dark(self) -> tuple[str, ...]:
        """The modules' colours on dark pages, where very dark ones couldn't be seen."""
        return tuple(_readable(hue, (self.dark["surface"],), _SEEN) for hue in self.hues)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A colour that can't be used as it was given, since text in it or on it couldn't be read.

    `field` is where it was given: the name of a field of the brand, and the place in its list.
    `contrast` is what it has where `used` takes its place, and `needed` what it should have.
    """

    field: tuple[str | int, ...]
    given: str
    used: str
    contrast: float
    needed: float


OURS = Colours(
    light=MappingProxyType(
        {
            "paper": "#faf7f1",
            "surface": "#ffffff",
            "sunken": "#f1ece2",
            "line": "#ddd5c6",
            "control": "#7d776b",
            "ink": "#1e2b2d",
            "muted": "#52605f",
            "brand": "#0f5c63",
            "brand_strong": "#0a454b",
            "brand_soft": "#e0eeec",
            "on_brand": "#ffffff",
            "button": "#0f5c63",
            "on_button": "#ffffff",
            "accent": "#a8431a",
            "accent_soft": "#fbe9dc",
            "good": "#1d6644",
            "good_soft": "#e4f2e8",
            "poor": "#9c3327",
            "poor_soft": "#fbe9e5",
            "weak": "#7a5200",
            "weak_soft": "#fbf0d6",
            "sun": "#f2bf4b",
        }
    ),
    dark=MappingProxyType(
        {
            "paper": "#121a1c",
            "surface": "#1a2528",
            "sunken": "#0d1416",
            "line": "#324145",
            "control": "#7f9296",
            "ink": "#e7edec",
            "muted": "#adbcbd",
            "brand": "#78cbc9",
            "brand_strong": "#a5e0dd",
            "brand_soft": "#16383b",
            "on_brand": "#07282b",
            "button": "#78cbc9",
            "on_button": "#07282b",
            "accent": "#f3a883",
            "accent_soft": "#3a261c",
            "good": "#86d3a5",
            "good_soft": "#16321f",
            "poor": "#f3a498",
            "poor_soft": "#3b1f1b",
            "weak": "#e9c26a",
            "weak_soft": "#352a10",
            "sun": "#f2bf4b",
        }
    ),
    paper=MappingProxyType(
        {
            "ink": "#1c2b30",
            "soft": "#52636a",
            "brand": "#0f5c63",
            "good": "#1d6644",  # the same on all cards: a module's own red would read as wrong
            "warm": "#d98e3c",
            "warm_ink": "#7d4708",
            "warm_tint": "#fdf3e5",
        }
    ),
    hues=(
        "#0f5c63",  # teal
        "#a4472b",  # clay
        "#41508f",  # indigo
        "#735a12",  # ochre
        "#7c3f70",  # plum
        "#46682c",  # moss
        "#2a6389",  # harbour
        "#963a50",  # rose
    ),
)
"""Of a course without a brand. The styles of pages, cards and slides begin with the same ones."""

_BRIGHT = 0.7
"""From this lightness on, dark text can be read on a main colour: buttons can have it."""

_TINT = 0.14
"""How much of a module's colour there is in its tint, as in the styles of cards and slides."""

_FIXED = ("good", "poor", "weak")
"""What means right, wrong and nearly is green, red and amber, whatever a brand looks like."""


@cache
def derived(
    main: str, accent: str | None = None, modules: tuple[str, ...] = ()
) -> tuple[Colours, tuple[Deviation, ...]]:
    """The colours of a brand, and which of the given ones had to be changed.

    `main`, `accent` and `modules` are `#rrggbb`. Without an accent, it is opposite the main colour;
    without modules, their hues go round the wheel from the main colour.
    """
    light = _light(main, accent)
    dark = _dark(main, accent)
    hues = tuple(map(_readable_hue, modules or _round(main)))
    paper = {
        "ink": light["ink"],
        "soft": light["muted"],
        "brand": light["brand"],
        "good": light["good"],
        "warm": _like(light["accent"], 0.709, 0.132),
        "warm_tint": _like(light["accent"], 0.968, 0.021),
    }
    paper["warm_ink"] = _readable(
        _like(light["accent"], 0.453, 0.101), ("#ffffff", paper["warm_tint"]), TEXT
    )
    frozen = [MappingProxyType(one) for one in (light, dark, paper)]
    given: list[tuple[tuple[str | int, ...], str, str, Sequence[str]]] = [
        (("colour",), main, light["brand"], _grounds(light, "brand")),
        (("accent",), accent or light["accent"], light["accent"], _grounds(light, "accent")),
    ]
    for place, (one, used) in enumerate(zip(modules, hues, strict=False)):
        given.append((("module_colours", place), one, used, _with_hue(one)))
    deviations = tuple(
        Deviation(field, one, used, _least(one, grounds), TEXT)
        for field, one, used, grounds in given
        if one != used
    )
    return Colours(frozen[0], frozen[1], frozen[2], hues), deviations


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, by the formula of WCAG 2.2."""
    return float(_colour(one).contrast(_colour(other), method="wcag21"))


def _light(main: str, accent: str | None) -> dict[str, str]:
    found = _neutrals(main, OURS.light)
    found |= {"surface": "#ffffff", "on_brand": "#ffffff"}
    found["brand_soft"] = _like(main, 0.938, 0.03)
    found["brand"] = _readable(main, _grounds(found, "brand"), TEXT)
    found["brand_strong"] = _shifted(found["brand"], -0.077)
    bright = _parts(main)[0] > _BRIGHT
    found["button"] = main if bright else found["brand"]
    found["on_button"] = found["ink"] if bright else found["on_brand"]
    found["accent"] = accent or _turned(main, _OPPOSITE, 0.514, 0.143)
    found["accent_soft"] = _like(found["accent"], 0.945, 0.026)
    found["accent"] = _readable(found["accent"], _grounds(found, "accent"), TEXT)
    found["sun"] = _like(found["accent"], 0.83, 0.142)
    return _checked(found, OURS.light)


def _dark(main: str, accent: str | None) -> dict[str, str]:
    found = _neutrals(main, OURS.dark)
    found["brand_soft"] = _like(main, 0.317, 0.04)
    found["on_brand"] = _like(main, 0.255, 0.038)
    brand = _like(main, 0.789, 0.1)
    found["brand"] = _readable(brand, (*_grounds(found, "brand"), found["on_brand"]), TEXT)
    found["brand_strong"] = _shifted(found["brand"], 0.077)
    found["button"] = main if _parts(main)[0] > _BRIGHT else found["brand"]
    found["on_button"] = found["on_brand"]
    own = accent or _turned(main, _OPPOSITE, 0.5, 0.143)
    found["accent_soft"] = _like(own, 0.29, 0.035)
    found["accent"] = _readable(_like(own, 0.796, 0.102), _grounds(found, "accent"), TEXT)
    found["sun"] = _like(own, 0.83, 0.142)
    return _checked(found, OURS.dark)


def _neutrals(main: str, ours: Mapping[str, str]) -> dict[str, str]:
    """The greys of pages, with a trace of the main colour, as light as ours."""
    found = {}
    for role in ("paper", "surface", "sunken", "line", "control", "ink", "muted"):
        lightness, chroma, _ = _parts(ours[role])
        found[role] = _like(main, lightness, chroma)
    return found


def _checked(found: dict[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """Add what doesn't depend on a brand, and see that everything can be read on its ground."""
    for role in _FIXED:
        found[f"{role}_soft"] = ours[f"{role}_soft"]
        found[role] = _readable(ours[role], _grounds(found, role), TEXT)
    everywhere = [found[role] for role in ("paper", "surface", "sunken")]
    for role in ("ink", "muted"):
        softs = [found[f"{one}_soft"] for one in ("brand", "accent", *_FIXED)]
        found[role] = _readable(found[role], (*everywhere, *softs), TEXT)
    found["control"] = _readable(found["control"], everywhere[:2], CONTROL)
    return {role: found[role] for role in ours}


def _grounds(found: Mapping[str, str], role: str) -> tuple[str, ...]:
    """What is behind text of a role."""
    return tuple(found[one] for one in ("paper", "surface", "sunken", f"{role}_soft"))


def _round(main: str) -> list[str]:
    """As many hues as we have ourselves, the main colour first."""
    count = len(OURS.hues)
    return [main, *(_turned(main, _APART * place, 0.475, 0.1) for place in range(1, count))]


def _readable(colour: str, grounds: Sequence[str], needed: float) -> str:
    """The colour, or the next darker one with this contrast on all grounds; on dark grounds, the
    next lighter one.
    """
    step = -_STEP if _parts(grounds[0])[0] > 0.5 else _STEP
    found, steps = colour, 0
    while _least(found, grounds) < needed:  # a single step from black is still black
        steps += 1
        found = _shifted(colour, step * steps)
    return found


def _readable_hue(colour: str) -> str:
    while _least(colour, _with_hue(colour)) < TEXT:
        colour = _shifted(colour, -_STEP)
    return colour


def _with_hue(colour: str) -> tuple[str, str]:
    """What meets a module's colour: white text on it, and its tint behind text in it."""
    tint = _colour("#ffffff").mix(_colour(colour), _TINT, space="srgb")
    return "#ffffff", tint.to_string(hex=True)


def _least(colour: str, grounds: Sequence[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _like(colour: str, lightness: float, chroma: float) -> str:
    """A colour of the same hue, of this lightness, and of at most this chroma: a grey stays one."""
    _, own, hue = _parts(colour)
    return _hex(lightness, min(chroma, own), hue)


def _turned(colour: str, degrees: float, lightness: float, chroma: float) -> str:
    return _hex(lightness, chroma, (_parts(colour)[2] + degrees) % 360)


def _shifted(colour: str, by: float) -> str:
    lightness, chroma, hue = _parts(colour)
    return _hex(min(1.0, max(0.0, lightness + by)), chroma, hue)


def _parts(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma (0 to about 0.3) and hue in degrees, of OKLCH."""
    lightness, chroma, hue = _colour(colour).convert("oklch").coords(nans=False)
    return lightness, chroma, hue


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """As `#rrggbb`, with less chroma if a screen can't show that much."""
    from coloraide import Color  # few courses have a brand, and the import is slow

    found = Color("oklch", [lightness, chroma, hue]).fit("srgb", method="oklch-chroma")
    return found.convert("srgb").to_string(hex=True)


def _colour(text: str) -> Color:
    from coloraide import Color

    return Color(text)
