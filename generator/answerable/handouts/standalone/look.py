"""Give self-contained HTML files the colours and the corners of a course's brand."""

from __future__ import annotations

from answerable.model.colours import OURS, Colours

_ROLES = {
    "paper": "surface",
    "ground": "sunken",
    "sunken": "sunken",
    "ink": "ink",
    "soft": "muted",
    "muted": "muted",
    "line": "line",
    "edge": "line",
    "sun": "sun",
    "lesson": "accent_soft",
    "lesson-ink": "accent",
    "good": "good",
    "good-tint": "good_soft",
    "good-soft": "good_soft",
}
"""What the styles of cards and slides call a colour, and the role that it has on a page."""


def own_look(colours: Colours, roundness: float) -> str:
    """Styles that replace ours, to stand behind them. Who asks for more contrast gets our colours.

    `roundness` is the brand's.
    """
    corners = "" if roundness == 1 else f":root{{--roundness:{roundness:g}}}"
    return corners + _own_colours(colours)


def _own_colours(colours: Colours) -> str:
    if colours == OURS:
        return ""
    declarations = ";".join(
        f"--{name}:light-dark({colours.light[role]},{colours.dark[role]})"
        for name, role in _ROLES.items()
    )
    return f"@media not (prefers-contrast:more){{:root{{{declarations}}}}}"
