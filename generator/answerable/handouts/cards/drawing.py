"""Draw a sheet of cards as a small picture in text."""

from __future__ import annotations

from answerable.handouts.cards.geometry import CardGrid, fronts

_COLUMN, _ROW = 8.0, 16.0  # mm per character


def drawn(sheet: CardGrid) -> list[str]:
    """The sheet with its cards, as lines of box-drawing characters: about 27 x 19 for A4."""
    width, height = round(sheet.paper_width / _COLUMN), round(sheet.paper_height / _ROW)
    canvas = [[" "] * (width + 1) for _ in range(height + 1)]
    _box(canvas, 0, 0, width, height, "┌┐└┘─│")
    for slot in fronts(sheet):
        left = max(1, round(slot.x / _COLUMN))
        top = max(1, round(slot.y / _ROW))
        right = min(width - 1, round((slot.x + sheet.card_width) / _COLUMN) - 1)
        bottom = min(height - 1, round((slot.y + sheet.card_height) / _ROW) - 1)
        _box(canvas, left, top, right, max(bottom, top + 1), "╭╮╰╯╌╎")
    return ["".join(row).rstrip() for row in canvas]


def _box(canvas: list[list[str]], left: int, top: int, right: int, bottom: int, lines: str) -> None:
    upper_left, upper_right, lower_left, lower_right, level, upright = tuple(lines)
    for x in range(left + 1, right):
        canvas[top][x] = canvas[bottom][x] = level
    for y in range(top + 1, bottom):
        canvas[y][left] = canvas[y][right] = upright
    canvas[top][left], canvas[top][right] = upper_left, upper_right
    canvas[bottom][left], canvas[bottom][right] = lower_left, lower_right
