"""The pages' icons, drawn on a grid of 24 by 24 and stroked in the colour of the text."""

from __future__ import annotations

from markupsafe import Markup

_DRAWINGS = {
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "dash": '<path d="M5 12h14"/>',
    "place": '<path d="M4 20V9l8-5 8 5v11zM10 20v-6h4v6"/>',
    "talk": '<path d="M4 5h16v11H11l-4 4v-4H4z"/>',
    "person": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4 3.4-6 7-6s6.4 2 7 6"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "level": '<path d="M5 19v-4M12 19V10M19 19V5"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "card": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="M7 10h6M7 14h9"/>',
    "excuse": '<path d="M4 12c3-6 13-6 16 0-3 6-13 6-16 0zM4 20L20 4"/>',
    "again": '<path d="M4.5 12a7.5 7.5 0 1 1 2.2 5.3M4.5 19v-5h5"/>',
    "up": '<path d="M12 19V5M6 11l6-6 6 6"/>',
    "down": '<path d="M12 5v14M6 13l6 6 6-6"/>',
    "star": '<path d="M12 4l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>',
    "download": '<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>',
}

_TURNING = frozenset({"arrow", "back", "again"})
"""Icons that point along the line of text: mirrored in languages written from right to left."""

ICONS = {
    name: Markup(  # noqa: S704  # constants of this module
        f'<svg class="an-icon{" an-icon--turns" if name in _TURNING else ""}" '
        f'viewBox="0 0 24 24" aria-hidden="true">{drawing}</svg>'
    )
    for name, drawing in _DRAWINGS.items()
}
"""Icons by name, as SVG that is hidden from assistive technology."""
